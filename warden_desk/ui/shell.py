"""The window itself, painted before anything else of the program is loaded.

Nothing here may import what the first paint does not need: not the theme, not even a font; nor
touch PySide's `Qt`, whose 150 enumerations cost an eighth of the time to a bare window.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QColor, QPaintEvent, QPalette
from PySide6.QtWidgets import QMainWindow, QWidget


class Shell(QMainWindow):
    """An empty window of one colour, until it is given the frame."""

    painted = Signal()
    """Once, after the first paint."""

    def __init__(self, ground: str) -> None:
        """`ground` is the colour the frame will have, so that nothing flashes."""
        super().__init__()
        self.setWindowTitle("Warden Desk")
        self.resize(1366, 768)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor(ground))
        self.setPalette(palette)
        self.may_close: Callable[[], bool] = _yes
        self._is_painted = False

    def take(self, frame: QWidget) -> None:
        """Put the program into the window."""
        self.setPalette(QPalette())  # the theme's own from now on
        self.setCentralWidget(frame)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
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
