"""Copying, cutting and pasting cells: as text, so that a spreadsheet takes and gives them."""

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from warden_desk.ui.widgets.week_grid import CellId, GridModel, Held, Selection, Typed

_SEPARATORS = str.maketrans({"\t": " ", "\n": " / ", "\r": ""})


class CellClipboard:
    """The clipboard of one grid. A cell that was cut is moved by the next paste."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._cut_text = ""

    def copy(self, selected: Selection, typed: Typed | None) -> None:
        """Put the selected cells on the clipboard: rows as lines, days between tabs."""
        self._model.hold(Held.CUT, None)
        QGuiApplication.clipboard().setText(self._text(selected, typed))

    def cut(self, selected: Selection, typed: Typed | None, cell: CellId) -> None:
        """Mark a cell as going elsewhere with the next paste; its text can be pasted, too."""
        self.copy(selected, typed)
        self._cut_text = QGuiApplication.clipboard().text()
        self._model.hold(Held.CUT, cell)

    def cut_cell(self) -> CellId | None:
        """The cell to be moved, unless something else was copied since."""
        is_same = QGuiApplication.clipboard().text() == self._cut_text
        return self._model.held(Held.CUT) if is_same else None

    def forget(self) -> bool:
        """Nothing is to be moved any more. Whether something was."""
        was_cut = self._model.held(Held.CUT) is not None
        self._model.hold(Held.CUT, None)
        return was_cut

    def pasted(self, at: QModelIndex) -> list[tuple[CellId, str]]:
        """What the clipboard puts into which cells, from this one to the right and down."""
        lines = QGuiApplication.clipboard().text().replace("\r", "").rstrip("\n").split("\n")
        return [
            (self._model.cell_id(index), text.strip().strip('"'))
            for down, line in enumerate(lines)
            for right, text in enumerate(line.split("\t"))
            if self._model.is_day(index := self._model.index(at.row() + down, at.column() + right))
        ]

    def _text(self, selected: Selection, typed: Typed | None) -> str:
        return "\n".join(
            "\t".join(self._cell(row, column, typed).translate(_SEPARATORS) for column in columns)
            for row, columns in selected.items()
        )

    def _cell(self, row: int, column: int, typed: Typed | None) -> str:
        index = self._model.index(row, column)
        return str(self._model.data(index)) if typed is None else typed(self._model.cell_id(index))
