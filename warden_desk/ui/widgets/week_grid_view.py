"""The grid itself: keys, selection, typing into cells, copying and pasting them as text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.week_grid import CellId, GridColumn, GridModel, GridRow
from warden_desk.ui.widgets.week_grid_editor import CellEditor, Refusal, Step
from warden_desk.ui.widgets.week_grid_paint import GridDelegate

_MOVES = {Step.DOWN: (1, 0), Step.UP: (-1, 0), Step.RIGHT: (0, 1), Step.LEFT: (0, -1)}
_NOT_TYPED = frozenset("/?+-")
"""Single keys of the window that no cell begins with."""

Typed = Callable[[CellId], str]
Commit = Callable[[CellId, str, str], Refusal | None]


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
    kept_draft = Signal(str)
    """The text that was left unsaved in a cell."""

    def __init__(
        self,
        name: str,
        end_heading: str,
        *,
        lines: int = 2,
        title_width: int = 150,
        end_width: int = 60,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widths = (title_width, end_width)
        self._row_height = 48 if lines == 2 else 32
        self._typed: Typed | None = None
        self._commit: Commit | None = None
        self.editor: CellEditor | None = None
        self.grid = GridModel(end_heading, self)
        self.setModel(self.grid)
        self.setItemDelegate(GridDelegate(lines=lines, parent=self))
        self._dress()

    def allow_typing(self, typed: Typed, commit: Commit) -> None:
        """Let cells be typed into.

        Args:
            typed: the text a cell holds now.
            commit: take a text with a reason ("" at first), or say why not.
        """
        self._typed, self._commit = typed, commit
        self.editor = CellEditor(self.viewport())

    def show_grid(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], title_heading: str = ""
    ) -> None:
        """Show these; the cursor stays on its cell, or goes to the same place."""
        at = self.currentIndex()
        cell = self.grid.cell_id(at) if self.grid.is_day(at) else None
        spot = (at.row(), at.column())
        if self.grid.show(columns, rows, title_heading):
            self._fit_columns()
            self._fit_rows()
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
        at = self.currentIndex()
        typed_in, take = self._typed, self._commit
        if not (typed_in and take and self.editor and self.grid.is_day(at)):
            return
        cell = self.grid.cell_id(at)
        held = typed_in(cell)
        begin = self.grid.drafts.get(cell, held) if typed is None else typed
        name = str(self.grid.data(at, Qt.ItemDataRole.AccessibleTextRole)).partition(":")[0]
        self.scrollTo(at)
        self.editor.open(
            self.visualRect(at),
            name,
            held,
            begin,
            lambda text, reason: take(cell, text, reason),
            lambda step, unsaved: self._finish(cell, step, unsaved),
        )

    def unsaved(self) -> bool:
        """Whether something typed is not taken yet."""
        is_typing = self.editor is not None and self.editor.unsaved() is not None
        return bool(self.grid.drafts) or is_typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._command(event) and not self._type(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # A letter typed here begins a cell; it must not run a single-key command of the window.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._commit is not None
            and _is_text(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.grid.is_day(self.indexAt(event.position().toPoint())):
            self._open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()
        if self.editor and self.editor.is_open():
            self.editor.place(self.visualRect(self.currentIndex()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()
            self._fit_rows()

    def _command(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._commit:
            self._paste()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._open()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._commit:
            self._clear()
        else:
            return False
        return True

    def _type(self, event: QKeyEvent) -> bool:
        if self._commit is None or not _is_text(event):
            return False
        self.edit_cell(event.text())
        return True

    def fill_right(self) -> None:
        """Make the selected cells like the leftmost of each row; one alone is like its left."""
        pairs: list[tuple[CellId, list[CellId]]] = []
        for row, columns in self._selected().items():
            if len(columns) == 1:
                columns = [columns[0] - 1, columns[0]]
            if columns[0] >= 1:
                cells = [self.grid.cell_id(self.grid.index(row, column)) for column in columns]
                pairs.append((cells[0], cells[1:]))
        if pairs and self._commit:
            self.filled.emit(pairs)

    def _open(self) -> None:
        if self._commit is not None:
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

    def _copy(self) -> None:
        rows = [
            "\t".join(self._text(row, column) for column in columns)
            for row, columns in self._selected().items()
        ]
        QGuiApplication.clipboard().setText("\n".join(rows))

    def _text(self, row: int, column: int) -> str:
        index = self.grid.index(row, column)
        if self._typed is None:
            return str(self.grid.data(index))
        return self._typed(self.grid.cell_id(index))

    def _paste(self) -> None:
        at = self.currentIndex()
        lines = QGuiApplication.clipboard().text().rstrip("\n").split("\n")
        found = [
            (self.grid.cell_id(index), text.strip())
            for down, line in enumerate(lines)
            for right, text in enumerate(line.split("\t"))
            if self.grid.is_day(index := self.grid.index(at.row() + down, at.column() + right))
        ]
        if found:
            self.pasted.emit(found)

    def _finish(self, cell: CellId, step: Step, unsaved: str | None) -> None:
        index = self.grid.find(cell)
        if index.isValid():
            self.grid.keep_draft(index, unsaved)
        if unsaved is not None:
            self.kept_draft.emit(unsaved)
        if step in _MOVES:
            down, right = _MOVES[step]
            beside = self.grid.index(index.row() + down, index.column() + right)
            if self.grid.is_day(beside):
                self.setCurrentIndex(beside)

    def _selected(self) -> dict[int, list[int]]:
        """Selected columns by row, in order."""
        found: dict[int, list[int]] = {}
        for index in self.selectedIndexes():
            found.setdefault(index.row(), []).append(index.column())
        return {row: sorted(columns) for row, columns in sorted(found.items())}

    def _dress(self) -> None:
        # The delegate draws what is selected; a ground of its own would look like a shift.
        self.setStyleSheet(
            "QTableView { selection-background-color: transparent; }"
            "QTableView::item:selected { background: transparent; }"
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heading.setHighlightSections(False)
        heading.setSectionsClickable(False)
        heading.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(scaled(self._row_height))

    def _fit_columns(self) -> None:
        heading, last = self.horizontalHeader(), self.grid.columnCount() - 1
        if last < 1:
            return
        heading.setMinimumSectionSize(scaled(40))
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        most = max(self.viewport().width() // 5, scaled(60))  # large text must leave days room
        for column, width in ((0, self._widths[0]), (last, self._widths[1])):
            heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, min(scaled(width), max(most, width)))


def _is_text(event: QKeyEvent) -> bool:
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
