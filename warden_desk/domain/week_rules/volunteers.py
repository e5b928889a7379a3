"""What volunteers agreed to, and what they do not do alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from warden_desk.domain.dates import MONTHS, Week, plain_date
from warden_desk.domain.duties import Duty
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.workers import Worker

Month = tuple[int, int]
"""Year and month."""


def months_of(week: Week) -> list[Month]:
    """The month a week is in, or both."""
    return sorted({(day.year, day.month) for day in (week.monday, week.sunday)})


def agreed_hours(
    minutes: Mapping[Month, int], worker: Worker, duties: Sequence[Duty], week: Week
) -> Iterator[Finding]:
    """No more hours in a month than the volunteer agreement says (the agreement itself)."""
    agreed = worker.minutes_a_month
    if not worker.is_volunteer or agreed is None:
        return
    for month in months_of(week):
        own = [d.shift for d in duties if (d.shift.on_date.year, d.shift.on_date.month) == month]
        given = minutes.get(month, 0)
        if own and given > agreed:
            yield Finding(
                Rule.VOLUNTEER_HOURS,
                Severity.WARNING,
                own[-1].on_date,
                f"{hours(given)} hours in {MONTHS[month[1] - 1]}, "
                f"{hours(agreed)} are in the agreement",
                "hours",
                person_id=worker.id,
            )


def consent(worker: Worker, duties: Sequence[Duty]) -> Iterator[Finding]:
    """Nobody is planned after taking their agreement back (UK GDPR art. 7(3))."""
    until: date | None = worker.withdrawn_on
    if until is None:
        return
    for duty in duties:
        if duty.shift.on_date >= until:
            text = f"planned, but took the agreement back on {plain_date(until)}"
            day = duty.shift.on_date
            yield Finding(
                Rule.VOLUNTEER_CONSENT, Severity.WARNING, day, text, "consent", person_id=worker.id
            )
            return


def alone(duty: Duty, worker: Worker, *, is_accompanied: bool) -> Iterator[Finding]:
    """A volunteer who does not work alone has a warden with them (agreement; HSE INDG73)."""
    if worker.is_volunteer and worker.no_lone_work and not is_accompanied:
        yield Finding(
            Rule.VOLUNTEER_LONE,
            Severity.WARNING,
            duty.shift.on_date,
            f"{duty.shift.head} is with no warden: nobody is planned there at that time",
            "alone",
            person_id=worker.id,
        )
