"""What a month of people × days looks like: codes, and in words what they say."""

from collections.abc import Collection, Sequence
from datetime import date

from warden_desk.domain.dates import long_date
from warden_desk.domain.month_rows import MonthGrid, PersonMonth
from warden_desk.domain.months import Month
from warden_desk.domain.week_rows import CellKind, Group
from warden_desk.ui.pages.week.cells import LOOKS
from warden_desk.ui.pages.week.keys import row_key
from warden_desk.ui.widgets.week_grid import GridCell, GridColumn, GridRow, Look

_LETTERS = "MTWTFSS"


def columns(month: Month, today: date) -> list[GridColumn]:
    """The days of the month: a letter and a number."""
    return [
        GridColumn(
            day.isoformat(),
            _LETTERS[day.weekday()] + ("•" if day == today else "") + f"\n{day.day}",
            f"{long_date(day)}, today" if day == today else long_date(day),
        )
        for day in month.days
    ]


def rows(grids: Sequence[MonthGrid], groups: Collection[Group]) -> list[GridRow]:
    """A row for everybody of these groups, team after team."""
    found: list[GridRow] = []
    for grid in grids:
        people = [person for person in grid.people if person.group in groups]
        for at, person in enumerate(people):
            heading = grid.team if at == 0 and len(grids) > 1 else ""
            found.append(_row(person, heading))
    return found


def _row(person: PersonMonth, heading: str) -> GridRow:
    return GridRow(
        key=row_key(person.person_id, person.team_id),
        title=person.name,
        subtitle="",
        cells=tuple(
            GridCell(
                LOOKS[cell.kind] if cell.kind is not CellKind.EMPTY else Look.CLOSED,
                cell.code,
                spoken=cell.spoken,
                is_hatched=cell.kind is CellKind.AWAY,
            )
            for cell in person.cells
        ),
        end=person.hours,
        end_spoken=f"{person.hours} hours",
        heading=heading,
    )
