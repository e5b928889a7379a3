"""The way into a desk that is locked: its passphrase, or the recovery code."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit

from warden_desk.domain.errors import UserError
from warden_desk.ui.door import Door
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import Picture
from warden_desk.ui.widgets.page import Page


class UnlockPage(Page):
    """One field. A wrong secret says so and may be typed again at once."""

    def __init__(self, door: Door, path: Path, make_other: Callable[[], object]) -> None:
        """`make_other` leads to the welcome page."""
        super().__init__("")
        self._door, self._path = door, path
        self._by_code = False
        self._heading = label("Unlock the desk", "h2")
        self._hint = label("", "quiet", wrap=True)
        self.secret = QLineEdit()
        self.secret.setObjectName("secret")
        self.secret.returnPressed.connect(self.unlock)
        self.open_button = Button("Unlock", self.unlock, rank="primary", name="unlock")
        self._other_way = Button("", self._swap, rank="link", name="other_way")
        card = Card(
            column(
                row(Picture("lock", 24, "accent"), self._heading, None),
                self._hint,
                self.secret,
                self.notice,
                self.progress,
                row(self.open_button, self._other_way, None),
                label(str(path), "label", wrap=True),
                row(Button("Another desk…", make_other, rank="link", name="another_desk"), None),
                gap=12,
            ),
            margins=(28, 24, 28, 20),
        )
        card.setFixedWidth(scaled(460))
        self.body.addStretch(2)
        self.body.addLayout(row(None, card, None))  # an alignment would cut off lines that wrap
        self.body.addStretch(3)
        self.setFocusProxy(self.secret)
        self._show_way()

    def unlock(self) -> None:
        """Try what is typed."""
        typed = self.secret.text()
        if not typed:
            self.tell(f"Type the {self._name()} first.", Tone.AMBER)
            self.secret.setFocus()
            return
        self.notice.clear()
        self._set_busy(busy=True)
        job = self._door.unlock(self._path, typed, self._refuse, recovery=self._by_code)
        self.progress.follow(job)

    def _refuse(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self.tell(str(error), Tone.RED)
        self.secret.setFocus()
        self.secret.selectAll()

    def _set_busy(self, *, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.secret.setReadOnly(busy)

    def _swap(self) -> None:
        self._by_code = not self._by_code
        self.secret.clear()
        self.notice.clear()
        self._show_way()
        self.secret.setFocus()

    def _name(self) -> str:
        return "recovery code" if self._by_code else "passphrase"

    def _show_way(self) -> None:
        hidden = QLineEdit.EchoMode.Password
        self.secret.setEchoMode(QLineEdit.EchoMode.Normal if self._by_code else hidden)
        self.secret.setPlaceholderText(self._name().capitalize())
        self.secret.setAccessibleName(self._name().capitalize())
        self._hint.setText(
            "Type the code from the printed sheet. Capitals and dashes do not matter."
            if self._by_code
            else "Everything on this desk is kept encrypted. Your passphrase opens it."
        )
        self._other_way.setText("Use passphrase" if self._by_code else "Use recovery code")
        self._other_way.setAccessibleName(self._other_way.text())
