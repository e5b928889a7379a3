"""What the rows of a week look like in the grids, and how they are spoken."""

from datetime import date

from warden_desk.domain.dates import WEEKDAYS, Week, long_date, short_day
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import (
    CellKind,
    CellRow,
    FindingRow,
    ParishGrid,
    ParishWeek,
    PersonWeek,
    Visitor,
    WeekGrid,
)
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.week_grid import CellId, GridCell, GridColumn, GridRow, Look

_LOOKS = {
    CellKind.EMPTY: Look.BLANK,
    CellKind.WORK: Look.WORK,
    CellKind.LATE: Look.LATE,
    CellKind.OFF: Look.OFF,
    CellKind.AWAY: Look.AWAY,
    CellKind.ELSEWHERE: Look.GHOST,
    CellKind.OUTSIDE: Look.CLOSED,
}


def columns(week: Week, today: date) -> list[GridColumn]:
    """The seven days; today says that it is."""
    return [
        GridColumn(
            day.isoformat(),
            f"{WEEKDAYS[day.weekday()][:3]} {day.day}" + (" · today" if day == today else ""),
            long_date(day),
        )
        for day in week.days
    ]


def cell_id(person_id: str, team_id: str, day: date) -> CellId:
    """Where a person's day is in the grid of a team."""
    return _key(person_id, team_id), day.isoformat()


def owner(cell: CellId) -> tuple[str, str, date]:
    """The person, the team and the day of a cell."""
    person_id, _, team_id = cell[0].partition(" ")
    return person_id, team_id, date.fromisoformat(cell[1])


def people_rows(grid: WeekGrid, people: list[PersonWeek]) -> list[GridRow]:
    """People × days. Keys are people and teams, so that a draft stays with its cell."""
    return [
        GridRow(
            key=_key(person.person_id, grid.team_id),
            title=person.name,
            subtitle=" · ".join(part for part in (person.collar_number, person.note) if part),
            cells=tuple(_person_cell(cell) for cell in person.cells),
            end=f"{person.minutes / 60:.1f}",
            end_spoken=f"{hours(person.minutes)} hours",
        )
        for person in people
    ]


def parish_rows(grid: ParishGrid) -> list[GridRow]:
    """Parishes × days. A gap says so in the last column."""
    return [
        GridRow(
            key=parish.area_id,
            title=parish.name,
            subtitle=_carer(parish),
            cells=tuple(_parish_cell(day) for day in parish.days),
            end=_visits(parish),
            end_tone=_tone(parish),
            end_spoken=parish.gap or _visits(parish),
        )
        for parish in grid.parishes
    ]


def _key(person_id: str, team_id: str) -> str:
    return f"{person_id} {team_id}"


def _person_cell(cell: CellRow) -> GridCell:
    worst = next(iter(cell.open_findings), None)
    head, text = _lines(cell)
    return GridCell(
        look=_LOOKS[cell.kind],
        head=head,
        text=text,
        count=len(cell.taskings),
        mark=worst.mark if worst else "",
        mark_tone=Tone.RED if worst and worst.severity is Severity.STOP else Tone.AMBER,
        spoken=_said(cell),
    )


def _lines(cell: CellRow) -> tuple[str, str]:
    """Times over places; of a split day one part over the other."""
    if cell.kind is CellKind.OUTSIDE:
        return "not in the team", ""
    if len(cell.shifts) < 2:
        return cell.head, cell.places
    first, *others = (f"{s.head} {', '.join(s.places)}".strip() for s in cell.shifts)
    return first, " / ".join(others)


def _said(cell: CellRow) -> str:
    """`Late 1400–2200, Sheerness, 2 taskings ASH-26-0147 …; warning: …`."""
    if cell.kind is CellKind.OUTSIDE:
        return "not in the team that day"
    shifts = cell.shifts or cell.elsewhere
    parts = [f"{shift.code.name} {shift.head}" for shift in shifts]
    parts += [cell.places] if cell.places else []
    parts += [f"away: {cell.absent}"] if cell.absent else []
    parts += [f"taskings {', '.join(cell.taskings)}"] if cell.taskings else []
    parts += ["alone"] if any(shift.is_lone for shift in shifts) else []
    parts += [f"buddy {shift.buddy}" for shift in shifts if shift.buddy]
    return "\n".join([", ".join(parts), *(_finding(finding) for finding in cell.findings)]).strip()


def _finding(finding: FindingRow) -> str:
    reason = f" Reason: {finding.reason}" if finding.reason else ""
    return f"{finding.severity.capitalize()}: {finding.text}.{reason}"


def _parish_cell(visitors: tuple[Visitor, ...]) -> GridCell:
    if not visitors:
        return GridCell(Look.CLOSED, spoken="nobody")
    names = ", ".join(_short(visitor.name) for visitor in visitors)
    head = f"{visitors[0].start} {names}" if len(visitors) == 1 else names
    references = {reference for visitor in visitors for reference in visitor.references}
    said = "; ".join(
        f"{visitor.name} {visitor.times}"
        + (f", {', '.join(visitor.references)}" if visitor.references else "")
        for visitor in visitors
    )
    return GridCell(Look.WORK, head, count=len(references), spoken=said)


def _short(name: str) -> str:
    """`Ben T.`: a column is too narrow for surnames."""
    forename, _, surname = name.partition(" ")
    return f"{forename} {surname[:1]}." if surname else forename


def _carer(parish: ParishWeek) -> str:
    if parish.target_days is None:
        return "nobody designated"
    last = "no visit known" if parish.last_visit is None else f"last {short_day(parish.last_visit)}"
    return f"{_short(parish.primary)} · {last}"


def _visits(parish: ParishWeek) -> str:
    if parish.gap:
        return "gap"
    if not parish.visits:
        return "none due" if parish.target_days is not None else "nobody"
    return "1 day" if parish.visits == 1 else f"{parish.visits} days"


def _tone(parish: ParishWeek) -> Tone | None:
    if parish.gap:
        return Tone.AMBER
    return Tone.GREEN if parish.visits else None
