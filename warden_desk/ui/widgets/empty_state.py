"""What a list shows when it has nothing: what belongs there, and the first step."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from warden_desk.ui.icons import draw
from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import column, label, row
from warden_desk.ui.widgets.buttons import Button


class Picture(QWidget):
    """One icon, large."""

    def __init__(self, name: str, side: int = 40, role: str = "faint") -> None:
        super().__init__()
        self._name, self._side, self._role = name, side, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._side), scaled(self._side))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        draw(painter, self.rect(), self._name, roles().colour(self._role))
        painter.end()


class EmptyState(QWidget):
    """An icon, a heading, a sentence and buttons for the first step."""

    def __init__(
        self,
        icon_name: str,
        heading: str,
        sentence: str,
        *buttons: Button,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heading, self._sentence = label(heading, "h2"), label(sentence, "quiet", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sentence.setMinimumWidth(scaled(300))
        box = column(
            None,
            row(None, Picture(icon_name), None),
            row(None, self._heading, None),
            row(None, self._sentence, None),
            row(None, *buttons, None),
            None,
            gap=10,
            margin=24,
        )
        self.setLayout(box)

    def say(self, heading: str, sentence: str) -> None:
        """Change the words, for a filter that leaves nothing rather than a list that is empty."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
