"""A map of areas in a web page that never leaves the program.

The page is made once, hidden if need be, and from then on only told what changed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QWidget

from warden_desk.ui.widgets.map_engine import MapEngine
from warden_desk.ui.widgets.map_wire import Areas, Desk, draws_other_lines, news

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from warden_desk.ui.widgets.map_scheme import Tiles

_ORDER = (
    *("style", "areas", "room", "notes", "only", "chosen", "picked", "lasso"),
    *("groups", "names", "ground", "wards", "heat", "pins", "view", "flag"),
)

_STEADY = {"style", "notes", "only", "groups", "names", "wards", "heat", "pins"}
"""What nobody can change on the page itself, so that saying it twice would only cost time."""


Degrees = tuple[float, float, float, float]
"""West, south, east and north in degrees."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Pictures that lie under the areas: how far they go in and out, and where they come from.

    `tiles` answers a picture and its media type by level, column and row from the north-west.
    """

    levels: tuple[int, int]
    tiles: "Tiles"


class MapView(QWidget):
    """Shows areas, colours them by state, and says which one was chosen.

    Everything it is told is remembered, so it may be told at any time, started or not.
    """

    area_clicked = Signal(str)
    areas_picked = Signal(list)
    """Several areas, for something that is done to all of them."""
    pin_clicked = Signal(str, str)
    """The kind and id of a pin."""
    ready = Signal()
    """The areas are drawn and the page listens."""
    failed = Signal(str)
    """The web engine cannot do it here; a sentence for the user."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: dict[str, dict[str, Any]] = {}
        self._areas: Areas = {}
        self._sets = 0
        self._extent: Degrees | None = None
        self._desk = Desk(self)
        self._engine = MapEngine(self, self._desk)
        self._desk.was_clicked.connect(self.area_clicked)
        self._desk.were_picked.connect(self.areas_picked)
        self._desk.was_pinned.connect(self.pin_clicked)
        self._desk.was_left.connect(self._leave)
        self._desk.was_seen.connect(self._see)
        self._engine.ready.connect(self._on_ready)
        self._engine.failed.connect(self.failed)

    @property
    def is_ready(self) -> bool:
        return self._engine.is_ready

    @property
    def web(self) -> "QWebEngineView | None":
        """The view itself once started, for pictures of it."""
        return self._engine.web

    @property
    def extent(self) -> Degrees | None:
        """What ground is on the screen; None before there is a map."""
        return self._extent if self.is_ready else None

    def traffic(self) -> tuple[list[str], list[str]]:
        """What the page asked for in vain: addresses that were stopped, and files not there."""
        return self._engine.traffic()

    def start(self, files: Mapping[str, Path]) -> None:
        """Load the page from these files, by name; the first is "index.html".

        Takes some tenths of a second the first time: call it when the program is idle. Another
        set of files replaces the page, and what was told is told again.
        """
        self._engine.start(files)

    def expect_size(self, size: QSize) -> None:
        """Draw for this size already while hidden, when the page's own window has none."""
        self._tell("room", width=size.width(), height=size.height())

    def tell_style(self, variables: Mapping[str, str], looks: Mapping[str, Any]) -> None:
        """Colours of the page as CSS variables, and per state a fill, an ink and a hatch."""
        self._tell("style", variables=dict(variables), looks=dict(looks))
        self._engine.colour_ground(QColor(variables["--ground"]))

    def tell_areas(self, areas: Sequence[Mapping[str, Any]]) -> None:
        """The areas of the day: each an id, name, group, state, `spoken` text and tool tip lines.

        Areas that the page knows but the list does not are not shown.
        """
        before = self._areas
        self._areas = {area["id"]: dict(area) for area in areas}
        self._told["areas"] = {"kind": "areas", "areas": list(self._areas.values())}
        if not self.is_ready:
            return
        if draws_other_lines(before, self._areas):
            self._say("areas")
        elif changed := news(before, self._areas):
            self._desk.told.emit(json.dumps({"kind": "changed", "areas": changed}))

    def tell_notes(self, caption: str, credit: str) -> None:
        """What stands in the corner: what the lines are, and whose."""
        self._tell("notes", caption=caption, credit=credit)

    def show_only(self, areas: Sequence[str] | None) -> None:
        """Let all others fade; None shows all alike."""
        self._tell("only", ids=None if areas is None else list(areas))

    def choose(self, area: str | None) -> None:
        """Outline one area, as if it had been clicked, but say nothing."""
        self._tell("chosen", id=area)

    def pick(self, areas: Sequence[str]) -> None:
        """Mark several areas, but say nothing."""
        self._tell("picked", ids=list(areas))

    def use_lasso(self, is_on: bool) -> None:
        """Let the mouse draw a line round areas to pick them, instead of moving the map."""
        self._tell("lasso", on=is_on)

    def show_pins(self, pins: Sequence[Mapping[str, Any]]) -> None:
        """Points over the map: each a kind, id, lat, lon, name, lines, tone and mark."""
        self._tell("pins", pins=[dict(pin) for pin in pins])

    def show_heat(self, points: Sequence[tuple[float, float, int]]) -> None:
        """A glow where something was counted: latitude, longitude, number."""
        self._tell("heat", points=[list(point) for point in points])

    def show_further_lines(self, topology: str) -> None:
        """Other borders over the areas, as TopoJSON; "" takes them away."""
        self._tell("wards", topology=topology)

    def show_ground(self, ground: Ground | None) -> None:
        """Pictures under the areas, which then let them shine through; None takes them away."""
        self._engine.offer(ground.tiles if ground else None)
        self._sets += 1  # the engine keeps pictures by their address
        levels = ground.levels if ground else None
        self._tell("ground", set=self._sets, levels=levels)

    def name_places(self, is_on: bool) -> None:
        """Whether areas are named wherever there is room, not only where they hold their name."""
        self._tell("names", on=is_on)

    def show_groups(self, is_on: bool) -> None:
        """Whether the lines and names of groups are drawn."""
        self._tell("groups", on=is_on)

    def fly_to(self, place: tuple[float, float] | None, text: str = "") -> None:
        """Put a flag at a place (latitude, longitude) and go there; None takes it away."""
        told = None if place is None else {"lat": place[0], "lon": place[1], "text": text}
        self._tell("flag", place=told)

    def zoom_to(self, areas: Sequence[str]) -> None:
        """Bring these areas into view; none of them means the whole map."""
        self._tell("view", ids=list(areas))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._engine.take_focus(event.reason())

    def _tell(self, kind: str, **what: Any) -> None:
        told = {"kind": kind, **what}
        is_news = kind not in _STEADY or told != self._told.get(kind)
        self._told[kind] = told
        if self.is_ready and is_news:
            self._say(kind)

    def _say(self, kind: str) -> None:
        self._desk.told.emit(json.dumps(self._told[kind]))

    def _on_ready(self) -> None:
        for kind in _ORDER:
            if kind in self._told:
                self._say(kind)
        self.ready.emit()

    def _see(self, west: float, south: float, east: float, north: float) -> None:
        if west < east and south < north:  # else the page has no size yet
            self._extent = (west, south, east, north)

    def _leave(self) -> None:
        self.focusNextChild()
