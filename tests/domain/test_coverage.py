"""What makes an area covered, thin, or any of the other four states."""

import pytest

from warden_desk.domain.coverage import Coverage, state_of
from warden_desk.domain.people import AssignmentRole

PRIMARY, BACKUP = AssignmentRole.PRIMARY, AssignmentRole.BACKUP
VOLUNTEER, CONTACT = AssignmentRole.VOLUNTEER, AssignmentRole.CONTACT_ONLY


@pytest.mark.parametrize(
    ("roles", "days_since", "expected"),
    [
        ({PRIMARY}, 0, Coverage.COVERED),
        ({PRIMARY}, 14, Coverage.COVERED),
        ({PRIMARY}, 15, Coverage.THIN),
        ({PRIMARY}, None, Coverage.THIN),
        ({PRIMARY, VOLUNTEER, CONTACT}, 20, Coverage.THIN),
        ({CONTACT}, 1, Coverage.CONTACT_ONLY),
        ({CONTACT, VOLUNTEER}, 1, Coverage.CONTACT_ONLY),
        ({BACKUP}, 1, Coverage.CONTACT_ONLY),
        ({VOLUNTEER}, 1, Coverage.VOLUNTEER_ONLY),
        (set(), 1, Coverage.NONE),
    ],
)
def test_the_state_of_a_parish_follows_from_who_is_there_and_the_last_visit(
    roles: set[AssignmentRole], days_since: int | None, expected: Coverage
) -> None:
    state = state_of(is_unparished=False, roles=roles, days_since=days_since, target_days=14)

    assert state is expected


@pytest.mark.parametrize(
    ("roles", "days_since", "expected"),
    [
        (set(), None, Coverage.UNPARISHED),
        ({PRIMARY}, 3, Coverage.COVERED),
        ({PRIMARY}, 30, Coverage.THIN),
        ({VOLUNTEER}, None, Coverage.VOLUNTEER_ONLY),
        ({CONTACT}, None, Coverage.CONTACT_ONLY),
    ],
)
def test_an_unparished_town_counts_like_a_parish_as_soon_as_somebody_serves_it(
    roles: set[AssignmentRole], days_since: int | None, expected: Coverage
) -> None:
    state = state_of(is_unparished=True, roles=roles, days_since=days_since, target_days=14)

    assert state is expected


def test_each_state_has_a_word_and_a_mark_of_its_own_so_that_colour_is_never_the_only_cue() -> None:
    assert len({state.mark for state in Coverage}) == len(Coverage) == 6
    assert len({state.label for state in Coverage}) == 6
    assert {state.tone for state in Coverage} <= {"green", "amber", "blue", "red", "neutral"}
