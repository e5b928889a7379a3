"""Who has a tasking: asking people to do it, taking it from them, hearing that they know."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NeedsReason, NotFound
from warden_desk.domain.people import PersonKind
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_people import LEAD, SUPPORT, candidate
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking.tasking_candidates import facts, work_facts
from warden_desk.services.tasking.tasking_moves import situation, step
from warden_desk.services.tasking.taskings import get, log, refuse_resting
from warden_desk.storage.tables import EntryPerson, Person, Tasking, TaskingAssignment


def assign(
    session: Session,
    tasking_id: str,
    person_id: str,
    *,
    role: str = "",
    act: Act,
    reason: str = "",
) -> str:
    """Ask somebody to do a tasking; returns the key of the assignment.

    A tasking only received is accepted by it. The first person leads and others support, unless
    `role` says otherwise.

    Raises:
        Invalid: a rule stops it (`person_id` says which), or nobody works on the tasking now.
        NeedsReason: a rule warns; with a `reason`, which is kept, it goes through.
    """
    tasking = get(session, tasking_id)
    refuse_resting(tasking)
    _refuse_unsuitable(session, tasking, person_id, act=act, reason=reason)
    return give(session, tasking, person_id, role=role, act=act, reason=reason)


def give(
    session: Session,
    tasking: Tasking,
    person_id: str,
    *,
    role: str = "",
    act: Act,
    reason: str = "",
) -> str:
    """As `assign`, for other services that have judged already whether the person suits."""
    is_first = not situation(session, tasking).has_person
    assignment = TaskingAssignment(
        tasking_id=tasking.id,
        person_id=person_id,
        role=role or (LEAD if is_first else SUPPORT),
        assigned_by=act.by,
        assigned_at=act.at,
        reason=reason.strip(),
    )
    session.add(assignment)
    before = tasking.state
    if tasking.state == State.RECEIVED:
        step(session, tasking, Move.ACCEPT, act=act)
    if tasking.state in (State.ACCEPTED, State.REOPENED):
        step(session, tasking, Move.ASSIGN, act=act)
    _log(session, tasking, person_id, EntryKind.ASSIGNED, act, reason, before)
    return assignment.id


def assign_several(
    session: Session,
    tasking_id: str,
    people: Sequence[tuple[str, str]],
    *,
    act: Act,
    reason: str = "",
) -> None:
    """Ask several people at once, each (key, role or ""); wardens before volunteers.

    Raises:
        Invalid: nobody is named, somebody twice, or as `assign`.
        NeedsReason: as `assign`.
    """
    keys = [key for key, _ in people]
    if not all(keys) or not keys:
        raise Invalid({"person_id": "Choose whom to ask."})
    if len(set(keys)) < len(keys):
        raise Invalid({"other_ids": "The same person is named twice."})
    kinds = dict(session.execute(select(Person.id, Person.kind).where(Person.id.in_(keys))).all())
    volunteers = {key for key, kind in kinds.items() if PersonKind(kind).is_volunteer}
    for key, role in sorted(people, key=lambda one: one[0] in volunteers):
        assign(session, tasking_id, key, role=role, act=act, reason=reason)


def unassign(
    session: Session, tasking_id: str, person_id: str, *, act: Act, reason: str = ""
) -> None:
    """Take a tasking from somebody. With nobody left, it is accepted and waits for another.

    Raises:
        NotFound: they do not have it.
        Invalid: nobody would have it, though its result is in.
        NeedsReason: only volunteers would be left who do not work alone.
    """
    tasking = get(session, tasking_id)
    refuse_resting(tasking)
    assignment = _assignment(session, tasking_id, person_id)
    assignment.ended_at = act.at
    before = tasking.state
    if not situation(session, tasking).has_person:
        if tasking.state in (State.ASSIGNED, State.IN_PROGRESS):
            step(session, tasking, Move.UNASSIGN, act=act)
        else:
            raise Invalid({"person_id": "Somebody must answer for this. Assign another first."})
    elif not reason.strip() and (left := _left_alone(session, tasking, act)):
        raise NeedsReason(left)
    _log(session, tasking, person_id, EntryKind.UNASSIGNED, act, reason, before)


def acknowledge(session: Session, tasking_id: str, person_id: str, *, act: Act) -> None:
    """Keep that somebody knows the tasking is theirs, and who heard it.

    Raises:
        NotFound: they do not have it.
    """
    tasking = get(session, tasking_id)
    assignment = _assignment(session, tasking_id, person_id)
    if assignment.acknowledged_at is None:
        assignment.acknowledged_at, assignment.acknowledged_by = act.at, act.by
        _log(session, tasking, person_id, EntryKind.ACKNOWLEDGED, act, "", tasking.state)


def _refuse_unsuitable(
    session: Session, tasking: Tasking, person_id: str, *, act: Act, reason: str
) -> None:
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    found = facts(session, tasking, today, [person_id])
    if not found:
        raise NotFound("That person is no longer on the list.")
    judged = candidate(found[0], work_facts(session, tasking, settings, today))
    if judged.stops:
        raise Invalid({"person_id": " ".join(judged.stops)})
    if judged.warnings and not reason.strip():
        raise NeedsReason(judged.warnings)


def _left_alone(session: Session, tasking: Tasking, act: Act) -> tuple[str, ...]:
    """Which volunteers would be without a warden, though they do not work alone."""
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    if work_facts(session, tasking, settings, today).has_warden:
        return ()
    query = select(TaskingAssignment.person_id).where(
        TaskingAssignment.tasking_id == tasking.id, TaskingAssignment.ended_at.is_(None)
    )
    left = facts(session, tasking, today, list(session.scalars(query)))
    return tuple(
        f"{person.name} does not work alone, and no warden is left beside them."
        for person in left
        if person.is_volunteer and person.is_never_alone
    )


def _assignment(session: Session, tasking_id: str, person_id: str) -> TaskingAssignment:
    found = session.scalar(
        select(TaskingAssignment).where(
            TaskingAssignment.tasking_id == tasking_id,
            TaskingAssignment.person_id == person_id,
            TaskingAssignment.ended_at.is_(None),
        )
    )
    if found is None:
        raise NotFound("They do not have this tasking.")
    return found


def _log(
    session: Session,
    tasking: Tasking,
    person_id: str,
    kind: EntryKind,
    act: Act,
    text: str,
    before: str,
) -> None:
    moved = tasking.state != before
    entry = log(
        session,
        tasking,
        kind,
        act,
        text=text,
        from_state=before if moved else "",
        to_state=tasking.state if moved else "",
    )
    session.flush()
    session.add(EntryPerson(entry_id=entry.id, person_id=person_id))
