"""The key of a map: a sample, a word and a count per state; choosing some hides the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import column

LINE_PX = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One state. `look` is as for `MapView.tell_style`: a fill, an ink and a hatch."""

    key: str
    text: str
    mark: str
    meaning: str
    look: Mapping[str, Any]
    count: int = 0


class MapLegend(QWidget):
    """The states with their counts, each a switch."""

    chosen = Signal(list)
    """Keys of the states to show; none of them means all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Key of the map")
        self.lines: dict[str, LegendLine] = {}
        self._kept: dict[str, bool] = {}
        self._box = column(gap=0)
        self.setLayout(self._box)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, in this order; what is switched on stays so as long as it is there."""
        wanted = [entry.key for entry in entries]
        if wanted != [*self.lines]:
            for key in [*self.lines]:
                gone = self.lines.pop(key)
                self._kept[key] = gone.isChecked()
                self._box.removeWidget(gone)
                gone.hide()
                gone.deleteLater()
        for entry in entries:
            if entry.key not in self.lines:
                line = self.lines[entry.key] = LegendLine()
                line.setObjectName(f"state_{entry.key.replace(' ', '_')}")
                line.setChecked(self._kept.pop(entry.key, False))
                line.toggled.connect(self._tell)
                self._box.addWidget(line)
            self.lines[entry.key].show_entry(entry)
        if self._kept:
            self._kept = {}
            self._tell()

    @property
    def line_height(self) -> int:
        """Pixels of one line."""
        return scaled(LINE_PX)

    def keys(self) -> list[str]:
        """The states switched on."""
        return [key for key, line in self.lines.items() if line.isChecked()]

    def clear(self) -> None:
        """Switch all off: everything is shown."""
        for line in self.lines.values():
            line.setChecked(False)

    def _tell(self) -> None:
        self.chosen.emit(self.keys())


class LegendLine(QAbstractButton):
    """One line: sample, mark and word, what the state means, count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._entry: Entry | None = None

    def show_entry(self, entry: Entry) -> None:
        self._entry = entry
        self.setAccessibleName(f"{entry.text}: {entry.count}. {entry.meaning}")
        self.setToolTip(f"{entry.meaning}. Show only these; click again for all.")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(220), scaled(LINE_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._entry is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        high = self.height()
        sample = QRectF(scaled(8), (high - scaled(18)) / 2, scaled(28), scaled(18))
        paint_sample(painter, sample, self._entry.look)
        room = QRectF(self.rect()).adjusted(scaled(46), 0, -scaled(10), 0)
        self._paint_words(painter, self._entry, room)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        colours = roles()
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_soft" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(inner, scaled(6), scaled(6))
        if self.hasFocus():
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, scaled(6), scaled(6))

    def _paint_words(self, painter: QPainter, entry: Entry, room: QRectF) -> None:
        colours = roles()
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(scaled(12))
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        words, metrics = f"{entry.mark}  {entry.text}", QFontMetricsF(strong)
        painter.setPen(colours.colour("text"))
        painter.setFont(strong)
        painter.drawText(room, middle, words)
        painter.drawText(room, middle | right, str(entry.count))
        taken = metrics.horizontalAdvance(words) + scaled(8)
        rest = room.adjusted(taken, 0, -metrics.horizontalAdvance("0000"), 0)
        meaning = QFontMetricsF(small).elidedText(
            entry.meaning, Qt.TextElideMode.ElideRight, rest.width()
        )
        painter.setPen(colours.colour("quiet"))
        painter.setFont(small)
        painter.drawText(rest, middle, meaning)


def paint_sample(painter: QPainter, box: QRectF, look: Mapping[str, Any]) -> None:
    """A piece of the map's fill with its hatch, as the page draws it."""
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, 3, 3)
    painter.fillPath(outline, QColor(look["fill"]))
    painter.setClipPath(outline)
    hatch, ink = look["hatch"], QColor(look["ink"])
    if hatch["kind"] == "dots":
        _dots(painter, box, hatch, ink)
    elif hatch["kind"] != "none":
        _lines(painter, box, hatch, ink)
    painter.restore()
    painter.setPen(QPen(roles().colour("strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)


def _dots(painter: QPainter, box: QRectF, hatch: Mapping[str, Any], ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    half = hatch["spacing"] / 2
    for row in range(int(box.height() / half) + 1):
        for number in range(int(box.width() / half) + 1):
            if (row + number) % 2 == 0:
                at = QPointF(box.x() + (number + 0.5) * half, box.y() + (row + 0.5) * half)
                painter.drawEllipse(at, hatch["width"], hatch["width"])


def _lines(painter: QPainter, box: QRectF, hatch: Mapping[str, Any], ink: QColor) -> None:
    painter.setPen(QPen(ink, hatch["width"]))
    painter.translate(box.center())
    painter.rotate(hatch["angle"])
    reach, gap = box.width(), hatch["spacing"]
    for number in range(-int(reach / gap) - 1, int(reach / gap) + 2):
        at = (number + 0.5) * gap
        painter.drawLine(QPointF(at, -reach), QPointF(at, reach))
        if hatch["kind"] == "cross":
            painter.drawLine(QPointF(-reach, at), QPointF(reach, at))
