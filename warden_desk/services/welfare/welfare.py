"""Who works a late alone today, which of their calls are due, and the log of those calls.

The program rings nobody and warns nobody who does not look: it is no alarm.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.welfare import Call, LoneShift, Outcome, Step, wall_clock
from warden_desk.domain.welfare_standing import to_tick
from warden_desk.services import people
from warden_desk.services import settings as desk_settings
from warden_desk.services.week.week_checks import tidied
from warden_desk.services.week.weeks import name_of
from warden_desk.services.welfare import lone_cards, lone_shifts
from warden_desk.storage.tables import Shift, WelfareCheck


def listed(session: Session, now: datetime, team_id: str | None = None) -> list[LoneShift]:
    """Today's late shifts alone, and yesterday's that have not ended well yet."""
    return lone_shifts.lone_shifts(session, now, team_id)


def tick(session: Session, shift_id: str, note: str = "", *, act: Act) -> Call:
    """Note that somebody was heard from: the latest call whose time has come is made.

    Raises:
        NotFound: nobody works that shift alone any more.
        UserError: no call is due yet, or all are made.
    """
    settings = desk_settings.load(session)
    shift = _get(session, shift_id, act)
    call = to_tick(shift, act.at, settings)
    if call is None:
        waiting = [one for one in shift.calls if not one.has(Outcome.MADE) and one.at > act.at]
        if not waiting:
            raise UserError(f"Every call to {shift.name} is made.")
        at = wall_clock(waiting[0].at, lone_shifts.zone_of(settings))
        raise UserError(
            f"The next call to {shift.name} is at {at}. It can be ticked from "
            f"{settings.welfare_early_minutes} minutes before; until then keep a note."
        )
    _note(session, shift, call, Outcome.MADE, act, note=note)
    return call


def no_answer(session: Session, shift_id: str, note: str = "", *, act: Act) -> Call:
    """Note that somebody did not answer: the next step is to be taken.

    Raises:
        NotFound: nobody works that shift alone any more.
        UserError: no call is due yet, or all are made.
    """
    shift = _get(session, shift_id, act)
    call = to_tick(shift, act.at, desk_settings.load(session))
    if call is None:
        raise UserError(f"No call to {shift.name} is due now.")
    _note(session, shift, call, Outcome.UNANSWERED, act, note=note)
    return call


def escalate(session: Session, shift_id: str, note: str = "", *, act: Act) -> Step:
    """Note that the next step is taken, and return it: whom to ring, and where.

    Raises:
        NotFound: nobody works that shift alone any more.
        UserError: no steps are left, or none are on the list.
    """
    shift = _get(session, shift_id, act)
    step = shift.next_step
    if step is None:
        raise UserError("Every step on the list was taken. Stay on it until they are found.")
    call = to_tick(shift, act.at, desk_settings.load(session)) or shift.calls[-1]
    _note(session, shift, call, Outcome.ESCALATED, act, note=note, step=step.code)
    return step


def keep_note(session: Session, shift_id: str, note: str, *, act: Act) -> None:
    """Keep a few words beside the calls of a shift.

    Raises:
        NotFound: nobody works that shift alone any more.
        Invalid: there are no words.
    """
    if not note.strip():
        raise Invalid({"note": "Write what there is to note."})
    shift = _get(session, shift_id, act)
    call = to_tick(shift, act.at, desk_settings.load(session)) or shift.calls[0]
    _note(session, shift, call, Outcome.NOTE, act, note=note)


def strike(session: Session, entry_id: str, reason: str, *, act: Act) -> None:
    """Strike an entry that is wrong; it stays in the log, and counts no more.

    Raises:
        NotFound: there is no such entry.
        Invalid: no reason is given.
        UserError: it is struck already.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say what is wrong with it: the entry stays, with the reason."})
    entry = session.get(WelfareCheck, entry_id)
    if entry is None:
        raise NotFound("That entry is not in the log.")
    if entry.struck_at is not None:
        raise UserError("That entry is struck already.")
    entry.struck_at, entry.struck_by, entry.struck_reason = act.at, act.by, reason.strip()


def substitute(session: Session, shift_id: str, buddy_id: str, *, act: Act) -> None:
    """Let somebody else be the buddy of a shift; the plan says so from now on, and the log.

    Raises:
        NotFound: nobody works that shift alone any more.
        Invalid: nobody is named.
        UserError: it is the person themselves, or the buddy already.
    """
    if not buddy_id:
        raise Invalid({"buddy_id": "Choose who it is."})
    lone = _get(session, shift_id, act)
    shift = session.get_one(Shift, shift_id)
    if buddy_id == shift.person_id:
        raise UserError("Nobody is their own buddy. Name somebody else.")
    if buddy_id == shift.buddy_id:
        raise UserError(f"{lone.buddy} is the buddy already.")
    # A buddy takes warnings away and brings none, so nobody is asked for reasons at night.
    with tidied(session, [shift.person_id], [shift.on_date]):
        shift.buddy_id, shift.is_lone = buddy_id, True
    instead = f"instead of {lone.buddy}" if lone.buddy else "nobody was named"
    keep_note(session, shift_id, f"Buddy: {name_of(session, buddy_id)}, {instead}.", act=act)


def find(session: Session, typed: str, act: Act) -> LoneShift:
    """The listed shift of the person meant by a collar number or a name.

    Raises:
        NotFound: nobody is called so, or they are not on the list.
    """
    settings = desk_settings.load(session)
    on = act.at.astimezone(lone_shifts.zone_of(settings)).date()
    who = people.find(session, typed, on)
    for shift in listed(session, act.at):
        if shift.person_id == who.id:
            return shift
    raise NotFound(f"{who.name} works no shift alone today.")


def _get(session: Session, shift_id: str, act: Act) -> LoneShift:
    for shift in listed(session, act.at):
        if shift.id == shift_id:
            return shift
    raise NotFound("Nobody works that shift alone any more.")


def _note(
    session: Session,
    shift: LoneShift,
    call: Call,
    outcome: Outcome,
    act: Act,
    *,
    note: str = "",
    step: str = "",
) -> None:
    # What leavers gave for their calls goes with the first call noted after they left.
    lone_cards.forget_leavers(session, shift.on_date)
    session.add(
        WelfareCheck(
            person_id=shift.person_id,
            shift_id=shift.id,
            on_date=shift.on_date,
            kind=call.kind,
            expected_at=call.at,
            outcome=outcome,
            by=act.by,
            at=act.at,
            step=step,
            note=note.strip(),
        )
    )
    session.flush()
