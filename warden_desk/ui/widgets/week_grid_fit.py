"""How wide and high the parts of a week grid are, at every size of text."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.week_grid import GridModel
from warden_desk.ui.widgets.week_grid_paint import HEADING

_ROOMY = 100
"""A day narrower than this has its short heading."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The lengths of a grid, at text of 100 %. Days share what the ends leave."""

    title: int = 150
    end: int = 60
    row: int = 48
    narrowest: int = 40


def dress(view: QTableView) -> None:
    """Take from a table what a week does not want."""
    # The delegate draws what is selected; a ground of its own would look like a shift.
    view.setStyleSheet(
        "QTableView { selection-background-color: transparent; }"
        "QTableView::item:selected { background: transparent; }"
    )
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    heading = view.horizontalHeader()
    heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heading.setHighlightSections(False)
    heading.setSectionsClickable(False)
    heading.setTextElideMode(Qt.TextElideMode.ElideRight)


def centre_headings(view: QTableView) -> None:
    """For columns of one code: headings stand over its middle, and need no room beside them."""
    heading = view.horizontalHeader()
    heading.setStyleSheet(
        "QHeaderView::section { padding: 4px 0; }"
        f"QHeaderView::section:last {{ padding: 4px {scaled(10)}px 4px 0; }}"
    )
    # Both lines of a heading would be measured as one, and cut though each has its room.
    heading.setTextElideMode(Qt.TextElideMode.ElideNone)
    heading.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)


def fit_rows(view: QTableView, model: GridModel, fit: Fit) -> None:
    """Rows of one height; one that bears a heading has that as well."""
    side, high = view.verticalHeader(), scaled(fit.row)
    side.setDefaultSectionSize(high)
    for row in range(model.rowCount()):
        wanted = high + (scaled(HEADING) if model.row(row).heading else 0)
        if side.sectionSize(row) != wanted:
            side.resizeSection(row, wanted)


def fit_columns(view: QTableView, model: GridModel, fit: Fit) -> None:
    """The ends as wide as they ask for, as far as that leaves the days room."""
    heading, last = view.horizontalHeader(), model.columnCount() - 1
    if last < 1:
        return
    heading.setMinimumSectionSize(scaled(fit.narrowest) if fit.narrowest >= 40 else fit.narrowest)
    heading.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    room = view.viewport().width()
    most = max(room // 5, scaled(60))  # large text must leave days room
    taken = 0
    for column, width in ((0, fit.title), (last, fit.end)):
        heading.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        wide = min(scaled(width), max(most, width))
        view.setColumnWidth(column, wide)
        taken += wide
    model.shorten(is_short=(room - taken) // max(1, last - 1) < scaled(_ROOMY))
