"""A table over a list of any length: rows come a page at a time, as one scrolls to them.

Sorting and filtering are the query's work, never a proxy model's, which would load everything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.row_delegate import RowDelegate

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 28
REST_PX = 150
"""The least a column has that takes what the others leave."""
FIRST = 60
"""Rows fetched at once: more than a window shows, and no more, because someone is waiting."""
PAGE = 200
"""Rows fetched as one scrolls on."""


class HasId(Protocol):
    """A row the table can find again."""

    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=HasId)

PillState = tuple[str, Tone, str | None]
"""Text, tone and mark of a pill; the tone's own mark if None."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A heading and what a row shows under it.

    Args:
        width: at 100 % text size; 0 takes what the others leave.
        role: the colour role of its text; "quiet" for what one reads second.
        pill: draws a state instead of plain text; `text` is still what a screen reader says.
        can_hide: left out, the rightmost first, where the table is too narrow for all.
        sort_key: what `sort_wanted` says when the heading is clicked; "" does nothing.
    """

    heading: str
    text: Callable[[Row], str]
    width: int = 0
    role: str | Callable[[Row], str] = "text"
    pill: Callable[[Row], PillState | None] | None = None
    sort_key: str = ""
    is_number: bool = False
    can_hide: bool = False


Fetch = Callable[[Any, int], tuple[Sequence[Row], Any]]
"""(cursor or None, how many) to (rows, cursor of the next; None when there are no more)."""


class LazyTableModel(QAbstractTableModel, Generic[Row]):
    """The rows fetched so far. A row that comes again with a later page is not shown twice."""

    PILL = Qt.ItemDataRole.UserRole + 1
    ROLE = Qt.ItemDataRole.UserRole + 2

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._fetch: Fetch[Row] = lambda _, __: ((), None)
        self._cursor: Any = None
        self._rows: list[Row] = []
        self._numbers: dict[str, int] = {}
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._fill)

    def show(self, fetch: Fetch[Row], *, at_least: int = FIRST) -> None:
        """Replace what is shown; `at_least` rows are fetched now if there are so many."""
        self._more.stop()
        rows, cursor = fetch(None, max(FIRST, at_least))
        self.beginResetModel()
        self._fetch, self._cursor = fetch, cursor
        self._rows, self._numbers = [], {}
        self._take(rows)
        self.endResetModel()
        self._fill_later()

    def row(self, number: int) -> Row:
        """The row at this position."""
        return self._rows[number]

    def number_of(self, row_id: str) -> int | None:
        """The position of a row, if it has been fetched."""
        return self._numbers.get(row_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._cursor is not None

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        rows, self._cursor = self._fetch(self._cursor, PAGE)
        new = [row for row in rows if row.id not in self._numbers]
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._take(new)
            self.endInsertRows()
        self._fill_later()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == self.PILL:
            return None if column.pill is None else column.pill(row)
        if role == self.ROLE:
            return column.role if isinstance(column.role, str) else column.role(row)
        if role == Qt.ItemDataRole.ToolTipRole and column.pill is None:
            return column.text(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def _take(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.id not in self._numbers:
                self._numbers[row.id] = len(self._rows)
                self._rows.append(row)

    def _fill_later(self) -> None:
        """A search may find little in one go; go on between events until the window is full."""
        if self._cursor is not None and len(self._rows) < FIRST:
            self._more.start()

    def _fill(self) -> None:
        self.fetchMore(QModelIndex())


class LazyTable(QTableView, Generic[Row]):
    """Rows of one height, chosen whole, by keyboard or mouse."""

    chosen = Signal(str)
    """The key of the row that is now selected; "" for none."""

    opened = Signal(str)
    """Enter or a double click on a row."""

    sort_wanted = Signal(str)

    def __init__(
        self, columns: Sequence[Column[Row]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows: LazyTableModel[Row] = LazyTableModel(columns, self)
        self._chosen_id = ""
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(LazyTableModel.PILL, LazyTableModel.ROLE, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_headings()
        self._fit()
        self.doubleClicked.connect(self._open)

    def show_from(self, fetch: Fetch[Row]) -> None:
        """Show a list; the selected row stays selected if it is still among the first."""
        wanted, at = self._chosen_id, self.currentIndex().row()
        scrolled = self.verticalScrollBar().value()
        self.rows.show(fetch, at_least=at + 1)
        number = self.rows.number_of(wanted) if wanted else None
        if number is not None:
            self._choose(number)
            self.verticalScrollBar().setValue(scrolled)
        elif wanted:
            self.clear_choice()

    def show_all(self, rows: Sequence[Row]) -> None:
        """Show a list that is short enough to have been fetched whole."""
        self.show_from(lambda _, __: (rows, None))

    def chosen_id(self) -> str:
        """The key of the selected row; "" for none."""
        return self._chosen_id

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

    def clear_choice(self) -> None:
        """Select no row."""
        self.selectionModel().clear()
        self._say("")

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        # A reset clears the selection on its way; what was chosen is found again afterwards.
        if indexes := self.selectionModel().selectedRows():
            self._say(self.rows.row(indexes[0].row()).id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.rows.rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home and last >= 0:
            self._choose(0)
        elif event.key() == Qt.Key.Key_End and last >= 0:
            self._choose(last)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands of the page, not a search for a row."""
        del search

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _set_up_headings(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(scaled(48))
        header.setSectionsClickable(any(column.sort_key for column in self.rows.columns))
        header.sectionClicked.connect(self._want_sort)
        for number, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, mode.Interactive if column.width else mode.Stretch)

    def _fit(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(scaled(ROW_PX))
        for number, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(number, scaled(column.width))
        self._make_room()

    def _make_room(self) -> None:
        """Hide what may be hidden until the column that takes the rest has its room."""
        room = self.viewport().width() - scaled(REST_PX)
        wanted = sum(scaled(column.width) for column in self.rows.columns)
        for number, column in reversed(list(enumerate(self.rows.columns))):
            is_hidden = column.can_hide and wanted > room
            wanted -= scaled(column.width) if is_hidden else 0
            self.setColumnHidden(number, is_hidden)

    def _choose(self, number: int) -> None:
        self.selectRow(number)
        self.scrollTo(self.rows.index(number, 0))

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


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
