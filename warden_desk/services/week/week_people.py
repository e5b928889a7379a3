"""Who is in a team in a week, and from which day to which."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.people import PersonKind, Status
from warden_desk.services.teams import LEADER
from warden_desk.storage.tables import Person, PersonStatus, Shift, TeamMember

_SERVING = (Status.ACTIVE, Status.ON_LEAVE)
SUPERVISOR = "supervisor"

_Serving = Select[
    *(str, str, str, str | None, str, int | None, str, date, date | None, date, date | None)
]
"""A membership beside a period of serving, in the order of `_serving`."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team, with the periods they are in it (the last day exclusive)."""

    id: str
    name: str
    collar_number: str
    kind: PersonKind
    is_leader: bool
    contract_minutes: int | None
    periods: tuple[tuple[date, date | None], ...]

    def is_in(self, day: date) -> bool:
        """Whether they are in the team that day."""
        return any(first <= day and (end is None or day < end) for first, end in self.periods)


def members(session: Session, team_id: str, week: Week) -> list[Member]:
    """Everybody who is in the team and serves on some day of the week, by name.

    A supervisor answers for several teams and is planned in none.
    """
    found: dict[str, Member] = {}
    for row in session.execute(_serving(team_id, week)):
        key, forename, surname, collar, kind, minutes, role, first, end, since, until = row
        period = _both(first, end, since, until)
        held = found.get(key)
        found[key] = Member(
            key,
            f"{forename} {surname}".strip(),
            collar or "",
            PersonKind(kind),
            role == LEADER or (held is not None and held.is_leader),
            minutes,
            (*(held.periods if held else ()), *((period,) if period else ())),
        )
    return list(found.values())


def _serving(team_id: str, week: Week) -> _Serving:
    return (
        select(
            Person.id,
            Person.forename,
            Person.surname,
            Person.collar_number,
            Person.kind,
            Person.contract_minutes,
            TeamMember.role,
            TeamMember.valid_from,
            TeamMember.valid_to,
            PersonStatus.valid_from,
            PersonStatus.valid_to,
        )
        .join(TeamMember, TeamMember.person_id == Person.id)
        .outerjoin(
            PersonStatus,
            (PersonStatus.person_id == Person.id)
            & (PersonStatus.valid_from <= week.sunday)
            & or_(PersonStatus.valid_to.is_(None), PersonStatus.valid_to > week.monday),
        )
        .where(
            TeamMember.team_id == team_id,
            TeamMember.role != SUPERVISOR,
            TeamMember.valid_from <= week.sunday,
            or_(TeamMember.valid_to.is_(None), TeamMember.valid_to > week.monday),
            or_(PersonStatus.status.is_(None), PersonStatus.status.in_(_SERVING)),
            Person.deleted_at.is_(None),
        )
        .order_by(Person.forename, Person.surname, Person.id)
    )


def named(session: Session, person_ids: list[str]) -> list[Member]:
    """These people by name, in no team: guests."""
    query = (
        select(Person.id, Person.forename, Person.surname, Person.collar_number, Person.kind)
        .where(Person.id.in_(person_ids))
        .order_by(Person.forename, Person.surname, Person.id)
    )
    return [
        Member(key, f"{first} {last}".strip(), collar or "", PersonKind(kind), False, None, ())
        for key, first, last, collar, kind in session.execute(query)
    ]


def names(session: Session, team_id: str, week: Week) -> dict[str, str]:
    """The names of everybody planned for a team in a week, guests too, by key."""
    query = (
        select(Person.id, Person.forename, Person.surname)
        .join(Shift, Shift.person_id == Person.id)
        .where(Shift.team_id == team_id, Shift.on_date.between(week.monday, week.sunday))
        .distinct()
    )
    return {key: f"{first} {last}".strip() for key, first, last in session.execute(query)}


def _both(
    first: date, end: date | None, since: date | None, until: date | None
) -> tuple[date, date | None] | None:
    """The part of a membership in which the person serves."""
    start = max(first, since or first)
    ends = [day for day in (end, until) if day is not None]
    last = min(ends, default=None)
    return None if last is not None and last <= start else (start, last)
