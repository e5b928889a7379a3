"""The people of a deployment sheet: what each does on each day, in words."""

from collections.abc import Set as AbstractSet
from itertools import chain

from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import (
    CellKind,
    Company,
    DayEntry,
    SheetPerson,
    unique_initials,
)
from warden_desk.domain.shifts import ShiftRow, hours, times
from warden_desk.domain.week_rows import CellKind as WeekCell
from warden_desk.domain.week_rows import CellRow, Group, PersonWeek, WeekGrid

AWAY = "Away"
"""All a sheet says of an absence: why is nobody's business on paper."""


def people(
    grid: WeekGrid, settings: Settings, sensitive: AbstractSet[str]
) -> tuple[SheetPerson, ...]:
    """Everybody with a row: all but the volunteers who have nothing that week.

    Args:
        sensitive: references that make their page a sensitive one.
    """
    shown = [row for row in grid.people if not _is_free_volunteer(row)]
    initials = _initials(grid)
    return tuple(
        SheetPerson(
            name=row.name,
            initials=initials[row.name],
            role=" · ".join(part for part in (row.collar_number, row.note) if part),
            group=str(row.group),
            hours=hours(row.minutes),
            days=tuple(_entries(cell, initials, settings, sensitive) for cell in row.cells),
            person_id=row.person_id,
        )
        for row in shown
    )


def unplanned(grid: WeekGrid) -> tuple[str, ...]:
    """The volunteers who could still be asked."""
    return tuple(row.name for row in grid.people if _is_free_volunteer(row))


def legend(grid: WeekGrid) -> tuple[tuple[str, str], ...]:
    """The codes on the sheet in the desk's order, and the marks beside them."""
    shifts = [shift for row in grid.people for cell in row.cells for shift in cell.shifts]
    used = {shift.code.code for shift in shifts if not shift.code.is_absence}
    codes = [
        (row.code, row.name.lower())
        for row in (*grid.book.codes, *grid.book.ended)
        if row.code in used
    ]
    marks = [
        ("LONE", "works alone, with the initials of the buddy"),
        ("with", "works together with"),
    ]
    has = (any(shift.is_lone for shift in shifts), any(_is_paired(shift) for shift in shifts))
    return (*codes, *(mark for mark, is_used in zip(marks, has, strict=True) if is_used))


def _is_free_volunteer(row: PersonWeek) -> bool:
    nothing = (WeekCell.EMPTY, WeekCell.OUTSIDE)
    return row.group is Group.VOLUNTEERS and all(cell.kind in nothing for cell in row.cells)


def _initials(grid: WeekGrid) -> dict[str, str]:
    buddies = (s.buddy for row in grid.people for cell in row.cells for s in cell.shifts if s.buddy)
    names = list(dict.fromkeys(chain((row.name for row in grid.people), buddies)))
    return dict(zip(names, unique_initials(names), strict=True))


def _entries(
    cell: CellRow, initials: dict[str, str], settings: Settings, sensitive: AbstractSet[str]
) -> tuple[DayEntry, ...]:
    if cell.kind is WeekCell.OUTSIDE:
        return (DayEntry(code="–", kind=CellKind.REST, places=("not in the team",)),)
    entries = [_entry(shift, initials, settings, sensitive) for shift in cell.shifts]
    entries += [_lent(shift) for shift in cell.elsewhere]
    is_said = any(entry.code == AWAY for entry in entries)
    if cell.absent and not is_said:
        entries.append(DayEntry(code=AWAY, kind=CellKind.AWAY))
    return tuple(entries)


def _entry(
    shift: ShiftRow, initials: dict[str, str], settings: Settings, sensitive: AbstractSet[str]
) -> DayEntry:
    when = times(shift.start_minute, shift.end_minute)
    if shift.code.is_absence:
        return DayEntry(code=AWAY, times=when, kind=CellKind.AWAY)
    references = tuple(dict.fromkeys(shift.taskings))
    return DayEntry(
        code=shift.code.code,
        times=when,
        places=tuple(dict.fromkeys(shift.places)),
        references=references,
        kind=CellKind.WORK if shift.code.is_work else CellKind.REST,
        company=_company(shift),
        buddy=initials.get(shift.buddy, ""),
        is_late=shift.code.is_work and (shift.end_minute or 0) > settings.late_after_minute,
        is_sensitive=not sensitive.isdisjoint(references),
    )


def _lent(shift: ShiftRow) -> DayEntry:
    """A shift for another team: that they are there, and no more."""
    when = times(shift.start_minute, shift.end_minute)
    return DayEntry(code=AWAY, times=when, places=(f"for {shift.team}",), kind=CellKind.AWAY)


def _company(shift: ShiftRow) -> Company:
    if shift.is_lone:
        return Company.LONE
    return Company.PAIRED if _is_paired(shift) else Company.OPEN


def _is_paired(shift: ShiftRow) -> bool:
    return not shift.is_lone and bool(shift.buddy)
