"""Events placed once: seen in both grids, on the rounds of those who are wanted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.services.week_desk import FRI, MON, THU, WEEK, Desk, desk_on
from warden_desk.domain.changes import Act
from warden_desk.domain.events import EventDraft, EventRow, Repeat
from warden_desk.services.week import events, rounds, week_copies, week_parishes
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area

LATE = "1400-2200 Faversham"


@pytest.fixture
def desk(founded: Database, act: Act) -> Desk:
    desk = desk_on(founded, act)
    desk.set(desk.ben, THU, LATE)
    return desk


@pytest.fixture
def council(desk: Desk) -> EventDraft:
    wye = select(Area.id).where(Area.name == "Wye with Hinxhill")
    return EventDraft(
        title="Parish council",
        on_date=THU,
        start_minute=19 * 60,
        end_minute=20 * 60 + 30,
        area_id=desk.database.read(lambda session: session.scalars(wye).one()),
        person_ids=(desk.ben, desk.carys),
    )


def put(desk: Desk, draft: EventDraft) -> str:
    return desk.database.write("Event", events.record, draft, act=desk.act)[0]


def rows(desk: Desk, week=WEEK) -> list[EventRow]:
    return desk.database.read(events.in_week, desk.team, week)


def test_who_is_wanted_and_works_then_gets_a_stop_and_who_does_not_is_named(
    desk: Desk, council: EventDraft
):
    desk.set(desk.carys, THU, "0800-1600 Faversham")

    put(desk, council)

    [row] = rows(desk)
    assert (row.who, row.missing) == (("Ben Tilley",), ("Carys Evans",))
    assert set(row.wanted_ids) == {desk.ben, desk.carys}
    assert desk.text(desk.ben, THU) == f"{LATE}, Parish council"
    assert desk.cell(desk.ben, THU).shifts[0].stops[-1].minutes_planned == 90
    assert desk.text(desk.carys, THU) == "0800-1600 Faversham"
    grid = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)
    [wye] = [parish for parish in grid.parishes if parish.area_id == council.area_id]
    assert [visitor.name for visitor in wye.days[3]] == ["Ben Tilley"]


def test_whoever_is_planned_later_gets_the_stop_at_once(desk: Desk, council: EventDraft):
    put(desk, council)
    assert rows(desk)[0].missing == ("Carys Evans",)

    desk.set(desk.carys, THU, LATE)
    assert rows(desk)[0].missing == ()

    desk.set(desk.carys, THU, "L 1400-2200")  # typed without it: wanted all the same
    assert desk.text(desk.carys, THU).endswith("Parish council")


def test_a_copied_week_stops_at_the_events_of_its_days(desk: Desk, council: EventDraft):
    later = WEEK.plus(1)
    put(desk, replace(council, on_date=later.days[3]))
    place = ("Copy", week_copies.copy_week, desk.team, WEEK, later)

    desk.database.write(*place, act=desk.act)

    assert rows(desk, later)[0].who == ("Ben Tilley",)


def test_whoever_is_taken_off_an_event_is_not_sent_there_again(desk: Desk, council: EventDraft):
    put(desk, council)
    [stop] = [one for one in desk.cell(desk.ben, THU).shifts[0].stops if one.event_id]

    desk.database.write("Off", rounds.remove, stop.id, act=desk.act)
    desk.set(desk.ben, THU, "1400-2130 Faversham")

    assert (rows(desk)[0].who, rows(desk)[0].missing) == ((), ("Carys Evans",))


def test_a_change_reaches_all_later_ones_of_its_series(desk: Desk, council: EventDraft):
    until = THU + timedelta(weeks=2)
    keys, _ = desk.database.write(
        "Series", events.record_series, council, Repeat.WEEKLY, until, act=desk.act
    )
    draft = replace(council, on_date=FRI + timedelta(weeks=1), title="Surgery")

    count, _ = desk.database.write(
        "Change", events.amend, keys[1], draft, act=desk.act, and_later=True
    )

    assert count == 2
    found = [row for number in range(3) for row in rows(desk, WEEK.plus(number))]
    assert [(row.title, row.on_date) for row in found] == [
        ("Parish council", THU),
        ("Surgery", FRI + timedelta(weeks=1)),
        ("Surgery", FRI + timedelta(weeks=2)),
    ]


def test_an_event_moves_with_its_people(desk: Desk, council: EventDraft):
    key = put(desk, council)
    desk.set(desk.carys, FRI, LATE)

    friday = replace(council, on_date=FRI)
    _, change = desk.database.write("Move", events.amend, key, friday, act=desk.act)

    assert desk.text(desk.ben, THU) == LATE
    assert desk.text(desk.carys, FRI) == f"{LATE}, Parish council"
    assert rows(desk)[0].missing == ("Ben Tilley",)
    assert change is not None
    desk.database.revert(change)
    assert desk.text(desk.ben, THU) == f"{LATE}, Parish council"


def test_who_is_no_longer_wanted_loses_the_stop_and_who_went_unasked_keeps_it(
    desk: Desk, council: EventDraft
):
    key = put(desk, replace(council, person_ids=(desk.ben,)))
    desk.set(desk.carys, THU, f"{LATE}, Parish council")

    nobody = replace(council, person_ids=())
    desk.database.write("Change", events.amend, key, nobody, act=desk.act)

    assert desk.text(desk.ben, THU) == LATE
    assert desk.text(desk.carys, THU) == f"{LATE}, Parish council"


def test_an_event_without_a_time_is_on_any_shift_and_on_no_rest_day(
    desk: Desk, council: EventDraft
):
    desk.set(desk.carys, THU, "RD")

    put(desk, replace(council, start_minute=None, end_minute=None))

    [row] = rows(desk)
    assert (row.who, row.missing) == (("Ben Tilley",), ("Carys Evans",))


def test_a_series_comes_every_month_and_ends_from_any_day_on(desk: Desk, council: EventDraft):
    keys, _ = desk.database.write(
        "Series",
        events.record_series,
        replace(council, on_date=MON),
        Repeat.MONTHLY,
        MON + timedelta(days=100),
        act=desk.act,
    )
    assert len(keys) == 4
    assert rows(desk)[0].series_id

    count, _ = desk.database.write("Remove", events.remove, keys[1], act=desk.act, and_later=True)

    assert count == 3
    assert len(rows(desk)) == 1
    assert desk.database.write("Remove", events.remove, keys[0], act=desk.act)[0] == 1


def test_a_single_event_is_no_series(desk: Desk, council: EventDraft):
    put(desk, council)
    put(desk, replace(council, on_date=date(2026, 12, 3)))

    assert {row.series_id for row in rows(desk)} == {""}
