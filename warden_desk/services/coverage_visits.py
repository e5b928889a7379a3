"""When somebody was last in each area, asked for one day or for many at once."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.services import successions
from warden_desk.storage.tables import Area, Shift, Stop, TaskingEntry, Team

DONE = ("worked", "changed", "confirmed")
"""Shifts whose stops count as visits."""

RECENT = timedelta(days=35)
"""Nearly every area that is served on rounds was visited within this: see `_earlier_stops`."""

_BETWEEN = ","
"""Stands between the keys of areas; in no key."""


def last_visits(session: Session, on: date) -> dict[str, date]:
    """The last day up to `on` that somebody was in each area, on a tasking or on a round."""
    [found] = last_visits_on(session, [on])
    return found


def last_visits_on(session: Session, days: Sequence[date]) -> list[dict[str, date]]:
    """The same for each of these days, earliest first, at little more cost than for one."""
    entries = _last_entries(session, days)
    rounds = deque(_rounds(session, days[0] - RECENT, days[-1]))
    before = successions.former(session)
    stops: dict[str, date] = {}
    found: list[dict[str, date]] = []
    for day, logged in zip(days, entries, strict=True):
        while rounds and rounds[0][0] <= day:
            on, visited = rounds.popleft()
            stops |= dict.fromkeys(visited, on)
        if not found:
            stops = _earlier_stops(session, stops, day - RECENT) | stops
        latest = stops | {
            key: max(on, stops[key]) if key in stops else on for key, on in logged.items()
        }
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


def _rounds(session: Session, first: date, last: date) -> list[tuple[date, list[str]]]:
    """The days on which there were rounds, with the areas they went to, earliest first.

    A row for each team and day, in the order of the index: one for each area and month would have
    to be sorted first, which takes three times as long.
    """
    query = (
        select(Shift.on_date, func.aggregate_strings(Stop.area_id, _BETWEEN))
        .join(Stop, Stop.shift_id == Shift.id)
        # Naming the teams, all of them, leads SQLite to the index of teams and days: 4 ms, not 300.
        .where(_done(), Shift.team_id.in_(select(Team.id)), Shift.on_date.between(first, last))
        .group_by(Shift.team_id, Shift.on_date)
    )
    rows = [(day, keys.split(_BETWEEN)) for day, keys in session.execute(query)]
    return sorted(rows, key=lambda row: row[0])


def _earlier_stops(session: Session, known: Collection[str], before: date) -> dict[str, date]:
    """The last round of the areas that are not known yet, before a day.

    A stop knows its day only through its shift, so asking for every area's newest stop would read
    all stops ever made. The last weeks answer for nearly all areas; only for the others, which by
    that have few stops, is the rest of the past searched.
    """
    missing = [key for key in session.scalars(select(Area.id)) if key not in known]
    query = (
        select(Stop.area_id, func.max(Shift.on_date))
        .join(Shift, Shift.id == Stop.shift_id)
        .where(_done(), Stop.area_id.in_(missing), Shift.on_date < before)
        .group_by(Stop.area_id)
    )
    return {key: day for key, day in session.execute(query) if key is not None}


def _done() -> ColumnElement[bool]:
    return and_(Stop.area_id.is_not(None), Shift.status.in_(DONE))
