"""Where one types what one looks for."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.theme import scaled

PAUSE_MS = 100
"""Long enough not to search for every letter of a quick typist, short enough not to be seen."""


class SearchBox(QLineEdit):
    """Says what is searched for once typing pauses; Esc empties it, Down leaves for the list."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setObjectName("search")
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icon("search", "faint"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._say)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._say)

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self._say()
            self.left_down.emit()
        else:
            super().keyPressEvent(event)

    def _wait(self, text: str) -> None:
        del text
        self._pause.start()

    def _say(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
