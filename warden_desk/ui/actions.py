"""Everything the user can do from a key, a button or the command palette, as data."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do. `key` names it in settings and help, and never changes.

    `group` is the heading it has on the sheet of shortcuts. `tip` is a sentence for help.
    `needs` is the right it takes, as `domain.rights.Right` names it; "" for what only looks. One
    that is refused (`permits.permitted`) says why instead of doing it.
    """

    key: str
    text: str
    run: Callable[[], object]
    shortcut: QKeySequence.StandardKey | str | None = None
    tip: str = ""
    group: str = "Everywhere"
    needs: str = ""
    is_refused: bool = False

    @property
    def keys(self) -> str:
        """The shortcut as this machine writes it: "Ctrl+K"; "" without one."""
        if self.shortcut is None:
            return ""
        return QKeySequence(self.shortcut).toString(QKeySequence.SequenceFormat.NativeText)

    @property
    def is_single_key(self) -> bool:
        """Whether a bare letter or sign does it, which the user may switch off."""
        return isinstance(self.shortcut, str) and len(self.shortcut) == 1


def install(window: QWidget, commands: Iterable[Command]) -> dict[str, QAction]:
    """Add an action for each command to the window, and return them by key."""
    actions: dict[str, QAction] = {}
    for command in commands:
        if command.key in actions:
            raise ValueError(f"two commands called {command.key!r}")
        action = actions[command.key] = QAction(command.text, window)
        action.setObjectName(command.key)
        action.setStatusTip(command.tip)
        if command.shortcut is not None:
            action.setShortcut(QKeySequence(command.shortcut))
        action.triggered.connect(_without_checked(command.run))
        window.addAction(action)
    return actions


def remove(window: QWidget, actions: Mapping[str, QAction]) -> None:
    """Take actions away again: those of a page that is no longer shown."""
    for action in actions.values():
        window.removeAction(action)
        action.deleteLater()


def allow_single_keys(
    actions: Mapping[str, QAction], commands: Iterable[Command], *, allowed: bool
) -> None:
    """Switch the bare letters on or off; the commands stay in the palette."""
    for command in commands:
        if command.is_single_key:
            keys = QKeySequence(command.shortcut or "") if allowed else QKeySequence()
            actions[command.key].setShortcut(keys)


def _without_checked(run: Callable[[], object]) -> Callable[[], None]:
    """Keep Qt from passing `checked` to whatever first parameter `run` happens to have."""

    def triggered() -> None:
        run()

    return triggered
