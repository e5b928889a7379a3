"""What the page of divided parishes calls its lists and columns."""

from enum import StrEnum

from warden_desk.domain.dates import plain_date
from warden_desk.domain.divided import DividedWork, WorkKind
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState


class Which(StrEnum):
    """The two lists."""

    WAITING = "waiting"
    PLANNED = "planned"

    def holds(self, row: DividedWork) -> bool:
        return row.is_waiting is (self is Which.WAITING)


CHIPS = {Which.WAITING: "To decide", Which.PLANNED: "Planned"}
NOTHING = {
    Which.WAITING: (
        "Nothing waits to be given to a part",
        "What is open for a parish is listed here from the day it is divided, until it has a part.",
    ),
    Which.PLANNED: (
        "Nothing is planned in a divided parish",
        "Visits and events that went to the first part are listed here, to go to another.",
    ),
}
_KINDS = {
    WorkKind.TASKING: ("Tasking", Tone.BLUE),
    WorkKind.MARKER: ("Marker", Tone.AMBER),
    WorkKind.VISIT: ("Visit", Tone.NEUTRAL),
    WorkKind.EVENT: ("Event", Tone.NEUTRAL),
}


def columns() -> list[Column[DividedWork]]:
    """A line for each thing that may go to a part."""
    return [
        Column("", lambda row: _kind(row)[0], 92, pill=_kind),
        Column("No.", lambda row: row.ref, 104, can_hide=True),
        Column("What", lambda row: row.what),
        Column("Parish", lambda row: row.parish, 150),
        Column("Stands at", lambda row: row.now_at or "all its parts", 150, "quiet"),
        Column("When", lambda row: plain_date(row.on) if row.on else "", 104, "quiet"),
    ]


def _kind(row: DividedWork) -> PillState:
    words, tone = _KINDS[row.kind]
    return words, tone, ""
