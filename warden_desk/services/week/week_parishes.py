"""The week as parishes × days: who comes when, and where nobody does."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.coverage import CoverageRow
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.events import EventRow
from warden_desk.domain.week_rows import FindingRow, ParishGrid, ParishWeek, Visitor
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.services import areas, successions
from warden_desk.services.coverage import coverage
from warden_desk.services.coverage_visits import inherited
from warden_desk.services.week import events
from warden_desk.storage.tables import Area, Person, Shift, Stop, Tasking

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=60)
"""Plans older than this say nothing that the visits do not say."""


Visits = Mapping[str, tuple["Visit", ...]]
"""Who comes where, by person: all that a shift of the week itself changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One stop of somebody's round in the week."""

    area_id: str
    on_date: date
    person_id: str
    name: str
    start_minute: int | None
    end_minute: int | None
    reference: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How the areas stand before the week begins, and on which day somebody was planned last."""

    covered: tuple[CoverageRow, ...]
    planned: Mapping[str, date]


def parish_grid(session: Session, team_id: str, week: Week) -> ParishGrid:
    """Every parish and unparished area of the team's districts, whoever comes there."""
    districts = [area.id for area in areas.team_districts(session, team_id, week.monday)]
    there = events.of_districts(session, districts, week)
    known = standing(session, districts, week)
    return of_visits(team_id, week, known, visits(session, districts, week), there)


def standing(session: Session, districts: Sequence[str], week: Week) -> Standing:
    """How the areas of these districts stand on the day before the week."""
    covered = coverage.coverage(session, week.monday - _DAY, districts)
    return Standing(tuple(covered), _planned_before(session, districts, week.monday))


def of_visits(
    team_id: str,
    week: Week,
    known: Standing,
    coming: Visits,
    there: Sequence[EventRow],
    before: ParishGrid | None = None,
    touched: Collection[str] = (),
) -> ParishGrid:
    """The grid of what was read. Of the one `before`, only the rows of areas touched are new."""
    kept = {row.area_id: row for row in before.parishes} if before else {}
    new = [area for area in known.covered if area.area_id not in kept or area.area_id in touched]
    visitors = _visitors(coming, {area.area_id for area in new})
    at: dict[str, list[EventRow]] = defaultdict(list)
    for event in there:
        if event.area_id is not None:
            at[event.area_id].append(event)
    for area in new:
        key = area.area_id
        planned, events_there = known.planned.get(key), at.get(key, [])
        kept[key] = _row(area, visitors.get(key, {}), planned, events_there, week)
    return ParishGrid(
        team_id=team_id, week=week, parishes=tuple(kept[area.area_id] for area in known.covered)
    )


def gaps(grid: ParishGrid) -> list[FindingRow]:
    """The parishes that go without, the longest waiting first."""
    rows = [parish for parish in grid.parishes if parish.gap]
    return [
        FindingRow(
            Rule.PARISH_GAP,
            Severity.WARNING,
            _due(parish.last_visit, parish.target_days or 0, grid.week),
            parish.gap,
            "gap",
            area_id=parish.area_id,
            area=parish.name,
        )
        for parish in sorted(rows, key=lambda row: row.last_visit or date.min)
    ]


def _row(
    area: CoverageRow,
    days: dict[date, tuple[Visitor, ...]],
    planned: date | None,
    there: list[EventRow],
    week: Week,
) -> ParishWeek:
    last = max((day for day in (area.last_visit, planned) if day is not None), default=None)
    target = area.target_days if area.primary else None
    gap = ""
    every = week.days
    is_due = target is not None and (last is None or last + target * _DAY < every[-1])
    if target is not None and not days and is_due:
        gap = _why(last, target)
    return ParishWeek(
        area_id=area.area_id,
        name=area.name,
        district=area.district,
        primary=area.primary,
        target_days=target,
        last_visit=last,
        days=tuple(days.get(day, ()) for day in every),
        gap=gap,
        wanted_visits=max(1, round(7 / target)) if target and is_due else 0,
        events=tuple(tuple(event for event in there if event.on_date == day) for day in every),
    )


def _why(last: date | None, target: int) -> str:
    wanted = "weekly" if target == 7 else f"every {target} days"
    if last is None:
        return f"nobody this week, and no visit is known; wanted {wanted}"
    return f"nobody this week, last visit {short_day(last)}, wanted {wanted}"


def _due(last: date | None, target: int, week: Week) -> date:
    return week.monday if last is None else max(week.monday, min(week.sunday, last + target * _DAY))


def visits(
    session: Session,
    district_ids: Sequence[str],
    week: Week,
    person_ids: Collection[str] | None = None,
) -> Visits:
    """The stops of the week in these districts: everybody's, or these people's."""
    query = _stops(of_people=person_ids is not None)
    asked = {"districts": list(district_ids), "first": week.monday, "last": week.sunday}
    if person_ids is not None:
        asked["people"] = list(person_ids)
    found: dict[str, list[Visit]] = defaultdict(list)
    for area_id, day, key, forename, surname, start, end, reference, booked in session.execute(
        query, asked
    ):
        assert area_id is not None  # it is joined on
        found[key].append(
            Visit(
                area_id=area_id,
                on_date=day,
                person_id=key,
                name=f"{forename} {surname}".strip(),
                start_minute=start,
                end_minute=end,
                reference=reference or "",
                minutes=booked or 0,
            )
        )
    return {key: tuple(own) for key, own in found.items()}


@cache  # to build it takes longer than to ask it of one person
def _stops(
    *, of_people: bool
) -> Select[str | None, date, str, str, str, int | None, int | None, str, int | None]:
    """Stops of shifts with times, each with who makes it, in the order of the day."""
    query = (
        select(
            Stop.area_id,
            Shift.on_date,
            Person.id,
            Person.forename,
            Person.surname,
            Shift.start_minute,
            Shift.end_minute,
            Tasking.reference,
            Stop.minutes_planned,
        )
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Area, Area.id == Stop.area_id)
        .join(Person, Person.id == Shift.person_id)
        .outerjoin(Tasking, Tasking.id == Stop.tasking_id)
        .where(
            Shift.start_minute.is_not(None),
            Shift.on_date.between(bindparam("first"), bindparam("last")),
            Area.parent_id.in_(bindparam("districts", expanding=True)),
        )
        .order_by(Shift.on_date, Shift.start_minute, Shift.id, Stop.position, Stop.id)
    )
    if not of_people:
        return query
    return query.where(Shift.person_id.in_(bindparam("people", expanding=True)))


def _visitors(
    coming: Visits, area_ids: Collection[str]
) -> dict[str, dict[date, tuple[Visitor, ...]]]:
    """Who comes to each area on each day, by start; one person once a day."""
    found: dict[str, dict[date, list[Visitor]]] = defaultdict(lambda: defaultdict(list))
    for own in coming.values():
        together: dict[tuple[str, date], list[Visit]] = defaultdict(list)
        for visit in (visit for visit in own if visit.area_id in area_ids):
            together[visit.area_id, visit.on_date].append(visit)
        for (area_id, day), stops in together.items():
            found[area_id][day].append(_visitor(stops))
    return {
        area_id: {day: tuple(sorted(there, key=_by_start)) for day, there in days.items()}
        for area_id, days in found.items()
    }


def _visitor(stops: Sequence[Visit]) -> Visitor:
    first, last = stops[0], stops[-1]
    references = tuple(stop.reference for stop in stops if stop.reference)
    minutes = sum(stop.minutes for stop in stops)
    return Visitor(
        first.person_id, first.name, first.start_minute, last.end_minute, references, minutes
    )


def _by_start(visitor: Visitor) -> tuple[int, str, str]:
    return visitor.start_minute or 0, visitor.name, visitor.person_id


def _planned_before(session: Session, district_ids: Sequence[str], day: date) -> dict[str, date]:
    """The last day before this one on which somebody was planned in each area, done or not."""
    before = successions.former(session)
    olds = {old for several in before.values() for old in several}
    inside = Area.parent_id.in_(district_ids)
    query = (
        select(Stop.area_id, func.max(Shift.on_date))
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Area, Area.id == Stop.area_id)
        .where(
            inside | Area.id.in_(olds) if olds else inside,
            Shift.on_date < day,
            Shift.on_date >= day - _LOOK_BACK,
            Shift.status != "missed",
        )
        .group_by(Stop.area_id)
    )
    found = {area_id: last for area_id, last in session.execute(query) if area_id is not None}
    return inherited(found, before)
