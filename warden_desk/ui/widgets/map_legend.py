"""The key of a map: a sample, a word and a count per state; choosing some hides the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import column

LINE_PX = 28
SAMPLE_PX, MARK_PX, EDGE_PX, COUNT_PX, GAP_PX = 28, 16, 8, 34, 8
"""Widths across a line: the sample, the sign, both edges, the number, and between words."""


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
        self._fit()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say what the states mean if all of it can be read; else each does when pointed at."""
        is_room = all(line.has_room() for line in self.lines.values())
        for line in self.lines.values():
            line.say_meaning(is_on=is_room)

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
        self._says_meaning = True

    def show_entry(self, entry: Entry) -> None:
        self._entry = entry
        self.setAccessibleName(f"{entry.text}: {entry.count}. {entry.meaning}")
        self.setToolTip(f"{entry.meaning}. Show only these; click again for all.")
        self.update()

    def has_room(self) -> bool:
        """Whether what the state means can be read whole."""
        if self._entry is None:
            return True
        strong, small = self._fonts()
        wanted = QFontMetricsF(strong).horizontalAdvance(self._entry.text) + scaled(GAP_PX)
        wanted += QFontMetricsF(small).horizontalAdvance(self._entry.meaning)
        return wanted <= self._room().width() - scaled(MARK_PX + COUNT_PX)

    def say_meaning(self, *, is_on: bool) -> None:
        self._says_meaning = is_on
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
        sample = QRectF(scaled(EDGE_PX), (high - scaled(18)) / 2, scaled(SAMPLE_PX), scaled(18))
        paint_sample(painter, sample, self._entry.look)
        self._paint_words(painter, self._entry, self._room())
        painter.end()

    def _room(self) -> QRectF:
        """Where the words go, beside the sample."""
        left = scaled(EDGE_PX + SAMPLE_PX + GAP_PX)
        return QRectF(self.rect()).adjusted(left, 0, -scaled(EDGE_PX), 0)

    def _fonts(self) -> tuple[QFont, QFont]:
        """Of the state and of what it means."""
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(scaled(12))
        return strong, small

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
        colours, (strong, small) = roles(), self._fonts()
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.setPen(colours.colour("text"))
        painter.setFont(strong)
        painter.drawText(room, middle | right, str(entry.count))
        mark = QRectF(room.x(), room.y(), scaled(MARK_PX) - 4, room.height())
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, entry.mark)
        words = room.adjusted(scaled(MARK_PX), 0, -scaled(COUNT_PX), 0)
        metrics = QFontMetricsF(strong)
        name = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, middle, name)
        if self._says_meaning:
            painter.setPen(colours.colour("quiet"))
            painter.setFont(small)
            rest = words.adjusted(metrics.horizontalAdvance(name) + scaled(GAP_PX), 0, 0, 0)
            painter.drawText(rest, middle, entry.meaning)


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
