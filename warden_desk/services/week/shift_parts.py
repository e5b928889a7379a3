"""A part of a shift by itself: its hours, and the stops that are in them."""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from warden_desk.domain.rounds import Hours, parted
from warden_desk.domain.shifts import ShiftRow, StopRow
from warden_desk.services.week import week_rows
from warden_desk.storage.tables import Event, Shift, Stop


def within(session: Session, shift: ShiftRow, part: Hours) -> ShiftRow:
    """The shift as if it were only these hours."""
    book = week_rows.code_book(session, shift.on_date)
    _, stops, _ = parted(shift, part, _events(session, shift))
    return replace(
        shift,
        start_minute=part[0],
        end_minute=part[1],
        break_minutes=book.pause(shift.code, *part),
        stops=stops,
    )


def taken_out(session: Session, row: ShiftRow, part: Hours) -> Shift:
    """Make these hours a shift of their own, with their stops; what is left may be in two pieces.

    The new shift has the same person still: whoever asked for it gives it to another, or drops it.
    """
    before, stops, after = parted(row, part, _events(session, row))
    shift = session.get_one(Shift, row.id)
    start, end = row.start_minute or 0, row.end_minute or 0
    out = _piece(session, row, part, stops)
    if part[0] > start and part[1] < end:
        _piece(session, row, (part[1], end), after)
        after = ()
    left = (start, part[0]) if part[0] > start else (part[1], end)
    _set_hours(session, shift, row, left)
    _number(session, shift.id, (*before, *after))
    session.flush()
    return out


def _piece(session: Session, row: ShiftRow, hours: Hours, stops: tuple[StopRow, ...]) -> Shift:
    made = Shift(
        person_id=row.person_id,
        team_id=row.team_id,
        on_date=row.on_date,
        code=row.code.code,
        is_lone=row.is_lone,
        buddy_id=row.buddy_id,
        vehicle=row.vehicle,
    )
    _set_hours(session, made, row, hours)
    session.add(made)
    session.flush()
    _number(session, made.id, stops)
    return made


def _set_hours(session: Session, shift: Shift, row: ShiftRow, hours: Hours) -> None:
    book = week_rows.code_book(session, row.on_date)
    shift.start_minute, shift.end_minute = hours
    shift.break_minutes = book.pause(row.code, *hours)


def _number(session: Session, shift_id: str, stops: tuple[StopRow, ...]) -> None:
    """Put stops on a shift, in this order."""
    for position, stop in enumerate(stops):
        session.execute(
            update(Stop).where(Stop.id == stop.id).values(shift_id=shift_id, position=position)
        )


def _events(session: Session, shift: ShiftRow) -> dict[str, Hours]:
    """When the events on its round are."""
    keys = [stop.event_id for stop in shift.stops if stop.event_id is not None]
    query = select(Event.id, Event.start_minute, Event.end_minute).where(
        Event.id.in_(keys), Event.start_minute.is_not(None)
    )
    return {
        key: (start or 0, (start or 0) + 1 if end is None else end)
        for key, start, end in session.execute(query)
    }
