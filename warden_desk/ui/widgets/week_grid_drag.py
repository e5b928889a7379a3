"""Dragging a cell to another day or person with the mouse. Ctrl copies, Esc leaves it be."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTableView

from warden_desk.ui.widgets.week_grid import CELL_ROLE, CellId, GridModel, Held

Drop = Callable[[CellId, CellId, bool], object]
"""From which cell to which, and whether as a copy."""


class CellDrag(QObject):
    """Watches the mouse over a grid: a filled cell is dragged, a blank one begins a selection."""

    def __init__(self, view: QTableView, model: GridModel, drop: Drop) -> None:
        super().__init__(view)
        self._view, self._model, self._drop = view, model, drop
        self._pressed: QPoint | None = None
        self._source: CellId | None = None
        self._is_dragging = False
        self.is_allowed = True
        """Where it is not, the mouse selects from a filled cell, too."""
        view.viewport().installEventFilter(self)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            return self._mouse(event)
        if isinstance(event, QKeyEvent) and self._is_dragging:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _mouse(self, event: QMouseEvent) -> bool:
        at = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._press(event, at)
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            return self._move(event, at)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            return self._release(event, at)
        return False

    def _press(self, event: QMouseEvent, at: QPoint) -> None:
        index = self._view.indexAt(at)
        is_plain = self.is_allowed and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.LeftButton and is_plain and self._is_filled(index):
            self._pressed, self._source = at, self._model.cell_id(index)

    def _move(self, event: QMouseEvent, at: QPoint) -> bool:
        assert self._pressed is not None
        far = (at - self._pressed).manhattanLength()
        if not self._is_dragging and far < QApplication.startDragDistance():
            return True
        self._is_dragging = True
        index = self._view.indexAt(at)
        self._model.hold(
            Held.OVER, self._model.cell_id(index) if self._model.is_day(index) else None
        )
        shape = Qt.CursorShape.DragCopyCursor if _copies(event) else Qt.CursorShape.DragMoveCursor
        self._view.viewport().setCursor(shape)
        return True

    def _release(self, event: QMouseEvent, at: QPoint) -> bool:
        was_dragging, source = self._is_dragging, self._source
        self._stop()
        if not was_dragging or source is None:
            return False
        index = self._view.indexAt(at)
        if self._model.is_day(index) and (target := self._model.cell_id(index)) != source:
            self._drop(source, target, _copies(event))
        return True

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._stop()
            return True
        return False

    def _stop(self) -> None:
        self._pressed = self._source = None
        self._is_dragging = False
        self._model.hold(Held.OVER, None)
        self._view.viewport().unsetCursor()

    def _is_filled(self, index: QModelIndex) -> bool:
        if not self._model.is_day(index):
            return False
        cell = index.data(CELL_ROLE)
        return bool(cell.is_filled)


def _copies(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
