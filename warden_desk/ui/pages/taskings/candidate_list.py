"""The people who suit a tasking best, each with the reasons, a click or a key away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from warden_desk.domain.tasking_people import Candidate
from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import column, kind


class CandidateList(QWidget):
    """One line each; `taken` says whom."""

    taken = Signal(str)

    def __init__(self, people: Sequence[Candidate], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = [_Line(person) for person in people]
        for line, person in zip(lines, people, strict=True):
            line.clicked.connect(partial(self._take, person.person_id))
        self.setLayout(column(*lines, gap=2))

    def _take(self, person_id: str, *_: object) -> None:
        self.taken.emit(person_id)


class _Line(QPushButton):
    """A name, and under it why; a second thought in amber."""

    def __init__(self, person: Candidate) -> None:
        super().__init__()
        kind(self, "line")
        self._person = person
        self._why = " · ".join(person.warnings or person.reasons)
        self.setObjectName(f"candidate_{person.person_id}")
        self.setAccessibleName(f"{person.name}: {self._why}")
        self.setToolTip("\n".join((*person.reasons, *person.warnings)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colours = QPainter(self), roles()
        room = self.rect().adjusted(scaled(8), scaled(3), -scaled(8), -scaled(3))
        top = room.adjusted(0, 0, 0, -room.height() // 2)
        below = room.adjusted(0, room.height() // 2, 0, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.colour("text"))
        painter.drawText(top, left, self._person.name)
        painter.setPen(colours.colour("faint"))
        painter.drawText(top, right, self._person.team)
        painter.setPen(colours.colour("amber" if self._person.warnings else "quiet"))
        cut = self.fontMetrics().elidedText(self._why, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, left, cut)
        painter.end()
