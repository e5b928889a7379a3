"""A state: a mark, a word and a soft ground. Never colour alone."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from warden_desk.ui.theme import Tone, roles, scaled

MARKS = {Tone.RED: "×", Tone.AMBER: "!", Tone.GREEN: "✓", Tone.BLUE: "→", Tone.NEUTRAL: "○"}
"""The mark a tone has unless a state brings its own."""


class Pill(QWidget):
    """One state, as in lists and headings."""

    def __init__(
        self, text: str, tone: Tone, mark: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text, self._tone, self._mark = text, tone, mark
        self.setAccessibleName(text)

    def set_state(self, text: str, tone: Tone, mark: str | None = None) -> None:
        """Show another state."""
        self._text, self._tone, self._mark = text, tone, mark
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return self._text

    def tone(self) -> Tone:
        return self._tone

    def sizeHint(self) -> QSize:
        return pill_size(self._text, self._tone, self._mark)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        draw_pill(painter, self.rect(), self._text, self._tone, self._mark)
        painter.end()


def pill_size(text: str, tone: Tone, mark: str | None = None) -> QSize:
    """The room a pill wants."""
    written = f"{MARKS[tone] if mark is None else mark} {text}".strip()
    advance = QFontMetrics(_font()).horizontalAdvance(written)
    return QSize(advance + scaled(20), scaled(22))


def draw_pill(
    painter: QPainter, rect: QRect, text: str, tone: Tone, mark: str | None = None
) -> int:
    """Draw a pill at the left of `rect`, centred in its height; for delegates.

    Returns:
        The width it took. Text that does not fit is cut with an ellipsis.
    """
    wanted = pill_size(text, tone, mark)
    width, height = min(wanted.width(), rect.width()), min(wanted.height(), rect.height())
    ground = QRectF(rect.left(), rect.top() + (rect.height() - height) / 2, width, height)
    written = f"{MARKS[tone] if mark is None else mark} {text}".strip()
    colours = roles()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.soft(tone))
    painter.drawRoundedRect(ground, height / 2, height / 2)
    painter.setPen(colours.ink(tone))
    painter.setFont(_font())
    room = ground.adjusted(scaled(8), 0, -scaled(8), 0)
    cut = QFontMetrics(_font()).elidedText(
        written, Qt.TextElideMode.ElideRight, round(room.width()) + 2
    )
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, cut)
    painter.restore()
    return round(width)


def _font() -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(scaled(12))
    font.setWeight(QFont.Weight.DemiBold)
    return font
