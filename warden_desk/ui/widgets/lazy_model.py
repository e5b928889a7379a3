"""The rows behind a `LazyTable`: a page at a time, each shown once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from warden_desk.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex

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
        is_extra: shown only once somebody chooses it.
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
    is_extra: bool = False


Fetch = Callable[[Any, int], tuple[Sequence[Row], Any]]
"""(cursor or None, how many) to (rows, cursor of the next; None when there are no more)."""

SomeRow = TypeVar("SomeRow", bound=HasId, covariant=True)


class Rows(Protocol[SomeRow]):
    """What a list has. It may make its rows only when they are asked for."""

    def __len__(self) -> int: ...

    def row(self, number: int) -> SomeRow: ...

    def number_of(self, row_id: str) -> int | None: ...


class _Fetched(Generic[Row]):
    """The rows fetched so far. A row that comes again with a later page is not taken twice."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Row:
        return self._rows[number]

    def number_of(self, row_id: str) -> int | None:
        return self._numbers.get(row_id)

    def new(self, rows: Sequence[Row]) -> list[Row]:
        """Those that were not fetched before."""
        return [row for row in rows if row.id not in self._numbers]

    def take(self, rows: Sequence[Row]) -> None:
        for row in rows:
            if row.id not in self._numbers:
                self._numbers[row.id] = len(self._rows)
                self._rows.append(row)


class LazyTableModel(QAbstractTableModel, Generic[Row]):
    """The rows fetched so far, or all of a list that makes each as it comes into view."""

    PILL = Qt.ItemDataRole.UserRole + 1
    ROLE = Qt.ItemDataRole.UserRole + 2

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = columns
        self._fetch: Fetch[Row] = lambda _, __: ((), None)
        self._cursor: Any = None
        self._fetched: _Fetched[Row] = _Fetched()
        self._rows: Rows[Row] = self._fetched
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self._fill)

    def show(self, fetch: Fetch[Row], *, at_least: int = FIRST) -> None:
        """Replace what is shown; `at_least` rows are fetched now if there are so many."""
        self._more.stop()
        rows, cursor = fetch(None, max(FIRST, at_least))
        self.beginResetModel()
        self._fetch, self._cursor = fetch, cursor
        self._rows = self._fetched = _Fetched()
        self._fetched.take(rows)
        self.endResetModel()
        self._fill_later()

    def show_made(self, rows: Rows[Row]) -> None:
        """Replace what is shown by all of a list, which makes a row each time it is asked."""
        self._more.stop()
        self.beginResetModel()
        self._rows, self._cursor = rows, None
        self.endResetModel()

    def rename(self, section: int, heading: str) -> None:
        """Give a column another heading."""
        changed = list(self.columns)
        changed[section] = replace(changed[section], heading=heading)
        self.columns = changed
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, section, section)

    def row(self, number: int) -> Row:
        """The row at this position."""
        return self._rows.row(number)

    def number_of(self, row_id: str) -> int | None:
        """The position of a row, if it has been fetched."""
        return self._rows.number_of(row_id)

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
        new = self._fetched.new(rows)
        if new:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
            self._fetched.take(new)
            self.endInsertRows()
        self._fill_later()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows.row(index.row())
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

    def _fill_later(self) -> None:
        """A search may find little in one go; go on between events until the window is full."""
        if self._cursor is not None and len(self._rows) < FIRST:
            self._more.start()

    def _fill(self) -> None:
        self.fetchMore(QModelIndex())


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
