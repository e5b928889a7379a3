"""A day as a line of hours, with bars whose ends can be pulled by mouse or arrows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from warden_desk.ui.theme import roles, scaled

STEP = 15
_DAY = 24 * 60
_NEAR = 8
"""So many pixels beside an end still take hold of it."""
_HOURS = (6, 9, 12, 15, 18, 21)
_PAD = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of the day in minutes from midnight. An end past 1440 is the next morning."""

    start: int
    end: int
    name: str = ""


class DayStrip(QWidget):
    """Left and Right pull the end of the current bar, with Shift its beginning; Up and Down choose.

    Nothing is kept here: `stretched` asks for it, and the owner shows what came of it.
    """

    stretched = Signal(int, int, int)
    """Which bar, and its new start and end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[Bar] = []
        self._current = 0
        self._pulled: tuple[int, bool] | None = None
        self._first, self._last = 6 * 60, _DAY
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip("Pull the ends of a shift, or use the arrows; with Shift its beginning")

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these; the line is as long as they need."""
        self._bars = list(bars)
        self._current = min(self._current, max(0, len(bars) - 1))
        self._pulled = None
        self._first = min([6 * 60, *(bar.start // 60 * 60 for bar in bars)])
        self._last = max([_DAY, *(-(-bar.end // 60) * 60 for bar in bars)])
        said = "; ".join(f"{b.name} {_clock(b.start)} to {_clock(b.end)}".strip() for b in bars)
        self.setAccessibleName(f"The day: {said or 'no times'}")
        self.update()

    def bar_ends(self, at: int) -> tuple[int, int]:
        """Where in the widget a bar begins and ends."""
        bar = self._bars[at]
        return round(self._x(bar.start)), round(self._x(bar.end))

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(46))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        turns = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._bars:
            bar, by = self._bars[self._current], steps[key]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                bar = replace(bar, start=bar.start + by)
            else:
                bar = replace(bar, end=bar.end + by)
            self.stretched.emit(self._current, bar.start, bar.end)
        elif key in turns and len(self._bars) > 1:
            self._current = (self._current + turns[key]) % len(self._bars)
            self.update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pulled = self._end_at(event.position())
        if self._pulled is not None:
            self._current = self._pulled[0]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pulled is None:
            is_near = self._end_at(event.position()) is not None
            self.setCursor(Qt.CursorShape.SizeHorCursor if is_near else Qt.CursorShape.ArrowCursor)
            return
        at, is_end = self._pulled
        bar, minute = self._bars[at], self._minute(event.position().x())
        if is_end:
            self._bars[at] = replace(bar, end=max(minute, bar.start + STEP))
        else:
            self._bars[at] = replace(bar, start=min(minute, bar.end - STEP))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        del event
        if self._pulled is not None:
            at, self._pulled = self._pulled[0], None
            self.stretched.emit(at, self._bars[at].start, self._bars[at].end)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.unsetCursor()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter)
        for at, bar in enumerate(self._bars):
            self._paint_bar(painter, bar, is_current=at == self._current)
        painter.end()

    def _paint_hours(self, painter: QPainter) -> None:
        colours = roles()
        font = QFont(self.font())
        font.setPixelSize(scaled(11))
        painter.setFont(font)
        track = QRectF(scaled(_PAD), scaled(20), self.width() - scaled(2 * _PAD), scaled(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("sunken"))
        painter.drawRoundedRect(track, scaled(4), scaled(4))
        painter.setPen(colours.colour("faint"))
        for hour in _HOURS:
            x = self._x(hour * 60)
            box = QRectF(x - scaled(20), 0, scaled(40), scaled(16))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{hour:02d}")
            painter.drawLine(QPointF(x, scaled(17)), QPointF(x, scaled(20)))

    def _paint_bar(self, painter: QPainter, bar: Bar, *, is_current: bool) -> None:
        colours = roles()
        left = self._x(bar.start)
        box = QRectF(left, scaled(20), self._x(bar.end) - left, scaled(20))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("accent"))
        painter.drawRoundedRect(box, scaled(4), scaled(4))
        painter.setPen(colours.colour("on_accent"))
        words = f"{_clock(bar.start)}–{_clock(bar.end)}"
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if is_current and self.hasFocus():
            painter.setPen(colours.colour("text"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), scaled(5), scaled(5))

    def _end_at(self, at: QPointF) -> tuple[int, bool] | None:
        """The end under the mouse: which bar, and whether it is its end."""
        for number, bar in enumerate(self._bars):
            for minute, is_end in ((bar.end, True), (bar.start, False)):
                if abs(self._x(minute) - at.x()) <= scaled(_NEAR):
                    return number, is_end
        return None

    def _x(self, minute: int) -> float:
        room = self.width() - scaled(2 * _PAD)
        return scaled(_PAD) + room * (minute - self._first) / (self._last - self._first)

    def _minute(self, x: float) -> int:
        room = max(1, self.width() - scaled(2 * _PAD))
        exact = self._first + (x - scaled(_PAD)) * (self._last - self._first) / room
        return round(exact / STEP) * STEP


def _clock(minute: int) -> str:
    hours, minutes = divmod(minute % _DAY, 60)
    return f"{hours:02d}{minutes:02d}"
