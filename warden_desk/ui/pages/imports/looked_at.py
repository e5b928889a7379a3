"""The file that is looked at: what becomes of its lines, and what is decided about them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.imports import RepeatChoice
from warden_desk.domain.names import plain_name
from warden_desk.services import areas
from warden_desk.ui.pages.imports.choices import Choices, ChoicesCard
from warden_desk.ui.pages.imports.lines import (
    LEFT_OUT,
    WORDS,
    Line,
    Lines,
    covered,
    line_columns,
)
from warden_desk.ui.pages.imports.parts import Opened, scrolling
from warden_desk.ui.pages.imports.row_detail import RowDetail
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace

_FILTERS = (*WORDS.values(), LEFT_OUT)


class LookedAt(QObject):
    """Its lines, the chips that choose among them, and beside them a row and how the file is read.

    Nothing is written here. What only changes what is shown is done at once; what changes how the
    file is read has it read again.
    """

    shown = Signal()
    """The lines are there, or something was decided about them."""

    def __init__(
        self, workspace: Workspace, reread: Callable[[Opened, Choices], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._reread = workspace, reread
        self.opened: Opened | None = None
        self.lines: LazyTable[Line] = LazyTable(line_columns(), "Rows of the file")
        self.chips = {word: Chip(word, name=f"only {word}") for word in _FILTERS}
        self.row_detail = RowDetail()
        self.choices = ChoicesCard(workspace.today)
        file = Card(column(label("The file", "h2"), self.choices))
        self.detail: QWidget = scrolling(column(Card(self.row_detail), file, None, gap=12))
        for chip in self.chips.values():
            chip.clicked.connect(self._show_lines)
        self.lines.chosen.connect(self._show_row)
        self.choices.changed.connect(self._read_again)
        self.row_detail.area_chosen.connect(self._decide_area)
        self.row_detail.word_explained.connect(self._explain)
        self.row_detail.repeat_decided.connect(self._decide_repeat)
        self.row_detail.accepted.connect(self._accept)
        self.row_detail.skipped.connect(self._skip)

    def show_plan(self, opened: Opened) -> None:
        """Show a file as it was read just now."""
        self.opened = opened
        districts = self._workspace.read(areas.districts, self._workspace.today())
        self.choices.show_plan(opened.plan, districts)
        self._show_lines()

    def close(self) -> None:
        """Look at no file any more; the chips go."""
        self.opened = None
        for chip in self.chips.values():
            chip.hide()

    def _show_lines(self) -> None:
        if self.opened is None:
            return
        opened = self.opened
        only = {w for word, chip in self.chips.items() if chip.isChecked() for w in covered(word)}
        found = Lines(opened.plan, opened.accepted, opened.repeats, only)
        for word, chip in self.chips.items():
            count = sum(found.counts[each] for each in covered(word))
            chip.set_count(count)
            chip.setVisible(count > 0 or chip.isChecked())
        self.lines.show_made(found)
        self.lines.choose_first()
        self._show_row(self.lines.chosen_id())
        self.shown.emit()

    def _show_row(self, line_id: str) -> None:
        number = self.lines.rows.number_of(line_id) if line_id else None
        self.row_detail.show_line(None if number is None else self.lines.rows.row(number))

    def _read_again(self, choices: Choices) -> None:
        if self.opened is not None:
            self._reread(self.opened, choices)

    def _decide_area(self, row: int, area_id: str) -> None:
        if self.opened is not None:
            self.opened.areas[row] = area_id
            self._read_again(self.choices.choices())

    def _explain(self, table: str, written: str, key: str) -> None:
        if self.opened is not None:
            self.opened.words[table, plain_name(written)] = key
            self._read_again(self.choices.choices())

    def _decide_repeat(self, row: int, tasking_id: str, is_same: bool) -> None:
        if self.opened is not None:
            # Kept under no key, too: it was looked at, and is something else.
            self.opened.repeats[row] = RepeatChoice(tasking_id, is_same)
            self._show_lines()

    def _accept(self, row: int, is_taken: bool) -> None:
        if self.opened is not None:
            accepted = self.opened.accepted
            self.opened.accepted = accepted | {row} if is_taken else accepted - {row}
            self._show_lines()

    def _skip(self, row: int, is_none: bool) -> None:
        if self.opened is not None:
            self.opened.skips[row] = is_none
            self._read_again(self.choices.choices())
