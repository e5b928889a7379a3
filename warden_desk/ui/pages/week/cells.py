"""What the rows of a week look like in the grids, and how they are spoken."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from warden_desk.domain.availability import Answer
from warden_desk.domain.dates import WEEKDAYS, Week, long_date
from warden_desk.domain.events import EventRow
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import CellKind, CellRow, FindingRow, PersonWeek, WeekGrid
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.domain.worked import ShiftStatus
from warden_desk.ui.pages.week.keys import events_key, row_key
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.week_grid import GridCell, GridColumn, GridRow, Look

LOOKS = {
    CellKind.EMPTY: Look.BLANK,
    CellKind.WORK: Look.WORK,
    CellKind.LATE: Look.LATE,
    CellKind.OFF: Look.OFF,
    CellKind.AWAY: Look.AWAY,
    CellKind.ELSEWHERE: Look.GHOST,
    CellKind.OUTSIDE: Look.CLOSED,
}


_ANSWERS = {Answer.YES: "can come", Answer.MAYBE: "maybe", Answer.NO: "cannot come"}
_SIGNS = {
    ShiftStatus.MISSED: "×",
    ShiftStatus.CHANGED: "≠",
    ShiftStatus.WORKED: "✓",
    ShiftStatus.CONFIRMED: "○",
}


def columns(week: Week, today: date) -> list[GridColumn]:
    """The seven days; today says that it is."""
    return [
        GridColumn(
            day.isoformat(),
            f"{WEEKDAYS[day.weekday()][:3]} {day.day}" + (" · today" if day == today else ""),
            long_date(day),
            f"{WEEKDAYS[day.weekday()][:2]} {day.day}" + ("*" if day == today else ""),
        )
        for day in week.days
    ]


Known = dict[str, tuple[PersonWeek, GridRow]]
"""The rows as they were made of weeks, by key: what is the same week is the same row."""


def people_rows(
    grid: WeekGrid,
    people: Sequence[PersonWeek],
    known: Known,
    *,
    is_one_of_several: bool = False,
) -> list[GridRow]:
    """People × days, and the events under them.

    Keys are people and teams, so that a draft stays with its cell.
    """
    rows = [_person_row(grid, person, known) for person in people]
    if grid.events:
        rows.append(_events_row(grid))
    if rows and is_one_of_several:
        rows[0] = replace(rows[0], heading=grid.team)
    return rows


def _person_row(grid: WeekGrid, person: PersonWeek, known: Known) -> GridRow:
    key = row_key(person.person_id, grid.team_id)
    week, row = known.get(key, (None, None))
    if row is None or week is not person:
        row = GridRow(
            key=key,
            title=person.name,
            subtitle=" · ".join(part for part in (person.collar_number, person.note) if part),
            cells=tuple(_person_cell(cell) for cell in person.cells),
            end=f"{person.minutes / 60:.1f}",
            end_spoken=f"{hours(person.minutes)} hours",
        )
        known[key] = person, row
    return row


def _events_row(grid: WeekGrid) -> GridRow:
    return GridRow(
        key=events_key(grid.team_id),
        title="Events",
        subtitle="meetings, surgeries",
        cells=tuple(_events_cell(grid.events_on(day)) for day in grid.week.days),
        end=str(len(grid.events)),
        end_spoken=f"{len(grid.events)} events",
    )


def _events_cell(events: Sequence[EventRow]) -> GridCell:
    if not events:
        return GridCell(Look.CLOSED, spoken="no events")
    first = events[0]
    return GridCell(
        Look.GHOST,
        f"{first.times[:4]} {first.title}".strip(),
        first.area or first.place,
        count=len(events) if len(events) > 1 else 0,
        mark="" if all(event.who for event in events) else "nobody",
        spoken="\n".join(event_said(event) for event in events),
    )


def event_said(event: EventRow) -> str:
    """`1900–2030 Parish council, Charing: Ben Tilley`."""
    where = ", ".join(part for part in (event.area, event.place) if part)
    who = ", ".join(event.who) or "nobody goes yet"
    head = ", ".join(part for part in (f"{event.times} {event.title}".strip(), where) if part)
    return f"{head}: {who}"


def _person_cell(cell: CellRow) -> GridCell:
    worst = next(iter(cell.open_findings), None)
    head, text = _lines(cell)
    return GridCell(
        look=LOOKS[cell.kind],
        head=head,
        text=text,
        count=len(cell.taskings),
        mark=worst.mark if worst else "",
        mark_tone=Tone.RED if worst and worst.severity is Severity.STOP else Tone.AMBER,
        spoken=_said(cell),
        sign=_sign(cell),
        is_hatched=cell.kind is CellKind.AWAY or bool(cell.absent),
        is_filled=bool(cell.shifts),
        short=_short(cell),
    )


def _short(cell: CellRow) -> str:
    """`E 0730`: the code, and when it begins."""
    shifts = cell.shifts or cell.elsewhere
    if not shifts:
        return ""
    return f"{shifts[0].code.code} {shifts[0].head.partition('–')[0].split()[-1]}".strip()


def _sign(cell: CellRow) -> str:
    """How the day went, as far as it is known: what needs a look comes first."""
    found = {shift.status for shift in cell.shifts if shift.code.is_work}
    known = next((sign for status, sign in _SIGNS.items() if status in found), "")
    doubts = any(answer.answer is not Answer.YES for answer in cell.answers)
    return known or ("?" if found and doubts else "")


def _lines(cell: CellRow) -> tuple[str, str]:
    """Times over places; of a split day one part over the other."""
    if cell.kind is CellKind.OUTSIDE:
        return "not in the team", ""
    if cell.kind is CellKind.EMPTY and cell.answers:
        return _ANSWERS[cell.answers[0].answer], cell.answers[0].note
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
    parts += [answer.sentence for answer in cell.answers]
    parts += [f"taskings {', '.join(cell.taskings)}"] if cell.taskings else []
    parts += [shift.status for shift in cell.shifts if shift.status != ShiftStatus.PLANNED]
    parts += ["alone"] if any(shift.is_lone for shift in shifts) else []
    parts += [f"buddy {shift.buddy}" for shift in shifts if shift.buddy]
    return "\n".join([", ".join(parts), *(_finding(finding) for finding in cell.findings)]).strip()


def _finding(finding: FindingRow) -> str:
    reason = f" Reason: {finding.reason}" if finding.reason else ""
    return f"{finding.severity.capitalize()}: {finding.text}.{reason}"
