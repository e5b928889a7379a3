"""What the rows and cells of the grids are the cells of."""

from datetime import date

from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.widgets.week_grid import CellId

_EVENTS = "events"


def row_key(thing_id: str, team_id: str) -> str:
    """The row of a person or parish under a team: who is a guest stands under several."""
    return f"{thing_id} {team_id}"


def events_key(team_id: str) -> str:
    """The row of a team's events."""
    return f"{_EVENTS} {team_id}"


def cell_id(thing_id: str, team_id: str, day: date) -> CellId:
    """Where the day of a person or parish is under a team."""
    return row_key(thing_id, team_id), day.isoformat()


def owner(cell: CellId) -> CellKey | None:
    """Whose cell it is; None where it is nobody's, but one of events."""
    person_id = thing_of(cell)
    return None if person_id == _EVENTS else CellKey(person_id, day_of(cell), team_of(cell))


def thing_of(cell: CellId) -> str:
    """The person or parish the row is about."""
    return cell[0].partition(" ")[0]


def team_of(cell: CellId) -> str:
    """The team the row stands under."""
    return cell[0].partition(" ")[2]


def day_of(cell: CellId) -> date:
    """The day the column is."""
    return date.fromisoformat(cell[1])
