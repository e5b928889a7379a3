"""People who suit something, best first, each with the reasons, a click or a key away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import column, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Suited:
    """One person. `at_right` is a faint word: a team, a way. Who has `stops` cannot be taken."""

    key: str
    name: str
    at_right: str = ""
    reasons: Sequence[str] = ()
    warnings: Sequence[str] = ()
    stops: Sequence[str] = ()


class SuitedList(QWidget):
    """One line each; `taken` says whom."""

    taken = Signal(str)

    def __init__(self, people: Sequence[Suited], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = [_Line(person) for person in people]
        for line, person in zip(self.lines, people, strict=True):
            line.clicked.connect(partial(self._take, person.key))
        self.setLayout(column(*self.lines, gap=2))

    def _take(self, key: str, *_: object) -> None:
        self.taken.emit(key)


class _Line(QPushButton):
    """A name, and under it why; a second thought in amber. Who may not have it cannot be taken."""

    def __init__(self, person: Suited) -> None:
        super().__init__()
        kind(self, "line")
        self._person = person
        self._reasons = "" if person.stops else " · ".join(person.reasons)
        self._doubts = " ".join(person.stops or person.warnings)
        said = " ".join(filter(None, (self._reasons, self._doubts)))
        self.setObjectName(f"candidate_{person.key}")
        self.setAccessibleName(f"{person.name}: {said}")
        self.setToolTip("\n".join((*person.reasons, *person.warnings, *person.stops)))
        self.setEnabled(not person.stops)
        if not person.stops:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = width - scaled(16)
        texts = [text for text in (self._reasons, self._doubts) if text]
        return scaled(26) + sum(self._height(text, room) for text in texts)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), self.heightForWidth(scaled(300)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self), roles()
        room = self.rect().adjusted(scaled(8), scaled(3), -scaled(8), -scaled(3))
        top = QRect(room.left(), room.top(), room.width(), scaled(18))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.colour("text" if self.isEnabled() else "quiet"))
        painter.drawText(top, left, self._person.name)
        painter.setPen(colours.colour("faint"))
        painter.drawText(top, right, self._person.at_right)
        y = top.bottom() + scaled(2)
        for text, ink in ((self._reasons, "quiet"), (self._doubts, self._ink())):
            if text:
                height = self._height(text, room.width())
                painter.setPen(colours.colour(ink))
                painter.drawText(QRect(room.left(), y, room.width(), height), _WRAPPED, text)
                y += height
        painter.end()

    def _ink(self) -> str:
        return "quiet" if self._person.stops else "amber"

    def _height(self, text: str, width: int) -> int:
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), _WRAPPED, text).height()


_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
