"""What every question about coverage stands on: areas, who looks after them, who was last there.

Read once for any number of days, so that twelve months cost little more than one day; and as it
would be if proposals were carried out, without writing anything.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS, AreaRow
from warden_desk.domain.coverage import Coverage, state_of
from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.people import AssignmentRole, Status
from warden_desk.services import areas
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.coverage_visits import last_visits_on
from warden_desk.storage.tables import Area, ParishAssignment, Person, PersonStatus

_ROLES = [role.value for role in AssignmentRole]


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody who looks after an area."""

    person_id: str
    name: str
    role: AssignmentRole
    visit_every_days: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One area on a day. `people` come in order of role and name."""

    on: date
    area: AreaRow
    people: tuple[Held, ...]
    last_visit: date | None
    usual_days: int

    @property
    def first(self) -> Held | None:
        """The primary, who is the first in order."""
        people = self.people
        return people[0] if people and people[0].role is AssignmentRole.PRIMARY else None

    @property
    def target_days(self) -> int:
        """How often somebody shall come: as agreed, or as usual."""
        agreed = self.first.visit_every_days if self.first else None
        return agreed or self.usual_days

    @property
    def days_since(self) -> int | None:
        """How long the last visit is ago; None if there never was one."""
        return None if self.last_visit is None else (self.on - self.last_visit).days

    @property
    def state(self) -> Coverage:
        """How well it is looked after."""
        return state_of(
            is_unparished=self.area.is_unparished,
            roles={one.role for one in self.people},
            days_since=self.days_since,
            target_days=self.target_days,
        )

    def row(self, key: str, words: str, value: float | None = None) -> ModeRow:
        """The area in a class of a map, with what is said of it."""
        area, first = self.area, self.first
        return ModeRow(
            area_id=area.id,
            gss_code=area.gss_code,
            name=area.name,
            district_id=area.district_id,
            district=area.district,
            is_unparished=area.is_unparished,
            key=key,
            words=words,
            value=value,
            primary=first.name if first else "",
            others=tuple(one.name for one in self.people if one is not first),
            last_visit=self.last_visit,
        )

    def without(self, person_id: str) -> "Standing":
        """The same if somebody left."""
        kept = tuple(one for one in self.people if one.person_id != person_id)
        return replace(self, people=kept)


@dataclass(frozen=True, slots=True)
class Ground:
    """Every parish and unparished area on a day, by district and name."""

    on: date
    areas: tuple[Standing, ...]


def grounds(
    session: Session,
    days: Sequence[date],
    district_ids: Sequence[str] | None = None,
    proposals: Sequence[HandOverDraft] = (),
) -> list[Ground]:
    """The areas on each of these days.

    Args:
        days: earliest first.
        proposals: counted as if they had been carried out, from their first day on.
    """
    usual = desk_settings.load(session).visit_every_days
    held = _held(session, days[0], days[-1])
    gone = _gone(session, days[0], days[-1])
    proposed = _named(session, proposals)
    found: list[Ground] = []
    for day, shown, visited in zip(
        days,
        _areas_on(session, days, district_ids),
        last_visits_on(session, days),
        strict=True,
    ):
        people = _on(held, gone, day)
        for proposal, name in proposed:
            _propose(people, proposal, name, day)
        standing = tuple(
            Standing(day, area, _ordered(people.get(area.id, ())), visited.get(area.id), usual)
            for area in shown
        )
        found.append(Ground(day, standing))
    return found


def still_serves(on: date) -> ColumnElement[bool]:
    """That a person is on the list, and has not left by that day."""
    left = (
        select(PersonStatus.id)
        .where(
            PersonStatus.person_id == Person.id,
            PersonStatus.status == Status.LEFT,
            on_day(PersonStatus, on),
        )
        .exists()
    )
    return and_(Person.deleted_at.is_(None), ~left)


_Period = tuple[date, date | None]
_Spans = list[tuple[str, Held, _Period]]


def _areas_on(
    session: Session, days: Sequence[date], district_ids: Sequence[str] | None
) -> list[list[AreaRow]]:
    """The areas of each day; read again only where the map changed in between."""
    query = select(Area.valid_from, Area.valid_to).where(
        Area.kind.in_((*LOCAL_KINDS, "district")),
        or_(Area.valid_from.between(*_ends(days)), Area.valid_to.between(*_ends(days))),
    )
    changes = sorted({day for pair in session.execute(query) for day in pair if day is not None})
    read: dict[int, list[AreaRow]] = {}
    found: list[list[AreaRow]] = []
    for day in days:
        number = sum(change <= day for change in changes)
        if number not in read:
            read[number] = areas.local_areas(session, day, district_ids)
        found.append(read[number])
    return found


def _ends(days: Sequence[date]) -> tuple[date, date]:
    return days[0], days[-1]


def _held(session: Session, first: date, last: date) -> _Spans:
    """Who looked after what at any time of these days, and from when to when."""
    query = (
        select(ParishAssignment, Person.forename, Person.surname)
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(
            Person.deleted_at.is_(None),
            ParishAssignment.valid_from <= last,
            or_(ParishAssignment.valid_to.is_(None), ParishAssignment.valid_to > first),
        )
    )
    return [
        (
            row.area_id,
            Held(
                row.person_id,
                f"{forename} {surname}".strip(),
                AssignmentRole(row.role),
                row.visit_every_days,
            ),
            (row.valid_from, row.valid_to),
        )
        for row, forename, surname in session.execute(query)
    ]


def _gone(session: Session, first: date, last: date) -> dict[str, list[_Period]]:
    """Who had left the service, and from when to when."""
    query = select(PersonStatus.person_id, PersonStatus.valid_from, PersonStatus.valid_to).where(
        PersonStatus.status == Status.LEFT,
        PersonStatus.valid_from <= last,
        or_(PersonStatus.valid_to.is_(None), PersonStatus.valid_to > first),
    )
    found: dict[str, list[_Period]] = {}
    for person_id, since, until in session.execute(query):
        found.setdefault(person_id, []).append((since, until))
    return found


def _holds(period: _Period, day: date) -> bool:
    since, until = period
    return since <= day and (until is None or day < until)


def _on(held: _Spans, gone: dict[str, list[_Period]], day: date) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for area_id, one, period in held:
        left = any(_holds(away, day) for away in gone.get(one.person_id, ()))
        if _holds(period, day) and not left:
            found.setdefault(area_id, []).append(one)
    return found


def _named(
    session: Session, proposals: Collection[HandOverDraft]
) -> list[tuple[HandOverDraft, str]]:
    query = select(Person.id, Person.forename, Person.surname).where(
        Person.id.in_([one.person_id for one in proposals])
    )
    names = (
        {key: f"{forename} {surname}".strip() for key, forename, surname in session.execute(query)}
        if proposals
        else {}
    )
    return [(one, names.get(one.person_id or "", "")) for one in proposals]


def _propose(people: dict[str, list[Held]], proposal: HandOverDraft, name: str, day: date) -> None:
    person_id, since = proposal.check()
    if day < since:
        return
    for area_id in proposal.area_ids:
        standing = people.setdefault(area_id, [])
        of_role = [one for one in standing if one.role is proposal.role]
        if any(one.person_id == person_id for one in of_role):
            continue
        every = proposal.visit_every_days or next(
            (one.visit_every_days for one in of_role if one.visit_every_days), None
        )
        is_one_only = proposal.role is AssignmentRole.PRIMARY
        standing[:] = [
            one
            for one in standing
            if one.person_id != person_id and not (is_one_only and one in of_role)
        ]
        standing.append(Held(person_id, name, proposal.role, every))


def _ordered(people: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(people, key=lambda one: (_ROLES.index(one.role), one.name)))
