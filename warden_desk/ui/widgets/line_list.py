"""A card with a heading and lines that open things: a pill, a text, a hint at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from warden_desk.ui.theme import Tone, roles, scaled
from warden_desk.ui.widgets.basics import Card, kind, label, row
from warden_desk.ui.widgets.pill import draw_pill, pill_size


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. Without a `word` it has no pill."""

    text: str
    hint: str
    run: Callable[[], object]
    word: str = ""
    tone: Tone = Tone.NEUTRAL
    mark: str | None = None


class LineButton(QPushButton):
    """One line, as wide as its card; text that does not fit is cut, and whole in the tool tip."""

    entered = Signal()
    """The cursor came to it."""

    def __init__(self, entry: Entry, pill_room: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "line")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_entry(entry, pill_room)
        self.clicked.connect(lambda: self._entry.run())

    def show_entry(self, entry: Entry, pill_room: int) -> None:
        """Be another line, in the same place."""
        self._entry, self._pill_room = entry, pill_room
        said = " · ".join(part for part in (entry.word, entry.text, entry.hint) if part)
        if said != self.toolTip():
            self.setAccessibleName(said)
            self.setToolTip(said)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        entry, colours = self._entry, roles()
        inner = self.rect().adjusted(scaled(6), 0, -scaled(6), 0)
        if entry.word:
            draw_pill(painter, inner, entry.word, entry.tone, entry.mark)
            inner.setLeft(inner.left() + self._pill_room + scaled(8))
        painter.setFont(self.font())
        hint = self._cut(entry.hint, inner.width() // 2, Qt.TextElideMode.ElideMiddle)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.colour("faint"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, hint)
        taken = self.fontMetrics().horizontalAdvance(hint) + (scaled(16) if hint else 0)
        painter.setPen(colours.colour("text"))
        room = QRect(inner)
        room.setRight(inner.right() - taken)
        text = self._cut(entry.text, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.end()

    def _cut(
        self, text: str, room: int, where: Qt.TextElideMode = Qt.TextElideMode.ElideRight
    ) -> str:
        return self.fontMetrics().elidedText(text, where, room)


class LineList(Card):
    """A heading, a hint beside it, and lines; scrolls when they do not fit."""

    entered = Signal(int)
    """The cursor came to the line with this number."""

    def __init__(self, heading: str, hint: str, nothing: str) -> None:
        """`nothing` is what is said while there are no lines."""
        super().__init__(margins=(10, 12, 10, 10))
        self.setAccessibleName(heading)
        self._heading, self._hint = label(heading, "h2"), label(hint, "label")
        self._nothing = label(nothing, "quiet", wrap=True)
        self._more = label("", "label")
        for said in (self._nothing, self._more):
            said.setContentsMargins(6, 0, 6, 0)
        inner = kind(QWidget(), "clear")
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(1)
        self._lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head = row(self._heading, None, self._hint)
        """The line of the heading: more may be put beside it."""
        self.head.setContentsMargins(6, 0, 6, 0)
        self.box.setSpacing(6)
        self.box.addLayout(self.head)
        self.box.addWidget(self._nothing)
        self.box.addWidget(area, 1)
        self.box.addWidget(self._more)
        self._more.hide()

    def set_words(self, heading: str, nothing: str) -> None:
        """Give it another heading, and other words for having no lines."""
        self.setAccessibleName(heading)
        self._heading.setText(heading)
        self._nothing.setText(nothing)

    def show_entries(self, entries: Sequence[Entry], more: str = "") -> None:
        """Replace the lines; `more` says what is not shown."""
        room = max(
            (pill_size(e.word, e.tone, e.mark).width() for e in entries if e.word), default=0
        )
        # Those there are become others: to make a widget takes longer than to paint it.
        known = self.lines()
        for line, entry in zip(known, entries, strict=False):
            line.show_entry(entry, room)
        for line in known[len(entries) :]:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        for at, entry in enumerate(entries[len(known) :], start=len(known)):
            line = LineButton(entry, room)
            line.entered.connect(partial(self.entered.emit, at))
            self._lines.insertWidget(at, line)
        self._nothing.setVisible(not entries)
        self._more.setText(more)
        self._more.setVisible(bool(more))

    def lines(self) -> list[LineButton]:
        """The lines shown, top to bottom."""
        inside = [self._lines.itemAt(at) for at in range(self._lines.count())]
        widgets = [item.widget() for item in inside if item]
        return [widget for widget in widgets if isinstance(widget, LineButton)]

    def focused_line(self) -> int:
        """The number of the line the cursor is on; -1 for none."""
        return next((at for at, line in enumerate(self.lines()) if line.hasFocus()), -1)

    def focus_line(self, number: int) -> None:
        """Put the cursor on a line, or on the last if there are fewer; -1 leaves it where it is."""
        if number >= 0 and (lines := self.lines()):
            lines[min(number, len(lines) - 1)].setFocus()
