"""What a map shows travels from page to page as one word."""

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.map_keys import of_page_key, page_key
from warden_desk.domain.people import AssignmentRole

KEYS = st.uuids().map(str)
DRAFTS = st.builds(
    HandOverDraft,
    area_ids=st.lists(KEYS, min_size=1, max_size=3).map(tuple),
    person_id=KEYS,
    role=st.sampled_from(AssignmentRole),
    from_day=st.dates(),
    visit_every_days=st.integers(0, 365),
)


@given(
    st.sampled_from(Mode),
    st.integers(1, 3660),
    st.none() | KEYS,
    st.lists(DRAFTS, max_size=2),
    st.just("") | KEYS,
)
def test_what_a_map_shows_comes_back_from_its_key(
    mode: Mode, days: int, person: str | None, drafts: list[HandOverDraft], team: str
):
    asked = Asked(mode=mode, on=TODAY, days_back=days, person_id=person, proposals=tuple(drafts))

    assert of_page_key(page_key(asked, team)) == (asked, team)
