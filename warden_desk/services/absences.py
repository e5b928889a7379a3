"""Time away: who, when, and of what kind. No medical reason is kept."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.people import AbsenceRow
from warden_desk.storage.tables import Absence, Person


def record(  # an absence is that many facts
    session: Session,
    person_id: str,
    code: str,
    starts_on: date,
    ends_on: date,
    *,
    start_minute: int | None = None,
    end_minute: int | None = None,
    note: str = "",
) -> str:
    """Record time away, both days inclusive, and return its key.

    Raises:
        Invalid: it ends before it starts, or the times do.
    """
    if ends_on < starts_on:
        raise Invalid({"ends_on": "The last day is before the first."})
    if (start_minute is None) != (end_minute is None):
        raise Invalid({"start_minute": "Give both times, or neither for whole days."})
    if start_minute is not None and end_minute is not None and end_minute <= start_minute:
        raise Invalid({"end_minute": "The end is not after the start."})
    absence = Absence(
        person_id=person_id,
        code=code,
        starts_on=starts_on,
        ends_on=ends_on,
        start_minute=start_minute,
        end_minute=end_minute,
        note=note,
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
