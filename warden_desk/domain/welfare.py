"""Calls to people who work early or late alone: when they are due, and what was noted.

A call is never made by the program. It only says what the plan expects, and what was noted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from warden_desk.domain.duties import instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import welfare_times
from warden_desk.domain.shifts import ShiftRow


class CallKind(StrEnum):
    """Which of a shift's calls."""

    START = "start"
    CHECK_IN = "check-in"
    END = "end"
    HOME = "home"

    @property
    def words(self) -> str:
        """As it is read in a line: "end of the shift"."""
        return _WORDS.get(self.value, self.value)


class Outcome(StrEnum):
    """What is noted of a call."""

    MADE = "made"
    UNANSWERED = "missed"
    ESCALATED = "escalated"
    NOTE = "note"


_WORDS = {"start": "start of the shift", "end": "end of the shift", "home": "home"}
_SAID = {
    Outcome.MADE: "heard from them",
    Outcome.UNANSWERED: "no answer",
    Outcome.ESCALATED: "escalated",
    Outcome.NOTE: "note",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One line of the permanent log. `step` is the label of the step that was taken."""

    id: str
    kind: CallKind
    expected_at: datetime
    outcome: Outcome
    by: str
    at: datetime
    step: str = ""
    note: str = ""
    struck_by: str = ""
    struck_reason: str = ""

    @property
    def is_struck(self) -> bool:
        return bool(self.struck_by)

    def sentence(self, zone: ZoneInfo) -> str:
        """`Check-in, 18:00: no answer, A. Okafor. Rang twice`."""
        words = self.kind.words
        what = f"{words[0].upper()}{words[1:]}, {wall_clock(self.expected_at, zone)}"
        said = " – ".join(filter(None, (_SAID[self.outcome], self.step)))
        text = f"{what}: {said}, {self.by}. {self.note}".strip()
        return (
            f"Struck by {self.struck_by} ({self.struck_reason}): {text}" if self.struck_by else text
        )


@dataclass(frozen=True, slots=True)
class Call:
    """One expected call with what was noted of it; entries that were struck are not here."""

    kind: CallKind
    at: datetime
    entries: tuple[EntryRow, ...] = ()

    def has(self, outcome: Outcome) -> bool:
        """Whether this was noted of it."""
        return any(entry.outcome is outcome for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next when somebody does not answer. `whom` and `phone` are as known today."""

    code: str
    label: str
    whom: str = ""
    phone: str = ""

    @property
    def sentence(self) -> str:
        """`Ring the team leader: Ben Tilley, 01632 960123`."""
        known = ", ".join(filter(None, (self.whom, self.phone)))
        return f"{self.label}: {known or 'nobody is named'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneShift:
    """Somebody's late shift alone, with all that is needed if they do not answer.

    Attributes:
        id: of the shift.
        is_planned_alone: the plan says so; otherwise nobody else of the team works late that day.
    """

    id: str
    person_id: str
    name: str
    phone: str
    team: str
    on_date: date
    start_minute: int
    end_minute: int
    is_planned_alone: bool
    buddy: str = ""
    buddy_phone: str = ""
    vehicle: str = ""
    contact: str = ""
    places: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    log: tuple[EntryRow, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def next_step(self) -> Step | None:
        """The first step not taken yet since they were last heard from; None after the last."""
        taken: set[str] = set()
        for entry in reversed(self.log):
            if entry.is_struck:
                continue
            if entry.outcome is Outcome.MADE:
                taken.clear()
            elif entry.outcome is Outcome.ESCALATED:
                taken.add(entry.step)
        return next((step for step in self.steps if step.label not in taken), None)


def is_late(end_minute: int | None, settings: Settings) -> bool:
    """Whether a shift ends in the evening."""
    return end_minute is not None and end_minute > settings.late_after_minute


def wants_calls(shift: ShiftRow, settings: Settings) -> bool:
    """Whether it is planned alone, early or late: somebody is to expect a call."""
    is_early = shift.start_minute is not None and shift.start_minute < settings.early_before_minute
    return shift.is_lone and (is_early or is_late(shift.end_minute, settings))


@dataclass(frozen=True, slots=True)
class Late:
    """What tells whether a late shift is worked alone."""

    shift_id: str
    team_id: str
    on_date: date
    is_lone: bool


def alone(late: Iterable[Late]) -> set[str]:
    """The shifts that are planned alone, and the only one of a team's evening."""
    every = list(late)
    evenings = [(shift.team_id, shift.on_date) for shift in every]
    return {
        shift.shift_id
        for shift, evening in zip(every, evenings, strict=True)
        if shift.is_lone or evenings.count(evening) == 1
    }


def expected(
    day: date, start: int, end: int, settings: Settings, zone: ZoneInfo
) -> list[tuple[CallKind, datetime]]:
    """When a shift's calls are due; those on the way are the ones its printed sheet lists."""
    on_the_way = welfare_times(
        start, end, every=settings.welfare_call_minutes, after_end=settings.welfare_home_minutes
    )[:-1]
    minutes = [
        (CallKind.START, start),
        *((CallKind.CHECK_IN, minute) for minute in on_the_way),
        (CallKind.END, end),
    ]
    if settings.welfare_home_minutes > 0:
        minutes.append((CallKind.HOME, end + settings.welfare_home_minutes))
    return [(kind, instant(day, minute, zone)) for kind, minute in minutes]


def wall_clock(at: datetime, zone: ZoneInfo) -> str:
    """`18:05`."""
    return f"{at.astimezone(zone):%H:%M}"
