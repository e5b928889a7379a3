"""Moving a tasking through its life. The rules are in `domain.tasking_states`."""

from datetime import date

from sqlalchemy import exists, func, select, update
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import Move, Situation, State, next_state
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking.taskings import get, log
from warden_desk.storage.tables import (
    Person,
    ReturnItem,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
    TaskingReturn,
)

_BY_THEMSELVES = {
    Move.ACCEPT,
    Move.DECLINE,
    Move.CHECK,
    Move.SEND_BACK,
    Move.RETURN,
    Move.CLOSE,
    Move.HOLD,
    Move.RESUME,
    Move.CANCEL,
    Move.REOPEN,
}
"""The other moves follow from an act of their own: assigning, visiting, entering a result."""


def move(
    session: Session,
    tasking_id: str,
    what: Move,
    *,
    act: Act,
    reason: str = "",
    until: date | None = None,
) -> State:
    """Accept, decline, check, send back, return, close, hold, resume, cancel or reopen.

    Args:
        reason: kept in the log; for a return, how and to whom the answer went.
        until: for a hold, the day it ends.

    Raises:
        UserError: the tasking does not stand where this move begins.
        Invalid: something the move requires is missing.
        NeedsReason: whoever checks it has done the work; a `reason` is kept, and it goes on.
    """
    if what not in _BY_THEMSELVES:
        raise UserError("This follows from assigning, visiting or entering a result.")
    tasking = get(session, tasking_id)
    before = State(tasking.state)
    step(session, tasking, what, act=act, reason=reason, until=until)
    if what is Move.CHECK and not reason.strip() and _has_it(session, tasking, act.by):
        raise NeedsReason(("You have done this work yourself: somebody else should check it.",))
    if what is Move.REOPEN:  # it has to be given to somebody anew
        session.execute(
            update(TaskingAssignment)
            .where(TaskingAssignment.tasking_id == tasking_id, TaskingAssignment.ended_at.is_(None))
            .values(ended_at=act.at)
        )
    text = reason.strip()
    if what is Move.HOLD and until is not None:
        text = f"until {uk_date(until)}, {text}"
    log(
        session,
        tasking,
        EntryKind.STATUS,
        act,
        text=text,
        from_state=before,
        to_state=tasking.state,
    )
    return State(tasking.state)


def step(
    session: Session,
    tasking: Tasking,
    what: Move,
    *,
    act: Act,
    reason: str = "",
    until: date | None = None,
) -> None:
    """Move the record, for other services; the caller writes the log.

    Raises:
        UserError, Invalid: as `move`.
    """
    today = local_day(act, desk_settings.load(session))
    standing = situation(session, tasking)
    tasking.state = next_state(what, standing, today=today, reason=reason, until=until).value
    tasking.state_since = act.at
    tasking.hold_until = until if what is Move.HOLD else None
    if what in (Move.SEND_BACK, Move.REOPEN):
        tasking.outcome = ""  # the next result gives it again; the log keeps this one


def situation(session: Session, tasking: Tasking) -> Situation:
    """What decides where the tasking may move."""
    session.flush()
    has_person = session.scalar(
        select(
            exists().where(
                TaskingAssignment.tasking_id == tasking.id, TaskingAssignment.ended_at.is_(None)
            )
        )
    )
    return Situation(
        state=State(tasking.state),
        has_person=bool(has_person),
        has_outcome=tasking.outcome != "",
        has_csu=tasking.csu_id is not None,
        has_proof=_has_proof(session, tasking),
        held_in=_held_in(session, tasking),
    )


def _has_proof(session: Session, tasking: Tasking) -> bool:
    """Whether an answer that was kept went to the CSU since the tasking was checked."""
    if tasking.state != State.CHECKED:
        return False
    went = (
        exists()
        .where(ReturnItem.tasking_id == tasking.id, TaskingReturn.id == ReturnItem.return_id)
        .where(TaskingReturn.sent_at >= tasking.state_since)
    )
    return bool(session.scalar(select(went)))


def _has_it(session: Session, tasking: Tasking, name: str) -> bool:
    """Whether somebody of this name has the tasking."""
    named = func.lower(Person.forename + " " + Person.surname) == name.strip().lower()
    held = (
        exists()
        .where(TaskingAssignment.tasking_id == tasking.id, TaskingAssignment.ended_at.is_(None))
        .where(Person.id == TaskingAssignment.person_id, named)
    )
    return bool(session.scalar(select(held)))


def _held_in(session: Session, tasking: Tasking) -> State | None:
    if tasking.state != State.ON_HOLD:
        return None
    before = session.scalar(
        select(TaskingEntry.from_state)
        .where(TaskingEntry.tasking_id == tasking.id, TaskingEntry.to_state == State.ON_HOLD)
        .order_by(TaskingEntry.id.desc())
        .limit(1)
    )
    return State(before) if before else None
