"""The facts that decide who suits a tasking: a handful of queries for everybody at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.absences import AbsenceState
from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.people import AssignmentRole, PersonKind, Status
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_closeness import Closeness
from warden_desk.domain.tasking_people import Candidate, PersonFacts, WorkFacts, candidate
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.services import people as people_service
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.services.areas import on_day
from warden_desk.services.tasking.tasking_closeness import closeness
from warden_desk.services.tasking.taskings import get
from warden_desk.storage.tables import (
    Absence,
    ParishAssignment,
    Person,
    PersonStatus,
    Power,
    Tasking,
    TaskingAssignment,
    Team,
    TeamDistrict,
    TeamMember,
    VolunteerAgreement,
)


def candidates(session: Session, tasking_id: str, *, act: Act) -> list[Candidate]:
    """Everybody in service, best first, those who may not have it last.

    Raises:
        NotFound: the tasking is not there any more.
    """
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    tasking = get(session, tasking_id)
    asked = work_facts(session, tasking, settings, today)
    people = facts(session, tasking, today)
    close = closeness(
        session,
        tasking,
        today,
        skills=people_service.credentials(session, [person.id for person in people]),
        away={person.id: person.away for person in people},
    )
    judged = [
        candidate(replace(person, closeness=close.get(person.id, Closeness())), asked)
        for person in people
    ]
    return sorted(judged, key=lambda found: (found.rank, found.name))


def work_facts(session: Session, tasking: Tasking, settings: Settings, today: date) -> WorkFacts:
    """What the tasking asks of whoever has it."""
    having = select(Person.kind).where(Person.id.in_(_having(session, tasking)))
    return WorkFacts(
        is_sensitive=tasking.marking == settings.sensitive_marking,
        vetting_kind=settings.vetting_kind,
        due_on=tasking.due_on,
        today=today,
        power=tasking.needed_power,
        has_warden=any(not PersonKind(kind).is_volunteer for kind in session.scalars(having)),
    )


def facts(
    session: Session,
    tasking: Tasking,
    on: date,
    person_ids: Sequence[str] | None = None,
) -> list[PersonFacts]:
    """The facts of these people (all in service if None), as on a day, for one tasking."""
    return beside(session, tasking, on, standing(session, on, person_ids))


def beside(
    session: Session, tasking: Tasking, on: date, people: Sequence[PersonFacts]
) -> list[PersonFacts]:
    """The facts of people with what one tasking makes of them."""
    roles = _parish_roles(session, tasking, on)
    having = _having(session, tasking)
    teams = _teams_of(session, tasking.district_id, on)
    return [
        replace(
            person,
            serves_district=person.team_id in teams,
            parish_role=roles.get(person.id, ""),
            has_it=person.id in having,
        )
        for person in people
    ]


def standing(
    session: Session, on: date, person_ids: Sequence[str] | None = None
) -> list[PersonFacts]:
    """What is so of these people (all in service if None) whatever the tasking, as on a day."""
    rows = _people(session, on, person_ids)
    settings = desk_settings.load(session)
    vetting = people_service.credentials(session, list(rows), kind=settings.vetting_kind)
    away = _away(session, on)
    opened = _open_taskings(session, person_ids)
    agreed = _agreed(session)
    powers = _powers(session, on)
    return [
        PersonFacts(
            id=key,
            name=f"{forename} {surname}".strip(),
            team=team or "",
            team_id=team_id,
            is_active=(status or Status.ACTIVE) == Status.ACTIVE,
            is_volunteer=PersonKind(kind).is_volunteer,
            has_agreement=key in agreed,
            is_never_alone=agreed.get(key, False),
            takes_taskings=takes_taskings,
            open_taskings=opened.get(key, 0),
            vetting=vetting.get(key, []),
            powers=frozenset(powers.get(key, ())),
            away=away.get(key, []),
        )
        for key, forename, surname, kind, takes_taskings, team_id, team, status in rows.values()
        if person_ids is not None or (status or Status.ACTIVE) == Status.ACTIVE
    ]


_Person = tuple[str, str, str, str, bool, str | None, str | None, str | None]
"""Key, forename, surname, kind, takes taskings, team's key and name, status."""


def _people(session: Session, on: date, person_ids: Sequence[str] | None) -> dict[str, _Person]:
    query = (
        select(
            Person.id,
            Person.forename,
            Person.surname,
            Person.kind,
            Person.takes_taskings,
            Team.id,
            Team.name,
            PersonStatus.status,
        )
        .outerjoin(TeamMember, (TeamMember.person_id == Person.id) & on_day(TeamMember, on))
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .outerjoin(PersonStatus, (PersonStatus.person_id == Person.id) & on_day(PersonStatus, on))
        .where(Person.deleted_at.is_(None))
    )
    if person_ids is not None:
        query = query.where(Person.id.in_(person_ids))
    return {row[0]: row for row in session.execute(query)}


def _away(session: Session, on: date) -> dict[str, list[tuple[date, date]]]:
    query = select(Absence.person_id, Absence.starts_on, Absence.ends_on).where(
        Absence.ends_on >= on,
        Absence.deleted_at.is_(None),
        Absence.start_minute.is_(None),
        Absence.state == AbsenceState.APPROVED,
        Absence.role == "",
    )
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for person_id, first, last in session.execute(query):
        found[person_id].append((first, last))
    return found


def _parish_roles(session: Session, tasking: Tasking, on: date) -> dict[str, str]:
    """How people look after the tasking's parish; the foremost of several roles."""
    here = successions.heirs(session, tasking.area_id, on) if tasking.area_id else []
    query = select(ParishAssignment.person_id, ParishAssignment.role).where(
        ParishAssignment.area_id.in_(here), on_day(ParishAssignment, on)
    )
    order = [role.value for role in AssignmentRole]
    held = sorted(session.execute(query), key=lambda h: order.index(h[1]), reverse=True)
    return dict(held)


def _open_taskings(session: Session, person_ids: Sequence[str] | None) -> dict[str, int]:
    query = (
        select(TaskingAssignment.person_id, func.count())
        .join(Tasking, Tasking.id == TaskingAssignment.tasking_id)
        .where(
            TaskingAssignment.ended_at.is_(None),
            Tasking.state.in_(TO_DO),
            Tasking.deleted_at.is_(None),
        )
        .group_by(TaskingAssignment.person_id)
    )
    if person_ids is not None:
        query = query.where(TaskingAssignment.person_id.in_(person_ids))
    return dict(session.execute(query).all())


def _having(session: Session, tasking: Tasking) -> set[str]:
    query = select(TaskingAssignment.person_id).where(
        TaskingAssignment.tasking_id == tasking.id, TaskingAssignment.ended_at.is_(None)
    )
    return set(session.scalars(query))


def _teams_of(session: Session, district_id: str, on: date) -> set[str]:
    query = select(TeamDistrict.team_id).where(
        TeamDistrict.area_id.in_(successions.heirs(session, district_id, on)),
        on_day(TeamDistrict, on),
    )
    return set(session.scalars(query))


def _agreed(session: Session) -> dict[str, bool]:
    """Volunteers with an agreement that stands, and whether it says: no lone work."""
    query = select(VolunteerAgreement.person_id, VolunteerAgreement.no_lone_work).where(
        VolunteerAgreement.signed_on.is_not(None), VolunteerAgreement.withdrawn_on.is_(None)
    )
    return dict(session.execute(query).all())


def _powers(session: Session, on: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for person_id, code in session.execute(
        select(Power.person_id, Power.code).where(on_day(Power, on))
    ):
        found[person_id].append(code)
    return found
