"""The list of what is to be settled before the week is issued."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent

from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.line_list import Entry, LineList

_SHOWN = 40
_MOST = 7
_SHARE = 0.3
"""Of the height there is: the grid is the heart."""
_LINE, _HEAD, _MORE = 31, 50, 24


class Findings(LineList):
    """Worst first; Enter or a click goes to the cell. Those with a reason come last."""

    def __init__(self, jump: Callable[[FindingRow], object]) -> None:
        self._shown: Sequence[FindingRow] | None = None
        self._room = 0
        super().__init__("To settle before issue", "Enter jumps to the cell", "Nothing to settle.")
        self._jump = jump
        self.setObjectName("findings")

    def show_findings(self, rows: Sequence[FindingRow]) -> None:
        """Replace the list, if it is another one."""
        if rows == self._shown:
            return
        self._shown = rows
        more = f"and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        self.show_entries([self._entry(row) for row in rows[:_SHOWN]], more)
        self.fit(self._room)

    def fit(self, room: int) -> None:
        """Take the height for what there is to say, but leave the grid its share of `room`."""
        self._room = room
        count = len(self._shown or ())
        more = _MORE if count > _SHOWN else 0
        fitting = int((room * _SHARE - scaled(_HEAD + more)) // scaled(_LINE))
        lines = min(count or 0.6, max(1, min(_MOST, fitting)))
        self.setFixedHeight(scaled(_HEAD + _LINE * lines + more))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._shown is not None:
            rows, self._shown = self._shown, None  # the room of the pills was for other text
            self.show_findings(rows)

    def focus_first(self) -> None:
        """Put the cursor on the worst."""
        if lines := self.lines():
            lines[0].setFocus()

    def _entry(self, row: FindingRow) -> Entry:
        run = partial(self._jump, row)
        if row.is_settled:
            return Entry(row.sentence, f"reason: {row.reason}", run, "Settled", Tone.NEUTRAL, "✓")
        if row.severity is Severity.STOP:
            return Entry(row.sentence, "", run, "Stop", Tone.RED)
        if row.area_id:
            return Entry(row.sentence, "", run, "Gap", Tone.AMBER)
        return Entry(row.sentence, "give a reason", run, "Warning", Tone.AMBER)
