"""Shifts and absences in real time, as the rules of working time see them.

Lengths are real: on the nights the clocks change, a shift from 22:00 to 06:00 is not eight hours.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.shifts import DAY, CodeBook, ShiftRow
from warden_desk.domain.worked import ShiftStatus

MINUTE = timedelta(minutes=1)
WHOLE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """A working shift in real time; both instants are aware, in UTC."""

    shift: ShiftRow
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """How long it really lasts."""
        return (self.end - self.start) // MINUTE

    @property
    def working_minutes(self) -> int:
        """How much of it is working time: the break is none (WTR reg. 2(1))."""
        return max(0, self.minutes - self.shift.break_minutes)


@dataclass(frozen=True, slots=True)
class Away:
    """A time somebody is not there, in real time. `label` is "annual leave"."""

    start: datetime
    end: datetime
    label: str
    shift_id: str = ""


@lru_cache(maxsize=4096)  # a week asks for the same few times again and again
def instant(day: date, minute: int, zone: ZoneInfo) -> datetime:
    """The moment a wall clock shows `minute` of `day`, in UTC.

    Of an hour that comes twice the first is meant; one that the clocks skip is the moment they
    go forward, so that a later wall-clock time is never an earlier moment.
    """
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    while (first.utcoffset() or timedelta()) < (second.utcoffset() or timedelta()):
        wall += MINUTE
        first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.astimezone(ZoneInfo("UTC"))


def duties(shifts: Iterable[ShiftRow], zone: ZoneInfo) -> list[Duty]:
    """The working shifts with times, but those that were missed, by their beginning."""
    found = [
        Duty(
            shift,
            instant(shift.on_date, shift.start_minute, zone),
            instant(shift.on_date, shift.end_minute, zone),
        )
        for shift in shifts
        if shift.code.is_work and shift.start_minute is not None and shift.end_minute is not None
        if shift.status != ShiftStatus.MISSED
    ]
    return sorted(found, key=lambda duty: (duty.start, duty.end, duty.shift.id))


def clock_changes(first: date, last: date, zone: ZoneInfo) -> list[date]:
    """The days between these (both inclusive) that are not 24 hours long."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if instant(day, DAY, zone) - instant(day, 0, zone) != WHOLE_DAY]


def gained(day: date, start: int, end: int, zone: ZoneInfo) -> int:
    """How many minutes longer a shift lasts than by the clock on the wall: 60 in October."""
    real = (instant(day, end, zone) - instant(day, start, zone)) // MINUTE
    return real - (end - start)


def times_away(
    shifts: Iterable[ShiftRow], absences: Iterable[AbsenceRow], book: CodeBook, zone: ZoneInfo
) -> list[Away]:
    """When somebody is away: recorded absences, and days marked so in the plan."""
    found = [
        Away(
            instant(shift.on_date, shift.start_minute or 0, zone),
            instant(shift.on_date, shift.end_minute or DAY, zone),
            shift.code.name.lower(),
            shift.id,
        )
        for shift in shifts
        if shift.code.is_absence
    ]
    for absence in absences:
        name = book.row(absence.code).name.lower()
        start, end = absence.start_minute, absence.end_minute
        if start is None or end is None:
            whole = instant(absence.starts_on, 0, zone), instant(absence.ends_on, DAY, zone)
            found.append(Away(*whole, name))
            continue
        for number in range((absence.ends_on - absence.starts_on).days + 1):
            day = absence.starts_on + timedelta(days=number)
            found.append(Away(instant(day, start, zone), instant(day, end, zone), name))
    return found
