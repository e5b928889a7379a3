"""Somebody is sick: what is offered, what it costs, and that everything else stays as it was."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.week_desk import (
    FRI,
    LONG_AGO,
    MON,
    THU,
    TUE,
    WED,
    WEEK,
    Desk,
    tasking,
)
from warden_desk.domain.changes import Act
from warden_desk.domain.copies import PersonCopy
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.events import EventDraft
from warden_desk.domain.repairs import Repair, Repaired, RepairKind, RepairWay
from warden_desk.domain.sheets import SheetContent
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.services import absences, areas, teams
from warden_desk.services.papers import repair_papers
from warden_desk.services.repair import repairs
from warden_desk.services.tasking import tasking_people
from warden_desk.services.week import events, week_findings, weeks, worked
from warden_desk.storage.desks import Desk as OpenDesk
from warden_desk.storage.tables import ParishAssignment, Shift, Stop

WYE = "Wye with Hinxhill"


def look(desk: Desk, person: str = "", on: date = MON) -> Repair:
    return desk.database.read(repairs.repair, person or desk.ben, on, act=desk.act)


def of_kind(found: Repair, kind: RepairKind) -> RepairWay:
    return next(way for way in found.ways if way.kind is kind)


def choose(desk: Desk, way: RepairWay, *, reason: str = "", on: date = MON) -> Repaired:
    done, _ = desk.database.write(
        "Sick", repairs.choose, desk.ben, on, way.key, act=desk.act, reason=reason
    )
    return done


def put(desk: Desk, person: str, day: date, text: str, team: str = "") -> None:
    """Plan a day whatever the rules warn of; without a text it is cleared."""
    cell = (person, day, team or desk.team)
    desk.database.write("Clear", weeks.clear_cell, *cell, act=desk.act)
    if text:
        desk.set(person, day, text, team=team, reason="Drawn by lot")


def plan(desk: Desk) -> dict[str, tuple[Any, ...]]:
    """Every shift with its stops, by key."""

    def read(session: Session) -> dict[str, tuple[Any, ...]]:
        stops: dict[str, list[tuple[Any, ...]]] = {}
        for stop in session.scalars(select(Stop).order_by(Stop.shift_id, Stop.position)):
            stops.setdefault(stop.shift_id, []).append((stop.id, stop.area_id, stop.tasking_id))
        return {
            row.id: (
                row.person_id,
                row.on_date,
                row.code,
                row.start_minute,
                row.end_minute,
                row.status,
                row.override_reason,
                tuple(stops.get(row.id, ())),
            )
            for row in session.scalars(select(Shift))
        }

    return desk.database.read(read)


def test_three_ways_are_offered_each_of_another_kind(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham, Charing")
    desk.set(desk.carys, MON, "E Tenterden")
    desk.set(desk.carys, THU, "E Faversham")

    found = look(desk)

    assert {way.kind for way in found.ways} == set(RepairKind)
    along = of_kind(found, RepairKind.ALONG)
    assert along.title == "Carys Evans takes the stops along"
    assert along.costs == ("Lenham: Carys Evans, 60 min more", "Charing: Carys Evans, 60 min more")
    shift = of_kind(found, RepairKind.SHIFT)
    assert shift.title == "Dev Patel works E 0730–1530"
    assert "Dover" in shift.costs[0]
    later = of_kind(found, RepairKind.LATER)
    assert later.costs[0] == "Lenham: Carys Evans, Thu 26 Nov, 60 min more"
    assert later.falls == ("Nobody is out E 0730–1530",)
    assert found == look(desk), "the same desk gives the same answer"


def test_a_colleague_takes_the_stops_along_in_one_change_and_one_undo(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham, Charing")
    desk.set(desk.carys, MON, "E Tenterden")
    desk.set(desk.carys, THU, "E Faversham")
    before = plan(desk)

    way = of_kind(look(desk), RepairKind.ALONG)
    done, change = desk.database.write("Sick", repairs.choose, desk.ben, MON, way.key, act=desk.act)

    assert desk.text(desk.carys, MON) == "E Tenterden, Lenham, Charing"
    assert desk.text(desk.carys, THU) == "E Faversham"
    [absence] = desk.database.read(absences.between, MON, MON, [desk.ben])
    assert absence.code == "SK"
    assert set(done.person_ids) == {desk.ben, desk.carys}
    assert done.team_ids == (desk.team,)
    desk.database.revert(change)
    assert plan(desk) == before
    assert desk.database.read(absences.between, MON, MON, [desk.ben]) == []


def test_somebody_off_duty_works_the_shift_and_both_teams_sheets_change(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    desk.set(desk.dev, MON, "RD", team=desk.other_team)
    desk.set(desk.carys, MON, "L Tenterden")
    way = of_kind(look(desk), RepairKind.SHIFT)
    assert any("rest day" in said for said in way.warnings)

    done = choose(desk, way)

    assert desk.text(desk.dev, MON) == "E Lenham"
    assert set(done.team_ids) == {desk.team, desk.other_team}
    assert desk.cell(desk.ben, MON).shifts == ()


def test_visits_wait_for_a_round_that_goes_there_and_what_finds_no_room_is_said(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham, Charing, Wye with Hinxhill")
    desk.set(desk.carys, WED, "0900-1000 Lenham")
    desk.set(desk.carys, FRI, "0900-1000")

    way = of_kind(look(desk), RepairKind.LATER)

    assert way.costs == (
        "Lenham: Carys Evans, Wed 25 Nov, goes there anyway",
        "Charing: Carys Evans, Wed 25 Nov, 60 min more",
        "Wye with Hinxhill: Carys Evans, Fri 27 Nov, 60 min more",
    )
    put(desk, desk.carys, FRI, "")
    way = of_kind(look(desk), RepairKind.LATER)
    assert way.falls == (
        "Nobody is out E 0730–1530",
        "Wye with Hinxhill goes without a visit this week",
    )
    choose(desk, way)
    assert desk.text(desk.carys, WED).endswith("Lenham, Charing")


def test_who_looks_after_the_place_is_asked_before_others(desk: Desk):
    key = desk.database.read(areas.find, WYE, MON).id
    desk.set(desk.ben, MON, "E Wye with Hinxhill")
    desk.set(desk.carys, TUE, "E Tenterden")
    desk.set(desk.dev, THU, "E Charing")
    desk.add(ParishAssignment(area_id=key, person_id=desk.dev, role="primary", valid_from=LONG_AGO))

    [cost] = of_kind(look(desk), RepairKind.LATER).costs

    assert cost == "Wye with Hinxhill: Dev Patel, Thu 26 Nov, 60 min more"


def test_a_tasking_goes_with_its_stop_but_not_to_somebody_unvetted(desk: Desk):
    job = tasking(desk)
    desk.database.write("Give", tasking_people.assign, job, desk.ben, act=desk.act)
    desk.set(desk.ben, MON, "E ASH-26-0147")
    desk.set(desk.carys, MON, "E Tenterden")

    choose(desk, of_kind(look(desk), RepairKind.ALONG), reason="Ben is sick")

    assert "ASH-26-0147" in desk.text(desk.carys, MON)

    secret = tasking(desk, "ASH-26-0148", marking="OFFICIAL-SENSITIVE")
    desk.set(desk.ben, TUE, "E")
    shift = desk.cell(desk.ben, TUE).shifts[0].id
    desk.add(Stop(shift_id=shift, position=0, tasking_id=secret))
    desk.set(desk.carys, TUE, "E Tenterden")
    desk.set(desk.carys, WED, "E Tenterden")
    found = look(desk, on=TUE)
    assert {way.kind for way in found.ways} == {RepairKind.LATER}
    assert found.ways[0].moves == ()
    assert "ASH-26-0148" in found.ways[0].falls[1]


def test_an_event_is_left_to_somebody_who_is_out_at_its_time(desk: Desk):
    draft = EventDraft(
        kind="surgery", title="Surgery", on_date=MON, start_minute=19 * 60, end_minute=20 * 60
    )
    desk.database.write("Event", events.record, draft, act=desk.act)
    desk.set(desk.ben, MON, "L Surgery")
    desk.set(desk.carys, MON, "E Tenterden")

    assert RepairKind.ALONG not in {way.kind for way in look(desk).ways}
    assert "Surgery, 1900: nobody is there" in of_kind(look(desk), RepairKind.LATER).falls

    desk.set(desk.carys, MON, "L Tenterden", reason="Evening")
    assert of_kind(look(desk), RepairKind.ALONG).costs == ("Surgery: Carys Evans, 60 min more",)


def test_a_split_day_is_covered_whole(desk: Desk):
    desk.set(desk.ben, MON, "0900-1200 Lenham / 1600-2000 Charing")
    desk.set(desk.carys, MON, "E Tenterden")

    way = of_kind(look(desk), RepairKind.ALONG)
    choose(desk, way)

    assert desk.cell(desk.ben, MON).shifts == ()
    assert desk.text(desk.carys, MON) == "E Tenterden, Lenham, Charing"


def test_a_day_without_a_shift_is_only_marked(desk: Desk):
    found = look(desk)
    assert (found.shifts, found.ways) == ((), ())

    desk.database.write("Sick", repairs.choose, desk.ben, MON, "", act=desk.act)
    desk.database.write("Again", repairs.choose, desk.ben, MON, "", act=desk.act)

    assert len(desk.database.read(absences.between, MON, MON, [desk.ben])) == 1


def test_what_was_noted_as_worked_is_not_repaired(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    shift = desk.cell(desk.ben, MON).shifts[0].id
    desk.database.write("Worked", worked.reopen, [shift], act=desk.act)
    desk.database.write("Worked", worked.as_planned, desk.team, MON, MON, act=desk.act)

    with pytest.raises(UserError, match="noted as worked"):
        look(desk)


def test_a_week_that_changed_since_is_looked_at_again(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    desk.set(desk.carys, MON, "E Tenterden")
    way = of_kind(look(desk), RepairKind.ALONG)

    desk.set(desk.carys, MON, "RD")

    with pytest.raises(UserError, match="changed since"):
        choose(desk, way)
    assert desk.database.read(absences.between, MON, MON, [desk.ben]) == []


def test_a_night_shift_before_stays_clear_of_the_absence(desk: Desk):
    desk.set(desk.ben, MON, "2000-0200 Lenham")
    desk.database.write("Sick", repairs.choose, desk.ben, TUE, "", act=desk.act)

    [absence] = desk.database.read(absences.between, TUE, TUE, [desk.ben])

    assert absence.start_minute == 120
    assert stops_of_rules(desk) == []


def test_whoever_has_the_sick_person_as_buddy_is_named(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    desk.set(desk.carys, MON, "L Charing, alone, buddy Ben Tilley")

    [note] = look(desk).notes

    assert note.startswith("Carys Evans works alone until 2200 with Ben Tilley as buddy")


def test_a_rule_that_warns_asks_for_a_reason_before_anything_is_written(desk: Desk):
    desk.set(desk.ben, TUE, "E Lenham")
    desk.set(desk.dev, MON, "L Dover", team=desk.other_team)
    desk.set(desk.carys, MON, "L Charing")
    way = of_kind(look(desk, on=TUE), RepairKind.SHIFT)
    assert any("rest" in said for said in way.warnings)
    before = plan(desk)

    with pytest.raises(NeedsReason):
        choose(desk, way, on=TUE)
    assert plan(desk) == before

    choose(desk, way, on=TUE, reason="Nobody else")


def test_only_the_papers_that_changed_are_made_anew(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    desk.set(desk.ben, TUE, "E Charing")
    desk.set(desk.carys, MON, "E Tenterden")
    done = choose(desk, of_kind(look(desk), RepairKind.ALONG))

    made = desk.database.read(repair_papers.changed_copies, done, today=MON, act=desk.act)

    sheets = [copy for copy in made if isinstance(copy, SheetContent)]
    people = [copy.head.title for copy in made if isinstance(copy, PersonCopy)]
    assert [sheet.team for sheet in sheets] == ["Ashford & Swale"]
    assert sorted(people) == ["Ben Tilley", "Carys Evans"]


def said(row: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """A shift without its reason, which goes once it explains nothing any more."""
    return row and (*row[:6], *row[7:])


def stops_of_rules(desk: Desk) -> list[str]:
    found: list[str] = []
    for team in (desk.team, desk.other_team):
        rows = desk.database.read(week_findings.findings, team, WEEK)
        found += [row.text for row in rows if row.severity is Severity.STOP]
    return found


CELLS = st.sampled_from(
    ["", "RD", "E Lenham", "L Charing", "0900-1300 Tenterden", "1800-2300 Lenham, Faversham", "AL"]
)
WEEKS = st.lists(CELLS, min_size=3, max_size=3)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ben=WEEKS, carys=WEEKS, dev=WEEKS)
def test_no_way_offered_breaks_a_rule_that_stops_and_the_rest_stays_as_it_was(
    desk: Desk, ben: list[str], carys: list[str], dev: list[str]
):
    homes = {desk.ben: desk.team, desk.carys: desk.team, desk.dev: desk.other_team}
    for person, cells in zip(homes, (ben, carys, dev), strict=True):
        for day, text in zip((MON, TUE, WED), cells, strict=True):
            put(desk, person, day, text, homes[person])
    before = plan(desk)
    stopped = stops_of_rules(desk)

    for way in look(desk).ways:
        done, change = desk.database.write(
            "Sick", repairs.choose, desk.ben, MON, way.key, act=desk.act, reason="Sick"
        )
        after = plan(desk)
        assert stops_of_rules(desk) == stopped
        touched = {
            key
            for key in before.keys() | after.keys()
            if said(before.get(key)) != said(after.get(key))
        }
        named = {move.slot.shift.id for move in way.moves if move.minutes}
        takers = {person for _, person in way.takers}
        for key in touched - named:
            row = before.get(key) or after[key]
            assert row[1] == MON, "only the day itself, or rounds that are named"
            assert row[0] in {desk.ben, *takers}
        assert not any(
            row[0] == desk.ben and row[1] == MON and row[3] is not None for row in after.values()
        )
        assert {row[0] for row in after.values()} <= set(homes)
        assert set(done.person_ids) >= {desk.ben, *takers}
        desk.database.revert(change)
        assert plan(desk) == before


def test_several_days_are_one_proposal_one_change_and_one_undo(desk: Desk):
    for day in (MON, TUE):
        desk.set(desk.ben, day, "E Lenham")
        desk.set(desk.carys, day, "E Tenterden")
    desk.set(desk.ben, WED, "RD")
    before = plan(desk)

    found = desk.database.read(repairs.repair, desk.ben, MON, WED, act=desk.act)
    along = of_kind(found, RepairKind.ALONG)
    done, change = desk.database.write(
        "Sick", repairs.choose, desk.ben, MON, along.key, until=WED, act=desk.act
    )

    assert along.title == "Colleagues take the stops along, day by day"
    assert along.costs == (
        "Mon 23 Nov: Lenham: Carys Evans, 60 min more",
        "Tue 24 Nov: Lenham: Carys Evans, 60 min more",
    )
    [away] = desk.database.read(absences.between, MON, WED, [desk.ben])
    assert (away.starts_on, away.ends_on) == (MON, WED)
    assert done.weeks == (WEEK,)
    desk.database.revert(change)
    assert plan(desk) == before
    assert desk.database.read(absences.between, MON, WED, [desk.ben]) == []


def test_what_one_day_puts_on_a_round_is_not_free_for_the_next(desk: Desk):
    desk.set(desk.ben, MON, "E Lenham")
    desk.set(desk.ben, TUE, "E Charing")
    desk.set(desk.carys, WED, "0900-1030 Tenterden")

    found = desk.database.read(repairs.repair, desk.ben, MON, TUE, act=desk.act)

    later = of_kind(found, RepairKind.LATER)
    [move] = later.moves
    assert (move.need.words, move.slot.free, move.minutes) == ("Lenham", 90, 60)
    assert "Tue 24 Nov: Charing goes without a visit this week" in later.falls


def test_a_day_they_are_away_already_is_not_recorded_twice(desk: Desk):
    desk.away(desk.ben, "AL", TUE, TUE)

    desk.database.write("Sick", repairs.choose, desk.ben, MON, "", until=WED, act=desk.act)

    known = desk.database.read(absences.between, MON, WED, [desk.ben])
    assert sorted((row.code, row.starts_on, row.ends_on) for row in known) == [
        ("AL", TUE, TUE),
        ("SK", MON, MON),
        ("SK", WED, WED),
    ]


@pytest.mark.parametrize(
    ("until", "why"),
    [(MON - timedelta(days=1), "before the first"), (MON + timedelta(days=14), "14 days at most")],
)
def test_a_period_that_cannot_be_or_is_too_long_is_refused(desk: Desk, until: date, why: str):
    with pytest.raises(UserError, match=why):
        desk.database.read(repairs.repair, desk.ben, MON, until, act=desk.act)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ben=WEEKS, carys=WEEKS, dev=WEEKS)
def test_no_way_for_several_days_breaks_a_rule_that_stops_and_none_is_left_with_the_sick(
    desk: Desk, ben: list[str], carys: list[str], dev: list[str]
):
    homes = {desk.ben: desk.team, desk.carys: desk.team, desk.dev: desk.other_team}
    days = (MON, TUE, WED)
    for person, cells in zip(homes, (ben, carys, dev), strict=True):
        for day, text in zip(days, cells, strict=True):
            put(desk, person, day, text, homes[person])
    before = plan(desk)
    stopped = stops_of_rules(desk)

    for way in desk.database.read(repairs.repair, desk.ben, MON, TUE, act=desk.act).ways:
        _, change = desk.database.write(
            "Sick", repairs.choose, desk.ben, MON, way.key, until=TUE, act=desk.act, reason="Sick"
        )
        after = plan(desk)
        assert stops_of_rules(desk) == stopped
        left = [row for row in after.values() if row[0] == desk.ben and row[1] in (MON, TUE)]
        assert all(row[3] is None for row in left), "no shift stays with who is sick"
        named = {move.slot.shift.id for move in way.moves if move.minutes}
        takers = {person for _, person in way.takers}
        for key in before.keys() | after.keys():
            if key in named or said(before.get(key)) == said(after.get(key)):
                continue
            row = before.get(key) or after[key]
            assert row[1] in (MON, TUE)
            assert row[0] in {desk.ben, *takers}
        desk.database.revert(change)
        assert plan(desk) == before


def test_the_fullest_practice_week_has_three_ways_out(practice_desk: OpenDesk, act: Act):
    database = practice_desk.database
    team = database.read(teams.rows, TODAY)[0].id
    query = select(Shift.person_id).where(
        Shift.team_id == team, Shift.on_date == TODAY, Shift.code.in_(("E", "M", "L"))
    )
    people = list(database.read(lambda session: session.scalars(query).all()))

    found = database.read(repairs.repair, people[0], TODAY, act=act)

    assert len(found.ways) == 3
