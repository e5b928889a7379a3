"""The round of a shift: its stops in order, their minutes, and the taskings it could take along."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.rounds import (
    USUAL_STOP_MINUTES,
    DayRound,
    Offer,
    RoundDraft,
    check_minutes,
    moved,
)
from warden_desk.domain.shift_text import REFERENCE
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.services import areas, successions
from warden_desk.services.tasking import tasking_holders, tasking_people, taskings
from warden_desk.services.week import event_people, week_places, week_rows
from warden_desk.services.week.week_checks import settled
from warden_desk.services.week.week_places import Gazetteer, StopDraft
from warden_desk.services.week.weeks import CellKey, name_of, shifts_of
from warden_desk.storage.tables import Area, Shift, Stop, Tasking

_SOON = timedelta(days=14)
_MOST = 8


def day(session: Session, cell: CellKey) -> DayRound:
    """One person's day for a team.

    Raises:
        NotFound: the person is gone.
    """
    book = week_rows.code_book(session, cell.on_date)
    found = week_rows.between(
        session, cell.on_date, cell.on_date, book, person_ids=[cell.person_id]
    )
    shifts = tuple(shift for shift in found if shift.team_id == cell.team_id)
    return DayRound(
        person_id=cell.person_id,
        person=name_of(session, cell.person_id),
        on_date=cell.on_date,
        team_id=cell.team_id,
        shifts=shifts,
        offers=tuple(_offers(session, cell, shifts)) if _working(shifts) else (),
    )


def add(
    session: Session,
    shift_id: str,
    typed: str,
    *,
    minutes: int | None = None,
    act: Act,
    reason: str = "",
) -> None:
    """Add what is typed to the end of a round: a parish, an event of the day, or a reference.

    Raises:
        Invalid: the minutes are none.
        UserError: the place is doubtful, it is on the round already, or a rule stops it.
        NeedsReason: a rule warns.
    """
    check_minutes(minutes)
    if not typed.strip():
        raise UserError("Say where: a parish, an event of that day, or a tasking's reference.")
    shift = _shift(session, shift_id)
    reference = typed.strip().upper()
    if REFERENCE.fullmatch(reference):
        key = taskings.find(
            session, reference, district_ids=_districts(session, shift.team_id, shift.on_date)
        )
        cell = CellKey(shift.person_id, shift.on_date, shift.team_id)
        give(session, key, cell, minutes=minutes, shift_id=shift_id, act=act, reason=reason)
        return
    gazetteer = Gazetteer(session, shift.team_id, shift.on_date)
    place = gazetteer.place(typed.strip())
    with settled(session, [shift.person_id], [shift.on_date], reason):
        _append(session, shift, place, minutes, typed.strip())


def give(
    session: Session,
    tasking_id: str,
    cell: CellKey,
    *,
    minutes: int | None = None,
    shift_id: str = "",
    act: Act,
    reason: str = "",
) -> None:
    """Give a tasking to a person on a day: it is theirs, and its minutes are booked.

    Raises:
        UserError: they do not work that day, or a rule stops it.
        NeedsReason: a rule warns.
    """
    check_minutes(minutes)
    working = [shift for shift in shifts_of(session, cell) if shift.start_minute is not None]
    shift = next((one for one in working if one.id == shift_id), next(iter(working), None))
    if shift is None:
        name = name_of(session, cell.person_id)
        raise UserError(f"{name} has no shift that day. Plan one first.")
    tasking = taskings.get(session, tasking_id)
    week_places.refuse_unvetted(session, cell.person_id, [tasking_id], cell.on_date)
    if not tasking_holders.has_tasking(session, tasking_id, cell.person_id):
        tasking_people.assign(session, tasking_id, cell.person_id, act=act, reason=reason)
    with settled(session, [cell.person_id], [cell.on_date], reason):
        area_id = successions.heir(session, tasking.area_id, cell.on_date)
        place = StopDraft(area_id=area_id, tasking_id=tasking_id)
        _append(session, shift, place, minutes or USUAL_STOP_MINUTES, tasking.reference)


def remove(session: Session, stop_id: str, *, act: Act) -> None:
    """Take a stop off its round. Whoever is taken off an event is no longer wanted there.

    Raises:
        NotFound: it is gone already.
    """
    stop = _stop(session, stop_id)
    if stop.event_id is not None:
        event_people.unwant(session, stop.event_id, _shift(session, stop.shift_id).person_id)
    session.delete(stop)


def reorder(session: Session, stop_id: str, by: int, *, act: Act) -> None:
    """Move a stop so many places later on its round; less than nought is earlier.

    Raises:
        NotFound: it is gone.
    """
    stop = _stop(session, stop_id)
    held = _in_order(session, stop.shift_id)
    order = moved([one.id for one in held], stop_id, by)
    for one in held:
        one.position = order.index(one.id)


def set_minutes(
    session: Session, stop_id: str, planned: int | None, done: int | None, *, act: Act
) -> None:
    """Say how long a stop is to take, and how long it took.

    Raises:
        Invalid: minutes that are none.
        NotFound: the stop is gone.
    """
    check_minutes(planned)
    check_minutes(done)
    stop = _stop(session, stop_id)
    stop.minutes_planned, stop.minutes_done = planned, done


def set_details(
    session: Session, shift_id: str, draft: RoundDraft, *, act: Act, reason: str = ""
) -> None:
    """Say who the buddy is, which vehicle, whether alone, and what else matters.

    Raises:
        UserError: nobody or several are called like the buddy, or a rule stops it.
        NeedsReason: a rule warns.
    """
    shift = _shift(session, shift_id)
    with settled(session, [shift.person_id], [shift.on_date], reason):
        shift.buddy_id = week_places.buddy(
            session, draft.buddy.strip(), shift.person_id, shift.on_date
        )
        shift.is_lone = draft.is_lone
        shift.vehicle, shift.note = draft.vehicle.strip(), draft.note.strip()


def _append(
    session: Session, shift: Shift, place: StopDraft, minutes: int | None, typed: str
) -> None:
    held = _in_order(session, shift.id)
    same = (place.area_id, place.tasking_id, place.event_id, place.text)
    if same in [(one.area_id, one.tasking_id, one.event_id, one.text) for one in held]:
        raise UserError(f"{typed} is on this round already.")
    session.add(
        Stop(
            shift_id=shift.id,
            position=max((one.position for one in held), default=-1) + 1,
            area_id=place.area_id,
            tasking_id=place.tasking_id,
            event_id=place.event_id,
            text=place.text,
            minutes_planned=minutes,
        )
    )


def _offers(session: Session, cell: CellKey, shifts: Sequence[ShiftRow]) -> list[Offer]:
    """Taskings to do that are theirs, or due soon where they go; their own and nearest first."""
    held = {stop.tasking_id for shift in shifts for stop in shift.stops if stop.tasking_id}
    there = {stop.area_id for shift in shifts for stop in shift.stops if stop.area_id}
    near = successions.with_former(session, there)
    is_own = Tasking.id.in_(tasking_holders.held_by(cell.person_id))
    query = (
        select(
            Tasking.id,
            Tasking.reference,
            Tasking.title,
            func.coalesce(Area.name, Tasking.place),
            Tasking.due_on,
            is_own,
            Tasking.area_id,
        )
        .outerjoin(Area, Area.id == Tasking.area_id)
        .where(
            Tasking.state.in_(TO_DO),
            Tasking.deleted_at.is_(None),
            Tasking.id.not_in(held),
            or_(is_own, Tasking.area_id.in_(near)),
            or_(Tasking.due_on.is_(None), Tasking.due_on <= cell.on_date + _SOON),
        )
        .order_by(is_own.desc(), Tasking.due_on.is_(None), Tasking.due_on, Tasking.reference)
        .limit(_MOST)
    )
    return [
        Offer(
            tasking_id=key,
            reference=reference,
            title=title,
            place=place or "",
            due_on=due,
            is_own=bool(mine),
            is_near=area_id in near,
        )
        for key, reference, title, place, due, mine, area_id in session.execute(query)
    ]


def _working(shifts: Sequence[ShiftRow]) -> bool:
    return any(shift.code.is_work for shift in shifts)


def _districts(session: Session, team_id: str, on: date) -> tuple[str, ...]:
    return tuple(area.id for area in areas.team_districts(session, team_id, on))


def _in_order(session: Session, shift_id: str) -> list[Stop]:
    query = select(Stop).where(Stop.shift_id == shift_id).order_by(Stop.position, Stop.id)
    return list(session.scalars(query))


def _shift(session: Session, shift_id: str) -> Shift:
    shift = session.get(Shift, shift_id)
    if shift is None:
        raise NotFound("That shift is no longer planned.")
    return shift


def _stop(session: Session, stop_id: str) -> Stop:
    stop = session.get(Stop, stop_id)
    if stop is None:
        raise NotFound("That stop is no longer on the round.")
    return stop
