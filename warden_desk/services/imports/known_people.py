"""The people a desk has, as an import compares its rows with them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.names import plain_name
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Credential, Person, Team, TeamMember, VolunteerAgreement


@dataclass(frozen=True, slots=True)
class Held:
    """A credential; `id` is empty while it is only in the file."""

    kind: str
    level: str
    status: str
    issued_on: date | None
    expires_on: date | None
    id: str = ""

    def shown(self) -> str:
        """In words, as an update shows it."""
        days = [
            f"{word} {day.isoformat()}"
            for word, day in (("issued", self.issued_on), ("until", self.expires_on))
            if day is not None
        ]
        state = "" if self.status == "held" else self.status
        return ", ".join(part for part in (self.level, state, *days) if part) or "held"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A volunteer's agreement."""

    id: str
    minutes_a_month: int | None
    signed_on: date | None
    paired_person_id: str | None


@dataclass(slots=True)
class KnownPerson:
    """One person on the desk. `facts` are the columns an import may change, by column."""

    id: str
    facts: dict[str, object]
    is_put_aside: bool
    team: str = ""
    member_id: str = ""
    credentials: list[Held] = field(default_factory=list[Held])
    agreement: Agreed | None = None


@dataclass(slots=True)
class KnownPeople:
    """Everybody on the desk, by what lists know them by."""

    by_id: dict[str, KnownPerson]
    by_collar: dict[str, KnownPerson]
    volunteers_by_email: dict[str, KnownPerson]
    volunteers_by_name: dict[str, list[KnownPerson]]
    teams: dict[str, str]
    """Team ids by plain name."""
    last_team_number: int


FACTS = (
    "kind",
    "forename",
    "surname",
    "collar_number",
    "mobile",
    "phone",
    "email",
    "base_area_id",
    "contract_minutes",
    "takes_taskings",
    "started_on",
)


def load(session: Session, on: date) -> KnownPeople:
    """Everybody, those put aside included: a list may bring them up again."""
    people = _people(session)
    _add_teams(session, people, on)
    _add_credentials(session, people)
    teams = session.execute(select(Team.id, Team.number, Team.name)).all()
    volunteers = [p for p in people.values() if p.facts["kind"] == "volunteer"]
    by_name: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for person in volunteers:
        by_name[plain_name(f"{person.facts['forename']} {person.facts['surname']}")].append(person)
    return KnownPeople(
        people,
        {str(p.facts["collar_number"]): p for p in people.values() if p.facts["collar_number"]},
        {str(p.facts["email"]).casefold(): p for p in volunteers if p.facts["email"]},
        dict(by_name),
        {plain_name(name): key for key, _, name in teams},
        max((number for _, number, _ in teams), default=0),
    )


def _people(session: Session) -> dict[str, KnownPerson]:
    columns = [getattr(Person, name) for name in FACTS]
    query = select(Person.id, Person.deleted_at, *columns).order_by(Person.id)
    return {
        key: KnownPerson(key, dict(zip(FACTS, facts, strict=True)), deleted_at is not None)
        for key, deleted_at, *facts in session.execute(query)
    }


def _add_teams(session: Session, people: dict[str, KnownPerson], on: date) -> None:
    query = (
        select(TeamMember.id, TeamMember.person_id, Team.name)
        .join(Team, Team.id == TeamMember.team_id)
        .where(on_day(TeamMember, on))
        .order_by(TeamMember.id)
    )
    for member_id, person_id, team in session.execute(query):
        person = people[person_id]
        person.member_id, person.team = member_id, team


def _add_credentials(session: Session, people: dict[str, KnownPerson]) -> None:
    held = select(
        Credential.person_id,
        Credential.kind,
        Credential.level,
        Credential.status,
        Credential.issued_on,
        Credential.expires_on,
        Credential.id,
    ).order_by(Credential.id)
    for person_id, kind, level, status, issued, expires, key in session.execute(held):
        people[person_id].credentials.append(Held(kind, level, status, issued, expires, key))
    agreed = select(
        VolunteerAgreement.person_id,
        VolunteerAgreement.id,
        VolunteerAgreement.minutes_a_month,
        VolunteerAgreement.signed_on,
        VolunteerAgreement.paired_person_id,
    ).order_by(VolunteerAgreement.id)
    for person_id, key, minutes, signed_on, paired_id in session.execute(agreed):
        people[person_id].agreement = Agreed(key, minutes, signed_on, paired_id)
