"""What is different for apprentices under eighteen.

Sources are the Working Time Regulations 1998 (SI 1998/1833, "WTR").
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import Duty, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, clock, hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.words import tenths


def limits(settings: Settings) -> Settings:
    """The limits of rest and break for people under eighteen (WTR reg. 10(2), 11(3), 12(4)).

    Twelve hours between days, 48 clear hours in each seven days, 30 minutes' break in more than
    four and a half hours. Their 48 hours cannot be spread over a fortnight.
    """
    return replace(
        settings,
        rest_minutes=settings.young_rest_minutes,
        weekly_rest_minutes=settings.young_weekly_rest_minutes,
        weekly_rest_days=7,
        break_after_minutes=settings.young_break_after_minutes,
        break_minutes=settings.young_break_minutes,
    )


def long_days(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """At most eight hours' work a day under eighteen (WTR reg. 5A(1)(a)). Breaks are no work."""
    most = settings.young_day_minutes
    for day, work in groupby(duties, key=lambda duty: duty.shift.on_date):
        own = list(work)
        minutes = sum(duty.working_minutes for duty in own)
        if minutes > most:
            text = f"{tenths(minutes)} hours' work in a day, {hours(most)} at most under 18"
            ids = tuple(duty.shift.id for duty in reversed(own))
            yield Finding(Rule.YOUNG_DAY, Severity.WARNING, day, text, "under 18", ids)


def long_weeks(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """At most forty hours' work a week under eighteen (WTR reg. 5A(1)(b)); no opting out.

    A week begins at midnight before Monday (reg. 5A(2)); a shift over it counts where it begins.
    """
    most = settings.young_week_minutes
    for week, work in groupby(duties, key=lambda duty: Week.of(duty.shift.on_date)):
        own = list(work)
        minutes = sum(duty.working_minutes for duty in own)
        if minutes > most:
            last = own[-1].shift
            text = f"{tenths(minutes)} hours' work in week {week.number}"
            text += f", {hours(most)} at most under 18"
            ids = tuple(duty.shift.id for duty in reversed(own))
            yield Finding(Rule.YOUNG_WEEK, Severity.WARNING, last.on_date, text, "under 18", ids)


def night_work(duties: Sequence[Duty], settings: Settings) -> Iterator[Finding]:
    """No work at night under eighteen: from 22:00 to 06:00 (WTR reg. 6A with reg. 2(1))."""
    zone = ZoneInfo(settings.zone)
    first, last = settings.young_night_from_minute, settings.young_night_until_minute
    for duty in duties:
        for nights in (-1, 0, 1):
            evening = duty.shift.on_date + timedelta(days=nights)
            night = instant(evening, first, zone), instant(evening, DAY + last, zone)
            if duty.start < night[1] and night[0] < duty.end:
                text = f"works between {clock(first)} and {clock(last)}, which nobody under 18 does"
                ids = (duty.shift.id,)
                day = duty.shift.on_date
                yield Finding(Rule.YOUNG_NIGHT, Severity.WARNING, day, text, "under 18", ids)
                break
