"""A line on the page that says what happened or what is wrong. Never in the way."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from warden_desk.ui.theme import Tone, roles, scaled
from warden_desk.ui.widgets.basics import label
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.empty_state import Picture

ICONS = {
    Tone.RED: "stop",
    Tone.AMBER: "warning",
    Tone.GREEN: "done",
    Tone.BLUE: "info",
    Tone.NEUTRAL: "info",
}


class Notice(QFrame):
    """Hidden until told something. May ask for a reason, or for a press, to go on all the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._tone = Tone.BLUE
        self._on_reason: Callable[[str], object] = _nothing
        self._on_offer: Callable[[], object] = _nothing
        self._text = label("", wrap=True)
        self._text.setObjectName("notice_text")
        self._pictures = {tone: Picture(name, 18, _ink(tone)) for tone, name in ICONS.items()}
        self._reason = QLineEdit()
        self._reason.setObjectName("reason")
        self._reason.setAccessibleName("Reason")
        self._reason.setPlaceholderText("Reason, kept with the entry")
        self._go_on = Button("Go on", self._give_reason, name="go_on")
        self._offer = Button("", self._take_offer, name="take_offer")
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 6, 6, 6)
        box.setSpacing(8)
        for picture in self._pictures.values():
            box.addWidget(picture)
        box.addWidget(self._text, 1)
        box.addWidget(self._reason, 1)
        box.addWidget(self._go_on)
        box.addWidget(self._offer)
        box.addWidget(icon_button("close", "Dismiss", self.clear))
        self._reason.returnPressed.connect(self._give_reason)
        self.clear()

    def say(self, text: str, tone: Tone = Tone.BLUE) -> None:
        """Show a sentence until it is dismissed or replaced."""
        self._show(text, tone, ask=False)

    def ask_reason(self, warnings: str, go_on: Callable[[str], object]) -> None:
        """Show why a rule warns, and call `go_on(reason)` once a reason is given."""
        self._show(warnings, Tone.AMBER, ask=True)
        self._on_reason = go_on
        self._reason.setFocus()

    def offer(self, text: str, verb: str, go_on: Callable[[], object]) -> None:
        """Show a doubt, and call `go_on()` once somebody presses the verb."""
        self._show(text, Tone.AMBER, ask=False)
        self._on_offer = go_on
        self._offer.setText(verb)
        self._offer.setAccessibleName(verb)
        self._offer.show()
        self._offer.setFocus()

    def clear(self) -> None:
        self._reason.clear()
        self._text.clear()
        self.hide()

    def text(self) -> str:
        """What is said now; "" while hidden."""
        return self._text.text()

    def tone(self) -> Tone:
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(roles().ink(self._tone))
        painter.setBrush(roles().soft(self._tone))
        radius = scaled(6)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)
        painter.end()

    def _show(self, text: str, tone: Tone, *, ask: bool) -> None:
        self._tone = tone
        self._text.setText(text)
        self.setAccessibleName(text)
        for each, picture in self._pictures.items():
            picture.setVisible(each is tone)
        self._reason.setVisible(ask)
        self._go_on.setVisible(ask)
        self._offer.hide()
        self.show()
        self.update()

    def _take_offer(self) -> None:
        go_on, self._on_offer = self._on_offer, _nothing
        self.clear()
        go_on()

    def _give_reason(self) -> None:
        if reason := self._reason.text().strip():
            go_on, self._on_reason = self._on_reason, _nothing
            self.clear()
            go_on(reason)
        else:
            self._reason.setFocus()


def _nothing(*_: str) -> None:
    """While nothing is asked."""


def _ink(tone: Tone) -> str:
    return "quiet" if tone is Tone.NEUTRAL else str(tone)
