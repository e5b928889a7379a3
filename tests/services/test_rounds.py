"""Stops, minutes and taskings on a day's round; people sent to a parish; cells moved about."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.services.week_desk import FRI, MON, THU, TUE, WED, Desk, area, tasking
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.months import Month
from warden_desk.domain.rounds import RoundDraft, booked_words, is_too_full
from warden_desk.domain.week_rows import CellKind
from warden_desk.services.week import rounds, week_months, week_moves, week_visits
from warden_desk.services.week.weeks import CellKey
from warden_desk.storage.tables import TaskingAssignment


def cell(desk: Desk, person: str, day: date) -> CellKey:
    return CellKey(person, day, desk.team)


def stops(desk: Desk, person: str, day: date) -> list[tuple[str, int | None]]:
    return [
        (stop.reference or stop.label, stop.minutes_planned)
        for shift in desk.cell(person, day).shifts
        for stop in shift.stops
    ]


# Stops


def test_a_parish_and_a_tasking_are_added_with_their_minutes(desk: Desk) -> None:
    tasking(desk)
    desk.set(desk.ben, WED, "E Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts

    desk.database.write("Add", rounds.add, shift.id, "Charing", minutes=45, act=desk.act)
    desk.database.write(
        "Add", rounds.add, shift.id, "ash-26-0147", act=desk.act, reason="closest to it"
    )

    assert stops(desk, desk.ben, WED) == [
        ("Tenterden", None),
        ("Charing", 45),
        ("ASH-26-0147", 60),
    ]
    [found] = desk.cell(desk.ben, WED).shifts
    assert booked_words(found) == "1.8 of 7.5 h booked"
    assert not is_too_full(found)


def test_giving_a_tasking_makes_it_theirs_once(desk: Desk) -> None:
    key = tasking(desk)
    desk.set(desk.ben, WED, "E")
    desk.set(desk.ben, THU, "E")

    for day in (WED, THU):
        desk.database.write(
            "Give", rounds.give, key, cell(desk, desk.ben, day), act=desk.act, reason="closest"
        )

    held = desk.database.read(lambda s: s.scalars(select(TaskingAssignment.person_id)).all())
    assert held == [desk.ben]
    assert stops(desk, desk.ben, THU) == [("ASH-26-0147", 60)]


def test_a_round_that_takes_longer_than_the_shift_says_by_how_much(desk: Desk) -> None:
    desk.set(desk.ben, WED, "0900-1100 Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts

    desk.database.write("Add", rounds.add, shift.id, "Charing", minutes=150, act=desk.act)

    [found] = desk.cell(desk.ben, WED).shifts
    assert booked_words(found) == "2.5 of 2 h booked, 0.5 h too many"
    assert is_too_full(found)


def test_what_is_on_a_round_is_not_added_twice_and_a_doubtful_place_is_refused(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts

    with pytest.raises(UserError, match="Tenterden is on this round already"):
        desk.database.write("Add", rounds.add, shift.id, "Tenterden", act=desk.act)
    with pytest.raises(UserError, match="Is Tenterden meant"):
        desk.database.write("Add", rounds.add, shift.id, "Tenterdon", act=desk.act)
    with pytest.raises(UserError, match="Say where"):
        desk.database.write("Add", rounds.add, shift.id, "  ", act=desk.act)
    with pytest.raises(Invalid):
        desk.database.write("Add", rounds.add, shift.id, "Charing", minutes=0, act=desk.act)


def test_nobody_gets_a_tasking_on_a_day_off(desk: Desk) -> None:
    key = tasking(desk)
    desk.set(desk.ben, WED, "RD")

    with pytest.raises(UserError, match="Ben Tilley has no shift that day"):
        desk.database.write("Give", rounds.give, key, cell(desk, desk.ben, WED), act=desk.act)


def test_stops_change_places_and_go(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden, Charing, Lenham")
    [shift] = desk.cell(desk.ben, WED).shifts
    first, second, third = shift.stops

    desk.database.write("Later", rounds.reorder, first.id, 1, act=desk.act)
    desk.database.write("Earlier", rounds.reorder, third.id, -9, act=desk.act)
    assert [name for name, _ in stops(desk, desk.ben, WED)] == ["Lenham", "Charing", "Tenterden"]

    desk.database.write("Off", rounds.remove, second.id, act=desk.act)
    assert [name for name, _ in stops(desk, desk.ben, WED)] == ["Lenham", "Tenterden"]
    with pytest.raises(NotFound, match="no longer on the round"):
        desk.database.write("Off", rounds.remove, second.id, act=desk.act)


def test_minutes_planned_and_done_stand_beside_each_other(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts

    desk.database.write("Minutes", rounds.set_minutes, shift.stops[0].id, 60, 75, act=desk.act)

    [stop] = desk.cell(desk.ben, WED).shifts[0].stops
    assert (stop.minutes_planned, stop.minutes_done) == (60, 75)
    with pytest.raises(Invalid):
        desk.database.write("Minutes", rounds.set_minutes, stop.id, 60, 5000, act=desk.act)


def test_buddy_vehicle_and_note_are_kept_with_the_shift(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts
    draft = RoundDraft(buddy="cw109", vehicle=" Van 3 ", is_lone=True, note="Keys at the office")

    desk.database.write("Details", rounds.set_details, shift.id, draft, act=desk.act)

    [found] = desk.cell(desk.ben, WED).shifts
    assert (found.buddy, found.vehicle, found.is_lone) == ("Carys Evans", "Van 3", True)
    assert found.note == "Keys at the office"


def test_taskings_of_ones_own_are_offered_before_those_on_the_way(desk: Desk) -> None:
    near = tasking(desk, "ASH-26-0150")
    own = tasking(desk, "ASH-26-0151")
    desk.set(desk.ben, WED, "E Wye")
    desk.set(desk.ben, THU, "E")
    desk.database.write(
        "Give", rounds.give, own, cell(desk, desk.ben, THU), act=desk.act, reason="closest"
    )

    found = desk.database.read(rounds.day, cell(desk, desk.ben, WED))

    assert [(offer.tasking_id, offer.is_own, offer.is_near) for offer in found.offers] == [
        (own, True, True),
        (near, False, True),
    ]
    assert desk.database.read(rounds.day, cell(desk, desk.carys, WED)).offers == ()


# People sent to a parish


def visitors(desk: Desk, typed: str, *, name: str = "Charing", reason: str = "") -> str:
    key = area(desk, name)
    desk.database.write(
        "Visit", week_visits.set_visitors, key, WED, desk.team, typed, act=desk.act, reason=reason
    )
    return desk.database.read(week_visits.visitors_text, key, WED)


def test_a_name_typed_into_a_parish_sends_the_person_there(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")

    assert visitors(desk, "ben tilley") == "Ben Tilley"
    assert desk.text(desk.ben, WED) == "E Tenterden, Charing"

    assert visitors(desk, "Ben Tilley, CW109 L") == "Ben Tilley, Carys Evans"
    assert desk.text(desk.carys, WED) == "L Charing"

    assert visitors(desk, "Carys Evans") == "Carys Evans"
    assert desk.text(desk.ben, WED) == "E Tenterden"


def test_somebody_without_a_shift_is_not_sent(desk: Desk) -> None:
    with pytest.raises(UserError, match="Ben Tilley has no shift on Wed 25 Nov"):
        visitors(desk, "Ben Tilley")
    with pytest.raises(NotFound, match="Nobody here is called"):
        visitors(desk, "Zoe Nobody")
    assert not desk.cell(desk.ben, WED).shifts


def test_a_tasking_is_not_taken_off_from_the_parish(desk: Desk) -> None:
    key = tasking(desk)
    desk.set(desk.ben, WED, "E")
    desk.database.write(
        "Give", rounds.give, key, cell(desk, desk.ben, WED), act=desk.act, reason="closest"
    )

    with pytest.raises(UserError, match="Ben Tilley has a tasking in Wye with Hinxhill"):
        visitors(desk, "", name="Wye with Hinxhill")


# Moved about


def test_two_people_exchange_their_weeks_at_once(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    desk.set(desk.carys, MON, "L Charing")
    desk.set(desk.carys, TUE, "RD")
    pairs = [(cell(desk, desk.ben, day), cell(desk, desk.carys, day)) for day in (MON, TUE)]

    _, change = desk.database.write("Swap", week_moves.swap_all, pairs, act=desk.act)
    assert [desk.text(desk.ben, day) for day in (MON, TUE)] == ["L Charing", "RD"]
    assert [desk.text(desk.carys, day) for day in (MON, TUE)] == ["E Tenterden", ""]

    desk.database.revert(change)
    assert desk.text(desk.carys, MON) == "L Charing"


def test_a_copied_cell_keeps_its_minutes(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")
    [shift] = desk.cell(desk.ben, WED).shifts
    desk.database.write("Minutes", rounds.set_minutes, shift.stops[0].id, 90, None, act=desk.act)
    desk.set(desk.ben, FRI, "RD")

    source, target = cell(desk, desk.ben, WED), cell(desk, desk.ben, FRI)
    desk.database.write("Copy", week_moves.copy, source, target, act=desk.act)

    assert stops(desk, desk.ben, FRI) == [("Tenterden", 90)] == stops(desk, desk.ben, WED)
    with pytest.raises(NotFound, match="nothing in this cell to copy"):
        desk.database.write(
            "Copy", week_moves.copy, cell(desk, desk.carys, MON), target, act=desk.act
        )


def test_a_shift_is_stretched_with_its_break_and_the_rules_still_hold(desk: Desk) -> None:
    desk.set(desk.ben, WED, "0900-1300 Tenterden / 1500-1900 Charing")
    first, _ = desk.cell(desk.ben, WED).shifts

    desk.database.write("Stretch", week_moves.stretch, first.id, 480, 840, act=desk.act)
    assert desk.text(desk.ben, WED).startswith("0800-1400 Tenterden")

    with pytest.raises(UserError, match="overlaps"):
        desk.database.write("Stretch", week_moves.stretch, first.id, 480, 960, act=desk.act)
    with pytest.raises(UserError, match="ends after it begins"):
        desk.database.write("Stretch", week_moves.stretch, first.id, 480, 480, act=desk.act)


def test_a_day_off_has_nothing_to_stretch(desk: Desk) -> None:
    desk.set(desk.ben, WED, "RD")
    [shift] = desk.cell(desk.ben, WED).shifts

    with pytest.raises(UserError, match="no times"):
        desk.database.write("Stretch", week_moves.stretch, shift.id, 480, 960, act=desk.act)


# The month


def test_the_month_shows_codes_absences_and_guests(desk: Desk) -> None:
    desk.set(desk.ben, MON, "L")
    desk.set(desk.ben, TUE, "L Tenterden", team=desk.other_team)
    desk.set(desk.ben, WED, "RD")
    desk.set(desk.dev, THU, "E", reason="short of people")
    desk.away(desk.carys, "AL", FRI, FRI)

    month = desk.database.read(week_months.month_grid, desk.team, Month.of(MON))

    assert month.month.title == "November 2026"
    assert [row.name for row in month.people] == ["Ben Tilley", "Carys Evans", "Dev Patel"]
    ben, carys, dev = month.people
    assert len(ben.cells) == 30
    assert [(c.kind, c.code) for c in ben.cells[22:25]] == [
        (CellKind.LATE, "L"),
        (CellKind.ELSEWHERE, "L"),
        (CellKind.OFF, "RD"),
    ]
    assert carys.cells[26].code == "AL"
    assert "away: annual leave" in carys.cells[26].spoken
    assert dev.cells[25].code == "E"
    assert ben.hours == "15"


def test_months_follow_one_another_over_the_year(desk: Desk) -> None:
    december = Month(2026, 12)

    assert december.plus(1) == Month(2027, 1)
    assert december.plus(-12) == Month(2025, 12)
    assert len(Month(2028, 2).days) == 29
