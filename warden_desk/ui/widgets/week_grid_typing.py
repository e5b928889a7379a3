"""Typing into the cells of a grid: where the editor opens, and where the cursor goes after it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtWidgets import QTableView

from warden_desk.ui.widgets.week_grid import CellId, GridModel, Typed
from warden_desk.ui.widgets.week_grid_editor import CellEditor, Refusal, Step
from warden_desk.ui.widgets.week_grid_paint import below_heading

_MOVES = {Step.DOWN: (1, 0), Step.UP: (-1, 0), Step.RIGHT: (0, 1), Step.LEFT: (0, -1)}

Commit = Callable[[CellId, str, str], Refusal | None]
"""Take a text with a reason ("" at first), or say why not."""


class CellTyping:
    """One editor for all cells of a grid. What is refused and left stays as a draft."""

    def __init__(
        self,
        view: QTableView,
        model: GridModel,
        typed: Typed,
        commit: Commit,
        kept_draft: Callable[[str], object],
    ) -> None:
        self._view, self._model = view, model
        self._commit, self._kept_draft = commit, kept_draft
        self.typed = typed
        self._editor: CellEditor | None = None

    def begin(self, typed: str | None = None) -> None:
        """Type into the current cell, beginning with `typed`, the draft, or what it holds."""
        at = self._view.currentIndex()
        if not self._model.is_day(at):
            return
        cell = self._model.cell_id(at)
        held = self.typed(cell)
        begin = self._model.drafts.get(cell, held) if typed is None else typed
        name = str(self._model.data(at, Qt.ItemDataRole.AccessibleTextRole)).partition(":")[0]
        self._view.scrollTo(at)
        # Made when it is first needed: a grid is shown more often than it is typed into.
        self._editor = self._editor or CellEditor(self._view.viewport())
        self._editor.open(
            self._rect(at),
            name,
            held,
            begin,
            lambda text, reason: self._commit(cell, text, reason),
            lambda step, unsaved: self._finish(cell, step, unsaved),
        )

    def unsaved(self) -> bool:
        """Whether something typed is not taken yet."""
        is_typing = self._editor is not None and self._editor.unsaved() is not None
        return bool(self._model.drafts) or is_typing

    def follow_size(self) -> None:
        """The cells are elsewhere now."""
        if self._editor is not None and self._editor.is_open():
            self._editor.place(self._rect(self._view.currentIndex()))

    def _rect(self, at: QModelIndex) -> QRect:
        return below_heading(self._view.visualRect(at), self._model.row(at.row()))

    def _finish(self, cell: CellId, step: Step, unsaved: str | None) -> None:
        index = self._model.find(cell)
        if index.isValid():
            self._model.keep_draft(index, unsaved)
        if unsaved is not None:
            self._kept_draft(unsaved)
        if step in _MOVES:
            down, right = _MOVES[step]
            beside = self._model.index(index.row() + down, index.column() + right)
            if self._model.is_day(beside):
                self._view.setCurrentIndex(beside)
