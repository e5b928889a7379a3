"""Time away: who, when, and of what kind. No medical reason is kept."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.people import AbsenceDraft, AbsenceRow
from warden_desk.storage.tables import Absence, Person


def record(session: Session, person_id: str, draft: AbsenceDraft) -> str:
    """Record time away and return its key. Without a last day it is one day.

    Raises:
        Invalid: something is missing, it ends before it starts, or these days are recorded already.
    """
    draft.check()
    assert draft.code is not None
    assert draft.starts_on is not None
    last = draft.ends_on or draft.starts_on
    for known in between(session, draft.starts_on, last, [person_id]):
        if known.code == draft.code and None in (known.start_minute, draft.start_minute):
            days = f"{uk_date(known.starts_on)} – {uk_date(known.ends_on)}"
            raise Invalid({"starts_on": f"{known.code} is recorded already for {days}."})
    absence = Absence(
        person_id=person_id,
        code=draft.code,
        starts_on=draft.starts_on,
        ends_on=last,
        start_minute=draft.start_minute,
        end_minute=draft.end_minute,
        note=draft.note.strip(),
    )
    session.add(absence)
    session.flush()
    return absence.id


def remove(session: Session, absence_id: str, *, reason: str, act: Act) -> None:
    """Put an absence aside, with the reason.

    Raises:
        NotFound: it is not there any more.
    """
    absence = session.get(Absence, absence_id)
    if absence is None or absence.deleted_at is not None:
        raise NotFound("That absence was removed already.")
    absence.deleted_at = act.at
    absence.deleted_reason = reason


def between(
    session: Session, first: date, last: date, person_ids: Sequence[str] | None = None
) -> list[AbsenceRow]:
    """Absences that touch these days (both inclusive), by person and start."""
    query = (
        select(Absence, Person.forename, Person.surname)
        .join(Person, Person.id == Absence.person_id)
        .where(Absence.starts_on <= last, Absence.ends_on >= first, Absence.deleted_at.is_(None))
        .order_by(Person.surname, Person.forename, Absence.starts_on)
    )
    if person_ids is not None:
        query = query.where(Absence.person_id.in_(person_ids))
    return [
        AbsenceRow(
            id=absence.id,
            person_id=absence.person_id,
            person=f"{forename} {surname}",
            code=absence.code,
            starts_on=absence.starts_on,
            ends_on=absence.ends_on,
            start_minute=absence.start_minute,
            end_minute=absence.end_minute,
            note=absence.note,
        )
        for absence, forename, surname in session.execute(query)
    ]
