"""The recovery code, shown once: not left before it is kept somewhere."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import UserError
from warden_desk.ui.recovery_paper import write_pdf
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.notice import Notice

ChooseFile = Callable[[QWidget, Path], Path | None]


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    name, _ = QFileDialog.getSaveFileName(
        parent, "Save the recovery code", str(suggested), "PDF (*.pdf)"
    )
    return Path(name) if name else None


class RecoveryCode(QWidget):
    """Shows the code; goes on once it is saved as PDF or ticked as written down."""

    kept = Signal()

    def __init__(
        self, verb: str, choose_file: ChooseFile = ask_for_file, parent: QWidget | None = None
    ) -> None:
        """`verb` is what going on is called: "Open the desk"."""
        super().__init__(parent)
        self._choose_file = choose_file
        self._code = self._desk = ""
        self.notice = Notice()
        self.code = label("", "code")
        self.code.setObjectName("recovery_code")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.written = CheckBox("I have written it down and checked it")
        self.written.setObjectName("written_down")
        self.written.toggled.connect(self._follow)
        self.save = Button("Save as PDF to print…", self._save, icon_name="print", name="save_code")
        self.go_on = Button(verb, self.kept.emit, rank="primary", name="enter_desk")
        self.setLayout(
            column(
                label(
                    "This code opens the desk if the passphrase is ever forgotten. It is shown "
                    "only now and kept nowhere. Print it, seal it, and have the supervisor lock "
                    "it away.",
                    "quiet",
                    wrap=True,
                ),
                self.code,
                row(self.save, None),
                self.written,
                self.notice,
                row(self.go_on, None),
                gap=14,
            )
        )

    def show_code(self, code: str, desk: str) -> None:
        """Show the code of a desk."""
        self._code, self._desk = code, desk
        groups = code.split("-")
        middle = (len(groups) + 1) // 2
        self.code.setText("-".join(groups[:middle]) + "-\n" + "-".join(groups[middle:]))
        self.written.setChecked(False)
        self._follow()
        self.save.setFocus()

    def _save(self) -> None:
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        path = self._choose_file(self, Path(documents) / "Warden Desk recovery code.pdf")
        if path is None:
            return
        try:
            write_pdf(path, self._code, self._desk, plain_date(datetime.now(UTC).date()))
        except UserError as error:
            self.notice.say(str(error), Tone.RED)
            return
        self.notice.say(f"Saved as {path}. Print it, then delete the file.", Tone.GREEN)
        self.go_on.setEnabled(True)
        self.go_on.setFocus()

    def _follow(self) -> None:
        self.go_on.setEnabled(self.written.isChecked())
