"""Moving, exchanging, copying and stretching what cells of the week hold."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.shifts import DAY
from warden_desk.services.week import week_places, week_rows
from warden_desk.services.week.week_checks import settled
from warden_desk.services.week.weeks import CellKey, refuse_leaver, settled_cells, shifts_of
from warden_desk.storage.tables import Shift, Stop


def move(session: Session, source: CellKey, target: CellKey, *, act: Act, reason: str = "") -> None:
    """Take a day's plan to another day or person; what the target held is exchanged for it.

    Raises:
        NotFound: there is nothing to move.
        UserError: a rule stops it.
        NeedsReason: a rule warns.
    """
    if not shifts_of(session, source):
        raise NotFound("There is nothing in this cell to move.")
    swap(session, source, target, act=act, reason=reason)


def swap(session: Session, one: CellKey, other: CellKey, *, act: Act, reason: str = "") -> None:
    """Exchange what two cells hold, stops and all.

    Raises:
        UserError: a rule stops it.
        NeedsReason: a rule warns.
    """
    swap_all(session, [(one, other)], act=act, reason=reason)


def swap_all(
    session: Session, pairs: Sequence[tuple[CellKey, CellKey]], *, act: Act, reason: str = ""
) -> None:
    """Exchange several pairs of cells at once, such as the whole weeks of two people.

    Raises:
        UserError: a rule stops one of them, and with it all.
        NeedsReason: a rule warns.
    """
    with settled_cells(session, [cell for pair in pairs for cell in pair], reason):
        for one, other in pairs:
            first, second = shifts_of(session, one), shifts_of(session, other)
            _rehome(session, first, other)
            _rehome(session, second, one)


def copy(session: Session, source: CellKey, target: CellKey, *, act: Act, reason: str = "") -> None:
    """Plan a cell like another one, its round and minutes too; what it held is replaced.

    Raises:
        NotFound: there is nothing to copy.
        UserError: a rule stops it.
        NeedsReason: a rule warns.
    """
    found = shifts_of(session, source)
    if not found:
        raise NotFound("There is nothing in this cell to copy.")
    if source == target:
        return
    book = week_rows.code_book(session, target.on_date)
    for shift in found:
        if shift.code and book.find(shift.code) is None:
            raise UserError(f"The code {shift.code} is no longer in use.")
    with settled_cells(session, [target], reason):
        for held in shifts_of(session, target):
            session.delete(held)
        session.flush()
        for shift in found:
            _copied(session, shift, target)


def stretch(
    session: Session, shift_id: str, start: int, end: int, *, act: Act, reason: str = ""
) -> None:
    """Give a shift other times; the break follows them.

    Raises:
        NotFound: the shift is gone.
        UserError: it has no times, ends before it begins, or a rule stops it.
        NeedsReason: a rule warns.
    """
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound("That shift is no longer planned.")
    if shift.start_minute is None:
        raise UserError("This day has no times that could be longer or shorter.")
    if not 0 <= start < DAY or not start < end < start + DAY:
        raise UserError("A shift ends after it begins, and within a day.")
    book = week_rows.code_book(session, shift.on_date)
    with settled(session, [shift.person_id], [shift.on_date], reason):
        shift.start_minute, shift.end_minute = start, end
        shift.break_minutes = book.pause(book.row(shift.code), start, end)


def _rehome(session: Session, shifts: Sequence[Shift], cell: CellKey) -> None:
    if not shifts:
        return
    _refuse(session, shifts, cell)
    for shift in shifts:
        shift.person_id, shift.on_date = cell.person_id, cell.on_date
        shift.team_id = cell.team_id
        shift.override_reason = ""
        if shift.buddy_id == cell.person_id:
            shift.buddy_id = None


def _refuse(session: Session, shifts: Sequence[Shift], cell: CellKey) -> None:
    """Hold what a person may not have: work after they left, or without their vetting."""
    refuse_leaver(session, cell.person_id, cell.on_date)
    jobs = session.scalars(
        select(Stop.tasking_id).where(
            Stop.shift_id.in_([shift.id for shift in shifts]), Stop.tasking_id.is_not(None)
        )
    )
    found = [key for key in jobs if key is not None]
    week_places.refuse_unvetted(session, cell.person_id, found, cell.on_date)


def _copied(session: Session, source: Shift, cell: CellKey) -> None:
    _refuse(session, [source], cell)
    made = Shift(
        person_id=cell.person_id,
        team_id=cell.team_id,
        on_date=cell.on_date,
        code=source.code,
        start_minute=source.start_minute,
        end_minute=source.end_minute,
        break_minutes=source.break_minutes,
        is_lone=source.is_lone,
        buddy_id=source.buddy_id if source.buddy_id != cell.person_id else None,
        vehicle=source.vehicle,
    )
    session.add(made)
    session.flush()
    for stop in session.scalars(select(Stop).where(Stop.shift_id == source.id)).all():
        if stop.event_id is not None and source.on_date != cell.on_date:
            continue  # an event is on one day only
        session.add(
            Stop(
                shift_id=made.id,
                position=stop.position,
                area_id=stop.area_id,
                tasking_id=stop.tasking_id,
                event_id=stop.event_id,
                text=stop.text,
                minutes_planned=stop.minutes_planned,
            )
        )
