"""A grid that may be looked at and copied from, and not typed into."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from warden_desk.ui.widgets.week_grid_view import WeekGridView, is_text

_KEYS = frozenset(
    {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
)


class CellLock(QObject):
    """Keeps what would change cells from them while there is a reason, and tells that instead."""

    def __init__(self, view: WeekGridView, tell: Callable[[str], object]) -> None:
        super().__init__(view)
        self._view = view
        self._tell, self._why_not = tell, ""
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def refuse(self, why: str) -> None:
        """Lock the cells for this reason; "" opens them again."""
        self._why_not = why
        self._view.keep_still(still=bool(why))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._why_not and _would_change(event):
            self._tell(self._why_not)
            return True
        return super().eventFilter(watched, event)


def _would_change(event: QEvent) -> bool:
    if event.type() == QEvent.Type.MouseButtonDblClick:
        return True
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    return (
        is_text(event)
        or event.key() in _KEYS
        or event.matches(keys.Cut)
        or event.matches(keys.Paste)
    )
