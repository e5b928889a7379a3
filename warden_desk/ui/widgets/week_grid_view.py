"""The grid itself: keys, selection, typing into cells, copying and pasting them as text."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from warden_desk.ui.widgets.week_grid import (
    CellId,
    GridColumn,
    GridModel,
    GridRow,
    Index,
    Selection,
    Typed,
)
from warden_desk.ui.widgets.week_grid_clipboard import CellClipboard
from warden_desk.ui.widgets.week_grid_drag import CellDrag
from warden_desk.ui.widgets.week_grid_fit import Fit, centre_headings, dress, fit_columns, fit_rows
from warden_desk.ui.widgets.week_grid_paint import GridDelegate
from warden_desk.ui.widgets.week_grid_selection import (
    downwards,
    select_rows,
    selected_days,
    to_the_right,
)
from warden_desk.ui.widgets.week_grid_typing import CellTyping, Commit

_ONE_LINE = 40
"""Rows lower than this have one line."""
_NOT_TYPED = frozenset("/?+-")
"""Single keys of the window that no cell begins with."""


class WeekGridView(QTableView):
    """Rows × days. What cells mean, and whether a change is taken, is for the owner to say."""

    cleared = Signal(list)
    """Cell ids to be emptied."""
    pasted = Signal(list)
    """(cell id, text) pairs to be set at once."""
    filled = Signal(list)
    """(source cell id, target cell ids) pairs: make the targets like the source."""
    opened = Signal(tuple)
    """A cell id, on Enter, where cells are not typed into."""
    dropped = Signal(tuple, tuple, bool)
    """A cell id was taken to another one; whether as a copy."""
    went = Signal()
    """The cursor is in another cell."""
    kept_draft = Signal(str)
    """The text that was left unsaved in a cell."""

    def __init__(
        self,
        name: str,
        end_heading: str,
        *,
        fit: Fit = Fit(),  # noqa: B008
        is_dense: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._fit = fit
        self._typing: CellTyping | None = None
        self._drag: CellDrag | None = None
        self.grid = GridModel(end_heading, self)
        self.setModel(self.grid)
        lines = 2 if fit.row > _ONE_LINE else 1
        self.setItemDelegate(GridDelegate(lines=lines, is_dense=is_dense, parent=self))
        self._clipboard = CellClipboard(self.grid)
        dress(self)
        if is_dense:
            centre_headings(self)
        fit_rows(self, self.grid, fit)

    def allow_typing(self, typed: Typed, commit: Commit) -> None:
        """Let cells be typed into.

        Args:
            typed: the text a cell holds now.
            commit: take a text with a reason ("" at first), or say why not.
        """
        self._typing = CellTyping(self, self.grid, typed, commit, self.kept_draft.emit)

    def allow_moving(self) -> None:
        """Let filled cells be dragged to others: `dropped` says so."""
        self._drag = CellDrag(self, self.grid, self.dropped.emit)

    def keep_still(self, *, still: bool) -> None:
        """Let no cell be dragged for now, though it is allowed: the mouse selects instead."""
        if self._drag is not None:
            self._drag.is_allowed = not still

    def show_grid(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], title_heading: str = ""
    ) -> None:
        """Show these; the cursor stays on its cell, or goes to the same place."""
        at = self.currentIndex()
        cell = self.grid.cell_id(at) if self.grid.is_day(at) else None
        spot = (at.row(), at.column())
        if self.grid.show(columns, rows, title_heading):
            fit_columns(self, self.grid, self._fit)
            fit_rows(self, self.grid, self._fit)
            found = self.grid.find(cell) if cell else QModelIndex()
            if not found.isValid() and rows:
                row = min(max(spot[0], 0), len(rows) - 1)
                found = self.grid.index(row, min(max(spot[1], 1), len(columns)))
            if found.isValid():
                self.setCurrentIndex(found)

    def current_cell(self) -> CellId | None:
        """Where the cursor is."""
        at = self.currentIndex()
        return self.grid.cell_id(at) if self.grid.is_day(at) else None

    def go_to(self, cell: CellId) -> bool:
        """Put the cursor in a cell and show it; False if it is not in this grid."""
        found = self.grid.find(cell)
        if not found.isValid():
            return False
        self.setFocus()
        self.setCurrentIndex(found)
        self.scrollTo(found)
        return True

    def edit_cell(self, typed: str | None = None) -> None:
        """Type into the current cell, beginning with `typed`, the draft, or what it holds."""
        if self._typing is not None:
            self._typing.begin(typed)

    def unsaved(self) -> bool:
        """Whether something typed is not taken yet."""
        return self._typing is not None and self._typing.unsaved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._command(event) and not self._type(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # A letter typed here begins a cell; it must not run a single-key command of the window.
        if self._typing is not None and _would_be_shortcut(event):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.grid.is_day(self.indexAt(event.position().toPoint())):
            self._open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self, self.grid, self._fit)
        if self._typing:
            self._typing.follow_size()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            fit_columns(self, self.grid, self._fit)
            fit_rows(self, self.grid, self._fit)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self.grid.is_day(current):
            self.went.emit()

    def _command(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self._clipboard.copy(self.selected(), self._typed_text)
        elif event.matches(QKeySequence.StandardKey.Cut) and self._typing:
            self._cut()
        elif event.key() == Qt.Key.Key_Escape and self._clipboard.forget():
            pass
        elif event.key() == Qt.Key.Key_Space and _shifted(event):
            select_rows(self, self.grid)
        elif event.matches(QKeySequence.StandardKey.Paste) and self._typing:
            self._paste()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._typing:
            self._clear()
        else:
            return False
        return True

    @property
    def _typed_text(self) -> Typed | None:
        return self._typing.typed if self._typing else None

    def _type(self, event: QKeyEvent) -> bool:
        if self._typing is None or not is_text(event):
            return False
        self.edit_cell(event.text())
        return True

    def fill(self, *, is_down: bool = False) -> None:
        """Make the selected cells like the first of each row, or of each day."""
        fills = downwards if is_down else to_the_right
        found = fills(self.grid, self.selected())
        if found and self._typing:
            self.filled.emit(found)

    def _open(self) -> None:
        if self._typing is not None:
            self.edit_cell()
        elif cell := self.current_cell():
            self.opened.emit(cell)

    def _clear(self) -> None:
        indexes = [index for index in self.selectedIndexes() if self.grid.is_day(index)]
        drafts = [index for index in indexes if self.grid.cell_id(index) in self.grid.drafts]
        for index in drafts:
            self.grid.keep_draft(index, None)
        if not drafts and indexes:
            self.cleared.emit([self.grid.cell_id(index) for index in indexes])

    def _paste(self) -> None:
        target, source = self.current_cell(), self._clipboard.cut_cell()
        if source is not None and target is not None:
            self._clipboard.forget()
            if source != target:
                self.dropped.emit(source, target, False)
        elif found := self._clipboard.pasted(self.currentIndex()):
            self.pasted.emit(found)

    def _cut(self) -> None:
        if cell := self.current_cell():
            self._clipboard.cut(self.selected(), self._typed_text, cell)

    def selected(self) -> Selection:
        """The selected days by row, in order."""
        return selected_days(self, self.grid)


def _shifted(event: QKeyEvent) -> bool:
    return event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def _would_be_shortcut(event: QEvent) -> bool:
    """Whether the window asks if a letter is one of its commands."""
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    return is_asked and isinstance(event, QKeyEvent) and is_text(event)


def is_text(event: QKeyEvent) -> bool:
    """Whether the key puts down a letter, a number or a quotation mark."""
    text = event.text()
    modified = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    return (
        bool(text)
        and text.isprintable()
        and not text.isspace()
        and not (modified or text in _NOT_TYPED)
    )
