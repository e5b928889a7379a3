"""The list of what is to be settled before the week is issued."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from warden_desk.domain.errors import NeedsReason
from warden_desk.domain.week_rows import FindingRow
from warden_desk.domain.week_rules.findings import Severity, Theme
from warden_desk.services.week import week_reasons
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import kind
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.line_list import Entry, LineList
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

_SHOWN = 40
_MOST = 7
_SHARE = 0.3
"""Of the height there is: the grid is the heart."""
_LINE, _HEAD, _MORE = 31, 50, 24
_HINT = "Enter jumps to the cell · Shift F8 gives a reason"


class Findings(LineList):
    """Worst first; Enter or a click goes to the cell. Those with a reason come last."""

    reason_wanted = Signal(object)
    """A reason is to be given for this `FindingRow`."""

    def __init__(self, jump: Callable[[FindingRow], object]) -> None:
        self._rows: Sequence[FindingRow] | None = None
        self._listed: list[FindingRow] = []
        self._current: FindingRow | None = None
        self._room = 0
        self._themes: dict[Theme, Chip] = {}
        super().__init__("To settle before issue", _HINT, "Nothing to settle.")
        self._jump = jump
        for theme in Theme:
            chip = Chip(theme.value, name=f"theme_{theme.name.lower()}")
            chip.toggled.connect(self._list)
            chip.hide()
            self._themes[theme] = chip
        # One line of them, as many as there is room for: they must not make the page wider.
        chips = kind(QWidget(), "clear")
        chips.setLayout(Flow(*self._themes.values(), gap=6))
        chips.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        chips.setFixedHeight(max(chip.sizeHint().height() for chip in self._themes.values()))
        self.head.insertWidget(1, chips, 1)
        self.head.insertSpacing(1, scaled(12))
        self.entered.connect(self._remember)
        self.setObjectName("findings")

    def show_findings(self, rows: Sequence[FindingRow]) -> None:
        """Replace the list, if it is another one."""
        if rows == self._rows:
            return
        self._rows = rows
        counts = Counter(row.rule.theme for row in rows)
        for theme, chip in self._themes.items():
            chip.set_count(counts[theme])
            chip.setVisible(bool(counts[theme]) and len(counts) > 1)
            if not counts[theme]:
                chip.setChecked(False)
        self._list()

    def fit(self, room: int) -> None:
        """Take the height for what there is to say, but leave the grid its share of `room`."""
        self._room = room
        count = len(self._listed)
        more = _MORE if count > _SHOWN else 0
        fitting = int((room * _SHARE - scaled(_HEAD + more)) // scaled(_LINE))
        lines = min(count or 0.6, max(1, min(_MOST, fitting)))
        self.setFixedHeight(scaled(_HEAD + _LINE * lines + more))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._rows is not None:
            self._list()  # the room of the pills was for other text

    def focus_first(self) -> None:
        """Put the cursor on the worst."""
        if lines := self.lines():
            lines[0].setFocus()

    def give_reason(self) -> None:
        """Ask for a reason for the warning the cursor is or was on, or else for the worst."""
        wanting = [row for row in self._listed if row.wants_reason]
        if wanting:
            chosen = self._current if self._current in wanting else wanting[0]
            self.reason_wanted.emit(chosen)

    def _list(self) -> None:
        """Show those of the kinds that are on; all, if none is."""
        wanted = {theme for theme, chip in self._themes.items() if chip.isChecked()}
        rows = [row for row in self._rows or () if not wanted or row.rule.theme in wanted]
        self._listed = rows
        more = f"and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
        self.show_entries([self._entry(row) for row in rows[:_SHOWN]], more)
        self.fit(self._room)

    def _entry(self, row: FindingRow) -> Entry:
        run = partial(self._go, row)
        if row.is_settled:
            who = f" ({row.accepted_by})" if row.accepted_by else ""
            reason = f"reason: {row.reason}{who}"
            return Entry(row.sentence, reason, run, "Settled", Tone.NEUTRAL, "✓")
        if row.severity is Severity.STOP:
            return Entry(row.sentence, "to be put right", run, "Stop", Tone.RED)
        if row.severity is Severity.NOTE:
            return Entry(row.sentence, "", run, "Note", Tone.BLUE)
        if row.area:
            return Entry(row.sentence, "", run, "Gap", Tone.AMBER)
        return Entry(row.sentence, "give a reason", run, "Warning", Tone.AMBER)

    def _remember(self, number: int) -> None:
        self._current = self._listed[number]

    def _go(self, row: FindingRow) -> None:
        self._current = row
        self._jump(row)


def ask_reason(page: Page, workspace: Workspace, row: FindingRow) -> None:
    """Ask on the page why a warning may stand, and keep what is answered."""

    def save(reason: str) -> None:
        if not reason.strip():
            raise NeedsReason((f"{row.sentence}. Why may it stand?",))
        label = f"Give a reason: {row.rule.label.lower()}"
        workspace.write(label, week_reasons.give, row, reason, act=workspace.act())

    attempt(page, save)
