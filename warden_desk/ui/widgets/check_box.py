"""A box to tick, drawn in the theme's colours at any text size."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from warden_desk.ui.icons import draw
from warden_desk.ui.theme import roles, scaled


class CheckBox(QCheckBox):
    """Fusion's own indicator all but vanishes on dark ground, and does not grow with the text."""

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + scaled(16 + 8 + 4)
        return QSize(wide, max(metrics.height(), scaled(16)) + scaled(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        colours, side = roles(), scaled(16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, (self.height() - side) / 2, side, side)
        edge = colours.colour("accent" if self.isChecked() or self.hasFocus() else "strong")
        painter.setPen(QPen(edge, 2 if self.hasFocus() else 1))
        painter.setBrush(colours.colour("accent" if self.isChecked() else "surface"))
        painter.drawRoundedRect(box, scaled(4), scaled(4))
        if self.isChecked():
            draw(painter, box.adjusted(2, 2, -2, -2), "done", colours.colour("on_accent"))
        painter.setPen(colours.colour("text" if self.isEnabled() else "faint"))
        words = self.rect().adjusted(side + scaled(8), 0, 0, 0)
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), scaled(4), scaled(4))
        painter.end()
