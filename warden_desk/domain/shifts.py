"""What one person does on one day of the week: codes, shifts, stops, and the cell that shows them.

Minutes are wall-clock minutes from midnight of the shift's own day; an end past 1440 is the next
morning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class ShiftCodeRow:
    """What a cell may say, with its usual times. Codes are rows of the desk, never part of code."""

    code: str
    name: str
    is_work: bool
    is_absence: bool = False
    start_minute: int | None = None
    end_minute: int | None = None
    break_minutes: int = 0

    @property
    def times(self) -> tuple[int, int] | None:
        """The usual start and end, where the code has any."""
        if self.start_minute is None or self.end_minute is None:
            return None
        return self.start_minute, self.end_minute


PLAIN = ShiftCodeRow("", "Shift", is_work=True)
"""A working shift typed as times alone."""


@dataclass(frozen=True)
class CodeBook:
    """The shift codes of a day, in the desk's order.

    Attributes:
        break_after_minutes: a shift longer than this has the break of its code.
        ended: codes that may not be typed any more, for shifts that still bear them.
    """

    codes: tuple[ShiftCodeRow, ...]
    break_after_minutes: int = 6 * 60
    ended: tuple[ShiftCodeRow, ...] = ()

    @cached_property
    def _by_code(self) -> dict[str, ShiftCodeRow]:
        return {row.code.casefold(): row for row in self.codes}

    def find(self, typed: str) -> ShiftCodeRow | None:
        """The code typed, in either case."""
        return self._by_code.get(typed.casefold())

    def row(self, code: str) -> ShiftCodeRow:
        """What a stored code means, whether or not it may still be typed."""
        if not code:
            return PLAIN
        ended = (row for row in self.ended if row.code == code)
        return self.find(code) or next(ended, ShiftCodeRow(code, code, is_work=True))

    def pause(self, code: ShiftCodeRow, start: int | None, end: int | None) -> int:
        """The minutes of break in a shift of this code and these times.

        Times without a code have the break of the working code whose usual times are nearest.
        """
        if not code.is_work or start is None or end is None:
            return 0
        if end - start <= self.break_after_minutes:
            return 0
        return code.break_minutes if code.code else self._usual_break(start, end)

    def _usual_break(self, start: int, end: int) -> int:
        timed = [(row, row.times) for row in self.codes if row.is_work]
        near = [
            (abs(times[0] - start) + abs(times[1] - end), row.break_minutes)
            for row, times in timed
            if times is not None
        ]
        return min(near, key=lambda found: found[0])[1] if near else 0

    @property
    def listed(self) -> str:
        """`E early, L late, RD rest day`, for sentences."""
        return ", ".join(f"{row.code} {row.name.lower()}" for row in self.codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDraft:
    """One shift as typed in.

    Attributes:
        places: as typed; the service knows which of them are parishes or events.
        taskings: references, in capitals.
        buddy: a name or collar number, as typed.
        exact: the places typed in quotation marks, which are kept as they stand.
    """

    code: str
    start_minute: int | None = None
    end_minute: int | None = None
    break_minutes: int = 0
    places: tuple[str, ...] = ()
    taskings: tuple[str, ...] = ()
    is_lone: bool = False
    buddy: str = ""
    exact: frozenset[str] = frozenset()

    @property
    def head(self) -> str:
        """`E 0730–1530`."""
        return _head(self.code, self.start_minute, self.end_minute)


@dataclass(frozen=True, slots=True)
class CellDraft:
    """What is typed into one cell: the shifts of one person on one day, as typed."""

    shifts: tuple[ShiftDraft, ...]

    @property
    def head(self) -> str:
        """`E 0730–1530`, or of a split day both: `0900–1200 / 1600–2000`."""
        return " / ".join(shift.head for shift in self.shifts)


@dataclass(frozen=True, slots=True)
class StopRow:
    """A place on a shift's round.

    Attributes:
        label: the event, the words typed, or the name of the area. "Sheerness" stays so, though
            the area it lies in is called otherwise.
        text: the words typed, where they are not the area's own name.
        reference: of the tasking, if it is one.
    """

    id: str
    label: str
    text: str = ""
    area_id: str | None = None
    tasking_id: str | None = None
    reference: str = ""
    event_id: str | None = None
    minutes_planned: int | None = None
    minutes_done: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One shift as lists, sheets and rules read it. `team` is named for whom it is worked."""

    id: str
    person_id: str
    team_id: str
    team: str
    on_date: date
    code: ShiftCodeRow
    start_minute: int | None
    end_minute: int | None
    break_minutes: int = 0
    status: str = "planned"
    is_lone: bool = False
    buddy_id: str | None = None
    buddy: str = ""
    vehicle: str = ""
    note: str = ""
    reason: str = ""
    """Why a warning was overridden."""
    stops: tuple[StopRow, ...] = ()

    @property
    def head(self) -> str:
        """`E 0730–1530`; a day marked off is its code alone."""
        return _head(self.code.code, self.start_minute, self.end_minute)

    @property
    def is_day_off(self) -> bool:
        """Whether it is a day without work that is no absence: it gives way to a shift."""
        return not self.code.is_work and not self.code.is_absence

    @property
    def places(self) -> tuple[str, ...]:
        """Where it goes, in order, without the taskings."""
        return tuple(stop.label for stop in self.stops if stop.tasking_id is None)

    @property
    def taskings(self) -> tuple[str, ...]:
        """The references it carries, in order."""
        return tuple(stop.reference for stop in self.stops if stop.tasking_id is not None)

    @property
    def minutes(self) -> int:
        """Worked minutes by the clock on the wall, without the break; 0 where it is no work."""
        if not self.code.is_work or self.start_minute is None or self.end_minute is None:
            return 0
        return max(0, self.end_minute - self.start_minute - self.break_minutes)


def draft_of(shifts: Iterable[ShiftRow]) -> CellDraft:
    """A cell as it would be typed."""
    return CellDraft(
        tuple(
            ShiftDraft(
                code=shift.code.code,
                start_minute=shift.start_minute,
                end_minute=shift.end_minute,
                break_minutes=shift.break_minutes,
                places=shift.places,
                taskings=shift.taskings,
                is_lone=shift.is_lone,
                buddy=shift.buddy,
            )
            for shift in in_order(shifts)
        )
    )


def times(start: int | None, end: int | None) -> str:
    """`0730–1530`; empty for a day without times."""
    return "" if start is None or end is None else f"{clock(start)}–{clock(end)}"


def clock(minute: int) -> str:
    """`0730`, the way rosters write times; past midnight it starts again at 0000."""
    hours, minutes = divmod(minute % DAY, 60)
    return f"{hours:02d}{minutes:02d}"


def hours(minutes: int) -> str:
    """`9.5`: hours in tenths, without a needless nought."""
    return f"{minutes / 60:.1f}".removesuffix(".0")


def in_order(shifts: Iterable[ShiftRow]) -> list[ShiftRow]:
    """Shifts by day and as the day goes; those without times come last."""
    return sorted(
        shifts,
        key=lambda shift: (
            shift.on_date,
            shift.start_minute is None,
            shift.start_minute or 0,
            shift.id,
        ),
    )


def _head(code: str, start: int | None, end: int | None) -> str:
    return f"{code} {times(start, end)}".strip()
