"""When somebody was last in each area, asked for one day or for many at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, case, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.services import successions
from warden_desk.storage.tables import Area, Shift, Stop, TaskingEntry, Team

DONE = ("worked", "changed", "confirmed")
"""Shifts whose stops count as visits."""

RECENT = timedelta(days=35)
"""Nearly every area that is served on rounds was visited within this: see `_last_stops`."""


def last_visits(session: Session, on: date) -> dict[str, date]:
    """The last day up to `on` that somebody was in each area, on a tasking or on a round."""
    [found] = last_visits_on(session, [on])
    return found


def last_visits_on(session: Session, days: Sequence[date]) -> list[dict[str, date]]:
    """The same for each of these days, earliest first, at little more cost than for one."""
    entries = _last_entries(session, days)
    stops = _last_stops(session, days[0])
    later = _later_stops(session, days)
    before = successions.former(session)
    found: list[dict[str, date]] = []
    for logged, rounds in zip(entries, later, strict=True):
        stops = stops | rounds
        latest = dict(logged)
        for area_id, day in stops.items():
            latest[area_id] = max(day, latest.get(area_id, day))
        found.append(inherited(latest, before))
    return found


def inherited(latest: dict[str, date], before: Mapping[str, list[str]]) -> dict[str, date]:
    """Who was in a parish was in what came after it: a merger leaves nobody unvisited."""
    days = {
        key: [latest[old] for old in (key, *olds) if old in latest] for key, olds in before.items()
    }
    return latest | {key: max(known) for key, known in days.items() if known}


def _last_entries(session: Session, days: Sequence[date]) -> list[dict[str, date]]:
    """One look at the index per area and day, newest first: no matter how long the log is."""
    found: list[dict[str, date]] = [{} for _ in days]
    for area_id, *latest in session.execute(select(Area.id, *(_newest(day) for day in days))):
        for of_day, day in zip(found, latest, strict=True):
            if isinstance(day, date):
                of_day[area_id] = day
    return found


def _newest(day: date) -> ScalarSelect[date | None]:
    return (
        select(TaskingEntry.happened_on)
        .where(
            TaskingEntry.area_id == Area.id,
            TaskingEntry.happened_on <= day,
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.struck_at.is_(None),
        )
        .order_by(TaskingEntry.happened_on.desc())
        .limit(1)
        .correlate(Area)
        .scalar_subquery()
    )


def _last_stops(session: Session, on: date) -> dict[str, date]:
    """The last round of each area.

    A stop knows its day only through its shift, so asking for every area's newest stop would read
    all stops ever made. The last weeks answer for nearly all areas; only for the others, which by
    that have few stops, is the rest of the past searched.
    """
    rounds = select(Stop.area_id, func.max(Shift.on_date)).join(Shift, Shift.id == Stop.shift_id)
    recent = _by_area(
        session.execute(rounds.where(_done(), _between(on - RECENT, on)).group_by(Stop.area_id))
    )
    missing = [key for key in session.scalars(select(Area.id)) if key not in recent]
    earlier = rounds.where(_done(), Stop.area_id.in_(missing), Shift.on_date < on - RECENT)
    return recent | _by_area(session.execute(earlier.group_by(Stop.area_id)))


def _later_stops(session: Session, days: Sequence[date]) -> list[dict[str, date]]:
    """The last round of each area after the day before, for each day; none for the first."""
    found: list[dict[str, date]] = [{} for _ in days]
    if len(days) == 1:
        return found
    number = case(*((Shift.on_date <= day, at) for at, day in enumerate(days)), else_=len(days))
    query = (
        select(number, Stop.area_id, func.max(Shift.on_date))
        .join(Shift, Shift.id == Stop.shift_id)
        .where(_done(), _between(days[0] + timedelta(days=1), days[-1]))
        .group_by(number, Stop.area_id)
    )
    for at, area_id, day in session.execute(query):
        if area_id is not None:
            found[at][area_id] = day
    return found


def _done() -> ColumnElement[bool]:
    return and_(Stop.area_id.is_not(None), Shift.status.in_(DONE))


def _between(first: date, last: date) -> ColumnElement[bool]:
    # Naming the teams, all of them, leads SQLite to the index of teams and days: 4 ms, not 300.
    return and_(Shift.team_id.in_(select(Team.id)), Shift.on_date.between(first, last))


def _by_area(rows: Iterable[Row[Any, Any]]) -> dict[str, date]:
    return {area_id: day for area_id, day in rows if area_id is not None and day is not None}
