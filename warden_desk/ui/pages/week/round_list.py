"""The stops of a round, each with its minutes planned and done, in an order that can be changed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from warden_desk.domain.shifts import StopRow
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import empty, label, row
from warden_desk.ui.widgets.buttons import icon_button

_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RoundList(QWidget):
    """One line a stop."""

    timed = Signal(str, object, object)
    """A stop, its minutes planned and done; None where nobody says."""
    moved = Signal(str, int)
    """A stop, and by how many places."""
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Stops of the round")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_stops(self, stops: Sequence[StopRow], *, is_over: bool) -> None:
        """Show these; how long they took is asked once the day is there (`is_over`)."""
        at = next((line.stop.id for line in self.lines() if line.has_cursor()), "")
        empty(self._lines)
        if not stops:
            self._lines.addWidget(label("No stops yet.", "quiet"))
        for number, stop in enumerate(stops, start=1):
            line = StopLine(self, number, stop, is_over=is_over)
            self._lines.addWidget(line)
            if stop.id == at:
                line.planned.setFocus()

    def lines(self) -> "list[StopLine]":
        """The stops shown, in order."""
        inside = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in inside if item]
        return [widget for widget in widgets if isinstance(widget, StopLine)]


class StopLine(QWidget):
    """Ctrl+Up and Ctrl+Down move the stop, Ctrl+Delete takes it off the round."""

    def __init__(self, owner: RoundList, number: int, stop: StopRow, *, is_over: bool) -> None:
        super().__init__()
        self._owner, self.stop = owner, stop
        words = " · ".join(part for part in (stop.reference, stop.label) if part)
        self.setAccessibleName(f"Stop {number}: {words}")
        named = _Name(f"{number}  {words}")
        self.planned = self._minutes("planned", stop.minutes_planned, words)
        self.done = self._minutes("done", stop.minutes_done, words)
        self.done.setVisible(is_over)
        off = icon_button("close", f"Take {words} off the round", self._remove)
        box = row(named, self.planned, self.done, off, gap=4)
        box.setStretch(0, 1)
        self.setLayout(box)

    def has_cursor(self) -> bool:
        return self.planned.hasFocus() or self.done.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        key = Qt.Key(event.key())
        if control and key in _MOVES:
            self._owner.moved.emit(self.stop.id, _MOVES[key])
        elif control and key == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)

    def _minutes(self, what: str, minutes: int | None, place: str) -> QLineEdit:
        field = QLineEdit("" if minutes is None else str(minutes))
        field.setObjectName(f"minutes_{what}")
        field.setAccessibleName(f"Minutes {what}, {place}")
        field.setPlaceholderText("min" if what == "planned" else "done")
        field.setToolTip(f"Minutes {what}. Ctrl Up and Ctrl Down move the stop.")
        field.setFixedWidth(scaled(52))
        field.setMaxLength(4)
        field.editingFinished.connect(self._left)
        return field

    def _left(self) -> None:
        held = (self.stop.minutes_planned, self.stop.minutes_done)
        typed = (_number(self.planned.text()), _number(self.done.text()))
        if typed != held:
            self._owner.timed.emit(self.stop.id, *typed)

    def _remove(self) -> None:
        self._owner.removed.emit(self.stop.id)


class _Name(QLabel):
    """Text that is cut with an ellipsis where it is too long; whole in the tool tip."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._words, right, self.width()))


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None
