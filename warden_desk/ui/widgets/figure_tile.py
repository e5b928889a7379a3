"""A figure at the head of a page, which opens what it counts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from warden_desk.ui.theme import Tone, roles, scaled
from warden_desk.ui.widgets.pill import MARKS


class FigureTile(QPushButton):
    """Figure, what it counts, and a hint. One that presses has its tone and its mark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._figure = self._what = self._hint = ""
        self._tone = Tone.NEUTRAL

    def show_figure(self, figure: str, what: str, hint: str, tone: Tone) -> None:
        self._figure, self._what, self._hint, self._tone = figure, what, hint, tone
        self.setAccessibleName(f"{figure} {what}, {hint}")
        self.setToolTip(f"{figure} {what}, {hint}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(160), scaled(88))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(96), scaled(88))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colours = roles()
        presses = self._tone is not Tone.NEUTRAL
        inner = self.rect().adjusted(scaled(16), scaled(10), -scaled(10), -scaled(10))
        mark = f" {MARKS[self._tone]}" if presses else ""
        lines = (
            (self._figure + mark, 24, 600, colours.ink(self._tone) if presses else None, 32),
            (self._what, 13, 400, None, 19),
            (self._hint, 12, 400, colours.colour("faint"), 18),
        )
        at = inner.top()
        for text, size, weight, ink, height in lines:
            font = QFont(self.font())
            font.setPixelSize(scaled(size))
            font.setWeight(QFont.Weight(weight))
            painter.setFont(font)
            painter.setPen(ink or colours.colour("text"))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner.left(), at, inner.width(), scaled(height), middle, cut)
            at += scaled(height)
        painter.end()
