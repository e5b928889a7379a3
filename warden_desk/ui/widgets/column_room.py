"""Which columns of a table are shown, and how wide: what was chosen, and what there is room for."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.lazy_model import Column

REST_PX = 150
"""The least a column has that takes what the others leave."""
REST_ENOUGH_PX = 340
"""From there on it shares with the other columns of words: on a wide screen they would be cut
beside an empty stretch."""
MOST_SHARED = 0.8
"""How much of its own width a column is given at most."""


class ColumnRoom:
    """Gives the columns of one table their room."""

    def __init__(self, table: QTableView, columns: Sequence[Column[Any]]) -> None:
        self._table, self._columns = table, columns
        self._hidden = frozenset(c.heading for c in columns if c.is_extra)
        self._left_out: frozenset[str] = frozenset()
        self._is_own_choice = False
        self._by_hand: set[int] = set()
        self._is_making = False
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(scaled(48))
        for number, column in enumerate(columns):
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(number, mode.Interactive if column.width else mode.Stretch)
        header.sectionResized.connect(self._keep_width)

    def shown(self) -> tuple[str, ...]:
        """The headings somebody chose to see, whether or not there is room for all."""
        return tuple(c.heading for c in self._columns if c.heading not in self._hidden)

    def show(self, headings: Collection[str]) -> None:
        """Show these columns, and those that are always shown."""
        self._hidden = frozenset(
            c.heading
            for c in self._columns
            if c.heading not in headings and (c.is_extra or c.can_hide)
        )
        # What somebody asked for is not hidden again for want of room.
        self._is_own_choice = True
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.make()

    def leave_out(self, headings: Collection[str]) -> None:
        """Do without these columns for now: they have nothing to say of what is listed."""
        self._left_out = frozenset(headings)
        self.make()

    def fit(self) -> None:
        """Take the widths of the text size of now, also where somebody had set one."""
        self._by_hand.clear()
        self._is_making = True
        for number, column in enumerate(self._columns):
            if column.width:
                self._table.setColumnWidth(number, scaled(column.width))
        self._is_making = False
        self.make()

    def make(self) -> None:
        """Hide what may be hidden until the column that takes the rest has its room.

        Where it has more than enough, the others share it.
        """
        self._is_making = True
        room = self._table.viewport().width() - scaled(REST_PX)
        out = self._hidden | self._left_out
        shown = [c for c in self._columns if c.heading not in out]
        wanted = sum(scaled(column.width) for column in shown)
        for number, column in reversed(list(enumerate(self._columns))):
            is_hidden = column not in shown
            if not (is_hidden or self._is_own_choice) and column.can_hide and wanted > room:
                wanted -= scaled(column.width)
                is_hidden = True
            self._table.setColumnHidden(number, is_hidden)
        self._keep_room_for_rest(is_narrow=self._is_own_choice and wanted > room)
        self._share(room + scaled(REST_PX) - wanted - scaled(REST_ENOUGH_PX))
        self._is_making = False

    def mark_sort(self, key: str, *, is_descending: bool) -> None:
        """Show by which column the rows are sorted, and which way round."""
        keys = [column.sort_key for column in self._columns]
        header = self._table.horizontalHeader()
        header.setSortIndicatorShown(key in keys)
        if key in keys:
            down = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(key), down)

    def _share(self, spare: int) -> None:
        """Widen the columns of words by what is to spare; pills and numbers gain nothing by it."""
        sharing = {
            number: scaled(column.width)
            for number, column in enumerate(self._columns)
            if column.width and column.pill is None and not column.is_number
            if number not in self._by_hand and not self._table.isColumnHidden(number)
        }
        by = min(max(spare, 0) / max(sum(sharing.values()), 1), MOST_SHARED)
        for number, width in sharing.items():
            self._table.setColumnWidth(number, round(width * (1 + by)))

    def _keep_width(self, number: int, _: int, width: int) -> None:
        """A width that somebody drew is theirs."""
        if width and not self._is_making and self._columns[number].width:
            self._by_hand.add(number)

    def _keep_room_for_rest(self, *, is_narrow: bool) -> None:
        """The column that takes the rest has at least its least width; beyond that, one scrolls."""
        mode = QHeaderView.ResizeMode.Interactive if is_narrow else QHeaderView.ResizeMode.Stretch
        for number, column in enumerate(self._columns):
            if not column.width:
                self._table.horizontalHeader().setSectionResizeMode(number, mode)
                if is_narrow:
                    self._table.setColumnWidth(number, scaled(REST_PX))
