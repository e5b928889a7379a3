"""Planned against done: who confirmed, who worked when, and what that comes to.

Hours worked, where they are known, take the place of the hours planned.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import short_day
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.shifts import times
from warden_desk.domain.worked import DoneRow, ShiftStatus, WorkedDraft
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import Shift, ShiftCode

_PLANNED = func.max(
    0, func.coalesce(Shift.end_minute - Shift.start_minute - Shift.break_minutes, 0)
)
_WORKED = (
    Shift.worked_end_minute
    - Shift.worked_start_minute
    - func.coalesce(Shift.worked_break_minutes, Shift.break_minutes)
)
_NEIGHBOURS = timedelta(days=1)


def rows(session: Session, shift_ids: Collection[str]) -> dict[str, DoneRow]:
    """How these shifts went, by their keys. Days without times are left out."""
    query = (
        select(Shift, _PLANNED, counted_minutes())
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.id.in_(shift_ids),
            Shift.start_minute.is_not(None),
            func.coalesce(ShiftCode.is_work, True),
        )
    )
    return {
        shift.id: DoneRow(
            shift_id=shift.id,
            status=ShiftStatus(shift.status),
            planned_minutes=planned,
            minutes=minutes,
            start_minute=shift.worked_start_minute,
            end_minute=shift.worked_end_minute,
            break_minutes=shift.worked_break_minutes,
            note=shift.status_note,
            by=shift.status_by,
        )
        for shift, planned, minutes in session.execute(query)
    }


def confirm(session: Session, shift_ids: Sequence[str], *, act: Act) -> int:
    """Keep that people know of these shifts; those further on stay. Returns how many changed.

    Raises:
        NotFound: one of them is gone.
    """
    changed = 0
    for shift in _shifts(session, shift_ids):
        if shift.status == ShiftStatus.PLANNED:
            _settle(shift, ShiftStatus.CONFIRMED, "", act)
            changed += 1
    return changed


def worked(session: Session, shift_id: str, draft: WorkedDraft, *, act: Act) -> None:
    """Keep that a shift was worked: as planned, or at the times of the draft.

    Raises:
        Invalid: the times do not fit, the day is still to come, or it is no work.
        UserError: they were at work elsewhere at that time.
    """
    draft.check()
    [shift] = _shifts(session, [shift_id])
    _refuse_undone(session, shift, act)
    if draft.start_minute is None and shift.start_minute is None:
        raise Invalid({"start_minute": "No times were planned: give those that were worked."})
    shift.worked_start_minute = draft.start_minute
    shift.worked_end_minute = draft.end_minute
    shift.worked_break_minutes = draft.break_minutes
    session.flush()
    _refuse_overlap(session, shift)
    status = ShiftStatus.CHANGED if _differs(shift) else ShiftStatus.WORKED
    _settle(shift, status, draft.note, act)


def missed(session: Session, shift_id: str, note: str, *, act: Act) -> None:
    """Keep that a shift was not worked, and why.

    Raises:
        Invalid: no reason is given, the day is still to come, or it is no work.
    """
    if not note.strip():
        raise Invalid({"note": "Say why in a few words. No medical reason is kept."})
    [shift] = _shifts(session, [shift_id])
    _refuse_undone(session, shift, act)
    _forget_times(shift)
    _settle(shift, ShiftStatus.MISSED, note, act)


def reopen(session: Session, shift_ids: Sequence[str], *, act: Act) -> None:
    """Take back what was said about shifts: they are planned again.

    Raises:
        NotFound: one of them is gone.
    """
    for shift in _shifts(session, shift_ids):
        _forget_times(shift)
        _settle(shift, ShiftStatus.PLANNED, "", act)


def as_planned(session: Session, team_id: str, first: date, last: date, *, act: Act) -> int:
    """Keep that a team's shifts of these days went as planned, where nobody said otherwise.

    Days still to come are left alone. Returns how many there were.
    """
    until = min(last, local_day(act, desk_settings.load(session)))
    query = (
        select(Shift)
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.team_id == team_id,
            Shift.on_date.between(first, until),
            Shift.status.in_((ShiftStatus.PLANNED, ShiftStatus.CONFIRMED)),
            Shift.start_minute.is_not(None),
            func.coalesce(ShiftCode.is_work, True),
        )
    )
    found = list(session.scalars(query))
    for shift in found:
        _settle(shift, ShiftStatus.WORKED, "", act)
    return len(found)


def counted_minutes() -> ColumnElement[int]:
    """The minutes of a shift that count: worked where that is known, none if it was missed."""
    return case((Shift.status == ShiftStatus.MISSED, 0), else_=func.coalesce(_WORKED, _PLANNED))


def is_its_code() -> ColumnElement[bool]:
    """The meaning of a shift's code on its day; times alone have none, and are work."""
    return (
        (ShiftCode.code == Shift.code)
        & (ShiftCode.valid_from <= Shift.on_date)
        & (ShiftCode.valid_to.is_(None) | (ShiftCode.valid_to > Shift.on_date))
    )


def _shifts(session: Session, shift_ids: Sequence[str]) -> list[Shift]:
    found = list(session.scalars(select(Shift).where(Shift.id.in_(shift_ids))))
    if len(found) < len(set(shift_ids)):
        raise NotFound("That shift is no longer in the plan.")
    return found


def _settle(shift: Shift, status: ShiftStatus, note: str, act: Act) -> None:
    shift.status, shift.status_note = status, note.strip()
    shift.status_by, shift.status_at = act.by, act.at


def _forget_times(shift: Shift) -> None:
    shift.worked_start_minute = shift.worked_end_minute = shift.worked_break_minutes = None


def _differs(shift: Shift) -> bool:
    done = (shift.worked_start_minute, shift.worked_end_minute)
    if done == (None, None):
        done = (shift.start_minute, shift.end_minute)
    pause = shift.worked_break_minutes
    same_break = pause is None or pause == shift.break_minutes
    return done != (shift.start_minute, shift.end_minute) or not same_break


def _refuse_undone(session: Session, shift: Shift, act: Act) -> None:
    if shift.on_date > local_day(act, desk_settings.load(session)):
        raise Invalid({"on_date": f"{short_day(shift.on_date)} is still to come."})
    is_work = session.scalar(
        select(ShiftCode.is_work).where(ShiftCode.code == shift.code, _at(shift.on_date))
    )
    if is_work is False:
        raise Invalid({"on_date": f"{shift.code} is no work: there is nothing to say about it."})


def _at(day: date) -> ColumnElement[bool]:
    return (ShiftCode.valid_from <= day) & (
        ShiftCode.valid_to.is_(None) | (ShiftCode.valid_to > day)
    )


def _refuse_overlap(session: Session, shift: Shift) -> None:
    """Nobody worked at two places at once, whatever was planned."""
    start, end = _span(shift)
    beside = (
        select(Shift)
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.person_id == shift.person_id,
            Shift.id != shift.id,
            Shift.on_date.between(shift.on_date - _NEIGHBOURS, shift.on_date + _NEIGHBOURS),
            Shift.status != ShiftStatus.MISSED,
            Shift.start_minute.is_not(None),
            func.coalesce(ShiftCode.is_work, True),
        )
    )
    for other in session.scalars(beside.order_by(Shift.on_date)):
        shifted = (other.on_date - shift.on_date).days * 24 * 60
        first, last = (minute + shifted for minute in _span(other))
        if first < end and start < last:
            when = f"{short_day(other.on_date)} {times(*_span(other))}"
            raise UserError(f"These times overlap the shift of {when}.")


def _span(shift: Shift) -> tuple[int, int]:
    start = shift.worked_start_minute
    end = shift.worked_end_minute
    if start is None or end is None:
        return shift.start_minute or 0, shift.end_minute or 0
    return start, end
