"""The week as parishes × days: who comes when, and where nobody does."""

from collections import defaultdict
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.coverage import CoverageRow
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.events import EventRow
from warden_desk.domain.week_rows import FindingRow, ParishGrid, ParishWeek, Visitor
from warden_desk.domain.week_rules.findings import Rule, Severity
from warden_desk.services import areas, coverage, events
from warden_desk.storage.tables import Area, Person, Shift, Stop, Tasking

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=60)
"""Plans older than this say nothing that the visits do not say."""


def parish_grid(session: Session, team_id: str, week: Week) -> ParishGrid:
    """Every parish and unparished area of the team's districts, whoever comes there."""
    districts = [area.id for area in areas.team_districts(session, team_id, week.monday)]
    coming = _coming(session, districts, week)
    planned = _planned_before(session, districts, week.monday)
    there = _events(session, team_id, week)
    covered = coverage.coverage(session, week.monday - _DAY, districts)
    return ParishGrid(
        team_id=team_id,
        week=week,
        parishes=tuple(
            _row(
                area,
                coming.get(area.area_id, {}),
                planned.get(area.area_id),
                there.get(area.area_id, []),
                week,
            )
            for area in covered
        ),
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
    is_due = target is not None and (last is None or last + target * _DAY < week.sunday)
    if target is not None and not days and is_due:
        gap = _why(last, target)
    return ParishWeek(
        area_id=area.area_id,
        name=area.name,
        district=area.district,
        primary=area.primary,
        target_days=target,
        last_visit=last,
        days=tuple(days.get(day, ()) for day in week.days),
        gap=gap,
        wanted_visits=max(1, round(7 / target)) if target and is_due else 0,
        events=tuple(tuple(event for event in there if event.on_date == day) for day in week.days),
    )


def _events(session: Session, team_id: str, week: Week) -> dict[str, list[EventRow]]:
    found: dict[str, list[EventRow]] = defaultdict(list)
    for event in events.in_week(session, team_id, week):
        if event.area_id is not None:
            found[event.area_id].append(event)
    return found


def _why(last: date | None, target: int) -> str:
    wanted = "weekly" if target == 7 else f"every {target} days"
    if last is None:
        return f"nobody this week, and no visit is known; wanted {wanted}"
    return f"nobody this week, last visit {short_day(last)}, wanted {wanted}"


def _due(last: date | None, target: int, week: Week) -> date:
    return week.monday if last is None else max(week.monday, min(week.sunday, last + target * _DAY))


def _coming(
    session: Session, district_ids: list[str], week: Week
) -> dict[str, dict[date, tuple[Visitor, ...]]]:
    """Who comes to each area on each day, by start; one person once a day."""
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
            Shift.on_date.between(week.monday, week.sunday),
            Area.parent_id.in_(district_ids),
            Shift.start_minute.is_not(None),
        )
        .order_by(Shift.on_date, Shift.start_minute, Person.forename, Person.surname)
    )
    found: dict[str, dict[date, dict[str, Visitor]]] = defaultdict(lambda: defaultdict(dict))
    for row in session.execute(query):
        area_id, day, key, forename, surname, start, end, reference, booked = row
        assert area_id is not None  # it is joined on
        held = found[area_id][day].get(key)
        references = (*(held.references if held else ()), *((reference,) if reference else ()))
        name = f"{forename} {surname}".strip()
        minutes = (held.minutes if held else 0) + (booked or 0)
        found[area_id][day][key] = Visitor(key, name, start, end, references, minutes)
    return {
        area_id: {day: tuple(people.values()) for day, people in days.items()}
        for area_id, days in found.items()
    }


def _planned_before(session: Session, district_ids: list[str], day: date) -> dict[str, date]:
    """The last day before this one on which somebody was planned in each area, done or not."""
    query = (
        select(Stop.area_id, func.max(Shift.on_date))
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Area, Area.id == Stop.area_id)
        .where(
            Area.parent_id.in_(district_ids),
            Shift.on_date < day,
            Shift.on_date >= day - _LOOK_BACK,
            Shift.status != "missed",
        )
        .group_by(Stop.area_id)
    )
    return {area_id: last for area_id, last in session.execute(query) if area_id is not None}
