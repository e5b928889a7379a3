"""What the service promised: cover, urgent taskings, bought hours, and fair shares."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.plan import Bought, Plan, Share, Urgent
from warden_desk.domain.week_rules.words import tenths


def districts_covered(plan: Plan) -> Iterator[Finding]:
    """Somebody is in each district of the team every day (supervisor's checks before issue).

    One finding a district: its days stand together. Volunteers alone are no cover.
    """
    volunteers = plan.volunteers
    shifts = [d.shift for d in plan.duties if d.shift.person_id not in volunteers]
    for district in plan.districts:
        covered = {
            shift.on_date
            for shift in shifts
            if any(stop.area_id in district.area_ids for stop in shift.stops)
        }
        without = [day for day in plan.cover_days if day not in covered]
        if without:
            days = ", ".join(short_day(day) for day in without)
            yield Finding(
                Rule.COVER,
                Severity.WARNING,
                without[0],
                f"nobody is in the district on {days}",
                "cover",
                area_id=district.id,
                area=district.name,
            )


def urgent_in_time(urgent: Sequence[Urgent], week: Week) -> Iterator[Finding]:
    """Urgent taskings are given to somebody and planned by their day (supervisor's checks)."""
    for job in urgent:
        text = _late(job, week)
        if text:
            day = min(max(job.due_on or week.sunday, week.monday), week.sunday)
            yield Finding(
                Rule.HIGH_TASKING,
                Severity.WARNING,
                day,
                f"{job.reference} is urgent and {text}",
                "urgent",
                area_id=job.area_id,
                area=job.area,
            )


def _late(job: Urgent, week: Week) -> str:
    """What is wrong with an urgent tasking; empty if it goes well, or is not due yet."""
    due = f"due {short_day(job.due_on)}" if job.due_on else "without a date"
    if not job.is_assigned:
        return f"given to nobody, {due}"
    if job.due_on is None or job.due_on > week.sunday:
        return ""
    if job.first_on is None:
        return f"on nobody's round, {due}"
    if job.first_on > job.due_on:
        return f"first planned for {short_day(job.first_on)}, {due}"
    return ""


def bought_hours(bought: Sequence[Bought], week: Week) -> Iterator[Finding]:
    """Parishes get the hours they pay for (their funding agreement)."""
    for agreement in bought:
        if agreement.given < agreement.minutes:
            over = "" if agreement.weeks == 1 else f" over {agreement.weeks} weeks"
            yield Finding(
                Rule.FUNDING,
                Severity.WARNING,
                week.sunday,
                f"{tenths(agreement.given)} of {hours(agreement.minutes)} bought hours "
                f"are planned{over}",
                "bought",
                area_id=agreement.area_id,
                area=agreement.payer,
            )


def fair_lates(shares: Sequence[Share], settings: Settings) -> Iterator[Finding]:
    """Lates are shared out by contract over some weeks (supervisor's checks before issue)."""
    most = settings.fair_lates
    for share, fair in _unfair(shares, lambda one: one.lates, most):
        if share.last_late is not None:
            text = _too_many(share.lates, "lates", fair, settings)
            yield _unequal(Rule.FAIR_LATES, share, share.last_late, text)


def fair_weekends(shares: Sequence[Share], settings: Settings) -> Iterator[Finding]:
    """Weekend days are shared out by contract over some weeks (supervisor's checks)."""
    most = settings.fair_weekends
    for share, fair in _unfair(shares, lambda one: one.weekends, most):
        if share.last_weekend is not None:
            text = _too_many(share.weekends, "weekend days", fair, settings)
            yield _unequal(Rule.FAIR_WEEKENDS, share, share.last_weekend, text)


def _unfair(
    shares: Sequence[Share], count: Callable[[Share], int], most: int
) -> Iterator[tuple[Share, float]]:
    """Those who had at least so many more than their share, with that share."""
    every, weight = sum(map(count, shares)), sum(share.weight for share in shares)
    for share in shares:
        fair = every * share.weight / weight if weight else 0.0
        if count(share) - fair >= most:
            yield share, fair


def _too_many(count: int, what: str, fair: float, settings: Settings) -> str:
    return f"{count} {what} in {settings.fair_weeks} weeks, a fair share is {fair:.0f}"


def _unequal(rule: Rule, share: Share, day: date, text: str) -> Finding:
    return Finding(rule, Severity.WARNING, day, text, "share", person_id=share.person_id)
