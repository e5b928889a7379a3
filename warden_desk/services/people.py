"""People as lists and cards show them."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import (
    AssignmentRole,
    CredentialRow,
    PersonCard,
    PersonKind,
    PersonRow,
    Status,
)
from warden_desk.domain.tasking_states import State
from warden_desk.services import absences, successions
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Area,
    Credential,
    ParishAssignment,
    Person,
    PersonStatus,
    Tasking,
    TaskingAssignment,
    Team,
    TeamMember,
    VolunteerAgreement,
)

RECENT = timedelta(days=28)
"""How long an absence stays on the card after it has ended: most are recorded on coming back."""

_Rows = Select[str, str, str, str, str | None, str, str, str, str | None, str]


def rows(
    session: Session,
    on: date,
    *,
    team_id: str | None = None,
    kinds: Sequence[PersonKind] = (),
    text: str = "",
    with_left: bool = False,
) -> list[PersonRow]:
    """People by name: of a team, of some kinds, or with `text` in name, collar number or base."""
    query = _query(on)
    if team_id is not None:
        query = query.where(TeamMember.team_id == team_id)
    if kinds:
        query = query.where(Person.kind.in_([str(kind) for kind in kinds]))
    if not with_left:
        query = query.where(func.coalesce(PersonStatus.status, Status.ACTIVE) != Status.LEFT)
    for word in text.split():
        where = (Person.forename, Person.surname, Person.collar_number)
        said = [column.icontains(word, autoescape=True) for column in where]
        called = session.scalars(select(Area.id).where(Area.name.icontains(word, autoescape=True)))
        based = Person.base_area_id.in_(successions.with_former(session, called))
        query = query.where(or_(*said, based))
    return _rows(session, query, on)


def row(session: Session, person_id: str, on: date) -> PersonRow:
    """One person.

    Raises:
        NotFound: nobody has this key.
    """
    found = _rows(session, _query(on).where(Person.id == person_id), on)
    if not found:
        raise NotFound("That person is no longer on the list.")
    return found[0]


def find(session: Session, typed: str, on: date) -> PersonRow:
    """The one person meant by a collar number or a name, in any case.

    Raises:
        NotFound: nobody, or more than one; the text names them.
    """
    wanted = typed.strip()
    if not wanted:
        raise NotFound("Say who: a collar number or a full name.")
    by_collar = _query(on).where(func.upper(Person.collar_number) == wanted.upper())
    found = _rows(session, by_collar, on) or rows(session, on, text=wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(f"Nobody here is called “{wanted}”. Give a collar number or a full name.")
    several = ", ".join(f"{p.name} ({p.collar_number or p.kind})" for p in found[:5])
    raise NotFound(f"“{wanted}” could be {several}. Give the collar number.")


def card(session: Session, person_id: str, on: date) -> PersonCard:
    """Everything the desk shows of one person.

    Raises:
        NotFound: nobody has this key.
    """
    shown = row(session, person_id, on)
    person = session.get_one(Person, person_id)
    return PersonCard(
        row=shown,
        email=person.email,
        phone=person.phone,
        contract_minutes=person.contract_minutes,
        started_on=person.started_on,
        takes_taskings=person.takes_taskings,
        credentials=tuple(credentials(session, [person_id]).get(person_id, [])),
        parishes=_parishes(session, person_id, on),
        absences=tuple(
            absences.between(
                session,
                on - RECENT,
                date.max,
                [person_id],
                states=absences.STANDING,
                with_roles=True,
            )
        ),
        agreement=_agreement(session, person_id, on),
        open_taskings=_open_taskings(session, person_id),
    )


def credentials(
    session: Session, person_ids: Sequence[str], *, kind: str | None = None
) -> dict[str, list[CredentialRow]]:
    """Clearances and certificates (of one kind) by person, in order of kind and issue."""
    query = (
        select(
            Credential.person_id,
            Credential.kind,
            Credential.level,
            Credential.status,
            Credential.issued_on,
            Credential.expires_on,
        )
        .where(Credential.person_id.in_(person_ids))
        .order_by(Credential.kind, Credential.issued_on)
    )
    if kind is not None:
        query = query.where(Credential.kind == kind)
    found: dict[str, list[CredentialRow]] = {}
    for person_id, name, level, status, issued_on, expires_on in session.execute(query):
        credential = CredentialRow(name, level, status, issued_on, expires_on)
        found.setdefault(person_id, []).append(credential)
    return found


def _query(on: date) -> _Rows:
    return (
        select(
            Person.id,
            Person.forename,
            Person.surname,
            Person.kind,
            Person.collar_number,
            Person.mobile,
            Team.name,
            Team.id,
            Person.base_area_id,
            PersonStatus.status,
        )
        .outerjoin(TeamMember, (TeamMember.person_id == Person.id) & on_day(TeamMember, on))
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .outerjoin(PersonStatus, (PersonStatus.person_id == Person.id) & on_day(PersonStatus, on))
        .where(Person.deleted_at.is_(None))
        .order_by(Person.surname, Person.forename, Person.id)
    )


def _rows(session: Session, query: _Rows, on: date) -> list[PersonRow]:
    found = {record[0]: record for record in session.execute(query)}
    bases = successions.now_called(session, (record[8] for record in found.values()), on)
    kind = desk_settings.load(session).vetting_kind
    held = credentials(session, list(found), kind=kind)
    return [
        PersonRow(
            id=key,
            name=f"{forename} {surname}".strip(),
            kind=PersonKind(person_kind),
            collar_number=collar or "",
            team=team or "",
            team_id=team_id,
            base=bases.get(base or "", ""),
            status=Status(status or Status.ACTIVE),
            mobile=mobile,
            vetting=_vetting(held.get(key, []), on),
            vetting_ends=_ends(held.get(key, [])),
        )
        for key, forename, surname, person_kind, collar, mobile, team, team_id, base, status in (
            found.values()
        )
    ]


def _vetting(held: Sequence[CredentialRow], on: date) -> str:
    if not held:
        return "none"
    if not any(credential.is_current(on) for credential in held):
        return "run out" if any(c.status == "held" for c in held) else "awaited"
    best = max(held, key=lambda c: (c.is_current(on), c.expires_on or date.max))
    return f"{best.kind} {best.level}".strip()


def _ends(held: Sequence[CredentialRow]) -> date | None:
    return max((c.expires_on for c in held if c.expires_on is not None), default=None)


def _parishes(session: Session, person_id: str, on: date) -> tuple[tuple[str, str, str], ...]:
    query = (
        select(Area.id, Area.name, ParishAssignment.role)
        .join(Area, Area.id == ParishAssignment.area_id)
        .where(ParishAssignment.person_id == person_id, on_day(ParishAssignment, on))
    )
    order = [role.value for role in AssignmentRole]
    found = [(key, name, role) for key, name, role in session.execute(query)]
    return tuple(sorted(found, key=lambda f: (order.index(f[2]), f[1])))


def _agreement(session: Session, person_id: str, on: date) -> str:
    held = session.scalar(
        select(VolunteerAgreement).where(VolunteerAgreement.person_id == person_id)
    )
    if held is None:
        return ""
    parts = [f"{held.minutes_a_month // 60} hours a month"] if held.minutes_a_month else []
    if held.withdrawn_on is not None and held.withdrawn_on <= on:
        parts.append("consent withdrawn")
    else:
        parts.append("agreement signed" if held.signed_on else "agreement not signed yet")
    if held.paired_person_id is not None:
        parts.append(f"paired with {row(session, held.paired_person_id, on).name}")
    if held.no_lone_work:
        parts.append("never alone")
    return ", ".join(parts)


def _open_taskings(session: Session, person_id: str) -> int:
    query = (
        select(func.count())
        .select_from(TaskingAssignment)
        .join(Tasking, Tasking.id == TaskingAssignment.tasking_id)
        .where(
            TaskingAssignment.person_id == person_id,
            TaskingAssignment.ended_at.is_(None),
            Tasking.state.in_((State.ASSIGNED, State.IN_PROGRESS)),
        )
    )
    return session.scalar(query) or 0
