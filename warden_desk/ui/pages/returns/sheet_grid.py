"""A workbook's first sheet as one sees it in a spreadsheet: every cell, nothing to type."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from warden_desk.ui.theme import scaled

_NARROW, _WIDE = 72, 240
_ROW_AIR = 8


class SheetGrid(QTableWidget):
    """Scrolls sideways, as spreadsheets do: a CSU's list may have any number of columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet_grid")
        self.setAccessibleName("The workbook")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)

    def show_cells(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these cells, row by row; a line that stands alone spans the width."""
        width = max((len(row) for row in rows), default=0)
        self.clear()
        self.clearSpans()
        self.setRowCount(len(rows))
        self.setColumnCount(width)
        self.setHorizontalHeaderLabels([_letters(column) for column in range(width)])
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.setItem(at, column, QTableWidgetItem(text))
            if width > 1 and row and row[0] and not any(row[1:]):
                self.setSpan(at, 0, 1, width)
        self.resizeColumnsToContents()
        for column in range(width):
            wanted = self.columnWidth(column)
            self.setColumnWidth(column, min(max(wanted, scaled(_NARROW)), scaled(_WIDE)))
        self.resizeRowsToContents()
        for at in range(self.rowCount()):
            self.setRowHeight(at, self.rowHeight(at) + scaled(_ROW_AIR))

    def texts(self) -> list[list[str]]:
        """What is shown, row by row."""
        return [
            [item.text() if (item := self.item(at, column)) else "" for column in self._columns()]
            for at in range(self.rowCount())
        ]

    def _columns(self) -> range:
        return range(self.columnCount())


def _letters(column: int) -> str:
    """`A` to `Z`, then `AA`: as spreadsheets name their columns."""
    name, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name
