from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.services.week_desk import FRI, MON, SUN, THU, TUE, WED, WEEK, Desk, tasking
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NeedsReason, NotFound, UserError
from warden_desk.domain.people import Status
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.tasking_states import State
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.services import absences, areas
from warden_desk.services.week import week_moves, week_rows, week_views, weeks
from warden_desk.services.week.week_copies import copy_week
from warden_desk.services.week.weeks import CellKey, CopyDone
from warden_desk.storage.tables import (
    Credential,
    Event,
    PersonStatus,
    Shift,
    Stop,
    Tasking,
    TeamMember,
)

Cell = tuple[str, date]
"""A person's day, in the first team."""


def move(desk: Desk, source: Cell, target: Cell) -> None:
    cells = (CellKey(*source, desk.team), CellKey(*target, desk.team))
    desk.database.write("Move", week_moves.move, *cells, act=desk.act)


def swap(desk: Desk, one: Cell, other: Cell, reason: str = "") -> None:
    cells = (CellKey(*one, desk.team), CellKey(*other, desk.team))
    desk.database.write("Swap", week_moves.swap, *cells, act=desk.act, reason=reason)


def snapshot(desk: Desk) -> list[tuple[object, ...]]:
    def read(session: Session) -> list[tuple[object, ...]]:
        tables = (Shift.__table__, Stop.__table__)
        return [tuple(row) for table in tables for row in session.execute(select(table))]

    return sorted(desk.database.read(read), key=repr)


# Setting a cell


def test_what_is_typed_into_a_cell_is_planned_with_its_parishes(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L Tenterden, Wye with Hinxhill, Office")

    cell = desk.cell(desk.ben, WED)
    assert (cell.head, cell.places) == ("L 1400–2200", "Tenterden, Wye with Hinxhill, Office")
    assert [bool(stop.area_id) for stop in cell.shifts[0].stops] == [True, True, False]
    assert desk.text(desk.ben, WED) == "L Tenterden, Wye with Hinxhill, Office"


def test_typing_again_replaces_and_keeps_the_minutes_of_stops_that_stay(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden, Office")

    def give_minutes(session: Session) -> None:
        for stop in session.scalars(select(Stop)):
            stop.minutes_planned = 45

    desk.database.write("Minutes", give_minutes)
    first = desk.cell(desk.ben, WED).shifts[0]

    desk.set(desk.ben, WED, "L Charing, Tenterden")

    second = desk.cell(desk.ben, WED).shifts[0]
    assert first.id == second.id
    assert [(stop.label, stop.minutes_planned) for stop in second.stops] == [
        ("Charing", None),
        ("Tenterden", 45),
    ]


def test_a_day_may_be_split_and_joined_again(desk: Desk) -> None:
    desk.set(desk.ben, WED, "1600-2000 Charing / 9-1 Tenterden")
    assert desk.text(desk.ben, WED) == "0900-1300 Tenterden / 1600-2000 Charing"

    desk.set(desk.ben, WED, "E Tenterden")
    assert desk.text(desk.ben, WED) == "E Tenterden"


def test_a_misspelt_parish_is_refused_and_the_right_one_named(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"called “Tenterdon”\. Is Tenterden meant"):
        desk.set(desk.ben, WED, "E Tenterdon")

    desk.set(desk.ben, WED, 'E "Tenterdon"')
    assert desk.cell(desk.ben, WED).places == "Tenterdon"


def test_a_parish_whose_name_has_commas_is_written_in_quotation_marks(desk: Desk) -> None:
    desk.set(desk.ben, WED, 'E "Norton, Buckland and Stone"')

    [stop] = desk.cell(desk.ben, WED).shifts[0].stops
    assert stop.area_id
    assert desk.text(desk.ben, WED) == 'E "Norton, Buckland and Stone"'


def test_a_town_that_only_lies_in_an_area_keeps_the_name_that_was_typed(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Sheerness")

    [stop] = desk.cell(desk.ben, WED).shifts[0].stops
    assert stop.area_id
    assert stop.label == "Sheerness"

    desk.set(desk.ben, WED, "L Sheerness")
    copy(desk)
    assert desk.text(desk.ben, WED) == "L Sheerness"
    [copied] = desk.cell(desk.ben, WEEK.next.days[2]).shifts[0].stops
    assert (copied.area_id, copied.label) == (stop.area_id, "Sheerness")


def test_an_event_of_the_day_is_a_stop_of_its_own(desk: Desk) -> None:
    desk.add(Event(kind="csu", title="CSU tasking meeting", on_date=WED))

    desk.set(desk.ben, WED, "E CSU tasking meeting")
    desk.set(desk.ben, THU, "E CSU tasking meeting")

    assert desk.cell(desk.ben, WED).shifts[0].stops[0].event_id
    assert not desk.cell(desk.ben, THU).shifts[0].stops[0].event_id


def test_a_tasking_is_given_by_its_reference(desk: Desk) -> None:
    key = tasking(desk)

    desk.set(desk.ben, WED, "E Tenterden ash-26-147")

    cell = desk.cell(desk.ben, WED)
    assert cell.taskings == ("ASH-26-0147",)
    assert [(stop.tasking_id, bool(stop.area_id)) for stop in cell.shifts[0].stops] == [
        (None, True),
        (key, True),
    ]
    assert desk.text(desk.ben, WED) == "E Tenterden ASH-26-0147"


def test_a_tasking_that_does_not_exist_or_is_done_is_refused(desk: Desk) -> None:
    tasking(desk, "ASH-26-0200", state=State.CLOSED)

    with pytest.raises(UserError, match="no tasking “ASH-26-9999”"):
        desk.set(desk.ben, WED, "E ASH-26-9999")
    with pytest.raises(UserError, match="ASH-26-0200 is closed"):
        desk.set(desk.ben, WED, "E ASH-26-0200")
    assert not desk.cell(desk.ben, WED).shifts


def test_a_sensitive_tasking_is_stopped_where_vetting_ends_before_the_day(desk: Desk) -> None:
    tasking(desk, marking="OFFICIAL-SENSITIVE")
    with pytest.raises(UserError, match="Ben Tilley has no NPPV"):
        desk.set(desk.ben, WED, "E ASH-26-0147")

    desk.add(Credential(person_id=desk.ben, kind="NPPV", level="2", expires_on=WED))

    desk.set(desk.ben, WED, "E ASH-26-0147")
    with pytest.raises(UserError, match="ended on Wed 25 Nov 2026"):
        desk.set(desk.ben, THU, "E ASH-26-0147")
    with pytest.raises(UserError, match="Carys Evans has no NPPV"):
        swap(desk, (desk.ben, WED), (desk.carys, WED))


def test_somebody_who_has_left_is_not_planned(desk: Desk) -> None:
    desk.add(PersonStatus(person_id=desk.ben, status=Status.LEFT, valid_from=THU))

    def end(session: Session) -> None:
        for status in session.scalars(select(PersonStatus)):
            if status.person_id == desk.ben and status.status == Status.ACTIVE:
                status.valid_to = THU

    desk.database.write("End", end)

    desk.set(desk.ben, WED, "E")
    with pytest.raises(UserError, match="Ben Tilley has left by Thu 26 Nov"):
        desk.set(desk.ben, THU, "E")


def test_a_buddy_is_somebody_else_on_the_list(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L Tenterden, alone, buddy Carys Evans")
    assert desk.cell(desk.ben, WED).shifts[0].buddy_id == desk.carys
    assert desk.text(desk.ben, WED) == "L Tenterden, alone, buddy Carys Evans"

    with pytest.raises(UserError, match="Nobody is their own buddy"):
        desk.set(desk.ben, WED, "L Tenterden, alone, buddy CW107")
    with pytest.raises(UserError, match="Nobody here is called"):
        desk.set(desk.ben, WED, "L Tenterden, alone, buddy Zebedee")


# Rules


def test_an_overlap_is_stopped_across_teams_and_over_midnight(desk: Desk) -> None:
    desk.set(desk.ben, WED, "2200-0600", team=desk.other_team)

    with pytest.raises(UserError, match="E 0530–1300 overlaps Wednesday's shift"):
        desk.set(desk.ben, THU, "E 0530-1300")
    with pytest.raises(UserError, match="overlaps"):
        desk.set(desk.ben, WED, "9-5 / 12-8")
    assert not desk.cell(desk.ben, THU).shifts


def test_work_while_absent_is_stopped_whichever_came_first(desk: Desk) -> None:
    desk.away(desk.ben, "AL", WED, THU)
    with pytest.raises(UserError, match="Thu 26 Nov: E 0730–1530 is planned during annual leave"):
        desk.set(desk.ben, THU, "E", reason="needed")

    desk.set(desk.carys, THU, "E")
    desk.away(desk.carys, "SK", THU, THU)

    [finding] = desk.cell(desk.carys, THU).findings
    assert (finding.severity, finding.text) == (
        Severity.STOP,
        "E 0730–1530 is planned during sick",
    )
    with pytest.raises(UserError, match="is planned during sick"):
        desk.set(desk.carys, THU, "E Tenterden")


def test_a_warning_asks_for_a_reason_which_is_kept(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")

    with pytest.raises(NeedsReason) as needs:
        desk.set(desk.ben, THU, "E")
    assert needs.value.warnings == (
        "Ben Tilley, Thu 26 Nov: 9.5 hours' rest after Wednesday's late, 11 wanted",
    )
    assert not desk.cell(desk.ben, THU).shifts

    desk.set(desk.ben, THU, "E", reason="school visit")
    cell = desk.cell(desk.ben, THU)
    assert [finding.reason for finding in cell.findings] == ["school visit"]
    assert not cell.open_findings


def test_the_reason_is_kept_where_the_trouble_is_even_if_the_other_day_was_typed(
    desk: Desk,
) -> None:
    desk.set(desk.ben, THU, "E")

    with pytest.raises(NeedsReason):
        desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, WED, "L", reason="cover")

    assert desk.cell(desk.ben, THU).shifts[0].reason == "cover"
    assert not desk.cell(desk.ben, WED).shifts[0].reason


def test_a_reason_kept_is_not_asked_for_again_until_things_get_worse(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, THU, "E", reason="school visit")

    desk.set(desk.ben, THU, "E Tenterden")
    with pytest.raises(NeedsReason, match="9 hours' rest"):
        desk.set(desk.ben, THU, "E 0700-1500 Tenterden")

    desk.set(desk.ben, THU, "E 0700-1500 Tenterden", reason="early train")
    assert desk.cell(desk.ben, THU).shifts[0].reason == "school visit; early train"


def test_a_reason_that_explains_nothing_any_more_goes(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, THU, "E", reason="school visit")

    desk.set(desk.ben, WED, "E")

    assert desk.cell(desk.ben, THU).shifts[0].reason == ""


def test_clearing_the_day_before_takes_the_reason_along(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, THU, "E", reason="school visit")

    desk.database.write("Clear", weeks.clear_cell, desk.ben, WED, desk.team, act=desk.act)

    assert desk.cell(desk.ben, THU).shifts[0].reason == ""


def test_rest_is_watched_over_the_week_boundary(desk: Desk) -> None:
    desk.set(desk.ben, SUN, "L")

    with pytest.raises(NeedsReason, match=r"Mon 30 Nov: 9\.5 hours' rest after Sunday's late"):
        desk.set(desk.ben, SUN + timedelta(days=1), "E")


@pytest.mark.parametrize(
    ("saturday", "start", "warned"),
    [
        (date(2026, 3, 28), "0730", True),
        (date(2026, 10, 24), "0730", False),
        (date(2026, 11, 21), "0730", False),
    ],
)
def test_rest_is_real_time_on_the_nights_the_clocks_change(
    desk: Desk, saturday: date, start: str, warned: bool
) -> None:
    desk.set(desk.ben, saturday, "1200-2030")
    sunday = saturday + timedelta(days=1)

    def early() -> None:
        desk.set(desk.ben, sunday, f"{start}-1300")

    if warned:
        with pytest.raises(NeedsReason, match="10 hours' rest"):
            early()
    else:
        early()
        assert desk.cell(desk.ben, sunday).shifts


def test_a_seventh_day_without_a_break_warns(desk: Desk) -> None:
    for day in WEEK.days[:6]:
        desk.set(desk.ben, day, "9-5")

    with pytest.raises(NeedsReason, match="16 hours are the longest time off"):
        desk.set(desk.ben, SUN, "9-5")


def test_a_warning_that_was_there_before_does_not_stop_other_days(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, THU, "E", reason="x")

    desk.set(desk.ben, MON, "E")

    assert desk.cell(desk.ben, MON).shifts


SHIFTS = st.tuples(st.integers(0, 6), st.integers(0, 23), st.integers(1, 14), st.booleans())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=st.lists(SHIFTS, min_size=2, max_size=7), away=st.integers(0, 6))
def test_no_overlap_and_no_absence_gets_past(
    desk: Desk, typed: list[tuple[int, int, int, bool]], away: int
) -> None:
    def clear(session: Session) -> None:
        for shift in session.scalars(select(Shift)):
            session.delete(shift)

    desk.database.write("Clear", clear)
    week = Week(2026, 13)  # its Sunday is an hour short
    leave = week.days[away]
    key = desk.away(desk.ben, "AL", leave, leave)
    for number, start, length, guest in typed:
        begin, end = start * 100, (start + length) % 24 * 100
        team = desk.other_team if guest else desk.team
        try:
            desk.set(desk.ben, week.days[number], f"{begin:04}-{end:04}", reason="r", team=team)
        except UserError:
            continue

    found = desk.database.read(week_views.grid, desk.team, week).findings
    other = desk.database.read(week_views.grid, desk.other_team, week).findings
    assert not [row for row in (*found, *other) if row.severity is Severity.STOP]
    desk.database.write("Back", absences.remove, key, reason="test", act=desk.act)


# Clearing, moving, swapping, filling


def test_a_cleared_cell_comes_back_with_undo(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")
    before = snapshot(desk)

    _, change = desk.database.write(
        "Clear", weeks.clear_cell, desk.ben, WED, desk.team, act=desk.act
    )
    assert not desk.cell(desk.ben, WED).shifts

    desk.database.revert(change)
    assert snapshot(desk) == before


def test_two_cells_are_swapped_with_their_stops(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden, alone, buddy Carys Evans")
    desk.set(desk.carys, THU, "L Charing")

    # Carys is no buddy of her own
    swap(desk, (desk.ben, WED), (desk.carys, THU), reason="The team leader is on the phone")

    assert desk.text(desk.ben, WED) == "L Charing"
    assert desk.text(desk.carys, THU) == "E Tenterden, alone"


def test_a_cell_is_moved_to_another_day(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E Tenterden")

    move(desk, (desk.ben, WED), (desk.ben, FRI))

    assert not desk.cell(desk.ben, WED).shifts
    assert desk.text(desk.ben, FRI) == "E Tenterden"
    with pytest.raises(NotFound, match="nothing in this cell"):
        move(desk, (desk.ben, WED), (desk.ben, FRI))


def test_a_move_into_an_absence_is_stopped(desk: Desk) -> None:
    desk.set(desk.ben, WED, "E")
    desk.away(desk.carys, "AL", WED, WED)

    with pytest.raises(UserError, match="Carys Evans, Wed 25 Nov: E 0730–1530 is planned during"):
        move(desk, (desk.ben, WED), (desk.carys, WED))


def fill(desk: Desk, days: list[date], text: str, reason: str = "") -> CopyDone:
    def work(session: Session) -> CopyDone:
        draft = parse_cell(text, week_rows.code_book(session, days[0]))
        cells = [(CellKey(desk.ben, day, desk.team), draft) for day in days]
        return weeks.fill(session, cells, act=desk.act, reason=reason)

    return desk.database.write("Fill", work)[0]


def test_a_fill_leaves_out_the_days_that_are_stopped_and_says_why(desk: Desk) -> None:
    desk.away(desk.ben, "AL", WED, WED)

    done = fill(desk, [MON, TUE, WED, THU], "E Tenterden")

    assert done.copied == 3
    [left] = done.left_out
    assert (left.on_date, left.cell) == (WED, "E 0730–1530")
    assert "annual leave" in left.why
    assert [desk.text(desk.ben, day) for day in (MON, TUE, WED, THU)] == [
        "E Tenterden",
        "E Tenterden",
        "",
        "E Tenterden",
    ]


def test_a_fill_that_warns_asks_once_for_all_its_days(desk: Desk) -> None:
    with pytest.raises(NeedsReason) as needs:
        fill(desk, [MON, TUE], "L, alone")
    assert len(needs.value.warnings) == 2
    assert not desk.cell(desk.ben, MON).shifts

    assert fill(desk, [MON, TUE], "L, alone", reason="known").copied == 2


# Copying a week


def copy(desk: Desk, source: Week = WEEK, target: Week = WEEK.next) -> CopyDone:
    done, _ = desk.database.write("Copy", copy_week, desk.team, source, target, act=desk.act)
    return done


def test_a_copied_week_is_the_same_week_later(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden, Office")
    desk.set(desk.ben, TUE, "RD")
    desk.set(desk.carys, FRI, "L Charing, alone, buddy Ben Tilley")

    assert copy(desk) == CopyDone(3)

    later = WEEK.next
    assert desk.text(desk.ben, later.days[0]) == "E Tenterden, Office"
    assert desk.text(desk.ben, later.days[1]) == "RD"
    assert desk.text(desk.carys, later.days[4]) == "L Charing, alone, buddy Ben Tilley"


def test_a_copied_week_is_taken_back_exactly(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    desk.set(desk.carys, FRI, "L Charing")
    before = snapshot(desk)

    _, change = desk.database.write("Copy", copy_week, desk.team, WEEK, WEEK.next, act=desk.act)
    assert snapshot(desk) != before
    again = desk.database.revert(change)
    assert snapshot(desk) == before

    desk.database.revert(again)
    assert desk.text(desk.carys, WEEK.next.days[4]) == "L Charing"


def test_cells_that_hold_something_are_kept(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    desk.set(desk.ben, TUE, "E Tenterden")
    desk.set(desk.ben, WEEK.next.days[0], "RD")

    assert copy(desk) == CopyDone(1, kept=1)
    assert desk.text(desk.ben, WEEK.next.days[0]) == "RD"


def test_what_does_not_hold_any_more_is_left_out_with_the_reason(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E Tenterden")
    desk.set(desk.ben, TUE, "AL")
    desk.set(desk.ben, WED, "L")
    desk.set(desk.dev, MON, "E Charing")
    desk.away(desk.ben, "AL", WEEK.next.days[0], WEEK.next.days[0])
    desk.set(desk.ben, WEEK.next.days[2], "1600-2000", team=desk.other_team)

    done = copy(desk)

    assert done.copied == 0
    assert {(left.person, left.on_date.weekday(), left.why) for left in done.left_out} == {
        ("Ben Tilley", 0, "E 0730–1530 is planned during annual leave"),
        ("Ben Tilley", 1, "annual leave is not carried over"),
        ("Ben Tilley", 2, "1600–2000 overlaps L 1400–2200"),
        ("Dev Patel", 0, "is not in the team that day"),
    }


def test_a_leaver_is_planned_up_to_the_day_and_no_further(desk: Desk) -> None:
    desk.set(desk.ben, MON, "E")
    desk.set(desk.ben, FRI, "E")

    def leave(session: Session) -> None:
        for member in session.scalars(select(TeamMember)):
            if member.person_id == desk.ben:
                member.valid_to = WEEK.next.days[3]

    desk.database.write("Leave the team", leave)

    done = copy(desk)

    assert done.copied == 1
    assert [left.on_date for left in done.left_out] == [WEEK.next.days[4]]


def test_open_taskings_go_along_and_finished_ones_and_events_do_not(desk: Desk) -> None:
    tasking(desk, "ASH-26-0147")
    done = tasking(desk, "ASH-26-0148")
    desk.add(Event(kind="csu", title="CSU tasking meeting", on_date=MON))
    desk.set(desk.ben, MON, "E Tenterden, CSU tasking meeting ASH-26-0147 ASH-26-0148")

    def close(session: Session) -> None:
        session.get_one(Tasking, done).state = State.CLOSED

    desk.database.write("Close", close)
    copy(desk)

    assert desk.text(desk.ben, WEEK.next.days[0]) == "E Tenterden ASH-26-0147"


@pytest.mark.parametrize("source", [Week(2026, 12), Week(2026, 42)])
def test_a_week_is_copied_over_the_clock_change_by_the_wall_clock(desk: Desk, source: Week) -> None:
    desk.set(desk.ben, source.days[6], "E Tenterden")
    desk.set(desk.ben, source.days[5], "E")

    assert copy(desk, source, source.next).copied == 2
    assert desk.cell(desk.ben, source.next.days[6]).head == "E 0730–1530"


def test_reasons_are_not_copied_so_the_new_week_shows_its_warnings(desk: Desk) -> None:
    desk.set(desk.ben, WED, "L")
    desk.set(desk.ben, THU, "E", reason="school visit")

    copy(desk)

    [finding] = desk.database.read(week_views.grid, desk.team, WEEK.next).findings
    assert not finding.is_settled


def test_a_guest_stands_below_and_is_away_in_the_own_team(desk: Desk) -> None:
    desk.set(desk.dev, WED, "E Tenterden")

    grid = desk.database.read(week_views.grid, desk.team, WEEK)
    assert [(row.name, row.note) for row in grid.people] == [
        ("Ben Tilley", ""),
        ("Carys Evans", ""),
        ("Dev Patel", "guest"),
    ]
    own = desk.cell(desk.dev, WED, team=desk.other_team)
    assert (own.kind, own.head, own.places) == ("elsewhere", "E 0730–1530", "for Ashford & Swale")
    assert desk.text(desk.dev, WED, team=desk.other_team) == ""


def test_a_name_that_two_parishes_share_is_the_teams_own_or_needs_its_district(desk: Desk) -> None:
    rows = desk.database.read(areas.local_areas, MON)
    swale = next(row for row in rows if (row.name, row.district) == ("Newington", "Swale"))

    desk.set(desk.ben, MON, "E Newington")
    assert desk.cell(desk.ben, MON).shifts[0].stops[0].area_id == swale.id

    with pytest.raises(UserError, match="Write the district with it"):
        desk.set(desk.dev, MON, "E Newington", team=desk.other_team)
    desk.set(desk.dev, MON, "E Newington (Swale)", team=desk.other_team)
    assert desk.text(desk.dev, MON, team=desk.other_team) == "E Newington (Swale)"
    cell = desk.cell(desk.dev, MON, team=desk.other_team)
    assert cell.shifts[0].stops[0].area_id == swale.id
