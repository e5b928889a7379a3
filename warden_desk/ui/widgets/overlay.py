"""A surface that floats over the window without stopping it: palette, sheet of keys, report."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from warden_desk.ui.theme import scaled


class Overlay(QFrame):
    """Hidden until opened; Esc closes it and gives the focus back to where it was."""

    closed = Signal()

    def __init__(self, parent: QWidget, *, width: int, top: int = 56) -> None:
        super().__init__(parent)
        self.setProperty("kind", "overlay")
        self._wanted_width, self._top = width, top
        self._before: QWidget | None = None
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(12, 12, 12, 12)
        self.box.setSpacing(8)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        parent.installEventFilter(self)
        self.hide()

    def set_top(self, top: int) -> None:
        """Where its upper edge shall be in the window."""
        self._top = top

    def open_over(self) -> None:
        """Show it above everything, remembering who had the focus."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()

    def close_over(self) -> None:
        """Hide it, and put the cursor back where it was."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
            self._before = None
            self.closed.emit()

    def place(self) -> None:
        """In the middle, under the top bar, no taller than the window allows."""
        parent = self.parentWidget()
        assert parent is not None
        around = parent.rect()
        width = min(scaled(self._wanted_width), around.width() - 32)
        room = around.height() - self._top - 24
        self.setMaximumHeight(room)
        self.resize(width, min(self.wanted_height(width), room))
        self.move((around.width() - width) // 2, self._top)

    def wanted_height(self, width: int) -> int:
        """The height its content wants."""
        if self.box.hasHeightForWidth():
            return self.box.totalHeightForWidth(width)
        return self.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
