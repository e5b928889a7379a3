"""How close a person is to a tasking, in words and in rank."""

from datetime import date

import pytest

from warden_desk.domain.tasking_closeness import Closeness

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("close", "words"),
    [
        (Closeness(), ()),
        (Closeness(km=0), ("under 1 km away",)),
        (Closeness(km=7), ("7 km away",)),
        (Closeness(km=0, is_based_here=True), ("based here",)),
        (Closeness(knows_case=True, knows_place=True), ("knows the case",)),
        (Closeness(knows_place=True), ("was there before",)),
        (Closeness(shift_on=TUESDAY, free_minutes=200), ("3 h 20 min free on Tue 24 Nov",)),
        (Closeness(shift_on=TUESDAY, free_minutes=60), ("1 h free on Tue 24 Nov",)),
        (Closeness(shift_on=TUESDAY), ("no time free on Tue 24 Nov",)),
        (Closeness(skills=("Nepali",), km=3), ("Nepali", "3 km away")),
    ],
)
def test_reasons_are_said_in_words(close: Closeness, words: tuple[str, ...]) -> None:
    assert close.reasons() == words


def test_the_closest_rank_first() -> None:
    skilled = Closeness(skills=("Nepali",), km=40)
    known = Closeness(knows_place=True, km=30)
    near = Closeness(km=2, free_minutes=60)
    near_and_full = Closeness(km=2)
    far = Closeness(km=20, free_minutes=60)

    ranked = sorted([Closeness(), far, near_and_full, near, known, skilled], key=lambda c: c.rank)

    assert ranked == [skilled, known, near, near_and_full, far, Closeness()]
