"""A person's own week, gathered from the plan: what they need on the road, and no more."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from warden_desk.domain.copies import CopyHead, CopyKind, PersonCopy, PersonDay, PersonShift
from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import NotFound
from warden_desk.domain.events import EventRow
from warden_desk.domain.sheets import CellKind, WelfareCall
from warden_desk.domain.shifts import ShiftRow, StopRow, hours, times
from warden_desk.domain.week_rows import CellKind as WeekCell
from warden_desk.domain.week_rows import CellRow, PersonWeek
from warden_desk.services.access import clearance
from warden_desk.services.papers import (
    copies_calendar,
    copies_measures,
    copies_phones,
    copies_taskings,
    sheet_lists,
)
from warden_desk.services.papers.copies_ground import Ground, head
from warden_desk.services.papers.copies_taskings import OwnTaskings
from warden_desk.services.papers.sheet_people import AWAY
from warden_desk.services.week import events as team_events


def planned(on: Ground) -> list[PersonWeek]:
    """Those who get a copy when everybody does: whoever has a shift or a rest day."""
    return [row for row in on.grid.people if any(c.shifts or c.elsewhere for c in row.cells)]


def copies(session: Session, on: Ground, person_ids: Iterable[str]) -> Iterator[PersonCopy]:
    """The copies of these people, in this order.

    Raises:
        NotFound: one of them has no row in the team's week.
    """
    wanted = list(person_ids)
    rows = {row.person_id: row for row in on.grid.people}
    if any(key not in rows for key in wanted):
        raise NotFound(f"That person is not in {on.grid.team} this week.")
    cleared = clearance.cleared_people(session, wanted, on.is_cleared_on)
    events = {e.id: e for e in team_events.in_week(session, on.team_id, on.grid.week)}
    for key in wanted:
        yield _copy(session, on, rows[key], events, is_cleared=key in cleared)


def slug(on: Ground, person: PersonWeek) -> str:
    """What a file is named for: the collar number, or a place in the list; never the name."""
    if person.collar_number:
        return person.collar_number
    return f"no-number-{1 + [row.person_id for row in on.grid.people].index(person.person_id)}"


def _copy(
    session: Session,
    on: Ground,
    person: PersonWeek,
    events: dict[str, EventRow],
    *,
    is_cleared: bool,
) -> PersonCopy:
    own = copies_taskings.of_person(session, on, person, is_cleared=is_cleared)
    visible = _without(person, own.hidden)
    areas = {
        stop.area_id: stop.label
        for stop in _stops(visible)
        if stop.area_id and stop.tasking_id not in own.numbers
    }
    return PersonCopy(
        head=_head(on, person),
        hours=hours(person.minutes),
        days=tuple(_day(cell, own, events) for cell in visible.cells),
        phones=copies_phones.phones(session, on, visible, list(areas)),
        measures=copies_measures.of_areas(session, areas, on.grid.week.monday),
        welfare=sheet_lists.welfare(replace(on.grid, people=(person,)), on.settings),
        rings=_rings(on, person.person_id),
        taskings=own.plain,
        annex=own.annex,
        left_out=own.left_out,
        calendar=copies_calendar.entries(on, visible),
    )


def _head(on: Ground, person: PersonWeek) -> CopyHead:
    number = slug(on, person)
    return head(
        on,
        CopyKind.PERSON,
        person.name,
        " · ".join(filter(None, (person.collar_number, on.grid.team, person.note))),
        copy_for=person.name,
        slug=number,
        what=f"Copy for one person, {number}",
    )


def _without(person: PersonWeek, hidden: frozenset[str]) -> PersonWeek:
    """The person's week without the stops nobody may tell them of."""

    def cut(shifts: tuple[ShiftRow, ...]) -> tuple[ShiftRow, ...]:
        return tuple(
            replace(s, stops=tuple(stop for stop in s.stops if stop.tasking_id not in hidden))
            for s in shifts
        )

    cells = (
        replace(cell, shifts=cut(cell.shifts), elsewhere=cut(cell.elsewhere))
        for cell in person.cells
    )
    return replace(person, cells=tuple(cells))


def _stops(person: PersonWeek) -> Iterator[StopRow]:
    for cell in person.cells:
        for shift in (*cell.shifts, *cell.elsewhere):
            yield from shift.stops


def _day(cell: CellRow, own: OwnTaskings, events: dict[str, EventRow]) -> PersonDay:
    if cell.kind is WeekCell.OUTSIDE:
        outside = PersonShift(code="–", name="Not in the team", kind=CellKind.REST)
        return PersonDay(short_day(cell.on_date), (outside,))
    shifts = [_shift(shift, own, events) for shift in cell.shifts]
    shifts += [_lent(shift) for shift in cell.elsewhere]
    if cell.absent and not any(shift.kind is CellKind.AWAY for shift in shifts):
        shifts.append(PersonShift(code=AWAY, name="", kind=CellKind.AWAY))
    return PersonDay(short_day(cell.on_date), tuple(shifts))


def _shift(shift: ShiftRow, own: OwnTaskings, events: dict[str, EventRow]) -> PersonShift:
    when = times(shift.start_minute, shift.end_minute)
    if shift.code.is_absence:
        return PersonShift(code=AWAY, name="", times=when, kind=CellKind.AWAY)
    company = f"with {shift.buddy}" if shift.buddy else ""
    if shift.is_lone:
        company = f"ALONE, buddy {shift.buddy}" if shift.buddy else "ALONE, no buddy named"
    return PersonShift(
        code=shift.code.code,
        name=shift.code.name,
        times=when,
        kind=CellKind.WORK if shift.code.is_work else CellKind.REST,
        stops=tuple(_stop(stop, own, events) for stop in shift.stops),
        company=company,
        is_lone=shift.is_lone,
    )


def _lent(shift: ShiftRow) -> PersonShift:
    when = times(shift.start_minute, shift.end_minute)
    return PersonShift(
        code=shift.code.code, name="", times=when, stops=(f"for {shift.team}: ask their leader",)
    )


def _stop(stop: StopRow, own: OwnTaskings, events: dict[str, EventRow]) -> str:
    event = events.get(stop.event_id or "")
    if stop.tasking_id in own.numbers:
        what = f"Annex {own.numbers[stop.tasking_id]}"
    elif event is not None:
        where = ", ".join(dict.fromkeys(filter(None, (event.place, event.area))))
        what = ", ".join(filter(None, (f"{event.title} {event.times}".strip(), where)))
    else:
        what = ", ".join(dict.fromkeys(filter(None, (stop.reference, stop.label))))
    return f"{what} · {stop.minutes_planned} min" if stop.minutes_planned else what


def _rings(on: Ground, person_id: str) -> tuple[WelfareCall, ...]:
    """The calls somebody makes as a buddy."""
    rows = (
        replace(
            row,
            cells=tuple(
                replace(c, shifts=tuple(s for s in c.shifts if s.buddy_id == person_id))
                for c in row.cells
            ),
        )
        for row in on.grid.people
    )
    return sheet_lists.welfare(replace(on.grid, people=tuple(rows)), on.settings)
