"""Papers of a whole team beside its sheet: the month in codes, and the week for the wall."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.copies import (
    CopyHead,
    CopyKind,
    MonthCell,
    MonthDay,
    MonthOverview,
    MonthPerson,
    WallPerson,
    WallSheet,
)
from warden_desk.domain.dates import WEEKDAYS, plain_date, uk_date
from warden_desk.domain.month_rows import MonthCell as Planned
from warden_desk.domain.month_rows import MonthGrid, PersonMonth
from warden_desk.domain.months import Month
from warden_desk.domain.sheets import CellKind
from warden_desk.domain.week_rows import CellKind as WeekCell
from warden_desk.domain.week_rows import Group, PersonWeek
from warden_desk.services.papers.copies_ground import Ground, head, without_version
from warden_desk.services.tasking.deadlines import working_days
from warden_desk.services.week import week_months

_AWAY = "A"
"""All a paper says of an absence."""
_NO_CODE = "+"
_KINDS = {
    WeekCell.WORK: CellKind.WORK,
    WeekCell.LATE: CellKind.WORK,
    WeekCell.AWAY: CellKind.AWAY,
    WeekCell.OFF: CellKind.REST,
}


def month_of(on: Ground) -> Month:
    """The month most of the week lies in, as ISO weeks belong to years: that of its Thursday."""
    return Month.of(on.grid.week.days[3])


def month_overview(session: Session, on: Ground) -> MonthOverview:
    """The team's month as it is planned now."""
    month = month_of(on)
    grid = week_months.month_grid(session, on.team_id, month)
    is_holiday = working_days(on.settings.bank_holidays).is_holiday
    count = len(month.days)
    people = tuple(_person(row) for row in grid.people if not _is_idle(row))
    return MonthOverview(
        head=_month_head(on, month),
        days=tuple(_day(day, is_free=is_holiday(day)) for day in month.days),
        people=people,
        on_duty=tuple(_count(grid, at, WeekCell.WORK, WeekCell.LATE) for at in range(count)),
        on_late=tuple(_count(grid, at, WeekCell.LATE) for at in range(count)),
        legend=_legend(on, people),
        holidays=tuple(f"Bank holiday {plain_date(day)}" for day in month.days if is_holiday(day)),
    )


def wall_sheet(on: Ground) -> WallSheet:
    """The week with names and days, and nothing planned."""
    week, team = on.grid.week, on.grid.team
    found = head(
        on,
        CopyKind.WALL,
        team,
        ", ".join(on.grid.districts),
        copy_for=on.sheet.imprint.copy_for or "the wall",
        slug=team,
        what=f"Blank wall sheet, {team}",
    )
    return WallSheet(
        head=without_version(found, f"Week {week.number}, by hand"),
        days=on.sheet.days,
        people=tuple(_on_wall(row) for row in on.grid.people),
        leader=on.sheet.leader,
        out_of_hours_phone=on.sheet.out_of_hours_phone,
    )


def _month_head(on: Ground, month: Month) -> CopyHead:
    found = head(
        on,
        CopyKind.MONTH,
        on.grid.team,
        ", ".join(on.grid.districts),
        copy_for=on.sheet.imprint.copy_for,
        slug=on.grid.team,
        what="",
    )
    plain = without_version(found, "As planned when printed")
    gone_by = month.last + timedelta(days=on.settings.sheet_destroy_days)
    return replace(
        plain,
        period=month.title,
        period_words=f"{uk_date(month.first)} to {uk_date(month.last)}",
        imprint=replace(plain.imprint, destroy_by=uk_date(gone_by)),
        file_parts=(on.grid.team, f"{month.year}-{month.number:02d}"),
        logged=f"Month overview, {on.grid.team}, {month.title}",
        destroy_on=gone_by,
    )


def _day(day: date, *, is_free: bool) -> MonthDay:
    return MonthDay(
        WEEKDAYS[day.weekday()][:2],
        str(day.day),
        is_free=is_free or day.weekday() > 4,
        begins_week=day.weekday() == 0,
    )


def _person(row: PersonMonth) -> MonthPerson:
    cells = tuple(_cell(cell) for cell in row.cells)
    return MonthPerson(row.name, row.collar_number, str(row.group), row.hours, cells)


def _cell(cell: Planned) -> MonthCell:
    if cell.kind is WeekCell.AWAY:
        return MonthCell((_AWAY,), CellKind.AWAY)
    if cell.kind is WeekCell.ELSEWHERE:
        return MonthCell(("→",), CellKind.AWAY)
    kind = _KINDS.get(cell.kind)
    return MonthCell(tuple(filter(None, cell.code.split("/"))), kind, cell.kind is WeekCell.LATE)


def _is_idle(row: PersonMonth) -> bool:
    """A volunteer with nothing all month needs no row."""
    nothing = (WeekCell.EMPTY, WeekCell.OUTSIDE)
    return row.group is Group.VOLUNTEERS and all(cell.kind in nothing for cell in row.cells)


def _count(grid: MonthGrid, day: int, *kinds: WeekCell) -> int:
    return sum(row.cells[day].kind in kinds for row in grid.people)


def _legend(on: Ground, people: Sequence[MonthPerson]) -> tuple[tuple[str, str], ...]:
    """The codes on the paper in the desk's order, and its marks."""
    used = {code for row in people for cell in row.cells for code in cell.codes}
    book = on.grid.book
    codes = [(row.code, row.name.lower()) for row in (*book.codes, *book.ended) if row.code in used]
    marks = {_AWAY: "away", "→": "works for another team", _NO_CODE: "a shift without a code"}
    if any(cell.is_late for row in people for cell in row.cells):
        codes.append(("white on black", "late"))
    return (*codes, *((mark, said) for mark, said in marks.items() if mark in used))


def _on_wall(row: PersonWeek) -> WallPerson:
    role = " · ".join(filter(None, (row.collar_number, row.note)))
    return WallPerson(row.name, role, str(row.group))
