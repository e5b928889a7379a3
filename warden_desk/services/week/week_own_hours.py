"""What the rules about hours say of single people, over a week and those before it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import Duty, duties
from warden_desk.domain.settings import Settings
from warden_desk.domain.week_rows import WeekGrid
from warden_desk.domain.week_rules import hours, rest, volunteers, young
from warden_desk.domain.week_rules.findings import Finding
from warden_desk.domain.week_rules.judging import as_note
from warden_desk.domain.week_rules.plan import Share
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.services.tasking.deadlines import working_days
from warden_desk.services.week import week_hours, week_rows


@dataclass(frozen=True, slots=True)
class OwnHours:
    """What is said of one person's hours, and their share of lates and weekends."""

    findings: tuple[Finding, ...] = ()
    share: Share | None = None


def read(
    session: Session, workers: Sequence[Worker], grid: WeekGrid, settings: Settings
) -> dict[str, OwnHours]:
    """Of each of these people of the team."""
    if not workers:
        return {}
    week = grid.week
    paid = [worker for worker in workers if not worker.is_volunteer]
    sums = week_hours.sums(session, paid, week, settings) if paid else {}
    said = [
        *(
            finding
            for worker in paid
            if worker.id in sums
            for finding in hours.average(sums[worker.id].reference, worker, week, settings)
        ),
        *_holidays(session, [worker.id for worker in paid], week, settings),
        *_rest_owed(session, workers, week, settings),
        *_given(session, workers, grid, settings),
    ]
    by_person: dict[str, list[Finding]] = defaultdict(list)
    for finding in said:
        by_person[finding.person_id].append(finding)
    return {
        worker.id: OwnHours(
            tuple(by_person[worker.id]), sums[worker.id].share if worker.id in sums else None
        )
        for worker in workers
    }


def by_person(work: Iterable[Duty]) -> dict[str, list[Duty]]:
    """The same by whose it is."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in work:
        found[duty.shift.person_id].append(duty)
    return found


def _given(
    session: Session, workers: Sequence[Worker], grid: WeekGrid, settings: Settings
) -> Iterator[Finding]:
    """What volunteers agreed to give."""
    given = [worker for worker in workers if worker.is_volunteer]
    if not given:
        return
    months = week_hours.months(session, [worker.id for worker in given], grid.week)
    work = by_person(duties(grid.shifts, ZoneInfo(settings.zone)))
    for worker in given:
        own = work[worker.id]
        yield from volunteers.agreed_hours(months.get(worker.id, {}), worker, own, grid.week)
        yield from volunteers.consent(worker, own)


def _holidays(
    session: Session, keys: list[str], week: Week, settings: Settings
) -> Iterator[Finding]:
    """Bank holidays worked in this week, or so long before that a day off is due by now."""
    first = week.monday - timedelta(days=settings.lieu_days)
    is_holiday = working_days(settings.bank_holidays).is_holiday
    span = [first + timedelta(days=number) for number in range((week.sunday - first).days + 1)]
    days = list(filter(is_holiday, span))
    if not days:
        return
    off = week_hours.days_off(
        session, keys, first, week.sunday + timedelta(days=settings.lieu_days), settings
    )
    for key, own in _worked(session, keys, Week.of(days[0]), Week.of(days[-1]), settings).items():
        worked = [duty for duty in own if duty.shift.on_date in days]
        yield from hours.bank_holidays(worked, off.get(key, []), week, settings)


def _rest_owed(
    session: Session, workers: Sequence[Worker], week: Week, settings: Settings
) -> Iterator[Finding]:
    """Rest that was cut short with a reason, and not given back yet."""
    known = {worker.id: worker for worker in workers}
    first = Week.of(week.monday - timedelta(days=settings.rest_owed_days))
    keys = week_hours.people_with_reasons(session, list(known), first.monday, week.sunday)
    if not keys:
        return
    for key, own in _worked(session, keys, first, week, settings).items():
        limits = young.limits(settings) if known[key].is_under_age(week.monday) else settings
        short = list(rest.daily_rest(own, limits))
        for finding in hours.rest_owed(own, short, week, limits):
            yield as_note(finding) if known[key].is_volunteer else finding


def _worked(
    session: Session, keys: list[str], first: Week, last: Week, settings: Settings
) -> dict[str, list[Duty]]:
    """The shifts of whole weeks, by person."""
    book = week_rows.code_book(session, first.monday, settings)
    shifts = week_rows.between(
        session, first.monday, last.sunday, book, person_ids=keys, with_stops=False
    )
    return by_person(duties(shifts, ZoneInfo(settings.zone)))
