"""Rest between days, in a week, and inside a day.

Sources are the Working Time Regulations 1998 (SI 1998/1833, "WTR").
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from warden_desk.domain.duties import MINUTE, Duty, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.words import named, rest_words, tenths

SEVEN_DAYS = 7


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
                    f"{rest_words(rest)} after {named(latest.shift, work[0].shift)}, "
                    f"{hours(settings.rest_minutes)} wanted",
                    f"{tenths(rest)} h",
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
                f"{tenths(span)} hours from first to last leave {rest_words(rest).lower()} in 24, "
                f"{hours(settings.rest_minutes)} wanted",
                "long day",
                (last.shift.id, *(duty.shift.id for duty in work if duty is not last)),
            )


def weekly_rest(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """Twenty-four clear hours in each seven days (WTR reg. 11(1)), or as the employer chose.

    The choice is twice 24 hours, or 48 in one piece, in each fourteen days (reg. 11(2)). The seven
    or fourteen days begin at midnight before Monday, where nothing else was agreed (reg. 11(4),
    (6)); the fortnights are counted on without end.
    """
    zone = ZoneInfo(settings.zone)
    days = settings.weekly_rest_days
    for first in sorted({period_start(duty.shift.on_date, days) for duty in duties}):
        last = first + timedelta(days=days - 1)
        start, end = instant(first, 0, zone), instant(last, DAY, zone)
        free = _free_times(duties, start, end)
        if _is_rested(free, settings):
            continue
        own = [duty.shift for duty in duties if first <= duty.shift.on_date <= last]
        yield Finding(
            Rule.WEEKLY_REST,
            Severity.WARNING,
            own[-1].on_date,
            _no_day_off(max(free), settings),
            "no day off",
            tuple(shift.id for shift in reversed(own)),
        )


def period_start(day: date, days: int) -> date:
    """The Monday of the week, or of the fortnight, this day is in."""
    return day - timedelta(days=(day.toordinal() - 1) % days)  # day 1 was a Monday


def _free_times(duties: Sequence[Duty], start: datetime, end: datetime) -> list[timedelta]:
    """The times clear of work between two moments, as long as they are inside."""
    free: list[timedelta] = []
    free_from = start
    for duty in duties:
        if duty.end > start and duty.start < end:
            free.append(duty.start - free_from)
            free_from = max(free_from, duty.end)
    return [*free, end - free_from]


def _is_rested(free: Sequence[timedelta], settings: Settings) -> bool:
    once = timedelta(minutes=settings.weekly_rest_minutes)
    if settings.weekly_rest_days == SEVEN_DAYS:
        return max(free) >= once
    whole = timedelta(minutes=settings.fortnight_rest_minutes)
    return max(free) >= whole or sum(time >= once for time in free) >= 2


def _no_day_off(longest: timedelta, settings: Settings) -> str:
    said, once = tenths(longest // MINUTE), hours(settings.weekly_rest_minutes)
    if settings.weekly_rest_days == SEVEN_DAYS:
        return f"{said} hours are the longest time off in this week, {once} clear wanted"
    whole = hours(settings.fortnight_rest_minutes)
    return (
        f"{said} hours are the longest time off in this fortnight, {whole} or twice {once} wanted"
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
                f"{f'{pause} minutes’' if pause else 'no'} break in {tenths(duty.minutes)} hours, "
                f"{settings.break_minutes} minutes wanted",
                "no break",
                (duty.shift.id,),
            )
