"""Mail that came back: what is pasted, and the contacts it is about, each to be left out again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.errors import Invalid, UserError
from warden_desk.services.contacts import bounces
from warden_desk.ui.pages.parishes.words import named
from warden_desk.ui.widgets.basics import column, empty, label
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.editors import day, long_text
from warden_desk.ui.widgets.file_drops import FileDrops
from warden_desk.ui.workspace import Workspace

PAUSE_MS = 250
"""After the last key, until what is typed is read."""


class BounceList(QWidget):
    """Reads what is typed or pasted, and shows whose mail it is."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._boxes: dict[str, CheckBox] = {}
        self._text = long_text("Paste them here", lines=8)
        self._text.widget.setObjectName("bounces")
        self._text.widget.setAccessibleName("Addresses, or the mails that came back")
        self._day = day(workspace.today)
        self._day.widget.setObjectName("bounced_on")
        self._day.widget.setAccessibleName("Came back on")
        self._day.set(workspace.today())
        # The box would take a file for its name as text.
        for target in (self, *self._text.widget.findChildren(QWidget, "qt_scrollarea_viewport")):
            FileDrops(target).dropped.connect(self.take_files)
        self._refused = label("", "problem", wrap=True)
        self._found = QVBoxLayout()
        self._found.setSpacing(4)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self._text.edited.connect(self._pause.start)
        self._lay_out()

    def take_files(self, paths: Sequence[Path]) -> None:
        """Add what saved mails or lists say to what is typed; what cannot be read is said."""
        try:
            texts = [bounces.text_of(path) for path in paths]
        except UserError as refusal:
            self._refused.setText(str(refusal))
            return
        self._refused.setText("")
        self._text.set("\n".join(filter(None, (self._text.get(), *texts))))
        self.look()

    def is_dirty(self) -> bool:
        """Whether anything is typed."""
        return bool(self._text.get())

    def look(self) -> None:
        """Read what is typed, and show whom it is about."""
        self._pause.stop()
        read = self._workspace.read(bounces.read, self._text.get(), self._workspace.today())
        empty(self._found)
        self._boxes = {}
        if read.contacts:
            self._found.addWidget(label(f"Whose mail came back: {len(read.contacts)}", "h2"))
        for row in read.contacts:
            box = self._boxes[row.id] = CheckBox(f"{named(row)} · {row.organisation}")
            box.setToolTip(row.email)
            box.setChecked(True)
            self._found.addWidget(box)
        if read.unknown:
            self._found.addWidget(label(f"Nobody on this desk: {len(read.unknown)}", "h2"))
            self._found.addWidget(label("\n".join(read.unknown), "quiet", wrap=True))
        if self._text.get() and not read.contacts and not read.unknown:
            self._found.addWidget(label("No address stands in this.", "quiet"))

    def chosen(self) -> list[str]:
        """The contacts that are ticked.

        Raises:
            Invalid: none is.
        """
        self.look_if_waiting()
        keys = [key for key, box in self._boxes.items() if box.isChecked()]
        if not keys:
            raise Invalid({"text": "Nobody is ticked. Paste the addresses that came back first."})
        return keys

    def look_if_waiting(self) -> None:
        """Read what was typed last, if that was only a moment ago."""
        if self._pause.isActive():
            self.look()

    def _lay_out(self) -> None:
        said = label(
            "Paste a list or the mails that said so, or drop saved mails here. "
            "Only those ticked are marked.",
            wrap=True,
        )
        self.setLayout(
            column(
                said,
                self._text.widget,
                self._refused,
                label("Came back on", "label"),
                self._day.widget,
                self._found,
                gap=8,
            )
        )

    def day(self) -> date:
        """When it came back.

        Raises:
            Invalid: the day cannot be read, or is missing.
        """
        found: date | None = self._day.get()
        if problem := self._day.problem() or ("" if found else "Say when it came back."):
            raise Invalid({"on": problem})
        assert found is not None
        return found
