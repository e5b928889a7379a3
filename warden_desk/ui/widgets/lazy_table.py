"""A table over a list of any length: rows come a page at a time, as one scrolls to them.

Sorting and filtering are the query's work, never a proxy model's, which would load everything.
"""

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from warden_desk.ui.widgets.column_room import ColumnRoom
from warden_desk.ui.widgets.lazy_model import (
    FIRST,
    PAGE,
    Column,
    Fetch,
    Index,
    LazyTableModel,
    PillState,
    Row,
    Rows,
)
from warden_desk.ui.widgets.row_delegate import RowDelegate

__all__ = ["FIRST", "PAGE", "Column", "LazyTable", "LazyTableModel", "PillState", "Rows"]


class LazyTable(QTableView, Generic[Row]):
    """Rows of one height, chosen whole, by keyboard or mouse."""

    chosen = Signal(str)
    """The key of the row that is now selected; "" for none."""

    opened = Signal(str)
    """Enter or a double click on a row."""

    sort_wanted = Signal(str)

    digit_typed = Signal(str)
    """The beginning of a number; letters are commands of the page."""

    all_wanted = Signal()
    """Ctrl+A: everything the list shows, fetched or not; answer with `choose_keys`."""

    count_chosen = Signal(int)
    """How many rows are selected, whenever it is another number."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        name: str,
        parent: QWidget | None = None,
        *,
        several: bool = False,
    ) -> None:
        """With `several`, Shift and Ctrl choose more than one row."""
        super().__init__(parent)
        self.rows: LazyTableModel[Row] = LazyTableModel(columns, self)
        self._chosen_id, self._count = "", 0
        self._all: tuple[str, ...] = ()
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(LazyTableModel.PILL, LazyTableModel.ROLE, self))
        self._is_several = several
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        _dress(self)
        self.room = ColumnRoom(self, columns)
        """Which columns are shown, and how wide; which heading is marked."""
        header = self.horizontalHeader()
        header.setSectionsClickable(any(column.sort_key for column in columns))
        header.sectionClicked.connect(self._want_sort)
        self.room.fit()
        self.doubleClicked.connect(self._open)

    def show_from(self, fetch: Fetch[Row]) -> None:
        """Show a list; the selected row stays selected if it is still among the first."""
        at = self.currentIndex().row()
        self._show(lambda: self.rows.show(fetch, at_least=at + 1))

    def show_made(self, rows: Rows[Row]) -> None:
        """Show all of a long list that is at hand, and have a row made as it comes into view."""
        self._show(lambda: self.rows.show_made(rows))

    def show_all(self, rows: Sequence[Row]) -> None:
        """Show a list that is short enough to have been fetched whole."""
        self.show_from(lambda _, __: (rows, None))

    def chosen_id(self) -> str:
        """The key of the selected row; "" for none."""
        return self._chosen_id

    def chosen_ids(self) -> tuple[str, ...]:
        """The keys of all selected rows, from the top; after `choose_keys`, those."""
        if self._all:
            return self._all
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.rows.row(number).id for number in numbers)

    def choose_all(self, row_ids: Sequence[str]) -> None:
        """Select these rows, as far as they have been fetched."""
        chosen = QItemSelection()
        for row_id in row_ids:
            if (number := self.rows.number_of(row_id)) is not None:
                index = self.rows.index(number, 0)
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)

    def choose_keys(self, row_ids: Sequence[str]) -> None:
        """Choose all of the list, of which these are the keys, until another choice is made."""
        if self.rows.rowCount() and row_ids:
            self.selectAll()
            self._all = tuple(row_ids)
            self._say_count(len(row_ids))

    def choose_only_current(self) -> None:
        """Leave one of several selected rows."""
        if (number := self.rows.number_of(self._chosen_id)) is not None:
            self._choose(number)

    def choose(self, row_id: str) -> bool:
        """Select a row by its key; False if it is not among those fetched."""
        number = self.rows.number_of(row_id)
        if number is None:
            return False
        self._choose(number)
        return True

    def choose_first(self) -> None:
        """Select the first row, if there is one and none is selected."""
        if self.rows.rowCount() and not self._chosen_id:
            self._choose(0)

    def choose_near(self, number: int) -> None:
        """Select the row at this position, or the last one there is."""
        if last := self.rows.rowCount():
            self._choose(max(0, min(number, last - 1)))

    def clear_choice(self) -> None:
        """Select no row."""
        self.selectionModel().clear()
        self._say("")
        self._say_count(0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self._all = ()
        # A reset clears the selection on its way; what was chosen is found again afterwards.
        if indexes := self.selectionModel().selectedRows():
            rows = [index.row() for index in indexes]
            current = self.currentIndex().row()
            self._say(self.rows.row(current if current in rows else rows[0]).id)
            self._say_count(len(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.rows.rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._is_several:
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Home and last >= 0:
            self._choose(0)
        elif event.key() == Qt.Key.Key_End and last >= 0:
            self._choose(last)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands of the page, not a search for a row."""
        if search.isdigit():
            self.digit_typed.emit(search)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.room.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room.make()

    def _show(self, show: Callable[[], object]) -> None:
        wanted = self._chosen_id
        self._all = ()
        several = self.chosen_ids()
        scrolled = self.verticalScrollBar().value()
        show()
        number = self.rows.number_of(wanted) if wanted else None
        if number is not None:
            self._choose(number)
            if len(several) > 1:
                self.choose_all(several)
            self.verticalScrollBar().setValue(scrolled)
        elif wanted:
            self.clear_choice()

    def _choose(self, number: int) -> None:
        # Not selectRow: with Shift held it would select all between.
        index, flags = self.rows.index(number, 0), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.rows.row(index.row()).id)

    def _want_sort(self, section: int) -> None:
        if key := self.rows.columns[section].sort_key:
            self.sort_wanted.emit(key)

    def _say(self, row_id: str) -> None:
        if row_id != self._chosen_id:
            self._chosen_id = row_id
            self.chosen.emit(row_id)

    def _say_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.count_chosen.emit(count)


def _dress(table: QTableView) -> None:
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
