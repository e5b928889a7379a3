"""Words below a slider, each under the place it stands for."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSlider, QStyle, QWidget

from warden_desk.ui.theme import roles, scaled

TEXT_PX = 11


class SliderMarks(QWidget):
    """Names the places of a slider from its first to its last; a click on a name goes there."""

    def __init__(self, slider: QSlider) -> None:
        super().__init__()
        self._slider = slider
        self._marks: Sequence[str] = ()
        self.setFixedHeight(scaled(TEXT_PX + 4))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        slider.valueChanged.connect(self.update)

    def show_marks(self, marks: Sequence[str]) -> None:
        """One for each place."""
        self._marks = marks
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        nearest = min(
            range(len(self._marks)), key=lambda at: abs(self._middle(at) - event.position().x())
        )
        self._slider.setValue(self._slider.minimum() + nearest)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(scaled(TEXT_PX + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(scaled(TEXT_PX))
        chosen = self._slider.value() - self._slider.minimum()
        for at, mark in enumerate(self._marks):
            font.setWeight(QFont.Weight.DemiBold if at == chosen else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(roles().colour("text" if at == chosen else "quiet"))
            wide = QFontMetricsF(font).horizontalAdvance(mark) + 2
            left = min(max(self._middle(at) - wide / 2, 0), self.width() - wide)
            box = QRectF(left, 0, wide, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)
        painter.end()

    def _middle(self, at: int) -> float:
        """Where the handle's middle is at a place."""
        metric = QStyle.PixelMetric.PM_SliderLength
        handle = self._slider.style().pixelMetric(metric, None, self._slider)
        places = max(1, len(self._marks) - 1)
        return handle / 2 + (self.width() - handle) * at / places
