"""Calls to people who work early or late alone: when they are due, and how each stands at a moment.

A call is never made by the program. It only says what the plan expects, and what was noted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from warden_desk.domain.duties import MINUTE, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import welfare_times
from warden_desk.domain.shifts import ShiftRow

KEPT = timedelta(hours=12)
"""So long after its last call a shift that did not end well stays on the list."""


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


class Alert(StrEnum):
    """How somebody's calls stand, what presses most first."""

    ESCALATED = "escalated"
    MISSED = "missed"
    LATE = "late"
    DUE = "due"
    SOON = "soon"
    COMING = "coming"
    OVER = "over"


_RANKS = list(Alert)
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


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody's calls stand at a moment.

    Attributes:
        call: the one that presses; None once the last was made.
        minutes: how late it is, less than nought before its time.
        is_out: between the beginning of the shift and being heard of at its end.
    """

    alert: Alert
    call: Call | None = None
    minutes: int = 0
    is_out: bool = False

    @property
    def words(self) -> str:
        """`Late by 7 min`: says it without any colour."""
        return {
            Alert.ESCALATED: "Escalated",
            Alert.MISSED: "Missed: escalate",
            Alert.LATE: f"Late by {self.minutes} min",
            Alert.DUE: "Due now",
            Alert.SOON: f"In {-self.minutes} min",
            Alert.COMING: "To come",
            Alert.OVER: "Heard, home",
        }[self.alert]

    @property
    def rank(self) -> tuple[int, datetime]:
        """Sorts what presses most first."""
        at = self.call.at if self.call else datetime.max.replace(tzinfo=ZoneInfo("UTC"))
        return _RANKS.index(self.alert), at


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


def standing(shift: LoneShift, now: datetime, settings: Settings) -> Standing:
    """How a shift's calls stand. Once somebody was heard from, earlier calls press no more."""
    waiting = _waiting(shift)
    if not waiting:
        return Standing(Alert.OVER)
    escalated = (call for call in waiting if call.has(Outcome.ESCALATED))
    call = next(escalated, waiting[0])
    late = (now - call.at) // MINUTE
    return Standing(_alert(call, late, settings), call, late, is_out=now >= shift.calls[0].at)


def to_tick(shift: LoneShift, now: datetime, settings: Settings) -> Call | None:
    """The call that is made by hearing from somebody now: the latest whose time has come."""
    near = now + settings.welfare_early_minutes * MINUTE
    return next((call for call in reversed(_waiting(shift)) if call.at <= near), None)


def in_order(
    shifts: Iterable[LoneShift], now: datetime, settings: Settings
) -> list[tuple[LoneShift, Standing]]:
    """What presses most first, then by the next call, then by name."""
    found = [(shift, standing(shift, now, settings)) for shift in shifts]
    return sorted(found, key=lambda each: (each[1].rank, each[0].name, each[0].id))


def is_listed(shift: LoneShift, now: datetime, today: date) -> bool:
    """Whether a shift of today or yesterday is still to be looked at."""
    last = shift.calls[-1].at
    return shift.on_date == today or now < last or (bool(_waiting(shift)) and now < last + KEPT)


def wall_clock(at: datetime, zone: ZoneInfo) -> str:
    """`18:05`."""
    return f"{at.astimezone(zone):%H:%M}"


def _waiting(shift: LoneShift) -> list[Call]:
    """The calls after the last that was made."""
    made = [call.has(Outcome.MADE) for call in shift.calls]
    return list(shift.calls[len(made) - made[::-1].index(True) :] if any(made) else shift.calls)


def _alert(call: Call, late: int, settings: Settings) -> Alert:
    if call.has(Outcome.ESCALATED):
        return Alert.ESCALATED
    if call.has(Outcome.UNANSWERED) or late >= settings.welfare_missed_minutes:
        return Alert.MISSED
    if late >= settings.welfare_late_minutes:
        return Alert.LATE
    if late >= 0:
        return Alert.DUE
    return Alert.SOON if late >= -settings.welfare_early_minutes else Alert.COMING
