"""The work behind the map, by area: minutes on rounds and visits, and taskings that are open."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import OPEN, TO_DO, State
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import successions
from warden_desk.services.coverage_visits import DONE
from warden_desk.services.past_states import PastStates
from warden_desk.storage.tables import Area, Shift, Stop, Tasking, TaskingEntry, Team


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes planned on rounds, and minutes given on rounds and visits."""

    planned: int = 0
    done: int = 0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.planned + other.planned, self.done + other.done)


@dataclass(frozen=True, slots=True)
class Open:
    """Taskings that wait."""

    count: int = 0
    overdue: int = 0

    def __add__(self, other: "Open") -> "Open":
        return Open(self.count + other.count, self.overdue + other.overdue)


Period = tuple[date, date]
"""First and last day."""

_T = TypeVar("_T", Spent, Open)


def spent(session: Session, first: date, last: date) -> dict[str, Spent]:
    """Minutes by area from `first` to `last`, both inclusive.

    A stop without minutes has an equal part of its shift. A visit that stands on somebody's round
    that day is counted there, any other by what its entry says.
    """
    [found] = spent_in(session, [(first, last)])
    return found


def spent_in(session: Session, periods: Sequence[Period]) -> list[dict[str, Spent]]:
    """The same for each of these periods, however they overlap: all is read once."""
    if not periods:
        return []
    # Between two of these days no period begins or ends, so that each has whole pieces.
    edges = sorted({day for first, last in periods for day in (first, last + timedelta(days=1))})
    pieces: list[dict[str, Spent]] = [{} for _ in edges]
    for at, area_id, planned, done in session.execute(_rounds(edges)):
        if area_id is not None:
            pieces[at][area_id] = Spent(planned or 0, done or 0)
    for at, area_id, minutes in session.execute(_visits(edges)):
        if area_id is not None and minutes:
            pieces[at][area_id] = pieces[at].get(area_id, Spent()) + Spent(done=minutes)
    former = successions.former(session)
    return [
        _with_former(
            _sum(part for edge, part in zip(edges, pieces, strict=True) if first <= edge <= last),
            former,
            Spent(),
        )
        for first, last in periods
    ]


def open_taskings(session: Session, on: date) -> dict[str, Open]:
    """How many taskings of each area were open at the end of a day, and how many of them late."""
    [found] = open_taskings_on(session, [on])
    return found


def open_taskings_on(session: Session, days: Sequence[date]) -> list[dict[str, Open]]:
    """The same for each of these days, earliest first, by the states they were in then."""
    states = PastStates.read(session, days)
    query = select(
        Tasking.id,
        Tasking.area_id,
        Tasking.received_on,
        Tasking.due_on,
        Tasking.state,
        Tasking.state_since,
    ).where(
        Tasking.area_id.is_not(None),
        Tasking.deleted_at.is_(None),
        Tasking.received_on <= days[-1],
        states.may_have_been_open,
    )
    rows = [
        (key, area_id or "", received_on, due_on, State(now), moved_at)
        for key, area_id, received_on, due_on, now, moved_at in session.execute(query)
    ]
    former = successions.former(session)
    return [
        _with_former(_counted(rows, states, day, successions.earlier(session, day)), former, Open())
        for day in days
    ]


_Waiting = tuple[str, str, date, date | None, State, datetime]
"""A tasking's key and area, when it came and is due, its state now, and since when."""


def _counted(
    rows: Iterable[_Waiting], states: PastStates, on: date, then: Mapping[str, str]
) -> dict[str, Open]:
    """By area of the day: what was given to a part since stood in the parish `then`."""
    count, late = Counter[str](), Counter[str]()
    end = states.end(on)
    for key, area_now, received_on, due_on, now, moved_at in rows:
        if received_on <= on:
            area_id = then.get(area_now, area_now)
            state = states.state(key, now, moved_at, end)
            count[area_id] += state in OPEN
            late[area_id] += state in TO_DO and due_on is not None and due_on < on
    return {key: Open(count[key], late[key]) for key in count if count[key]}


def _with_former(
    own: Mapping[str, _T], former: Mapping[str, list[str]], nothing: _T
) -> dict[str, _T]:
    """With what belongs to each area from those that went into it."""
    found = dict(own)
    for area_id, olds in former.items():
        parts = [own[key] for key in (area_id, *olds) if key in own]
        if parts:
            found[area_id] = sum(parts, nothing)
    return found


def _sum(pieces: Iterable[Mapping[str, Spent]]) -> dict[str, Spent]:
    found: dict[str, Spent] = defaultdict(Spent)
    for piece in pieces:
        for area_id, part in piece.items():
            found[area_id] += part
    return found


def _rounds(edges: Sequence[date]) -> Select[int, str | None, int, int]:
    other = aliased(Stop)
    stops = select(func.count(other.id)).where(other.shift_id == Shift.id).scalar_subquery()
    whole = func.coalesce(Shift.end_minute - Shift.start_minute - Shift.break_minutes, 0)
    planned = func.coalesce(Stop.minutes_planned, whole // stops)
    done = case((Shift.status.in_(DONE), func.coalesce(Stop.minutes_done, planned)), else_=0)
    piece = _piece(Shift.on_date, edges)
    return (
        select(piece, Stop.area_id, func.sum(planned), func.sum(done))
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.area_id.is_not(None),
            # All teams and, below, all areas are named to lead SQLite to an index by day.
            Shift.team_id.in_(select(Team.id)),
            Shift.on_date >= edges[0],
            Shift.on_date < edges[-1],
            Shift.status != ShiftStatus.MISSED,
        )
        .group_by(piece, Stop.area_id)
    )


def _visits(edges: Sequence[date]) -> Select[int, str | None, int | None]:
    on_a_round = (
        select(Stop.id)
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.tasking_id == TaskingEntry.tasking_id,
            Shift.on_date == TaskingEntry.happened_on,
            Shift.status != ShiftStatus.MISSED,
        )
        .exists()
    )
    piece = _piece(TaskingEntry.happened_on, edges)
    return (
        select(piece, TaskingEntry.area_id, func.sum(TaskingEntry.minutes))
        .where(
            TaskingEntry.area_id.in_(select(Area.id)),
            TaskingEntry.happened_on >= edges[0],
            TaskingEntry.happened_on < edges[-1],
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.struck_at.is_(None),
            ~on_a_round,
        )
        .group_by(piece, TaskingEntry.area_id)
    )


def _piece(day: InstrumentedAttribute[Any], edges: Sequence[date]) -> ColumnElement[int]:
    """The number of the piece between two edges that a day lies in."""
    return case(*((day < edge, at) for at, edge in enumerate(edges[1:])), else_=len(edges))
