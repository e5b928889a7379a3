"""Somebody leaves: status, parishes, team, plan, taskings and card, in one act."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.leaving import Leaving, LeavingDraft
from warden_desk.domain.people import Status
from warden_desk.domain.tasking_states import FINAL, RESTING, State
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.tasking import tasking_holders, tasking_people
from warden_desk.services.week.week_checks import tidied
from warden_desk.services.week.weeks import name_of
from warden_desk.services.welfare import lone_cards
from warden_desk.storage.tables import (
    Area,
    Availability,
    DeskUser,
    ParishAssignment,
    Pattern,
    PersonStatus,
    Shift,
    Tasking,
    Team,
    TeamMember,
)

_Dated = ParishAssignment | TeamMember | PersonStatus | Pattern | Availability
_ENDING: tuple[type[_Dated], ...] = (PersonStatus, TeamMember, Pattern, Availability)
"""What simply ends with somebody's last day."""


def preview(session: Session, person_id: str, draft: LeavingDraft) -> Leaving:
    """What it would mean.

    Raises:
        Invalid: the last day is missing.
        UserError: they have left already, or worked after that day.
    """
    gone = draft.check(person_id)
    name = name_of(session, person_id)
    _refuse_gone(session, person_id, name, gone)
    shifts = session.scalars(_shifts(person_id, gone)).all()
    _refuse_worked(name, shifts)
    areas = select(Area.name).join(ParishAssignment, ParishAssignment.area_id == Area.id)
    users = select(DeskUser.name).where(DeskUser.person_id == person_id, on_day(DeskUser, gone))
    buddies = select(Shift.id).where(
        Shift.buddy_id == person_id, Shift.on_date >= gone, Shift.is_lone
    )
    teams = select(Team.name).join(TeamMember, TeamMember.team_id == Team.id)
    return Leaving(
        person=name,
        last_day=draft.last_day or gone,
        successor=name_of(session, draft.successor_id) if draft.successor_id else "",
        parishes=_words(session, areas.where(*_held(ParishAssignment, person_id, gone))),
        taskings=tuple(tasking.reference for tasking in _in_hand(session, person_id)),
        shifts=len(shifts),
        teams=_words(session, teams.where(*_held(TeamMember, person_id, gone))),
        counted_on=len(session.scalars(buddies).all()),
        users=_words(session, users),
        has_card=lone_cards.card(session, person_id, gone) != lone_cards.LoneCard(),
    )


def leave(
    session: Session, person_id: str, draft: LeavingDraft, *, act: Act, reason: str = ""
) -> Leaving:
    """Let somebody go after their last day; what they had goes to their successor, if one is named.

    Raises:
        Invalid: the last day is missing, or a rule stops the successor.
        UserError: they have left already, or worked after that day.
        NeedsReason: a rule warns of giving the successor a tasking.
    """
    told = preview(session, person_id, draft)
    gone = draft.check(person_id)
    if draft.successor_id:
        _hand_over(session, person_id, draft.successor_id, act=act, reason=reason)
    _end_parishes(session, person_id, draft, gone)
    _clear_plan(session, person_id, gone)
    for table in _ENDING:
        for row in session.scalars(select(table).where(*_held(table, person_id, gone))).all():
            _end(session, row, gone)
    note = draft.note.strip()
    left = PersonStatus(person_id=person_id, status=Status.LEFT, note=note, valid_from=gone)
    session.add(left)
    session.flush()
    lone_cards.forget_leavers(session, local_day(act, desk_settings.load(session)))
    return told


def _held(
    table: type[_Dated], person_id: str, gone: date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What would hold on that day or begin later."""
    return table.person_id == person_id, or_(table.valid_to.is_(None), table.valid_to > gone)


def _end(session: Session, row: _Dated, gone: date) -> None:
    """A row that would never have been true is removed, not kept with an empty period."""
    if row.valid_from >= gone:
        session.delete(row)
    else:
        row.valid_to = gone


def _end_parishes(session: Session, person_id: str, draft: LeavingDraft, gone: date) -> None:
    held = session.scalars(
        select(ParishAssignment).where(*_held(ParishAssignment, person_id, gone))
    ).all()
    for row in held:
        if draft.successor_id:
            _succeed(session, row, draft.successor_id, gone)
        row.handover_note = draft.note.strip() or row.handover_note
        _end(session, row, gone)


def _succeed(session: Session, row: ParishAssignment, person_id: str, gone: date) -> None:
    """The successor looks after it in the same way, unless they look after it already."""
    has = select(ParishAssignment.id).where(
        ParishAssignment.area_id == row.area_id,
        ParishAssignment.person_id == person_id,
        ParishAssignment.role == row.role,
        on_day(ParishAssignment, max(gone, row.valid_from)),
    )
    if session.scalar(has) is None:
        session.add(
            ParishAssignment(
                area_id=row.area_id,
                person_id=person_id,
                role=row.role,
                visit_every_days=row.visit_every_days,
                valid_from=max(gone, row.valid_from),
                valid_to=row.valid_to,
            )
        )


def _hand_over(
    session: Session, person_id: str, successor_id: str, *, act: Act, reason: str
) -> None:
    for tasking in _in_hand(session, person_id):
        if State(tasking.state) in RESTING:
            continue  # it is reopened for whoever does it then
        if not tasking_holders.has_tasking(session, tasking.id, successor_id):
            tasking_people.assign(session, tasking.id, successor_id, act=act, reason=reason)
        tasking_people.unassign(session, tasking.id, person_id, act=act, reason=reason or "left")


def _clear_plan(session: Session, person_id: str, gone: date) -> None:
    shifts = session.scalars(_shifts(person_id, gone)).all()
    if not shifts:
        return
    with tidied(session, [person_id], {shift.on_date for shift in shifts}):
        for shift in shifts:
            session.delete(shift)


def _shifts(person_id: str, gone: date) -> Select[Shift]:
    return select(Shift).where(Shift.person_id == person_id, Shift.on_date >= gone)


def _in_hand(session: Session, person_id: str) -> list[Tasking]:
    query = (
        select(Tasking)
        .where(
            Tasking.id.in_(tasking_holders.held_by(person_id)),
            Tasking.state.not_in([state.value for state in FINAL]),
            Tasking.deleted_at.is_(None),
        )
        .order_by(Tasking.due_on, Tasking.reference)
    )
    return list(session.scalars(query))


def _words(session: Session, query: Select[str]) -> tuple[str, ...]:
    return tuple(sorted(set(session.scalars(query))))


def _refuse_gone(session: Session, person_id: str, name: str, gone: date) -> None:
    left = select(PersonStatus.valid_from).where(
        PersonStatus.person_id == person_id,
        PersonStatus.status == Status.LEFT,
        PersonStatus.valid_from <= gone,
        PersonStatus.valid_to.is_(None),
    )
    if session.scalar(left) is not None:
        raise UserError(f"{name} has left already.")


def _refuse_worked(name: str, shifts: Sequence[Shift]) -> None:
    done = [shift.on_date for shift in shifts if ShiftStatus(shift.status).is_done]
    if done:
        raise UserError(
            f"{name} worked on {max(done):%d/%m/%Y}, after that day. Choose a later one."
        )
