"""How one person likes this machine's window: theme, text size, widths. Nothing about anybody."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from warden_desk.ui.theme import ThemeChoice


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is kept between starts."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    text_size: int = 100
    single_keys: bool = True
    last_desk: str = ""
    """The file that was open last."""
    widths: Mapping[str, int] = field(default_factory=dict[str, int])
    """Sizes the user dragged, by a name of the page's own."""
    lists: Mapping[str, str] = field(default_factory=dict[str, str])
    """How the user left a list (columns, order, filter), as text only the list understands."""


class PreferenceStore(QObject):
    """Keeps preferences in a small file, and says when they change."""

    changed = Signal()

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        """With no file they last as long as the store: for tests and pictures."""
        super().__init__(parent)
        self._file = file
        self.now = _read(file) if file else Preferences()

    def update(self, **changes: Any) -> None:
        """Replace some preferences and keep them."""
        new = replace(self.now, **changes)
        if new != self.now:
            self.now = new
            self._keep()
            self.changed.emit()

    def remember_width(self, name: str, width: int) -> None:
        """Keep a size quietly: nobody has to redraw for it."""
        self.now = replace(self.now, widths={**self.now.widths, name: width})
        self._keep()

    def remember_list(self, name: str, state: str) -> None:
        """Keep how a list was left."""
        self.now = replace(self.now, lists={**self.now.lists, name: state})
        self._keep()

    def _keep(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            part = self._file.with_suffix(".part")
            part.write_text(json.dumps(asdict(self.now), indent=1), "utf-8")
            part.replace(self._file)
        except OSError:
            self._file = None  # a full or locked disk costs comfort, not work


def _read(file: Path) -> Preferences:
    """What the file holds; anything unreadable or unknown in it is left out."""
    try:
        kept: dict[str, Any] = json.loads(file.read_text("utf-8"))
        known = {each.name: kept[each.name] for each in fields(Preferences) if each.name in kept}
        if "theme" in known:
            known["theme"] = ThemeChoice(known["theme"])
        return Preferences(**known)
    except (OSError, ValueError, TypeError):
        return Preferences()
