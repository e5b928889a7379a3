"""Who covers which area on a day, and how well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.coverage import AreaCard, CoverageRow, state_of
from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import AssignmentRole, Status
from warden_desk.services import areas, parishes
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Area,
    ParishAssignment,
    Person,
    PersonStatus,
    Shift,
    Stop,
    TaskingEntry,
    Team,
)

VISIT = "visit"
DONE = ("worked", "changed", "confirmed")
"""Shifts whose stops count as visits."""

RECENT = timedelta(days=35)
"""Nearly every area that is served on rounds was visited within this: see `_last_stops`."""

_ROLES = [role.value for role in AssignmentRole]


@dataclass(frozen=True, slots=True)
class _Assigned:
    role: AssignmentRole
    name: str
    visit_every_days: int | None


def coverage(
    session: Session, on: date, district_ids: Sequence[str] | None = None
) -> list[CoverageRow]:
    """Every parish and unparished area of that day, by district and name; or those of districts."""
    shown = areas.local_areas(session, on, district_ids)
    assigned = _assignments(session, on)
    visited = last_visits(session, on)
    usual = desk_settings.load(session).visit_every_days
    return [
        _row(area, assigned.get(area.id, ()), visited.get(area.id), on, usual) for area in shown
    ]


def area_card(session: Session, area_id: str, on: date) -> AreaCard:
    """One area: its state on the day, who looks after it, and whom to ring there.

    Raises:
        NotFound: there was no such area on that day.
    """
    row = next((row for row in coverage(session, on) if row.area_id == area_id), None)
    if row is None:
        raise NotFound(f"There was no such parish on {plain_date(on)}.")
    return AreaCard(row, parishes.card(session, area_id, on))


def last_visits(session: Session, on: date) -> dict[str, date]:
    """The last day up to `on` that somebody was in each area, on a tasking or on a round."""
    latest = _last_entries(session, on)
    for area_id, day in _last_stops(session, on).items():
        latest[area_id] = max(day, latest.get(area_id, day))
    return latest


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


def _row(
    area: AreaRow,
    assigned: Iterable[_Assigned],
    last_visit: date | None,
    on: date,
    usual: int,
) -> CoverageRow:
    people = sorted(assigned, key=lambda a: (_ROLES.index(a.role), a.name))
    first = next((a for a in people if a.role is AssignmentRole.PRIMARY), None)
    target = first.visit_every_days if first and first.visit_every_days else usual
    state = state_of(
        is_unparished=area.is_unparished,
        roles={a.role for a in people},
        days_since=None if last_visit is None else (on - last_visit).days,
        target_days=target,
    )
    return CoverageRow(
        area_id=area.id,
        gss_code=area.gss_code,
        name=area.name,
        district_id=area.district_id,
        district=area.district,
        is_unparished=area.is_unparished,
        state=state,
        primary=first.name if first else "",
        last_visit=last_visit,
        target_days=target,
        others=tuple(a.name for a in people if a is not first),
    )


def _assignments(session: Session, on: date) -> dict[str, list[_Assigned]]:
    query = (
        select(
            ParishAssignment.area_id,
            ParishAssignment.role,
            Person.forename,
            Person.surname,
            ParishAssignment.visit_every_days,
        )
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(on_day(ParishAssignment, on), still_serves(on))
    )
    found: dict[str, list[_Assigned]] = {}
    for area_id, role, forename, surname, every in session.execute(query):
        name = f"{forename} {surname}".strip()
        found.setdefault(area_id, []).append(_Assigned(AssignmentRole(role), name, every))
    return found


def _last_entries(session: Session, on: date) -> dict[str, date]:
    """One look at the index per area, newest first: no matter how long the log is."""
    newest = (
        select(TaskingEntry.happened_on)
        .where(
            TaskingEntry.area_id == Area.id,
            TaskingEntry.happened_on <= on,
            TaskingEntry.kind == VISIT,
            TaskingEntry.struck_at.is_(None),
        )
        .order_by(TaskingEntry.happened_on.desc())
        .limit(1)
        .correlate(Area)
        .scalar_subquery()
    )
    return _by_area(session.execute(select(Area.id, newest)))


def _last_stops(session: Session, on: date) -> dict[str, date]:
    """The last round of each area.

    A stop knows its day only through its shift, so asking for every area's newest stop would read
    all stops ever made. The last weeks answer for nearly all areas; only for the others, which by
    that have few stops, is the rest of the past searched.
    """
    done = and_(Stop.area_id.is_not(None), Shift.status.in_(DONE))
    rounds = select(Stop.area_id, func.max(Shift.on_date)).join(Shift, Shift.id == Stop.shift_id)
    # Naming the teams, all of them, leads SQLite to the index of teams and days: 4 ms, not 300.
    lately = and_(Shift.team_id.in_(select(Team.id)), Shift.on_date.between(on - RECENT, on))
    recent = _by_area(session.execute(rounds.where(done, lately).group_by(Stop.area_id)))
    missing = [key for key in session.scalars(select(Area.id)) if key not in recent]
    earlier = rounds.where(done, Stop.area_id.in_(missing), Shift.on_date < on - RECENT)
    return recent | _by_area(session.execute(earlier.group_by(Stop.area_id)))


def _by_area(rows: Iterable[Row[Any, Any]]) -> dict[str, date]:
    return {area_id: day for area_id, day in rows if area_id is not None and day is not None}
