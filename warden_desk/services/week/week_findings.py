"""Everything the rules say about a team's week: for the panel, the check list and scripts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import Duty
from warden_desk.domain.week_rows import CellKind, FindingRow, Group, ParishGrid, WeekGrid
from warden_desk.domain.week_rules import fitness, hours, service, together, words_given
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.plan import Plan
from warden_desk.services.week import week_facts, week_parishes, week_reasons, week_views
from warden_desk.services.week.week_facts import Facts
from warden_desk.services.week.week_own_hours import by_person

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
    return of_facts(grid, parishes, week_facts.read(session, grid))


def of_facts(grid: WeekGrid, parishes: ParishGrid, facts: Facts) -> list[FindingRow]:
    """As `findings`, of everything they follow from."""
    found = [
        *_of_plan(facts.plan, grid),
        *_of_hours(facts, grid),
        *service.urgent_in_time(facts.urgent, grid.week),
        *service.bought_hours(facts.bought, grid.week),
    ]
    rows = [*grid.findings, *week_parishes.gaps(parishes), *_rows(found, facts.plan)]
    rows = [replace(row, team_id=grid.team_id) for row in rows]
    return sorted(week_reasons.filled(facts.reasons, rows), key=_rank)


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
    yield from together.welfare_contacts(plan)
    yield from fitness.powers_missing(plan)
    yield from fitness.certificates(plan)
    for cell in (cell for person in grid.people for cell in person.cells if cell.answers):
        for shift in cell.shifts:
            yield from words_given.against_their_word(shift, cell.answers, plan.settings)
    if not grid.is_empty:  # an empty week says so itself
        yield from service.districts_covered(plan)


def _of_hours(facts: Facts, grid: WeekGrid) -> Iterator[Finding]:
    """The rules about somebody's hours, over this week and those before."""
    own = [facts.hours[p.person_id] for p in grid.people if p.person_id in facts.hours]
    for each in own:
        yield from each.findings
    if not grid.is_empty:
        yield from _contracts(grid, facts.plan, by_person(facts.plan.duties))
    shares = [each.share for each in own if each.share is not None]
    yield from service.fair_lates(shares, facts.settings)
    yield from service.fair_weekends(shares, facts.settings)


def _contracts(grid: WeekGrid, plan: Plan, work: Mapping[str, Sequence[Duty]]) -> Iterator[Finding]:
    for person in grid.people:
        if person.group is not Group.WARDENS:
            continue
        minutes = sum(duty.working_minutes for duty in work.get(person.person_id, ()))
        away = sum(
            cell.kind in (CellKind.AWAY, CellKind.OUTSIDE)
            for cell in person.cells[: hours.WORKING_DAYS]
        )
        worker = plan.worker(person.person_id)
        yield from hours.contract(minutes, away, worker, plan.week, plan.settings)


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
