"""Making a desk for real work: who, where, and the passphrase."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from warden_desk.domain.clearance import UserDraft
from warden_desk.domain.errors import UserError
from warden_desk.domain.passphrases import Strength, strength
from warden_desk.ui.door import DESK_NAME, Door
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import column, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.date_fields import local_today
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.progress_strip import ProgressStrip

VETTED_HINT = "As in your letter. Without it, sensitive taskings are hidden."
LENGTH_HINT = "At least 12 characters. Nobody can look it up for you later."


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What is asked for."""

    user_name: str = ""
    cleared_until: date | None = None
    passphrase: str = ""
    again: str = ""
    folder: str = ""

    def problems(self) -> dict[str, str]:
        """What is missing, by field."""
        found: dict[str, str] = {}
        if not self.user_name:
            found["user_name"] = "Give your name: every entry is signed with it."
        how, words = strength(self.passphrase)
        if how in (Strength.SHORT, Strength.WEAK):
            found["passphrase"] = words
        elif self.again != self.passphrase:
            found["again"] = "The two are not the same. Type it once more."
        if not self.folder:
            found["folder"] = "Say where the desk shall be kept, or use the usual folder."
        return found


class NewDeskForm(QWidget):
    """Asks, checks the place, makes the keys, and hands over the recovery code."""

    made = Signal(str, str)
    """The recovery code, and the path of the desk."""

    def __init__(self, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self.notice, self._progress = Notice(), ProgressStrip()
        self.form: Form[NewDesk] = Form(
            NewDesk(folder=str(door.folder)),
            {
                "user_name": ("Your name", editors.text("As others know you")),
                "cleared_until": ("Vetted until, if at all", editors.day()),
                "passphrase": ("Passphrase", editors.secret("Three or four words")),
                "again": ("Once more", editors.secret()),
                "folder": ("Kept in", editors.text()),
            },
        )
        self.make_button = Button("Make the desk", self.make, rank="primary", name="make_desk")
        self._default = Button(
            "Use the usual folder", self._use_default, rank="link", name="default_folder"
        )
        self.setLayout(
            column(
                self.form,
                row(self._default, None),
                self.notice,
                self._progress,
                row(self.make_button, None),
                gap=10,
            )
        )
        self.form.edited.connect(self._show_hints)
        folder = self.form.editor("folder")
        if isinstance(folder, QLineEdit):
            folder.setCursorPosition(0)
        self.setFocusProxy(self.form.editor("user_name"))
        self._show_hints()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.make()
        else:
            super().keyPressEvent(event)

    def make(self) -> None:
        """Check everything and make the desk."""
        self.notice.clear()
        asked = self.form.draft()
        problems = asked.problems() | self.form.unreadable()
        path = Path(asked.folder).expanduser() / DESK_NAME
        if not problems and (why := self._door.check_place(path)):
            problems["folder"] = why
        self.form.show_problems(problems)
        if problems:
            return
        self._set_busy(busy=True)
        job = self._door.create(
            path,
            asked.passphrase,
            UserDraft(
                name=asked.user_name,
                cleared_until=asked.cleared_until,
                valid_from=local_today(),
            ),
            lambda code: self._finish(code, path),
            self._refuse,
        )
        self._progress.follow(job)

    def _finish(self, code: str, path: Path) -> None:
        self._set_busy(busy=False)
        self.form.set_draft(NewDesk(folder=str(self._door.folder)))  # the passphrase is not kept
        self.made.emit(code, str(path))

    def _refuse(self, error: UserError) -> None:
        self._set_busy(busy=False)
        self.notice.say(str(error), Tone.RED)

    def _set_busy(self, *, busy: bool) -> None:
        self.make_button.setEnabled(not busy)
        self.form.setEnabled(not busy)

    def _use_default(self) -> None:
        folder = self.form.editor("folder")
        if isinstance(folder, QLineEdit):
            folder.setText(str(self._door.folder))
            folder.setCursorPosition(0)
        self.form.show_problems({})
        self._show_hints()

    def _show_hints(self) -> None:
        typed = self.form.draft().passphrase
        how, words = strength(typed)
        mark = "✓ " if how is Strength.GOOD else ""
        self.form.show_hint("cleared_until", VETTED_HINT)
        self.form.show_hint("passphrase", mark + words if typed else LENGTH_HINT)
        self._default.setVisible(self.form.draft().folder != str(self._door.folder))
