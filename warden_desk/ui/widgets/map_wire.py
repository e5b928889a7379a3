"""The wire between the map's page and the program: what goes either way."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

Areas = Mapping[str, Mapping[str, Any]]
"""What the page is told of each area, by its id."""


class Desk(QObject):
    """What the page sees of the program: one signal to hear, six things to say."""

    told = Signal(str)
    was_clicked = Signal(str)
    was_left = Signal()
    were_picked = Signal(list)
    was_pinned = Signal(str, str)
    was_seen = Signal(float, float, float, float)
    became_ready = Signal()

    @Slot(str)
    def clicked(self, area: str) -> None:
        self.was_clicked.emit(area)

    @Slot("QVariantList")
    def picked(self, areas: list[Any]) -> None:
        self.were_picked.emit([area for area in areas if isinstance(area, str)])

    @Slot(str, str)
    def pinned(self, kind: str, key: str) -> None:
        self.was_pinned.emit(kind, key)

    @Slot(float, float, float, float)
    def saw(self, west: float, south: float, east: float, north: float) -> None:
        self.was_seen.emit(west, south, east, north)

    @Slot()
    def left(self) -> None:
        self.was_left.emit()

    @Slot()
    def ready(self) -> None:
        self.became_ready.emit()


def draws_other_lines(before: Areas, after: Areas) -> bool:
    """Whether areas came, went or changed their group, so that the page must draw anew."""
    if before.keys() != after.keys():
        return True
    return any(before[key]["group"] != area["group"] for key, area in after.items())


def news(before: Areas, after: Areas) -> list[dict[str, Any]]:
    """What changed of which areas.

    What stayed the same need not travel: half the time of recolouring one is saved.
    """
    return [
        {"id": key, **{what: said for what, said in area.items() if said != before[key][what]}}
        for key, area in after.items()
        if area != before[key]
    ]
