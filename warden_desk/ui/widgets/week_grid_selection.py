"""What is selected in a grid, and which of it is made like which, filling right or down."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel
from PySide6.QtWidgets import QTableView

from warden_desk.ui.widgets.week_grid import CellId, GridModel, Selection

Fill = tuple[CellId, list[CellId]]
"""A cell, and those that are to be like it."""


def to_the_right(model: GridModel, selected: Selection) -> list[Fill]:
    """Each row like its leftmost selected cell; one alone is like its left neighbour."""
    found: list[Fill] = []
    for row, columns in selected.items():
        first, *rest = columns if len(columns) > 1 else (columns[0] - 1, columns[0])
        if first >= 1:
            cells = [model.cell_id(model.index(row, column)) for column in rest]
            found.append((model.cell_id(model.index(row, first)), cells))
    return found


def downwards(model: GridModel, selected: Selection) -> list[Fill]:
    """Each day like its topmost selected cell; one alone is like the one above."""
    by_column: dict[int, list[int]] = {}
    for row, columns in selected.items():
        for column in columns:
            by_column.setdefault(column, []).append(row)
    found: list[Fill] = []
    for column, rows in by_column.items():
        first, *rest = rows if len(rows) > 1 else (rows[0] - 1, rows[0])
        if first >= 0:
            cells = [model.cell_id(model.index(row, column)) for row in rest]
            found.append((model.cell_id(model.index(first, column)), cells))
    return found


def selected_days(view: QTableView, model: GridModel) -> Selection:
    """The selected days by row, in order."""
    found: Selection = {}
    for index in filter(model.is_day, view.selectedIndexes()):
        found.setdefault(index.row(), []).append(index.column())
    return {row: sorted(columns) for row, columns in sorted(found.items())}


def select_rows(view: QTableView, model: GridModel) -> None:
    """Select all days of the rows in which something is selected."""
    last, wanted = model.columnCount() - 2, QItemSelection()
    for row in selected_days(view, model):
        wanted.select(model.index(row, 1), model.index(row, last))
    view.selectionModel().select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
