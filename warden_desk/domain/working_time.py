"""The rules of working time: what stops a shift, and what only warns.

Each rule is one function over one person's shifts. Limits come from the settings; sources are the
Working Time Regulations 1998 (SI 1998/1833, "WTR") and the service's own manual.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from warden_desk.domain.dates import WEEKDAYS, Week
from warden_desk.domain.duties import MINUTE, Away, Duty, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, ShiftRow, clock, hours


class Severity(StrEnum):
    """Whether a rule forbids, or asks for a reason that is kept. Worst first."""

    STOP = "stop"
    WARNING = "warning"


class Rule(StrEnum):
    """What was looked at. The values are stable: they are in JSON."""

    OVERLAP = "overlap"
    ABSENT = "absent"
    REST = "rest"
    LONG_DAY = "long_day"
    WEEKLY_REST = "weekly_rest"
    BREAK = "break"
    LONE_LATE = "lone_late"
    PARISH_GAP = "parish_gap"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule has to say.

    Attributes:
        mark: two words for the corner of a cell.
        shift_ids: the shifts it is about; the first is the one that keeps the reason.
    """

    rule: Rule
    severity: Severity
    on_date: date
    text: str
    mark: str
    shift_ids: tuple[str, ...]

    @property
    def key(self) -> tuple[str, date, str]:
        """The same for the same trouble, whatever became of the rows."""
        return self.rule, self.on_date, self.text


def judge(duties: Sequence[Duty], away: Sequence[Away], settings: Settings) -> list[Finding]:
    """Everything the rules say about one person's shifts (as `duties` gives them), worst first."""
    found = [
        *overlaps(duties),
        *work_while_absent(duties, away),
        *daily_rest(duties, settings),
        *long_days(duties, settings),
        *weekly_rest(duties, settings),
        *breaks(duties, settings),
        *lone_lates(duties, settings),
    ]
    order = list(Severity)
    return sorted(found, key=lambda finding: (order.index(finding.severity), finding.on_date))


def overlaps(duties: Sequence[Duty]) -> Iterator[Finding]:
    """Two working shifts at once. Nobody is in two places; the service's first rule."""
    for number, duty in enumerate(duties):
        for other in duties[number + 1 :]:
            if other.start >= duty.end:
                break
            first, second = duty.shift, other.shift
            yield Finding(
                Rule.OVERLAP,
                Severity.STOP,
                second.on_date,
                f"{second.head} overlaps {_named(first, second)}",
                "overlap",
                (second.id, first.id),
            )


def work_while_absent(duties: Sequence[Duty], away: Sequence[Away]) -> Iterator[Finding]:
    """Working while recorded as absent. Correct the absence first; the service's second rule."""
    for duty in duties:
        for absence in away:
            if duty.start < absence.end and absence.start < duty.end:
                yield Finding(
                    Rule.ABSENT,
                    Severity.STOP,
                    duty.shift.on_date,
                    f"{duty.shift.head} is planned during {absence.label}",
                    "away",
                    (duty.shift.id, absence.shift_id) if absence.shift_id else (duty.shift.id,),
                )


def daily_rest(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Eleven hours between the work of one day and that of the next (WTR reg. 10(1)).

    The parts of a split day are one day's work; `long_days` looks at those.
    """
    latest: Duty | None = None
    for _, day in groupby(duties, key=lambda duty: duty.shift.on_date):
        work = list(day)
        if latest is not None:
            rest = (work[0].start - latest.end) // MINUTE
            if 0 <= rest < settings.rest_minutes:
                yield Finding(
                    Rule.REST,
                    Severity.WARNING,
                    work[0].shift.on_date,
                    f"{_rest(rest)} after {_named(latest.shift, work[0].shift)}, "
                    f"{hours(settings.rest_minutes)} wanted",
                    f"{_tenths(rest)} h",
                    (work[0].shift.id, latest.shift.id),
                )
        latest = max((*work, *([latest] if latest else [])), key=lambda duty: duty.end)


def long_days(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """A day's work that leaves no eleven hours' rest in its 24 hours (WTR reg. 10(1)).

    A split day may: what counts is from the first start to the last end, unless the pause between
    is itself long enough.
    """
    for on_date, day in groupby(duties, key=lambda duty: duty.shift.on_date):
        work = list(day)
        last = max(work, key=lambda duty: duty.end)
        span = (last.end - work[0].start) // MINUTE
        pause = max(((b.start - a.end) // MINUTE for a, b in pairwise(work)), default=0)
        rest = DAY - span
        if max(rest, pause) < settings.rest_minutes:
            yield Finding(
                Rule.LONG_DAY,
                Severity.WARNING,
                on_date,
                f"{_tenths(span)} hours from first to last leave {_rest(rest).lower()} in 24, "
                f"{hours(settings.rest_minutes)} wanted",
                "long day",
                (last.shift.id, *(duty.shift.id for duty in work if duty is not last)),
            )


def weekly_rest(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Twenty-four clear hours in each seven days (WTR reg. 11(1)).

    The seven days begin at midnight before Monday, where nothing else was agreed (reg. 11(4), (6)).
    """
    zone = ZoneInfo(settings.zone)
    for week in sorted({Week.of(duty.shift.on_date) for duty in duties}):
        start, end = instant(week.monday, 0, zone), instant(week.sunday, DAY, zone)
        longest, free_from = timedelta(), start
        for duty in duties:
            if duty.end > start and duty.start < end:
                longest = max(longest, duty.start - free_from)
                free_from = max(free_from, duty.end)
        longest = max(longest, end - free_from)
        if longest < timedelta(minutes=settings.weekly_rest_minutes):
            own = [duty.shift for duty in duties if duty.shift.on_date in week]
            yield Finding(
                Rule.WEEKLY_REST,
                Severity.WARNING,
                own[-1].on_date,
                f"{_tenths(longest // MINUTE)} hours are the longest time off in this week, "
                f"{hours(settings.weekly_rest_minutes)} clear wanted",
                "no day off",
                tuple(shift.id for shift in reversed(own)),
            )


def breaks(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """A break of 20 minutes inside a day's work of more than six hours (WTR reg. 12(1))."""
    for duty in duties:
        pause = duty.shift.break_minutes
        if duty.minutes > settings.break_after_minutes and pause < settings.break_minutes:
            yield Finding(
                Rule.BREAK,
                Severity.WARNING,
                duty.shift.on_date,
                f"{f'{pause} minutes’' if pause else 'no'} break in {_tenths(duty.minutes)} hours, "
                f"{settings.break_minutes} minutes wanted",
                "no break",
                (duty.shift.id,),
            )


def lone_lates(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Somebody alone in the evening has a buddy who expects their call (HSE INDG73)."""
    for duty in duties:
        shift = duty.shift
        ends_late = shift.end_minute is not None and shift.end_minute > settings.late_after_minute
        if ends_late and shift.is_lone and not shift.buddy_id:
            yield Finding(
                Rule.LONE_LATE,
                Severity.WARNING,
                shift.on_date,
                f"alone until {clock(shift.end_minute or 0)}, and nobody is named as buddy",
                "lone",
                (shift.id,),
            )


def _named(shift: ShiftRow, beside: ShiftRow) -> str:
    """`Wednesday's late`, or with its times where both are on one day or worked elsewhere."""
    if shift.on_date == beside.on_date:
        return shift.head
    name = shift.code.name.lower()
    return f"{WEEKDAYS[shift.on_date.weekday()]}'s {'shift' if ' ' in name else name}"


def _rest(minutes: int) -> str:
    if minutes <= 0:
        return "No rest"
    return "1 hour's rest" if minutes == 60 else f"{_tenths(minutes)} hours' rest"


def _tenths(minutes: int) -> str:
    """Hours in tenths, cut, never rounded: 10 h 59 min must not read as 11."""
    return f"{minutes // 6 / 10:.1f}".removesuffix(".0")
