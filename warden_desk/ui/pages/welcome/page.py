"""Practice desk or new desk: the first page anybody sees."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from warden_desk.domain.errors import UserError
from warden_desk.ui.door import PRACTICE_NAME, Door
from warden_desk.ui.pages.welcome.new_desk import NewDeskForm
from warden_desk.ui.recovery_code import ChooseFile, RecoveryCode, ask_for_file
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.date_fields import local_today
from warden_desk.ui.widgets.empty_state import Picture
from warden_desk.ui.widgets.page import Page


class WelcomePage(Page):
    """Chooses, then asks, then shows the code; Back leads to the choice while nothing is made."""

    def __init__(self, door: Door, choose_file: ChooseFile = ask_for_file) -> None:
        super().__init__("")
        self._door = door
        self.new_desk = NewDeskForm(door)
        self.recovery = RecoveryCode("Open the desk", choose_file)
        self.steps = QStackedWidget()
        self.steps.addWidget(self._choice())
        self.steps.addWidget(
            self._step("New desk", "Keep it on this computer. It is encrypted.", self.new_desk)
        )
        self.steps.addWidget(
            self._step("Recovery code", "Keep this before you go on.", self.recovery, back=False)
        )
        self.new_desk.made.connect(self._show_code)
        self.recovery.kept.connect(door.enter)
        self.body.addWidget(self.steps, 1)
        self.setFocusProxy(self.practice_button)

    def start_practice(self) -> None:
        """Open the practice desk, making it if this is the first time."""
        path = self._door.folder / PRACTICE_NAME
        self._set_busy(busy=True)
        if path.exists():
            job = self._door.unlock(path, "", self._refuse)
        else:
            job = self._door.create_practice(path, local_today(), self._refuse)
        self.progress.follow(job)

    def start_new(self) -> None:
        """Ask for what a new desk needs."""
        self.notice.clear()
        self.steps.setCurrentIndex(1)
        self.new_desk.setFocus()

    def has_typing(self) -> bool:
        return self.steps.currentIndex() == 2 and not self.recovery.go_on.isEnabled()

    def _choice(self) -> QWidget:
        self.practice_button = Button(
            "Open the practice desk", self.start_practice, rank="primary", name="practice"
        )
        self.new_button = Button("Make a new desk", self.start_new, name="new_desk")
        practice = _way(
            "today",
            "Practice desk",
            "Six teams, a hundred invented people and four hundred invented taskings. "
            "Try everything; nothing here is real, and it needs no passphrase.",
            self.practice_button,
        )
        new = _way(
            "lock",
            "New desk",
            "For real work. You choose a passphrase, get a recovery code to print, and import "
            "your own lists. Everything stays on this computer, encrypted.",
            self.new_button,
        )
        choice = QWidget()
        ways = QHBoxLayout()
        ways.setSpacing(16)
        for part in (practice, new):
            part.setFixedWidth(scaled(340))
            ways.addWidget(part)
        box = QVBoxLayout(choice)
        box.setSpacing(8)
        box.addStretch(2)
        box.addLayout(row(None, label("Welcome to Warden Desk", "h1"), None))
        box.addLayout(row(None, label("Plan, task and print the week.", "quiet"), None))
        box.addSpacing(16)
        box.addLayout(row(None, ways, None))
        box.addStretch(3)
        return choice

    def _step(self, heading: str, hint: str, content: QWidget, *, back: bool = True) -> QWidget:
        to_choice = Button(
            "Back", lambda: self.steps.setCurrentIndex(0), rank="quiet", icon_name="chevron-left"
        )
        to_choice.setVisible(back)
        card = Card(
            column(
                row(label(heading, "h2"), None, to_choice),
                label(hint, "quiet", wrap=True),
                content,
                gap=12,
            ),
            margins=(28, 24, 28, 24),
        )
        card.setFixedWidth(scaled(520))
        step = QWidget()
        box = QVBoxLayout(step)
        box.addStretch(2)
        box.addLayout(row(None, card, None))  # an alignment would cut off lines that wrap
        box.addStretch(3)
        return step

    def _show_code(self, code: str, path: str) -> None:
        self.recovery.show_code(code, Path(path).name)
        self.steps.setCurrentIndex(2)

    def _refuse(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self.tell(str(error), Tone.RED)

    def _set_busy(self, *, busy: bool) -> None:
        self.practice_button.setEnabled(not busy)
        self.new_button.setEnabled(not busy)


def _way(icon_name: str, heading: str, words: str, button: Button) -> Card:
    return Card(
        column(
            row(Picture(icon_name, 28, "accent"), label(heading, "h2"), None),
            label(words, "quiet", wrap=True),
            None,
            row(button, None),
            gap=12,
        ),
        margins=(24, 20, 24, 20),
    )
