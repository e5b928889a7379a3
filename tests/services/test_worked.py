"""Planned against done: what was worked takes the place of what was planned."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.services.week_desk import MON, SUN, TUE, WED, Desk
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.worked import DoneRow, ShiftStatus, WorkedDraft
from warden_desk.services.week import worked
from warden_desk.storage.tables import Shift

EIGHT_TO_FOUR = "0800-1600 Lenham"
LATER = Act("T. Tester", datetime(2026, 12, 1, 9, tzinfo=UTC))
"""After the week."""


def shift_id(desk: Desk, person: str, day: date) -> str:
    query = select(Shift.id).where(Shift.person_id == person, Shift.on_date == day)
    return desk.database.read(lambda session: session.scalars(query).one())


def done(desk: Desk, key: str) -> DoneRow:
    return desk.database.read(worked.rows, [key])[key]


def minutes(desk: Desk, person: str) -> int:
    """What somebody's week adds up to."""
    query = select(Shift.id).where(Shift.person_id == person, Shift.on_date.between(MON, SUN))
    shifts = desk.database.read(lambda session: session.scalars(query).all())
    return sum(row.minutes for row in desk.database.read(worked.rows, shifts).values())


def keep(desk: Desk, key: str, *, act: Act = LATER, **drafted: Any) -> None:
    desk.database.write("Worked", worked.worked, key, WorkedDraft(**drafted), act=act)


def test_what_is_planned_counts_until_somebody_says_how_it_went(desk: Desk):
    desk.set(desk.ben, MON, "0800-1600 Lenham")
    desk.set(desk.ben, TUE, "0800-1200 Lenham")
    desk.set(desk.ben, WED, "RD")
    planned = minutes(desk, desk.ben)
    key = shift_id(desk, desk.ben, TUE)

    keep(desk, key, start_minute=480, end_minute=780)

    assert minutes(desk, desk.ben) == planned + 60
    row = done(desk, key)
    assert (row.status, row.difference, row.by) == (ShiftStatus.CHANGED, 60, "T. Tester")


def test_a_missed_shift_is_no_hours_and_its_reason_is_kept(desk: Desk):
    desk.set(desk.ben, MON, EIGHT_TO_FOUR)
    key = shift_id(desk, desk.ben, MON)

    with pytest.raises(Invalid, match="why"):
        desk.database.write("Missed", worked.missed, key, " ", act=LATER)
    desk.database.write("Missed", worked.missed, key, "Car would not start", act=LATER)

    assert minutes(desk, desk.ben) == 0
    assert done(desk, key).note == "Car would not start"
    desk.database.write("Reopen", worked.reopen, [key], act=LATER)
    assert done(desk, key).status is ShiftStatus.PLANNED
    assert minutes(desk, desk.ben) == done(desk, key).planned_minutes


def test_worked_as_planned_is_worked_not_changed(desk: Desk):
    desk.set(desk.ben, MON, EIGHT_TO_FOUR)
    key = shift_id(desk, desk.ben, MON)

    keep(desk, key, start_minute=480, end_minute=960)

    assert done(desk, key).status is ShiftStatus.WORKED
    keep(desk, key, start_minute=480, end_minute=960, break_minutes=0)
    assert done(desk, key).status is ShiftStatus.CHANGED


def test_nobody_worked_tomorrow_or_on_a_rest_day(desk: Desk, act: Act):
    desk.set(desk.ben, MON, "RD")
    desk.set(desk.ben, TUE, EIGHT_TO_FOUR)

    with pytest.raises(Invalid, match="still to come"):
        keep(desk, shift_id(desk, desk.ben, TUE), act=act)
    with pytest.raises(Invalid, match="no work"):
        keep(desk, shift_id(desk, desk.ben, MON))


def test_hours_worked_do_not_overlap_the_next_shift_even_over_midnight(desk: Desk):
    desk.set(desk.ben, MON, "1400-2200 Lenham")
    desk.set(desk.ben, TUE, "0100-0500 Lenham", reason="fair night")
    key = shift_id(desk, desk.ben, MON)

    with pytest.raises(UserError, match="Tue 24 Nov 0100–0500"):
        keep(desk, key, start_minute=840, end_minute=24 * 60 + 61)

    assert done(desk, key).status is ShiftStatus.PLANNED
    keep(desk, key, start_minute=840, end_minute=24 * 60 + 60)
    assert done(desk, key).status is ShiftStatus.CHANGED


def test_a_week_is_settled_at_once_but_not_the_days_to_come(desk: Desk):
    for day in (MON, TUE, WED):
        desk.set(desk.ben, day, EIGHT_TO_FOUR)
    desk.set(desk.carys, MON, "RD")
    key = shift_id(desk, desk.ben, MON)
    desk.database.write("Missed", worked.missed, key, "Bus strike", act=LATER)
    on_tuesday = replace(LATER, at=datetime(2026, 11, 24, 20, tzinfo=UTC))

    count, change = desk.database.write(
        "Settle", worked.as_planned, desk.team, MON, SUN, act=on_tuesday
    )

    assert count == 1
    assert done(desk, key).status is ShiftStatus.MISSED
    assert done(desk, shift_id(desk, desk.ben, TUE)).status is ShiftStatus.WORKED
    assert done(desk, shift_id(desk, desk.ben, WED)).status is ShiftStatus.PLANNED
    assert change is not None
    desk.database.revert(change)
    assert done(desk, shift_id(desk, desk.ben, TUE)).status is ShiftStatus.PLANNED


def test_confirming_does_not_take_back_what_was_worked(desk: Desk):
    desk.set(desk.ben, MON, EIGHT_TO_FOUR)
    desk.set(desk.ben, TUE, EIGHT_TO_FOUR)
    first, second = (shift_id(desk, desk.ben, day) for day in (MON, TUE))
    keep(desk, first)

    count, _ = desk.database.write("Confirm", worked.confirm, [first, second], act=LATER)

    assert count == 1
    assert [done(desk, key).status for key in (first, second)] == ["worked", "confirmed"]


@given(
    start=st.integers(-10, 1500),
    length=st.integers(-10, 1500),
    pause=st.none() | st.integers(-5, 1500),
)
def test_times_that_pass_leave_work_within_a_day(start: int, length: int, pause: int | None):
    draft = WorkedDraft(start_minute=start, end_minute=start + length, break_minutes=pause)
    try:
        draft.check()
    except Invalid:
        assert not (0 <= start < 1440 and 0 < length <= 1440 and 0 <= (pause or 0) < length)
    else:
        assert 0 < length - (pause or 0) <= 1440
