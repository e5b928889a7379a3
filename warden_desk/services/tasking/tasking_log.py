"""The permanent log: notes, visits, referrals and results; a wrong one is struck, never removed."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.tasking_entries import STRIKABLE, EntryKind, EntryRow, VisitDraft
from warden_desk.domain.tasking_people import vetting_stop
from warden_desk.domain.tasking_states import UNASSIGNED, Move, State
from warden_desk.services import codes
from warden_desk.services import settings as desk_settings
from warden_desk.services.absences import between
from warden_desk.services.access.sight import refuse_hidden
from warden_desk.services.tasking import visit_minutes
from warden_desk.services.tasking.tasking_candidates import facts, work_facts
from warden_desk.services.tasking.tasking_moves import step
from warden_desk.services.tasking.taskings import get, log, refuse_resting
from warden_desk.storage.tables import Code, EntryPerson, Person, Tasking, TaskingEntry

OUTCOMES = "outcome"
"""The code list that outcomes come from."""


def note(session: Session, tasking_id: str, text: str, *, act: Act) -> str:
    """Add a note; it may be added to a tasking at its end, too. Returns the entry's key.

    Raises:
        Invalid: there is no text.
    """
    if not text.strip():
        raise Invalid({"text": "Write the note first."})
    return _added(session, log(session, get(session, tasking_id), EntryKind.NOTE, act, text=text))


def refer(
    session: Session, tasking_id: str, agency: str, text: str, *, has_consent: bool, act: Act
) -> str:
    """Keep that the matter was passed to an agency, and whether the person agreed.

    Raises:
        Invalid: the agency is missing, or the tasking is at its end.
    """
    if not agency.strip():
        raise Invalid({"agency": "Say which agency it went to."})
    tasking = get(session, tasking_id)
    refuse_resting(tasking)
    entry = log(session, tasking, EntryKind.REFERRAL, act, text=text)
    entry.agency, entry.has_consent = agency.strip(), has_consent
    return _added(session, entry)


def visit(session: Session, tasking_id: str, draft: VisitDraft, *, act: Act) -> str:
    """Log a visit that was made; the first one starts the work. Returns the entry's key.

    Raises:
        Invalid: the draft breaks a rule, somebody was away or not vetted that day, nobody has the
            tasking yet, or it is on hold or at its end.
    """
    draft.check(today=local_day(act, desk_settings.load(session)))
    tasking = get(session, tasking_id)
    refuse_resting(tasking)
    _refuse_visitors(session, tasking, draft)
    before = tasking.state
    if tasking.state == State.ASSIGNED:
        step(session, tasking, Move.START, act=act)
    elif tasking.state in UNASSIGNED:
        raise Invalid({"person_ids": "Nobody has this tasking yet: assign it first."})
    moved = tasking.state != before
    entry = log(
        session,
        tasking,
        EntryKind.VISIT,
        act,
        text=draft.text,
        from_state=before if moved else "",
        to_state=tasking.state if moved else "",
    )
    entry.happened_on, entry.start_minute, entry.minutes = (
        draft.on,
        draft.start_minute,
        draft.minutes,
    )
    entry.area_id = draft.area_id or tasking.area_id
    entry_id = _added(session, entry)
    session.add_all(EntryPerson(entry_id=entry_id, person_id=key) for key in draft.person_ids)
    visit_minutes.follow(session, tasking.id, draft.on)
    return entry_id


def result(session: Session, tasking_id: str, outcome: str, text: str, *, act: Act) -> str:
    """Enter how it ended: a code of the list of outcomes, and a sentence or two.

    Returns the entry's key.

    Raises:
        Invalid: the outcome is missing or not on the list.
        UserError: nobody has the tasking, or its result is in already.
    """
    tasking = get(session, tasking_id)
    refuse_resting(tasking)
    today = local_day(act, desk_settings.load(session))
    if outcome not in {entry.code for entry in codes.entries(session, OUTCOMES, today)}:
        raise Invalid({"outcome": "Choose an outcome from the list."})
    before = tasking.state
    if tasking.state == State.ASSIGNED:
        step(session, tasking, Move.START, act=act)
    tasking.outcome = outcome
    step(session, tasking, Move.ENTER_RESULT, act=act)
    entry = log(
        session,
        tasking,
        EntryKind.RESULT,
        act,
        text=text,
        from_state=before,
        to_state=tasking.state,
    )
    entry.outcome = outcome
    return _added(session, entry)


def strike(session: Session, entry_id: str, reason: str, *, act: Act) -> None:
    """Mark an entry as wrong. It stays, struck, with the reason.

    Raises:
        Invalid: no reason, or an entry that may not be struck.
        NotFound: there is no such entry.
        UserError: its tasking is hidden from whoever sits at the desk.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it is struck: the reason is kept."})
    entry = session.get(TaskingEntry, entry_id)
    if entry is None or entry.struck_at is not None:
        raise NotFound("That entry is struck already.")
    if EntryKind(entry.kind) not in STRIKABLE:
        raise Invalid(
            {"reason": "What the desk recorded is put right by another move, not struck."}
        )
    tasking = get(session, entry.tasking_id)
    refuse_hidden(session, tasking)
    if tasking.outcome and entry.id == _last_result(session, tasking):
        raise Invalid({"reason": "The tasking stands on this result. Send it back first."})
    entry.struck_at, entry.struck_by, entry.struck_reason = act.at, act.by, reason.strip()
    if entry.kind == EntryKind.VISIT and entry.happened_on is not None:
        visit_minutes.follow(session, tasking.id, entry.happened_on)


def _last_result(session: Session, tasking: Tasking) -> str | None:
    return session.scalar(
        select(func.max(TaskingEntry.id)).where(
            TaskingEntry.tasking_id == tasking.id, TaskingEntry.kind == EntryKind.RESULT
        )
    )


def entries(session: Session, tasking_id: str) -> tuple[EntryRow, ...]:
    """The log of a tasking, newest first, struck entries included."""
    # The label an outcome had in any year will do: codes are not given a second meaning.
    outcomes = select(Code.code, Code.label).where(Code.list_name == OUTCOMES)
    labels = dict(session.execute(outcomes).all())
    named: dict[str, list[str]] = {}
    for entry_id, forename, surname in session.execute(
        select(EntryPerson.entry_id, Person.forename, Person.surname)
        .join(Person, Person.id == EntryPerson.person_id)
        .join(TaskingEntry, TaskingEntry.id == EntryPerson.entry_id)
        .where(TaskingEntry.tasking_id == tasking_id)
        .order_by(EntryPerson.id)
    ):
        named.setdefault(entry_id, []).append(f"{forename} {surname}")
    query = (
        select(TaskingEntry)
        .where(TaskingEntry.tasking_id == tasking_id)
        .order_by(TaskingEntry.at.desc(), TaskingEntry.id.desc())
    )
    return tuple(
        _row(entry, labels.get(entry.outcome, entry.outcome), named.get(entry.id, []))
        for entry in session.scalars(query)
    )


def _row(entry: TaskingEntry, outcome_label: str, people: list[str]) -> EntryRow:
    return EntryRow(
        id=entry.id,
        kind=EntryKind(entry.kind),
        at=entry.at,
        by=entry.by,
        text=entry.text,
        happened_on=entry.happened_on,
        start_minute=entry.start_minute,
        minutes=entry.minutes,
        outcome_label=outcome_label,
        agency=entry.agency,
        has_consent=entry.has_consent,
        from_state=State(entry.from_state) if entry.from_state else None,
        to_state=State(entry.to_state) if entry.to_state else None,
        people=tuple(people),
        struck_at=entry.struck_at,
        struck_by=entry.struck_by,
        struck_reason=entry.struck_reason,
    )


def _added(session: Session, entry: TaskingEntry) -> str:
    session.flush()
    return entry.id


def _refuse_visitors(session: Session, tasking: Tasking, draft: VisitDraft) -> None:
    """Nobody works while away, or on a sensitive tasking without vetting in date."""
    work = work_facts(session, tasking, desk_settings.load(session), draft.on)
    people = facts(session, tasking, draft.on, draft.person_ids)
    found = [stop for person in people if (stop := vetting_stop(person, work, draft.on))]
    found.extend(
        f"{absence.person} was away then ({absence.code})."
        for absence in between(session, draft.on, draft.on, draft.person_ids)
        if _overlap(absence, draft)
    )
    if found:
        raise Invalid({"person_ids": " ".join(found)})


def _overlap(absence: AbsenceRow, visit: VisitDraft) -> bool:
    """A whole day away meets any visit; a part of a day only one whose time is known."""
    if absence.start_minute is None or absence.end_minute is None:
        return True
    if visit.start_minute is None:
        return False
    ends = visit.start_minute + (visit.minutes or 0)
    return visit.start_minute < absence.end_minute and ends > absence.start_minute
