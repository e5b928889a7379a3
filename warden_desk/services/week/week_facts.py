"""What the rules about a team's week compare it to: read whole, or anew for a few people.

What shifts cannot change is read once. Of the rest, what belongs to one person is read for those
whose shifts changed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.duties import duties
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.week_rows import Group, WeekGrid
from warden_desk.domain.week_rules import together
from warden_desk.domain.week_rules.plan import (
    Bought,
    District,
    Job,
    Marker,
    Plan,
    Urgent,
)
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.services import areas
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import week_own_hours, week_plans, week_reasons, week_workers
from warden_desk.services.week.week_own_hours import OwnHours
from warden_desk.services.week.week_reasons import Reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the rules compare a week to."""

    settings: Settings
    districts: tuple[AreaRow, ...]
    inside: tuple[District, ...]
    workers: Mapping[str, Worker]
    jobs: Mapping[str, Job]
    markers: tuple[Marker, ...]
    hours: Mapping[str, OwnHours]
    urgent: tuple[Urgent, ...]
    bought: tuple[Bought, ...]
    reasons: Reasons
    plan: Plan


def read(session: Session, grid: WeekGrid) -> Facts:
    """All of it."""
    settings = desk_settings.load(session)
    districts = areas.team_districts(session, grid.team_id, grid.week.monday)
    workers = week_workers.equipped(session, [person.person_id for person in grid.people])
    facts = Facts(
        settings=settings,
        districts=tuple(districts),
        inside=week_plans.districts(session, districts),
        workers=workers,
        jobs=week_plans.jobs(session, _taskings(grid.shifts), settings),
        markers=week_plans.markers(session),
        hours=week_own_hours.read(session, _own(grid, workers), grid, settings),
        urgent=tuple(week_plans.urgent(session, districts, grid.week, settings)),
        bought=tuple(week_plans.bought(session, districts, grid.week)),
        reasons=week_reasons.kept(session, grid.team_id, grid.week),
        plan=Plan(week=grid.week, settings=settings, duties=()),
    )
    return replace(facts, plan=_plan(session, grid, facts))


def again(session: Session, grid: WeekGrid, facts: Facts, person_ids: Collection[str]) -> Facts:
    """The same after the shifts of these people changed, and nothing else."""
    settings, week, districts = facts.settings, grid.week, list(facts.districts)
    new = [p.person_id for p in grid.people if p.person_id not in facts.workers]
    workers = {**facts.workers, **(week_workers.equipped(session, new) if new else {})}
    touched = [w for w in _own(grid, workers) if w.id in person_ids]
    jobs = _taskings(grid.shifts) - facts.jobs.keys()
    own = week_own_hours.read(session, touched, grid, settings)
    hours = {key: own for key, own in facts.hours.items() if key not in person_ids} | own
    found = replace(
        facts,
        workers=workers,
        jobs={**facts.jobs, **week_plans.jobs(session, jobs, settings)},
        hours=hours,
        # Which there are does not depend on shifts, but how they go does.
        urgent=tuple(week_plans.urgent(session, districts, week, settings)) if facts.urgent else (),
        bought=tuple(week_plans.bought(session, districts, week)) if facts.bought else (),
    )
    return replace(found, plan=_plan(session, grid, found))


def _plan(session: Session, grid: WeekGrid, facts: Facts) -> Plan:
    """Everybody's work; others than the team's people only where somebody needs company."""
    plan = Plan(
        team_id=grid.team_id,
        week=grid.week,
        settings=facts.settings,
        duties=tuple(duties(grid.shifts, ZoneInfo(facts.settings.zone))),
        workers={person.person_id: facts.workers[person.person_id] for person in grid.people},
        jobs=facts.jobs,
        markers=facts.markers,
        districts=facts.inside,
        cover_days=week_plans.cover_days(grid.week, facts.settings),
    )
    wanted = together.wanted(plan)
    return week_plans.with_others(session, plan, wanted) if wanted else plan


def _own(grid: WeekGrid, workers: Mapping[str, Worker]) -> list[Worker]:
    """The team's people, without guests."""
    return [workers[person.person_id] for person in grid.people if person.group is not Group.GUESTS]


def _taskings(work: Collection[ShiftRow]) -> set[str]:
    return {stop.tasking_id for shift in work for stop in shift.stops if stop.tasking_id}
