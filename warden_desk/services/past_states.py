"""What state taskings were in at the end of past days, by the moves their logs tell of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_states import OPEN, State
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import Tasking, TaskingEntry


@dataclass(frozen=True, slots=True)
class _Step:
    at: datetime
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class PastStates:
    """The moves of all taskings that moved since the end of the first of some days."""

    _zone: ZoneInfo
    _since: datetime
    _steps: dict[str, list[_Step]]

    @classmethod
    def read(cls, session: Session, days: Sequence[date]) -> Self:
        """For these days, earliest first."""
        zone = ZoneInfo(desk_settings.load(session).zone)
        since = _end(days[0], zone)
        # A list of keys, as a join would be turned round: SQLite would read the whole log for it.
        moved = select(Tasking.id).where(Tasking.state_since >= since)
        query = select(
            TaskingEntry.tasking_id,
            TaskingEntry.at,
            TaskingEntry.id,
            TaskingEntry.from_state,
            TaskingEntry.to_state,
        ).where(TaskingEntry.tasking_id.in_(moved), TaskingEntry.to_state != "")
        steps: dict[str, list[_Step]] = {}
        rows = sorted(session.execute(query), key=lambda row: (row[0], row[1], row[2]))
        for key, at, _, before, after in rows:
            steps.setdefault(key, []).append(_Step(at, State(before), State(after)))
        return cls(zone, since, steps)

    @property
    def may_have_been_open(self) -> ColumnElement[bool]:
        """That a tasking is open, or moved after the first of the days: all others are out."""
        return or_(Tasking.state.in_(OPEN), Tasking.state_since >= self._since)

    def end(self, on: date) -> datetime:
        """The instant at which a day is over."""
        return _end(on, self._zone)

    def state(self, key: str, now: State, moved_at: datetime, end: datetime) -> State:
        """The state of a tasking when a day was over.

        Of one that was taken in as it stands, with no log, it is not known where it stood before
        its date; it counts as received.

        Args:
            now: its state now, in which it is since `moved_at`.
        """
        if moved_at < end:
            return now
        after = State.RECEIVED
        for step in self._steps.get(key, ()):
            if step.at >= end:
                return step.before
            after = step.after
        return after


def _end(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on + timedelta(days=1), time(), zone).astimezone(UTC)
