"""A grid of rows and days: the values it shows, and the model over them.

It knows nothing of shifts: whoever uses it says what each cell looks like and how it is spoken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from warden_desk.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex

CELL_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
DRAFT_ROLE = Qt.ItemDataRole.UserRole + 2
HELD_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the cell is on its way elsewhere (`Held.CUT`), or something is over it (`Held.OVER`)."""


class Look(StrEnum):
    """How a cell is drawn."""

    BLANK = "blank"
    WORK = "work"
    LATE = "late"
    OFF = "off"
    AWAY = "away"
    GHOST = "ghost"
    """Something that is not this grid's own."""
    CLOSED = "closed"
    """Nothing belongs here."""


class Held(StrEnum):
    """What a move does to a cell while it is under way."""

    CUT = "cut"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `mark` is a short warning with its tone; `spoken` is all of it in words.

    `sign` stands after the head: a tick, a cross. `is_hatched` says without colour that nobody
    is to be planned there. `is_filled` cells can be taken elsewhere.
    """

    look: Look = Look.BLANK
    head: str = ""
    text: str = ""
    count: int = 0
    mark: str = ""
    mark_tone: Tone = Tone.AMBER
    spoken: str = ""
    sign: str = ""
    is_hatched: bool = False
    is_filled: bool = False
    short: str = ""
    """The head where there is little room."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row. `key` finds it again; `end` stands in the last column, with a tone if it says so.

    `heading` stands over the row: a new part of the grid begins with it.
    """

    key: str
    title: str
    subtitle: str
    cells: tuple[GridCell, ...]
    end: str = ""
    end_tone: Tone | None = None
    end_spoken: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A day: its heading, how it is spoken, and a key that is the same in every week.

    `short` is the heading where there is little room.
    """

    key: str
    heading: str
    spoken: str
    short: str = ""


CellId = tuple[str, str]
"""Row key and column key."""
Selection = dict[int, list[int]]
"""Selected columns by row, in order."""
Typed = Callable[[CellId], str]
"""The text a cell holds now, as it would be typed."""


_SAID = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)


class GridModel(QAbstractTableModel):
    """Column 0 is the row's title, then the days, then the end column."""

    def __init__(self, end_heading: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end_heading = end_heading
        self._title_heading = ""
        self._columns: Sequence[GridColumn] = ()
        self._rows: Sequence[GridRow] = ()
        self.drafts: dict[CellId, str] = {}
        """What was typed into cells and not accepted yet. Kept until it is, or thrown away."""
        self._is_short = False
        self._held: dict[Held, CellId] = {}

    def show(
        self, columns: Sequence[GridColumn], rows: Sequence[GridRow], title_heading: str = ""
    ) -> bool:
        """Show these. Returns whether rows or columns are other ones than before."""
        self._title_heading = title_heading
        is_same = [row.key for row in rows] == [row.key for row in self._rows] and [
            column.key for column in columns
        ] == [column.key for column in self._columns]
        if is_same:
            before, self._rows = self._rows, rows
            was, self._columns = self._columns, columns
            self._tell_changed(before, rows)
            if was != columns:
                self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        else:
            self.beginResetModel()
            self._columns, self._rows = columns, rows
            self.endResetModel()
        return not is_same

    def _tell_changed(self, before: Sequence[GridRow], rows: Sequence[GridRow]) -> None:
        """Have only the cells that differ painted: after an edit it is one or two of them."""
        end = self.columnCount() - 1
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old == new:
                continue
            cells = zip(old.cells, new.cells, strict=True)
            for column in (0, *(n for n, (a, b) in enumerate(cells, 1) if a != b), end):
                at = self.index(number, column)
                self.dataChanged.emit(at, at)

    def row(self, number: int) -> GridRow:
        return self._rows[number]

    def cell_id(self, index: Index) -> CellId:
        """The row and column keys of a day's cell."""
        return self._rows[index.row()].key, self._columns[index.column() - 1].key

    def find(self, cell: CellId) -> QModelIndex:
        """Where this cell is now; invalid if it is not shown."""
        rows = [row.key for row in self._rows]
        columns = [column.key for column in self._columns]
        if cell[0] not in rows or cell[1] not in columns:
            return QModelIndex()
        return self.index(rows.index(cell[0]), columns.index(cell[1]) + 1)

    def is_day(self, index: Index) -> bool:
        """Whether it is a cell that can hold something."""
        return index.isValid() and 1 <= index.column() <= len(self._columns)

    def shorten(self, *, is_short: bool) -> None:
        """Have the short headings, or the long ones."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def hold(self, held: Held, cell: CellId | None) -> None:
        """Mark one cell as cut, or as the one something is over; None takes the mark away."""
        for each in (self._held.pop(held, None), cell):
            if each is not None and (found := self.find(each)).isValid():
                self.dataChanged.emit(found, found)
        if cell is not None:
            self._held[held] = cell

    def held(self, held: Held) -> CellId | None:
        """The cell that is marked so."""
        return self._held.get(held)

    def keep_draft(self, index: Index, text: str | None) -> None:
        """Keep what was typed, or (None) throw it away."""
        if text is None:
            self.drafts.pop(self.cell_id(index), None)
        else:
            self.drafts[self.cell_id(index)] = text
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns) + 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.is_day(index):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags  # the cursor passes over titles and totals

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if not self.is_day(index):
            return self._outer(row, index.column(), role)
        cell = row.cells[index.column() - 1]
        match role:
            case Qt.ItemDataRole.UserRole:
                return cell
            case Qt.ItemDataRole.DisplayRole:
                return f"{cell.head} {cell.text}".strip()
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index, row, cell)
            case Qt.ItemDataRole.ToolTipRole:
                return cell.spoken
            case _:
                return self._kept(index, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        is_end = section > len(self._columns)
        if role == Qt.ItemDataRole.TextAlignmentRole and is_end:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Vertical:
            is_named = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return self._rows[section].title if is_named and section < len(self._rows) else None
        if role not in _SAID:
            return None
        if section == 0:
            return self._title_heading
        if is_end:
            return self._end_heading
        column = self._columns[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.short if self._is_short and column.short else column.heading
        return column.spoken

    def _kept(self, index: Index, role: int) -> str | Held | None:
        cell = self.cell_id(index)
        if role == HELD_ROLE:
            return next((held for held, at in self._held.items() if at == cell), None)
        return self.drafts.get(cell) if role == DRAFT_ROLE else None

    def _outer(self, row: GridRow, column: int, role: int) -> str | None:
        if role not in _SAID:
            return None
        if column == 0:
            return ", ".join(part for part in (row.heading, row.title, row.subtitle) if part)
        is_spoken = role == Qt.ItemDataRole.AccessibleTextRole
        return row.end_spoken if is_spoken and row.end_spoken else row.end

    def _spoken(self, index: Index, row: GridRow, cell: GridCell) -> str:
        draft = self.drafts.get(self.cell_id(index))
        said = cell.spoken or "nothing planned"
        if self.held(Held.CUT) == self.cell_id(index):
            said = f"to be moved: {said}"
        if draft is not None:
            said = f"typed, not saved: {draft}; {said}"
        return f"{row.title}, {self._columns[index.column() - 1].spoken}: {said}"
