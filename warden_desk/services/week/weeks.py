"""Planning the week: a cell is what one person does on one day for one team.

Overlap, work while absent and vetting that has run out stop a change; every other rule warns, and
goes through with a reason that is kept (see `week_checks`).
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import NeedsReason, NotFound, UserError
from warden_desk.domain.people import Status
from warden_desk.domain.shifts import CellDraft, ShiftDraft, StopRow
from warden_desk.services.areas import on_day
from warden_desk.services.week import week_places, week_rows
from warden_desk.services.week.week_checks import settled, tidied
from warden_desk.services.week.week_places import Gazetteer, StopDraft
from warden_desk.storage.tables import Person, PersonStatus, Shift, Stop


@dataclass(frozen=True, slots=True)
class CellKey:
    """Whose cell, of which day, in which team's week."""

    person_id: str
    on_date: date
    team_id: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be planned, and why, as a sentence."""

    person: str
    on_date: date
    cell: str
    why: str


@dataclass(frozen=True, slots=True)
class CopyDone:
    """What planning many cells at once came to.

    Attributes:
        copied: cells that are planned now.
        kept: cells that were planned already, and stayed as they were.
    """

    copied: int
    kept: int = 0
    left_out: tuple[LeftOut, ...] = ()


def set_cell(
    session: Session,
    person_id: str,
    on_date: date,
    team_id: str,
    draft: CellDraft,
    *,
    act: Act,
    reason: str = "",
) -> None:
    """Plan a person's day for a team: what the cell held before is replaced.

    A person of another team is a guest. Stops that stay keep their minutes.

    Raises:
        UserError: a rule stops it, or a place, tasking or buddy is not known.
        NeedsReason: a rule warns; with a `reason`, which is kept, it goes through.
    """
    cell = CellKey(person_id, on_date, team_id)
    set_cells(session, [(cell, draft)], act=act, reason=reason)


def set_cells(
    session: Session,
    cells: Sequence[tuple[CellKey, CellDraft | None]],
    *,
    act: Act,
    reason: str = "",
) -> None:
    """Plan several cells, all of them or none; without a draft a cell is cleared.

    Raises:
        UserError: as for `set_cell`.
        NeedsReason: as for `set_cell`.
    """
    if not cells:
        return
    with settled_cells(session, [cell for cell, _ in cells], reason):
        for cell, draft in cells:
            _put(session, cell, draft or CellDraft(()))


def clear_cell(session: Session, person_id: str, on_date: date, team_id: str, *, act: Act) -> None:
    """Take everything out of a cell. An empty one is left as it is."""
    cell = CellKey(person_id, on_date, team_id)
    clear_cells(session, [cell], act=act)


def clear_cells(session: Session, cells: Sequence[CellKey], *, act: Act) -> None:
    """Take everything out of several cells."""
    if not cells:
        return
    with tidied(session, {cell.person_id for cell in cells}, {cell.on_date for cell in cells}):
        for cell in cells:
            for shift in shifts_of(session, cell):
                session.delete(shift)


def fill(
    session: Session,
    cells: Sequence[tuple[CellKey, CellDraft]],
    *,
    act: Act,
    reason: str = "",
) -> CopyDone:
    """Plan several cells, but leave out those that a rule stops, and say why.

    Raises:
        NeedsReason: a rule warns on some of them; with a `reason` they go through.
    """
    done = 0
    warnings: list[str] = []
    left_out: list[LeftOut] = []
    for cell, draft in cells:
        try:
            with session.begin_nested():
                set_cells(session, [(cell, draft)], act=act, reason=reason)
        except NeedsReason as needs:
            warnings.extend(needs.warnings)
        except UserError as refusal:
            name = name_of(session, cell.person_id)
            left_out.append(LeftOut(name, cell.on_date, draft.head, str(refusal)))
        else:
            done += 1
    if warnings:
        raise NeedsReason(tuple(dict.fromkeys(warnings)))
    return CopyDone(done, left_out=tuple(left_out))


def settled_cells(
    session: Session, cells: Sequence[CellKey], reason: str
) -> AbstractContextManager[None]:
    """Let a change of these cells through if the rules allow it (see `week_checks.settled`)."""
    return settled(
        session, {cell.person_id for cell in cells}, {cell.on_date for cell in cells}, reason
    )


def _put(session: Session, cell: CellKey, draft: CellDraft) -> None:
    """Make the cell's shifts those of the draft, changing rows rather than replacing them."""
    refuse_leaver(session, cell.person_id, cell.on_date)
    book = week_rows.code_book(session, cell.on_date)
    gazetteer = Gazetteer(session, cell.team_id, cell.on_date)
    held = {
        row.id: row.stops
        for row in week_rows.between(
            session, cell.on_date, cell.on_date, book, person_ids=[cell.person_id]
        )
        if row.team_id == cell.team_id
    }
    kept = [stop for stops in held.values() for stop in stops]
    rows = shifts_of(session, cell)
    wanted = sorted(draft.shifts, key=lambda typed: typed.start_minute or 0)
    for shift in rows[len(wanted) :]:
        session.delete(shift)
    for number, typed in enumerate(wanted):
        stops = week_places.stops(session, typed, gazetteer, kept)
        jobs = [stop.tasking_id for stop in stops if stop.tasking_id is not None]
        week_places.refuse_unvetted(session, cell.person_id, jobs, cell.on_date)
        shift = rows[number] if number < len(rows) else _added(session, cell)
        _write(session, shift, typed)
        session.flush()
        _write_stops(session, shift.id, stops, held.get(shift.id, ()))


def _added(session: Session, cell: CellKey) -> Shift:
    shift = Shift(person_id=cell.person_id, team_id=cell.team_id, on_date=cell.on_date, code="")
    session.add(shift)
    return shift


def _write(session: Session, shift: Shift, typed: ShiftDraft) -> None:
    shift.code = typed.code
    shift.start_minute, shift.end_minute = typed.start_minute, typed.end_minute
    shift.break_minutes = typed.break_minutes
    shift.is_lone = typed.is_lone
    shift.buddy_id = week_places.buddy(session, typed.buddy, shift.person_id, shift.on_date)


def _write_stops(
    session: Session, shift_id: str, wanted: Sequence[StopDraft], held: Sequence[StopRow]
) -> None:
    rows = {
        (stop.area_id, stop.tasking_id, stop.event_id, stop.text): stop
        for stop in session.scalars(select(Stop).where(Stop.shift_id == shift_id))
    }
    for position, draft in enumerate(wanted):
        place = (draft.area_id, draft.tasking_id, draft.event_id, draft.text)
        stop = rows.pop(place, None)
        if stop is None:
            session.add(
                Stop(
                    shift_id=shift_id,
                    position=position,
                    area_id=draft.area_id,
                    tasking_id=draft.tasking_id,
                    event_id=draft.event_id,
                    text=draft.text,
                )
            )
        else:
            stop.position = position
    for stop in rows.values():
        session.delete(stop)


def shifts_of(session: Session, cell: CellKey) -> list[Shift]:
    """The shifts of a cell, in the order of the day."""
    query = (
        select(Shift)
        .where(
            Shift.person_id == cell.person_id,
            Shift.on_date == cell.on_date,
            Shift.team_id == cell.team_id,
        )
        .order_by(Shift.start_minute.is_(None), Shift.start_minute, Shift.id)
    )
    return list(session.scalars(query))


def refuse_leaver(session: Session, person_id: str, on: date) -> None:
    """Nobody is planned for a day by which they have left.

    Raises:
        UserError: they have.
    """
    name = name_of(session, person_id)
    status = session.scalar(
        select(PersonStatus.status).where(
            PersonStatus.person_id == person_id, on_day(PersonStatus, on)
        )
    )
    if status == Status.LEFT:
        raise UserError(f"{name} has left by {short_day(on)}.")


def name_of(session: Session, person_id: str) -> str:
    """Their name.

    Raises:
        NotFound: they are gone.
    """
    person = session.get(Person, person_id)
    if person is None or person.deleted_at is not None:
        raise NotFound("That person is no longer on the list.")
    return f"{person.forename} {person.surname}".strip()
