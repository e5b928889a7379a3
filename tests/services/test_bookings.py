"""Taskings on the road: booked with their minutes, moved, and done by logged visits."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import update

from tests.services.week_desk import MON, TUE, WED, WEEK, Desk, tasking
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.tasking_entries import VisitDraft
from warden_desk.services.tasking import tasking_log
from warden_desk.services.week import bookings, week_parishes
from warden_desk.services.week.bookings import Booking
from warden_desk.storage.tables import Code, Tasking

DAY = "0800-1600 Faversham"
WYE = "Wye with Hinxhill"


@pytest.fixture
def job(desk: Desk) -> str:
    for person in (desk.ben, desk.carys):
        desk.set(person, MON, DAY)
    desk.set(desk.carys, WED, DAY)
    return tasking(desk)


def book(desk: Desk, job: str, person: str, day: date, minutes: int | None = None) -> None:
    desk.database.write("Book", bookings.book, job, person, day, minutes=minutes, act=desk.act)


def rows(desk: Desk, job: str) -> list[Booking]:
    return desk.database.read(bookings.rows, job)


def visit(desk: Desk, job: str, minutes: int, *people: str) -> str:
    draft = VisitDraft(on=MON, person_ids=people, minutes=minutes, start_minute=540)
    evening = Act(desk.act.by, datetime.fromisoformat("2026-11-23T20:00:00+00:00"))
    return desk.database.write("Visit", tasking_log.visit, job, draft, act=evening)[0]


def test_a_booking_shows_in_the_grid_and_in_its_parish(desk: Desk, job: str):
    book(desk, job, desk.ben, MON)

    assert [row.sentence for row in rows(desk, job)] == ["Ben Tilley, Mon 23 Nov, 60 minutes"]
    assert desk.cell(desk.ben, MON).taskings == ("ASH-26-0147",)
    grid = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)
    [wye] = [parish for parish in grid.parishes if parish.name == WYE]
    assert [visitor.name for visitor in wye.days[0]] == ["Ben Tilley"]
    with pytest.raises(UserError, match="already"):
        book(desk, job, desk.ben, MON)


def test_the_minutes_are_those_typed_of_the_category_or_as_usual(desk: Desk, job: str):
    desk.database.write("Kind", lambda s: s.execute(update(Tasking).values(category="asb-youths")))
    book(desk, job, desk.ben, MON)
    desk.database.write(
        "Usual",
        lambda s: s.execute(
            update(Code)
            .where(Code.list_name == "category", Code.code == "asb-youths")
            .values(data=json.dumps({"minutes": 90}))
        ),
    )
    book(desk, job, desk.carys, MON)
    book(desk, job, desk.carys, WED, 20)

    assert sorted(row.minutes or 0 for row in rows(desk, job)) == [20, 60, 90]


def test_nobody_is_booked_without_a_shift(desk: Desk, job: str):
    desk.set(desk.ben, TUE, "RD")

    with pytest.raises(UserError, match="no shift on Tue 24 Nov"):
        book(desk, job, desk.ben, TUE)

    assert rows(desk, job) == []


def test_a_logged_visit_says_what_the_stop_took_and_striking_it_takes_that_back(
    desk: Desk, job: str
):
    book(desk, job, desk.ben, MON, 45)
    book(desk, job, desk.carys, MON, 45)

    first = visit(desk, job, 30, desk.ben)
    visit(desk, job, 20, desk.ben, desk.carys)

    assert {row.person: row.done for row in rows(desk, job)} == {
        "Ben Tilley": 50,
        "Carys Evans": 20,
    }
    desk.database.write("Strike", tasking_log.strike, first, "typed twice", act=desk.act)
    assert {row.person: row.done for row in rows(desk, job)}["Ben Tilley"] == 20
