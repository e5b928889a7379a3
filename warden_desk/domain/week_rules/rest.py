"""Rest between days, in a week, and inside a day.

Sources are the Working Time Regulations 1998 (SI 1998/1833, "WTR").
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import MINUTE, Duty, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.words import named, rest_words, tenths


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
                f"{tenths(longest // MINUTE)} hours are the longest time off in this week, "
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
                f"{f'{pause} minutes’' if pause else 'no'} break in {tenths(duty.minutes)} hours, "
                f"{settings.break_minutes} minutes wanted",
                "no break",
                (duty.shift.id,),
            )
