"""Everything the rules say about a team's week: for the panel, the check list and scripts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import Duty, duties
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.week_rows import CellKind, FindingRow, Group, ParishGrid, WeekGrid
from warden_desk.domain.week_rules import (
    fitness,
    hours,
    rest,
    service,
    together,
    volunteers,
    words_given,
    young,
)
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.judging import as_note
from warden_desk.domain.week_rules.plan import Plan
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.services import (
    areas,
    week_hours,
    week_parishes,
    week_plans,
    week_reasons,
    week_rows,
    week_views,
)
from warden_desk.services import settings as desk_settings
from warden_desk.services.deadlines import working_days

_SEVERITIES = list(Severity)
_RULES = list(Rule)


def findings(session: Session, team_id: str, week: Week) -> list[FindingRow]:
    """Everything the rules say about a team's week, worst first; what has a reason comes last.

    Raises:
        NotFound: there is no such team.
    """
    grid = week_views.grid(session, team_id, week)
    return of_grids(session, grid, week_parishes.parish_grid(session, team_id, week))


def of_grids(session: Session, grid: WeekGrid, parishes: ParishGrid) -> list[FindingRow]:
    """As `findings`, of grids that are at hand."""
    settings = desk_settings.load(session)
    districts = areas.team_districts(session, grid.team_id, grid.week.monday)
    plan = week_plans.plan(session, grid, districts, settings)
    found = [
        *_of_plan(plan, grid),
        *_of_hours(session, plan, grid),
        *service.urgent_in_time(
            week_plans.urgent(session, districts, grid.week, settings), grid.week
        ),
        *service.bought_hours(week_plans.bought(session, districts, grid.week), grid.week),
    ]
    rows = [*grid.findings, *week_parishes.gaps(parishes), *_rows(found, plan)]
    rows = [replace(row, team_id=grid.team_id) for row in rows]
    rows = week_reasons.filled(session, grid.team_id, grid.week, rows)
    return sorted(rows, key=_rank)


def _rank(row: FindingRow) -> tuple[bool, int, bool, int, int, str]:
    severity = _SEVERITIES.index(row.severity)
    rule, day = _RULES.index(row.rule), row.on_date.toordinal()
    return row.is_settled, severity, bool(row.area), rule, day, row.person


def _of_plan(plan: Plan, grid: WeekGrid) -> Iterator[Finding]:
    """The rules about several people, or about what a shift carries."""
    yield from fitness.unvetted(plan)
    yield from together.pairs(plan)
    yield from together.markers_under_review(plan)
    yield from together.volunteers_alone(plan)
    yield from fitness.powers_missing(plan)
    yield from fitness.certificates(plan)
    for cell in (cell for person in grid.people for cell in person.cells if cell.answers):
        for shift in cell.shifts:
            yield from words_given.against_their_word(shift, cell.answers, plan.settings)
    if not grid.is_empty:  # an empty week says so itself
        yield from service.districts_covered(plan)


def _of_hours(session: Session, plan: Plan, grid: WeekGrid) -> Iterator[Finding]:
    """The rules about somebody's hours, over this week and those before."""
    settings, week = plan.settings, plan.week
    own = [person for person in grid.people if person.group is not Group.GUESTS]
    workers = [plan.worker(person.person_id) for person in own]
    paid = [worker for worker in workers if not worker.is_volunteer]
    by_person = _by_person(plan.duties)
    sums = week_hours.sums(session, paid, week, settings)
    for worker in paid:
        if worker.id in sums:
            yield from hours.average(sums[worker.id].reference, worker, week, settings)
    if not grid.is_empty:
        yield from _contracts(grid, plan, by_person)
    shares = [each.share for each in sums.values()]
    yield from service.fair_lates(shares, settings)
    yield from service.fair_weekends(shares, settings)
    yield from _holidays(session, workers, week, settings)
    yield from _rest_owed(session, workers, week, settings)
    yield from _given(session, workers, week, by_person)


def _contracts(
    grid: WeekGrid, plan: Plan, by_person: Mapping[str, list[Duty]]
) -> Iterator[Finding]:
    for person in grid.people:
        if person.group is not Group.WARDENS:
            continue
        minutes = sum(duty.working_minutes for duty in by_person.get(person.person_id, ()))
        away = sum(
            cell.kind in (CellKind.AWAY, CellKind.OUTSIDE)
            for cell in person.cells[: hours.WORKING_DAYS]
        )
        worker = plan.worker(person.person_id)
        yield from hours.contract(minutes, away, worker, plan.week, plan.settings)


def _given(
    session: Session, workers: list[Worker], week: Week, by_person: Mapping[str, list[Duty]]
) -> Iterator[Finding]:
    """What volunteers agreed to give."""
    given = [worker for worker in workers if worker.is_volunteer]
    months = week_hours.months(session, [worker.id for worker in given], week)
    for worker in given:
        own = by_person.get(worker.id, [])
        yield from volunteers.agreed_hours(months.get(worker.id, {}), worker, own, week)
        yield from volunteers.consent(worker, own)


def _holidays(
    session: Session, workers: list[Worker], week: Week, settings: Settings
) -> Iterator[Finding]:
    """Bank holidays worked in this week, or so long before that a day off is due by now."""
    first = week.monday - timedelta(days=settings.lieu_days)
    is_holiday = working_days(settings.bank_holidays).is_holiday
    span = [first + timedelta(days=number) for number in range((week.sunday - first).days + 1)]
    days = list(filter(is_holiday, span))
    if not days:
        return
    keys = [worker.id for worker in workers if not worker.is_volunteer]
    off = week_hours.days_off(
        session, keys, first, week.sunday + timedelta(days=settings.lieu_days), settings
    )
    for key, own in _shifts(session, keys, Week.of(days[0]), Week.of(days[-1]), settings).items():
        worked = [duty for duty in own if duty.shift.on_date in days]
        yield from hours.bank_holidays(worked, off.get(key, []), week, settings)


def _rest_owed(
    session: Session, workers: list[Worker], week: Week, settings: Settings
) -> Iterator[Finding]:
    """Rest that was cut short with a reason, and not given back yet."""
    known = {worker.id: worker for worker in workers}
    first = Week.of(week.monday - timedelta(days=settings.rest_owed_days))
    keys = week_hours.people_with_reasons(session, list(known), first.monday, week.sunday)
    if not keys:
        return
    for key, own in _shifts(session, keys, first, week, settings).items():
        limits = young.limits(settings) if known[key].is_under_age(week.monday) else settings
        short = list(rest.daily_rest(own, limits))
        for finding in hours.rest_owed(own, short, week, limits):
            yield as_note(finding) if known[key].is_volunteer else finding


def _shifts(
    session: Session, keys: list[str], first: Week, last: Week, settings: Settings
) -> dict[str, list[Duty]]:
    """The shifts of whole weeks, by person."""
    book = week_rows.code_book(session, first.monday)
    shifts: list[ShiftRow] = week_rows.between(
        session, first.monday, last.sunday, book, person_ids=keys, with_stops=False
    )
    return _by_person(duties(shifts, ZoneInfo(settings.zone)))


def _by_person(work: Iterable[Duty]) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in work:
        found.setdefault(duty.shift.person_id, []).append(duty)
    return found


def _rows(found: Iterable[Finding], plan: Plan) -> Iterator[FindingRow]:
    """As the panel shows them; the same words about the same day once."""
    seen: set[tuple[object, ...]] = set()
    for finding in found:
        person_id = finding.person_id
        said = (person_id, finding.area, finding.key)
        if said in seen:
            continue
        seen.add(said)
        yield FindingRow(
            finding.rule,
            finding.severity,
            finding.on_date,
            finding.text,
            finding.mark,
            person_id=person_id,
            person=plan.worker(person_id).name if person_id else "",
            area_id=finding.area_id,
            area=finding.area,
        )
