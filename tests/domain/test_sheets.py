from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.dates import Week
from warden_desk.domain.sheets import (
    SheetStatus,
    destroy_on,
    shown_references,
    unique_initials,
    version_words,
    welfare_times,
)


def test_initials_are_those_of_first_and_last_name():
    assert unique_initials(["Ben Tilley", "Łucja Maria Żółkiewska", "Cher"]) == ["BT", "ŁŻ", "C"]


def test_people_with_the_same_initials_are_told_apart():
    names = ["Ben Tilley", "Bo Tims", "Bea Tilley", "Ben Tilley", "Ben Tilley"]
    assert unique_initials(names) == ["BT", "BTi", "BTil", "BT2", "BT3"]


@given(st.lists(st.text(max_size=20), max_size=30))
def test_no_two_people_ever_share_initials(names: list[str]):
    found = unique_initials(names)
    assert len(found) == len(names)
    assert len(set(found)) == len(found)
    assert all(found)


def test_three_references_are_named_and_the_rest_counted():
    assert shown_references([]) == ""
    assert shown_references(["A", "B", "C"]) == "A, B, C"
    assert shown_references(["A", "B", "C", "D", "E"]) == "A, B, C +2"


def test_calls_go_on_through_the_shift_and_end_when_the_person_is_home():
    assert welfare_times(840, 1320, every=120, after_end=15) == (960, 1080, 1200, 1335)


def test_a_short_shift_still_has_the_call_at_its_end():
    assert welfare_times(1200, 1260, every=120, after_end=15) == (1275,)
    assert welfare_times(1200, 1260, every=0, after_end=15) == (1275,)


def test_a_version_is_a_draft_until_it_is_issued():
    assert version_words(SheetStatus.DRAFT, 3) == "Draft 3"
    assert version_words(SheetStatus.ISSUED, 3) == "Version 3"
    assert version_words(SheetStatus.SUPERSEDED, 2) == "Version 2"


def test_copies_are_destroyed_some_days_after_the_week():
    assert destroy_on(Week(2026, 48), 7).isoformat() == "2026-12-06"
