"""Somebody new, added by hand. Most people come in by import."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid
from warden_desk.domain.names import collar_number, uk_phone
from warden_desk.domain.people import PersonDraft, Status
from warden_desk.formats.cells import clean_text
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import Person, PersonStatus, TeamMember


def record(session: Session, draft: PersonDraft, *, team_id: str | None, act: Act) -> str:
    """Add somebody, active from today, to a team; returns the new key.

    Raises:
        Invalid: the draft is incomplete, or the collar number is taken.
    """
    problems = draft.problems()
    collar = _collar(draft.collar_number)
    if collar and session.scalar(select(Person.id).where(Person.collar_number == collar)):
        problems["collar_number"] = f"{collar} is somebody else's collar number."
    if problems:
        raise Invalid(problems)
    since = local_day(act, desk_settings.load(session))
    person = Person(
        kind=draft.kind,
        forename=_one_line(draft.forename),
        surname=_one_line(draft.surname),
        collar_number=collar,
        mobile=uk_phone(_one_line(draft.mobile)),
        email=_one_line(draft.email),
        contract_minutes=draft.contract_minutes,
        started_on=since,
    )
    session.add(person)
    session.flush()
    session.add(PersonStatus(person_id=person.id, status=Status.ACTIVE, valid_from=since))
    if team_id is not None:
        session.add(TeamMember(team_id=team_id, person_id=person.id, valid_from=since))
    return person.id


def _collar(typed: str) -> str | None:
    plain = _one_line(typed)
    return collar_number(plain) or plain.upper() or None


def _one_line(typed: str) -> str:
    """As an import would read it: what is pasted may hold signs that nobody sees."""
    return " ".join(clean_text(typed).split())
