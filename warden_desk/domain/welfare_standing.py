"""How calls to people who work alone stand at a moment, and what presses most."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from warden_desk.domain.duties import MINUTE
from warden_desk.domain.settings import Settings
from warden_desk.domain.welfare import Call, LoneShift, Outcome

KEPT = timedelta(hours=12)
"""So long after its last call a shift that did not end well stays on the list."""


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
