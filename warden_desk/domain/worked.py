"""Planned against done: how a shift went, in the end."""

from dataclasses import dataclass
from enum import StrEnum

from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY


class ShiftStatus(StrEnum):
    """Where a shift stands. The values are stored."""

    PLANNED = "planned"
    CONFIRMED = "confirmed"
    """The person knows of it."""
    WORKED = "worked"
    MISSED = "missed"
    CHANGED = "changed"
    """Worked, but at other times than planned."""

    @property
    def is_done(self) -> bool:
        """Whether somebody said how it went."""
        return self in (ShiftStatus.WORKED, ShiftStatus.MISSED, ShiftStatus.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedDraft:
    """When somebody really worked, in minutes from midnight of the shift's day.

    Without times it was as planned; without a break, the break was.
    """

    start_minute: int | None = None
    end_minute: int | None = None
    break_minutes: int | None = None
    note: str = ""

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: by field, what is missing or does not fit.
        """
        problems: dict[str, str] = {}
        start, end, pause = self.start_minute, self.end_minute, self.break_minutes
        if (start is None) != (end is None):
            problems["start_minute"] = "Give both times, or neither for the times planned."
        elif start is not None and end is not None:
            if not 0 <= start < DAY:
                problems["start_minute"] = "The start is not within the day."
            elif not start < end <= start + DAY:
                problems["end_minute"] = "The end is not after the start."
            elif pause is not None and pause >= end - start:
                problems["break_minutes"] = "The break is longer than the shift."
        if pause is not None and pause < 0:
            problems["break_minutes"] = "A break cannot be less than nothing."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRow:
    """How a shift went, beside how it was planned. Minutes of times are None where none are known.

    Attributes:
        minutes: worked as far as that is known, otherwise planned, without the break.
        by: who said so.
    """

    shift_id: str
    status: ShiftStatus
    planned_minutes: int
    minutes: int
    start_minute: int | None = None
    end_minute: int | None = None
    break_minutes: int | None = None
    note: str = ""
    by: str = ""

    @property
    def difference(self) -> int:
        """Minutes more (or less) than planned."""
        return self.minutes - self.planned_minutes
