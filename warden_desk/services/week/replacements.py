"""Who could stand in for a shift, best first; and letting one of them do it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.replacements import Replacement, Way, replacement
from warden_desk.domain.rounds import Hours
from warden_desk.domain.shifts import ShiftRow
from warden_desk.services.tasking import tasking_holders, tasking_people
from warden_desk.services.week import shift_parts, stand_ins, week_places, week_rows, weeks
from warden_desk.services.week.week_checks import settled, tidied
from warden_desk.storage.tables import Shift, Stop


def candidates(session: Session, shift_id: str, part: Hours | None = None) -> list[Replacement]:
    """Everybody in service but the shift's own person, those who may not have it last.

    With a `part` of the shift, for its hours and the stops in them alone.

    Raises:
        NotFound: the shift is gone.
    """
    row = _row(session, _shift(session, shift_id))
    if part is not None:
        row = shift_parts.within(session, row, part)
    found = [replacement(person, row) for person in stand_ins.stand_ins(session, row)]
    return sorted(found, key=lambda one: (one.rank, one.name))


def take_over(
    session: Session,
    shift_id: str,
    person_id: str,
    *,
    part: Hours | None = None,
    act: Act,
    reason: str = "",
) -> Way:
    """Let somebody stand in: the shift becomes theirs, or its stops go on the round they have.

    A rest day of theirs gives way. Taskings on the round are given to them as well. With a `part`
    only those hours and the stops in them are theirs; its own person keeps the rest.

    Raises:
        NotFound: the shift is gone.
        UserError: a rule stops it, or they work that day and there are no stops to take along.
        NeedsReason: a rule warns.
    """
    shift = _shift(session, shift_id)
    weeks.refuse_leaver(session, person_id, shift.on_date)
    own = shift.person_id
    with settled(session, [own, person_id], [shift.on_date], reason):
        if part is not None:
            shift = shift_parts.taken_out(session, _row(session, shift), part)
        stops = list(session.scalars(select(Stop).where(Stop.shift_id == shift.id)))
        _give_taskings(session, stops, person_id, shift.on_date, act=act, reason=reason)
        held = _rows(session, person_id, shift.on_date)
        working = [one for one in held if one.code.is_work and one.start_minute is not None]
        if not working:
            _hand_over(session, shift, person_id, held)
            return Way.SHIFT
        if not stops:
            raise UserError("They work that day already, and this shift has no stops to take.")
        _move(session, stops, _nearest(working, shift).id)
        session.delete(shift)
    return Way.STOPS


def leave_open(session: Session, shift_id: str, *, part: Hours | None = None, act: Act) -> None:
    """Nobody stands in: the shift, or these hours of it with their stops, are planned no more.

    Raises:
        NotFound: the shift is gone.
    """
    shift = _shift(session, shift_id)
    with tidied(session, [shift.person_id], [shift.on_date]):
        if part is not None:
            shift = shift_parts.taken_out(session, _row(session, shift), part)
        session.delete(shift)


def _give_taskings(
    session: Session, stops: Sequence[Stop], person_id: str, on: date, *, act: Act, reason: str
) -> None:
    jobs = [stop.tasking_id for stop in stops if stop.tasking_id is not None]
    week_places.refuse_unvetted(session, person_id, jobs, on)
    for key in jobs:
        if not tasking_holders.has_tasking(session, key, person_id):
            tasking_people.assign(session, key, person_id, act=act, reason=reason)


def _hand_over(session: Session, shift: Shift, person_id: str, held: Sequence[ShiftRow]) -> None:
    for row in held:
        if row.is_day_off:
            session.delete(session.get_one(Shift, row.id))
    shift.person_id = person_id
    shift.override_reason = ""
    if shift.buddy_id == person_id:
        shift.buddy_id = None


def _move(session: Session, stops: Sequence[Stop], to: str) -> None:
    """Put the stops at the end of a round, but for places it goes to already."""
    there = list(session.scalars(select(Stop).where(Stop.shift_id == to)))
    known = {_place(stop) for stop in there}
    position = max((stop.position for stop in there), default=-1)
    for stop in stops:
        if _place(stop) in known:
            continue  # it goes with the shift it stands on
        position += 1
        stop.shift_id, stop.position = to, position
    session.flush()


def _place(stop: Stop) -> tuple[str | None, str | None, str | None, str]:
    return stop.area_id, stop.tasking_id, stop.event_id, stop.text


def _nearest(working: Sequence[ShiftRow], shift: Shift) -> ShiftRow:
    """The one of somebody's shifts that is nearest in time."""
    start = shift.start_minute or 0
    return min(working, key=lambda one: abs((one.start_minute or 0) - start))


def _row(session: Session, shift: Shift) -> ShiftRow:
    planned = _rows(session, shift.person_id, shift.on_date)
    return next(one for one in planned if one.id == shift.id)


def _rows(session: Session, person_id: str, on: date) -> list[ShiftRow]:
    book = week_rows.code_book(session, on)
    return week_rows.between(session, on, on, book, person_ids=[person_id])


def _shift(session: Session, shift_id: str) -> Shift:
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound("That shift is no longer planned.")
    return shift
