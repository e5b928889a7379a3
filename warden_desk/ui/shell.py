"""The window itself, painted before anything else of the program is loaded.

Nothing here may import what the first paint does not need: not the theme, not even a font. What it
paints is the outline of the frame that is put into it a moment later.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QWidget

BAR_PX = 52


class Shell(QMainWindow):
    """Ground and top bar, in colours read straight from the theme's file."""

    painted = Signal()
    """Once, after the first paint."""

    def __init__(self, theme: Path) -> None:
        super().__init__()
        self.setWindowTitle("Warden Desk")
        self.resize(1366, 768)
        self.may_close: Callable[[], bool] = _yes
        self._is_painted = False
        lines = (line.partition(" = ") for line in theme.read_text("utf-8").splitlines())
        self._colours = {name: value.strip('"') for name, _, value in lines}

    def take(self, frame: QWidget) -> None:
        """Put the program into the window."""
        self.setCentralWidget(frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.centralWidget() is None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(self._colours["ground"]))
            bar = QRect(0, 0, self.width(), BAR_PX)
            painter.fillRect(bar, QColor(self._colours["line"]))
            painter.fillRect(bar.adjusted(0, 0, 0, -1), QColor(self._colours["surface"]))
            painter.end()
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            super().closeEvent(event)
        else:
            event.ignore()


def _yes() -> bool:
    return True
