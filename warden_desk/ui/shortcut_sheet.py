"""The sheet of keys, made from the table of commands."""

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from warden_desk.ui.actions import Command
from warden_desk.ui.widgets.basics import column, empty, label, row
from warden_desk.ui.widgets.buttons import icon_button
from warden_desk.ui.widgets.overlay import Overlay

COLUMNS = 2


class ShortcutSheet(Overlay):
    """Every command that has a key, by group."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=760)
        self.setObjectName("shortcut_sheet")
        self.setAccessibleName("Keys")
        self._close = icon_button("close", "Close (Esc)", self.close_over)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(16)
        self._note = label("", "label", wrap=True)
        self.box.setContentsMargins(20, 14, 20, 16)
        self.box.addLayout(row(label("Keys", "h2"), None, self._close))
        self.box.addLayout(self._grid)
        self.box.addWidget(self._note)

    def show_keys(self, commands: Iterable[Command], *, single_keys: bool) -> None:
        """Open the sheet with these commands; those without a key are left out."""
        empty(self._grid)
        held = [command for command in commands if command.keys]
        if not single_keys:
            held = [command for command in held if not command.is_single_key]
        groups = [
            (name, list(group)) for name, group in groupby(sorted(held, key=_group), key=_group)
        ]
        for at, (name, group) in enumerate(groups):
            lines = (_line(command) for command in group)
            box = column(label(name, "strong"), *lines, None, gap=4)
            self._grid.addLayout(box, at // COLUMNS, at % COLUMNS)
        self._note.setText(
            "Bare letters work while no field has the cursor. Settings can switch them off."
            if single_keys
            else "Bare letters are switched off in Settings."
        )
        self.open_over()
        self._close.setFocus()

    def words(self) -> set[str]:
        """Everything the sheet says."""
        return {said.text() for said in self.findChildren(QLabel)}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Question:
            self.close_over()
        else:
            super().keyPressEvent(event)


def _group(command: Command) -> str:
    return command.group


def _line(command: Command) -> QWidget:
    line = QWidget()
    keys = label(command.keys, "label")
    keys.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.setLayout(row(label(command.text), None, keys))
    return line
