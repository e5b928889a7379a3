"""What is known of everybody who might stand in for a shift, in a handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.availability import AnswerRow, answer_to
from warden_desk.domain.dates import Week
from warden_desk.domain.people import Status
from warden_desk.domain.replacements import StandIn
from warden_desk.domain.shifts import DAY, ShiftRow
from warden_desk.domain.tasking_people import vetting_stop
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.services import absences, availability
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.tasking import tasking_candidates, taskings
from warden_desk.services.tasking.tasking_closeness import kilometres
from warden_desk.services.week import week_checks, week_rows, week_workers
from warden_desk.services.week.week_people import SUPERVISOR
from warden_desk.storage.tables import (
    Area,
    ParishAssignment,
    Person,
    PersonStatus,
    Team,
    TeamMember,
    VolunteerAgreement,
)

_FRESH = "the shift itself"


def stand_ins(session: Session, shift: ShiftRow) -> list[StandIn]:
    """Everybody in service but the shift's own person."""
    facts = _Facts.gather(session, shift)
    return [facts.stand_in(key) for key in facts.people]


@dataclass(frozen=True)
class _Facts:
    """By person, as on the day of the shift.

    Attributes:
        teams: of each, its key and name.
        agreed: volunteers with an agreement that stands.
        unvetted: why somebody may not have the sensitive taskings on the round.
        fresh: what the rules would say with the shift, and do not say without it.
    """

    shift: ShiftRow
    people: Mapping[str, Worker]
    teams: Mapping[str, tuple[str, str]]
    agreed: Collection[str]
    unvetted: Mapping[str, str]
    roles: Mapping[str, list[tuple[str, str]]]
    km: Mapping[str, int]
    own: Mapping[str, list[ShiftRow]]
    says: Mapping[tuple[str, date], tuple[AnswerRow, ...]]
    fresh: Mapping[str, list[Finding]]

    @classmethod
    def gather(cls, session: Session, shift: ShiftRow) -> "_Facts":
        day = shift.on_date
        teams = _teams(session, shift)
        own, fresh = _plans(session, shift, teams)
        return cls(
            shift=shift,
            people=week_workers.workers(session, list(teams)),
            teams=teams,
            agreed=_agreed(session, day),
            unvetted=_unvetted(session, shift, list(teams)),
            roles=_roles(session, shift),
            km=_distances(session, shift),
            own=own,
            says=availability.between(session, day, day, list(teams)),
            fresh=fresh,
        )

    def stand_in(self, key: str) -> StandIn:
        """One person."""
        worker, shift = self.people[key], self.shift
        team_id, team = self.teams[key]
        week = self.own.get(key, [])
        today = [one for one in week if one.on_date == shift.on_date]
        working = next((one for one in today if one.minutes), None)
        fresh = [
            one for one in self.fresh.get(key, []) if working is None or one.rule is Rule.ABSENT
        ]
        said, row = answer_to(self.says.get((key, shift.on_date), ()), *_span(shift), _code(shift))
        stops = [one.text for one in fresh if one.severity is Severity.STOP]
        return StandIn(
            id=key,
            name=worker.name,
            team=team,
            is_own_team=team_id == shift.team_id,
            is_volunteer=worker.kind.is_volunteer,
            has_agreement=key in self.agreed,
            is_never_alone=worker.kind.is_volunteer and worker.no_lone_work,
            roles=self.roles.get(key, []),
            km=self.km.get(key),
            working=working,
            is_same_time=working is not None and _meet(working, shift),
            day_off=next((_named(one) for one in today if one.is_day_off), ""),
            answer=said,
            said=row.sentence if row else "",
            breaks=tuple(filter(None, (*stops, self.unvetted.get(key, "")))),
            bends=tuple(one.text for one in fresh if one.severity is Severity.WARNING),
            minutes=sum(one.minutes for one in week if one.on_date in Week.of(shift.on_date)),
            contract=worker.contract_minutes,
        )


def _teams(session: Session, shift: ShiftRow) -> dict[str, tuple[str, str]]:
    """Everybody in service that day, with their team; supervisors are planned in none."""
    day = shift.on_date
    query = (
        select(Person.id, Team.id, Team.name)
        .outerjoin(TeamMember, (TeamMember.person_id == Person.id) & on_day(TeamMember, day))
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .outerjoin(PersonStatus, (PersonStatus.person_id == Person.id) & on_day(PersonStatus, day))
        .where(
            Person.deleted_at.is_(None),
            Person.id != shift.person_id,
            or_(PersonStatus.status.is_(None), PersonStatus.status == Status.ACTIVE),
            or_(TeamMember.role.is_(None), TeamMember.role != SUPERVISOR),
        )
        .order_by(Person.forename, Person.surname, Person.id)
    )
    # Outer joins answer None where the checker reads the columns' own types.
    return {key: (team_id or "", team or "") for key, team_id, team in session.execute(query)}


def _plans(
    session: Session, shift: ShiftRow, people: Collection[str]
) -> tuple[dict[str, list[ShiftRow]], dict[str, list[Finding]]]:
    """What is planned for each, and what the rules would add if they had the shift."""
    settings = desk_settings.load(session)
    first, last = week_checks.window(shift.on_date, shift.on_date, settings)
    book = week_rows.code_book(session, shift.on_date)
    planned = week_rows.between(session, first, last, book, person_ids=people, with_stops=False)
    away = absences.between(session, first, last, list(people))
    with_it = [replace(shift, id=_FRESH + key, person_id=key, reason="") for key in people]
    before = week_checks.judge_people(session, planned, away, book, settings)
    after = week_checks.judge_people(session, [*planned, *with_it], away, book, settings)
    own: dict[str, list[ShiftRow]] = defaultdict(list)
    for one in planned:
        own[one.person_id].append(one)
    fresh = {
        key: [one for one in found if one.key not in {held.key for held in before.get(key, [])}]
        for key, found in after.items()
    }
    return own, fresh


def _agreed(session: Session, on: date) -> set[str]:
    query = select(VolunteerAgreement.person_id).where(
        VolunteerAgreement.signed_on <= on,
        or_(VolunteerAgreement.withdrawn_on.is_(None), VolunteerAgreement.withdrawn_on > on),
    )
    return set(session.scalars(query))


def _unvetted(session: Session, shift: ShiftRow, people: list[str]) -> dict[str, str]:
    settings = desk_settings.load(session)
    found: dict[str, str] = {}
    for key in {stop.tasking_id for stop in shift.stops if stop.tasking_id}:
        tasking = taskings.get(session, key)
        if tasking.marking != settings.sensitive_marking:
            continue
        work = tasking_candidates.work_facts(session, tasking, settings, shift.on_date)
        for person in tasking_candidates.facts(session, tasking, shift.on_date, people):
            if said := vetting_stop(person, work, shift.on_date):
                found[person.id] = f"{tasking.reference}: {said}"
    return found


def _roles(session: Session, shift: ShiftRow) -> dict[str, list[tuple[str, str]]]:
    """How people look after the parishes of the round: (its name, the role)."""
    query = (
        select(ParishAssignment.person_id, Area.name, ParishAssignment.role)
        .join(Area, Area.id == ParishAssignment.area_id)
        .where(ParishAssignment.area_id.in_(_areas(shift)), on_day(ParishAssignment, shift.on_date))
        .order_by(Area.name)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for person_id, area, role in session.execute(query):
        found[person_id].append((area, role))
    return found


def _distances(session: Session, shift: ShiftRow) -> dict[str, int]:
    """Whole kilometres from where each is based to the first place of the round."""
    places = _areas(shift)
    if not places:
        return {}
    middle = select(Area.centre_easting, Area.centre_northing)
    first = session.execute(middle.where(Area.id == places[0])).one_or_none() or (None, None)
    query = select(Person.id, Area.centre_easting, Area.centre_northing).join(
        Area, Area.id == Person.base_area_id
    )
    found = {
        key: kilometres(first, (easting, northing))
        for key, easting, northing in session.execute(query)
    }
    return {key: km for key, km in found.items() if km is not None}


def _areas(shift: ShiftRow) -> list[str]:
    return [stop.area_id for stop in shift.stops if stop.area_id]


def _span(shift: ShiftRow) -> tuple[int, int]:
    end = shift.end_minute
    return shift.start_minute or 0, DAY if end is None else end


def _code(shift: ShiftRow) -> str:
    return shift.code.code


def _meet(one: ShiftRow, other: ShiftRow) -> bool:
    (start, end), (first, last) = _span(one), _span(other)
    return start < last and first < end


def _named(shift: ShiftRow) -> str:
    return shift.code.name.lower()
