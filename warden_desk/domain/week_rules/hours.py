"""Hours over weeks: the average, the contract, bank holidays, and rest that is owed.

Sources are the Working Time Regulations 1998 (SI 1998/1833, "WTR").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.duties import MINUTE, Duty, instant
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY, hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.words import tenths
from warden_desk.domain.week_rules.workers import Worker

WORKING_DAYS = 5
"""Of a week, by which a day away counts for its part of the contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What somebody worked in the reference period that ends with a week.

    Attributes:
        minutes: worked where that is known, else planned.
        days: on how many days.
        excluded: how many days of annual and sick leave.
        later: the minutes of each day worked after the period, in order.
    """

    minutes: int
    days: int = 0
    excluded: int = 0
    later: tuple[int, ...] = ()

    @property
    def made_up(self) -> float:
        """What stands for the excluded days: the next days worked (WTR reg. 4(6), "B").

        Where fewer are planned yet, a usual day stands for each that is missing, so that leave
        neither lowers nor raises the average.
        """
        next_days = self.later[: self.excluded]
        usual = self.minutes / self.days if self.days else 0.0
        return sum(next_days) + usual * (self.excluded - len(next_days))


def reference_start(week: Week, weeks: int, worker: Worker) -> date:
    """The first day of the period: that many weeks, or since they started (WTR reg. 4(3), (4))."""
    first = week.plus(1 - weeks).monday
    return max(first, worker.started_on) if worker.started_on else first


def average(
    reference: Reference, worker: Worker, week: Week, settings: Settings
) -> Iterator[Finding]:
    """At most 48 hours a week on average, unless opted out (WTR reg. 4(1), 5).

    The average is (A + B) / C: minutes worked, those that stand for excluded days, and the weeks
    of the reference period (reg. 4(6), (7)).
    """
    if worker.has_opted_out(week.sunday):
        return
    first = reference_start(week, settings.average_weeks, worker)
    weeks = max(1.0, ((week.sunday - first).days + 1) / 7)
    minutes = (reference.minutes + reference.made_up) / weeks
    if minutes > settings.weekly_average_minutes:
        over = "the last week" if weeks < 2 else f"{weeks:.0f} weeks"
        yield Finding(
            Rule.AVERAGE,
            Severity.WARNING,
            week.sunday,
            f"{tenths(int(minutes))} hours a week on average over {over}, "
            f"{hours(settings.weekly_average_minutes)} at most without opting out",
            "average",
            person_id=worker.id,
        )


def contract(
    minutes: int, days_away: int, worker: Worker, week: Week, settings: Settings
) -> Iterator[Finding]:
    """The week comes to the contract, give or take what the service allows (its own manual).

    A day away counts as a fifth of the contract.
    """
    wanted = worker.contract_minutes
    if not wanted or worker.is_volunteer:
        return
    counted = minutes + min(WORKING_DAYS, days_away) * wanted // WORKING_DAYS
    over = counted - wanted
    if abs(over) > settings.contract_tolerance_minutes:
        words = "over" if over > 0 else "under"
        yield Finding(
            Rule.CONTRACT,
            Severity.WARNING,
            week.sunday,
            f"{hours(abs(over))} hours {words} the contract of {hours(wanted)}",
            words,
            person_id=worker.id,
        )


def bank_holidays(
    worked: Sequence[Duty], days_off: Sequence[date], week: Week, settings: Settings
) -> Iterator[Finding]:
    """A day off follows a bank holiday worked; WTR reg. 13A leaves when to the contract.

    Args:
        worked: the person's shifts on bank holidays, those of the weeks before too, by day.
        days_off: the days off in lieu, in order. One day makes good one holiday.
    """
    free = list(days_off)
    for duty in worked:
        day = duty.shift.on_date
        until = day + timedelta(days=settings.lieu_days)
        given = next((off for off in free if day < off <= until), None)
        if given is not None:
            free.remove(given)
        if day in week:
            then = f"a day off is owed until {short_day(until)}"
            then = f"the day off for it is {short_day(given)}" if given else then
            text, severity = f"works on a bank holiday; {then}", Severity.NOTE
            who = duty.shift.person_id
            yield Finding(Rule.BANK_HOLIDAY, severity, day, text, "holiday", person_id=who)
        elif given is None and until in week:
            text = f"no day off has followed the bank holiday worked on {short_day(day)}"
            yield Finding(
                Rule.BANK_HOLIDAY,
                Severity.WARNING,
                until,
                text,
                "day off",
                person_id=duty.shift.person_id,
            )


@dataclass(frozen=True, slots=True)
class _Owed:
    since: date
    minutes: int


def rest_owed(
    duties: Sequence[Duty],
    short: Sequence[Finding],
    week: Week,
    limits: Settings,
) -> Iterator[Finding]:
    """Rest that was cut short with a reason is given back in one piece (WTR reg. 24(a)).

    It comes on top of a daily rest, and of a weekly one where the time off is long enough for
    that. Until its day it is a note, then a warning.

    Args:
        duties: the person's shifts up to the end of the week, those of the weeks before too.
        short: what `daily_rest` found in them.
    """
    end = instant(week.sunday, DAY, ZoneInfo(limits.zone))
    for owed in _still_owed(duties, _overridden(duties, short, limits), end, limits):
        until = owed.since + timedelta(days=limits.rest_owed_days)
        if owed.since > week.sunday or until < week.monday:
            continue
        is_due = until <= week.sunday
        yield Finding(
            Rule.REST_OWED,
            Severity.WARNING if is_due else Severity.NOTE,
            min(until, week.sunday),
            f"{tenths(owed.minutes)} hours' rest are owed since {short_day(owed.since)}, "
            f"to be given by {short_day(until)}",
            "rest owed",
            person_id=duties[0].shift.person_id,
        )


def _overridden(
    duties: Sequence[Duty], short: Sequence[Finding], limits: Settings
) -> list[tuple[Duty, int]]:
    """The shifts that began too early, for a reason, and how many minutes of rest that took."""
    by_id = {duty.shift.id: duty for duty in duties}
    found: list[tuple[Duty, int]] = []
    for finding in short:
        late, early = by_id[finding.shift_ids[0]], by_id[finding.shift_ids[1]]
        if finding.rule is Rule.REST and late.shift.reason:
            found.append((late, limits.rest_minutes - (late.start - early.end) // MINUTE))
    return found


def _still_owed(
    duties: Sequence[Duty],
    overridden: Sequence[tuple[Duty, int]],
    until: datetime,
    limits: Settings,
) -> list[_Owed]:
    ends = [*(duty.start for duty in duties[1:]), until]
    spare = [
        (duty, _spare((end - duty.end) // MINUTE, limits))
        for duty, end in zip(duties, ends, strict=True)
    ]
    left: list[_Owed] = []
    for duty, minutes in overridden:
        at = next(
            (
                number
                for number, (before, room) in enumerate(spare)
                if before.end >= duty.end and room >= minutes
            ),
            None,
        )
        if at is None:
            left.append(_Owed(duty.shift.on_date, minutes))
        else:
            spare[at] = (spare[at][0], spare[at][1] - minutes)
    return left


def _spare(free: int, limits: Settings) -> int:
    """What a time off holds beyond the rest that is due anyhow."""
    room = free - limits.rest_minutes
    return room - limits.weekly_rest_minutes if free >= limits.weekly_rest_minutes else room
