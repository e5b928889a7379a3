"""Time away: who, when, of what kind, and who granted it. No medical reason is kept.

Only what is granted, and is about all work, keeps somebody from being planned. Leave that is asked
for, and absence from one kind of shift, are part of what `availability` says.
"""

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from warden_desk.domain.absences import AbsenceState, Span, without
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.people import AbsenceDraft, AbsenceRow
from warden_desk.storage.tables import Absence, Person

STANDING = (AbsenceState.ASKED, AbsenceState.APPROVED)
_CUT = "came back earlier"


def record(session: Session, person_id: str, draft: AbsenceDraft, *, act: Act) -> str:
    """Record time away that is granted, and return its key. Without a last day it is one day.

    Raises:
        Invalid: something is missing, it ends before it starts, or these days are recorded already.
    """
    absence = _added(session, person_id, draft)
    _decide(absence, AbsenceState.APPROVED, "", act)
    return absence.id


def ask(session: Session, person_id: str, draft: AbsenceDraft, *, act: Act) -> str:
    """Put down time away that somebody asks for, and return its key.

    Raises:
        Invalid: as for `record`.
    """
    absence = _added(session, person_id, draft)
    absence.state = AbsenceState.ASKED
    absence.asked_by, absence.asked_at = act.by, act.at
    return absence.id


def approve(session: Session, absence_id: str, *, act: Act, note: str = "") -> None:
    """Grant time away that was asked for or refused.

    Raises:
        UserError: it is granted already.
        NotFound: it is gone.
    """
    absence = _get(session, absence_id)
    if absence.state == AbsenceState.APPROVED:
        raise UserError("That absence is approved already.")
    _decide(absence, AbsenceState.APPROVED, note, act)


def refuse(session: Session, absence_id: str, why: str, *, act: Act) -> None:
    """Refuse time away; the row stays, with who refused it and why.

    Raises:
        Invalid: no reason is given.
        NotFound: it is gone.
    """
    if not why.strip():
        raise Invalid({"why": "Say why: the answer is kept with the request."})
    _decide(_get(session, absence_id), AbsenceState.REFUSED, why, act)


def trim(session: Session, absence_id: str, hole: Span, *, act: Act) -> list[str]:
    """Take days, or a part of days, out of an absence; what is left may be in several pieces.

    Returns the keys of the pieces, in order. With nothing left, the absence is put aside.

    Raises:
        Invalid: the time to take out is none.
        UserError: the absence is not on those days.
        NotFound: it is gone.
    """
    hole.check()
    absence = _get(session, absence_id)
    held = _span(absence)
    if not held.touches(hole):
        raise UserError(f"They are not away then: {held.sentence}.")
    left = without(held, hole)
    if not left:
        absence.deleted_at, absence.deleted_reason = act.at, _CUT
        return []
    _set_span(absence, left[0])
    pieces = [absence, *(_piece(absence, span) for span in left[1:])]
    session.add_all(pieces[1:])
    session.flush()
    return [piece.id for piece in pieces]


def cut(session: Session, person_id: str, hole: Span, *, act: Act) -> int:
    """Take a time out of everything recorded for a person; returns how many absences it touched.

    Raises:
        Invalid: the time to take out is none.
    """
    hole.check()
    touched = [
        row
        for row in between(
            session, hole.first, hole.last, [person_id], states=STANDING, with_roles=True
        )
        if row.span.touches(hole)
    ]
    for row in touched:
        trim(session, row.id, hole, act=act)
    return len(touched)


def back_on(session: Session, absence_id: str, day: date, *, act: Act) -> None:
    """Let somebody come back on a day: the absence ends the day before.

    Raises:
        UserError: it has ended by then.
        NotFound: it is gone.
    """
    ends_on = _get(session, absence_id).ends_on
    if day > ends_on:
        raise UserError(f"It ends on {uk_date(ends_on)} already.")
    trim(session, absence_id, Span(day, ends_on), act=act)


def remove(session: Session, absence_id: str, *, reason: str, act: Act) -> None:
    """Put an absence aside, with the reason.

    Raises:
        NotFound: it is not there any more.
    """
    absence = _get(session, absence_id)
    absence.deleted_at = act.at
    absence.deleted_reason = reason


def row(session: Session, absence_id: str) -> AbsenceRow:
    """One absence.

    Raises:
        NotFound: it is not there any more.
    """
    absence = _get(session, absence_id)
    person = session.get_one(Person, absence.person_id)
    return _row(absence, person.forename, person.surname)


def between(
    session: Session,
    first: date,
    last: date,
    person_ids: Sequence[str] | None = None,
    *,
    states: Collection[AbsenceState] = (AbsenceState.APPROVED,),
    with_roles: bool = False,
) -> list[AbsenceRow]:
    """Absences that touch these days (both inclusive), by person and start.

    Those that are granted and about all work, unless asked for others.
    """
    query = _touching(of_people=person_ids is not None, with_roles=with_roles)
    asked = {"first": first, "last": last, "states": list(states), "people": person_ids}
    return [
        _row(absence, forename, surname)
        for absence, forename, surname in session.execute(query, asked)
    ]


def waiting(session: Session, on: date, person_ids: Sequence[str] | None) -> list[AbsenceRow]:
    """Time away that was asked for and not answered, and is not over, the next to begin first."""
    asked = (AbsenceState.ASKED,)
    found = between(session, on, date.max, person_ids, states=asked, with_roles=True)
    return sorted(found, key=lambda row: (row.starts_on, row.person))


@cache  # to build it takes longer than to ask it of one person
def _touching(*, of_people: bool, with_roles: bool) -> Select[Absence, str, str]:
    query = (
        select(Absence, Person.forename, Person.surname)
        .join(Person, Person.id == Absence.person_id)
        .where(
            Absence.starts_on <= bindparam("last"),
            Absence.ends_on >= bindparam("first"),
            Absence.deleted_at.is_(None),
            Absence.state.in_(bindparam("states", expanding=True)),
        )
        .order_by(Person.surname, Person.forename, Absence.starts_on, Absence.start_minute)
    )
    if of_people:
        query = query.where(Absence.person_id.in_(bindparam("people", expanding=True)))
    return query if with_roles else query.where(Absence.role == "")


def _added(session: Session, person_id: str, draft: AbsenceDraft) -> Absence:
    draft.check()
    assert draft.code is not None
    assert draft.starts_on is not None
    last = draft.ends_on or draft.starts_on
    wanted = Span(draft.starts_on, last, draft.start_minute, draft.end_minute)
    for known in between(
        session, wanted.first, last, [person_id], states=STANDING, with_roles=True
    ):
        if (known.code, known.role) == (draft.code, draft.role) and known.span.touches(wanted):
            days = f"{uk_date(known.starts_on)} – {uk_date(known.ends_on)}"
            raise Invalid({"starts_on": f"{known.code} is recorded already for {days}."})
    absence = Absence(
        person_id=person_id,
        code=draft.code,
        starts_on=wanted.first,
        ends_on=last,
        start_minute=draft.start_minute,
        end_minute=draft.end_minute,
        note=draft.note.strip(),
        role=draft.role.strip(),
    )
    session.add(absence)
    session.flush()
    return absence


def _decide(absence: Absence, state: AbsenceState, note: str, act: Act) -> None:
    absence.state, absence.decision_note = state, note.strip()
    absence.decided_by, absence.decided_at = act.by, act.at


def _get(session: Session, absence_id: str) -> Absence:
    absence = session.get(Absence, absence_id)
    if absence is None or absence.deleted_at is not None:
        raise NotFound("That absence was removed already.")
    return absence


def _span(absence: Absence) -> Span:
    return Span(absence.starts_on, absence.ends_on, absence.start_minute, absence.end_minute)


def _set_span(absence: Absence, span: Span) -> None:
    absence.starts_on, absence.ends_on = span.first, span.last
    absence.start_minute, absence.end_minute = span.start_minute, span.end_minute


def _piece(absence: Absence, span: Span) -> Absence:
    """Another piece of the same absence: asked for and granted as the whole was."""
    piece = Absence(
        person_id=absence.person_id,
        code=absence.code,
        starts_on=span.first,
        ends_on=span.last,
        note=absence.note,
        state=absence.state,
        role=absence.role,
        asked_by=absence.asked_by,
        asked_at=absence.asked_at,
        decided_by=absence.decided_by,
        decided_at=absence.decided_at,
        decision_note=absence.decision_note,
    )
    _set_span(piece, span)
    return piece


def _row(absence: Absence, forename: str, surname: str) -> AbsenceRow:
    return AbsenceRow(
        id=absence.id,
        person_id=absence.person_id,
        person=f"{forename} {surname}".strip(),
        code=absence.code,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        start_minute=absence.start_minute,
        end_minute=absence.end_minute,
        note=absence.note,
        state=AbsenceState(absence.state),
        role=absence.role,
        by=absence.decided_by or absence.asked_by,
        answer=absence.decision_note,
    )
