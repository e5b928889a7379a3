"""The pages that stand under the map: by a key, and as lines while no parish is chosen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from warden_desk.ui.actions import Command
from warden_desk.ui.page_table import PAGES, PageEntry
from warden_desk.ui.widgets.basics import column, label, row
from warden_desk.ui.widgets.buttons import Button

Open = Callable[[str, str], object]

_WORDS = {
    "boundaries": ("the lines it is drawn with", "B"),
    "hotspots": ("where it happens again, and patrols", "H"),
    "need": ("how it is weighed, and what if", "N"),
    "divided": ("what is under way, and for which part", ""),
    "reorganise": ("districts and parishes from a day on", "R"),
}
"""What one finds there, and the key that goes there."""


def commands(open_thing: Open) -> Sequence[Command]:
    """One a page."""
    return [
        Command(
            f"map_to_{entry.key}",
            f"From the map to {entry.title}",
            partial(open_thing, "page", entry.key),
            _WORDS.get(entry.key, ("", ""))[1] or None,
            group="Map",
        )
        for entry in _entries()
    ]


class Links(QWidget):
    """A line a page."""

    def __init__(self, open_thing: Open) -> None:
        super().__init__()
        lines = [self._line(entry, open_thing) for entry in _entries()]
        self.setLayout(column(label("Go on from here", "strong"), *lines, gap=6))

    def _line(self, entry: PageEntry, open_thing: Open) -> QWidget:
        words, key = _WORDS.get(entry.key, ("", ""))
        go = partial(open_thing, "page", entry.key)
        link = Button(entry.title, go, rank="link", key=key, name=f"go_{entry.key}")
        line = QWidget()
        line.setLayout(column(row(link, None), label(words, "label", wrap=True), gap=0))
        return line


def _entries() -> list[PageEntry]:
    # The atlas is opened by a button above the map, for it begins with what the map shows.
    return [entry for entry in PAGES if entry.under == "map" and entry.key != "atlas"]
