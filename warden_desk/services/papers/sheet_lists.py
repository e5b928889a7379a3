"""What stands below the week on a deployment sheet: taskings, events, welfare calls, gaps."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain import private_text
from warden_desk.domain.dates import WEEKDAYS, Week, plain_date, short_day
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import (
    OVERDUE,
    SheetEvent,
    SheetGap,
    SheetTasking,
    WelfareCall,
    welfare_times,
)
from warden_desk.domain.shifts import clock
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.taskings import TaskingRow
from warden_desk.domain.week_rows import ParishGrid, WeekGrid
from warden_desk.domain.welfare import wants_calls
from warden_desk.services import areas, successions
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.week import events as team_events
from warden_desk.storage.tables import Tasking

URGENT = "high"
HELD_BACK = "Title held back, see the desk"
"""Stands for a title that seems to name somebody."""


def taskings(
    session: Session, grid: WeekGrid, settings: Settings, today: date
) -> tuple[SheetTasking, ...]:
    """What is due by the week's end or overdue, and whatever else somebody is planned for."""
    going = _going(grid)
    keys = list(dict.fromkeys([*_due(session, grid), *going]))
    return tuple(
        _tasking(row, going.get(row.id, ()), settings, today)
        for row in tasking_lists.rows(session, keys)
    )


def events(session: Session, team_id: str, week: Week) -> tuple[SheetEvent, ...]:
    """The week's meetings and occasions in the order of the days."""
    return tuple(
        SheetEvent(
            when=f"{_weekday(event.on_date)} {event.on_date.day} {event.times}".strip(),
            what=event.title,
            place=", ".join(dict.fromkeys(part for part in (event.place, event.area) if part)),
            who=", ".join(event.who),
        )
        for event in team_events.in_week(session, team_id, week)
    )


def welfare(grid: WeekGrid, settings: Settings) -> tuple[WelfareCall, ...]:
    """Whoever works early or late alone, by day: who rings them, and when."""
    calls: list[tuple[date, WelfareCall]] = []
    for row in grid.people:
        for shift in (shift for cell in row.cells for shift in cell.shifts):
            start, end = shift.start_minute, shift.end_minute
            if not wants_calls(shift, settings) or start is None or end is None:
                continue
            at = welfare_times(
                start,
                end,
                every=settings.welfare_call_minutes,
                after_end=settings.welfare_home_minutes,
            )
            day = f"{_weekday(shift.on_date)} {shift.on_date.day}"
            listed = ", ".join(clock(minute) for minute in at)
            call = WelfareCall(day, row.name, clock(end), shift.buddy, listed)
            calls.append((shift.on_date, call))
    return tuple(call for _, call in sorted(calls, key=lambda each: each[0]))


def gaps(parishes: ParishGrid) -> tuple[SheetGap, ...]:
    """The parishes nobody is planned for though a visit is wanted, the longest waiting first."""
    rows = [row for row in parishes.parishes if row.gap]
    return tuple(
        SheetGap(
            parish=row.name,
            wanted="weekly" if row.target_days == 7 else f"every {row.target_days} days",
            warden=row.primary,
            last_visit=plain_date(row.last_visit) if row.last_visit else "none known",
        )
        for row in sorted(rows, key=lambda row: (row.last_visit or date.min, row.name))
    )


def _due(session: Session, grid: WeekGrid) -> Sequence[str]:
    districts = [area.id for area in areas.team_districts(session, grid.team_id, grid.week.monday)]
    # A sender's "asap" stands without a date, and is not to be forgotten for that.
    undated = and_(Tasking.due_on.is_(None), Tasking.due_words != "")
    query = (
        select(Tasking.id)
        .where(
            successions.taskings_in(session, districts),
            Tasking.state.in_(TO_DO),
            Tasking.deleted_at.is_(None),
            or_(Tasking.due_on <= grid.week.sunday, undated),
        )
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.reference)
    )
    return session.scalars(query).all()


def _going(grid: WeekGrid) -> dict[str, list[date]]:
    """The days on which somebody is to see to each tasking, by its key."""
    found: dict[str, list[date]] = {}
    for cell in (cell for row in grid.people for cell in row.cells):
        for stop in (stop for shift in cell.shifts for stop in shift.stops):
            if stop.tasking_id is not None:
                found.setdefault(stop.tasking_id, []).append(cell.on_date)
    return found


def _tasking(
    row: TaskingRow, days: Sequence[date], settings: Settings, today: date
) -> SheetTasking:
    is_sensitive = row.marking == settings.sensitive_marking
    is_overdue = row.state in TO_DO and row.due_on is not None and row.due_on < today
    due = short_day(row.due_on) if row.due_on else row.due_words
    return SheetTasking(
        reference=row.reference,
        task="" if is_sensitive else _task(row.title),
        place="" if is_sensitive else row.area,
        who=", ".join(row.who),
        going=", ".join(_weekday(day) for day in sorted(set(days))),
        due=f"{due}{OVERDUE}" if is_overdue else due,
        is_overdue=is_overdue,
        is_urgent=row.urgency == URGENT,
        is_sensitive=is_sensitive,
    )


def _task(title: str) -> str:
    return HELD_BACK if private_text.warnings(title) else title


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()][:3]
