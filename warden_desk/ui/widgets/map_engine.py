"""The web engine under a map: loaded when a map is first wanted, and given up in a sentence.

Nothing here loads QtWebEngine until `start`, so a window with a map in it opens as fast as one
without. For that the application must have been made with `AA_ShareOpenGLContexts`.
"""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.ui.widgets.map_wire import Desk

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage
    from PySide6.QtWebEngineWidgets import QWebEngineView

    from warden_desk.ui.widgets.map_scheme import Profile, Tiles

log = logging.getLogger(__name__)

PATIENCE = 20_000
"""Milliseconds until a page that says nothing counts as failed."""


class MapEngine(QObject):
    """One web view in a widget, whose page may ask for a few files and pictures, and nothing else.

    Args:
        place: the widget that the view fills.
        desk: what the page hears and says.
    """

    ready = Signal()
    """The page has drawn and listens."""
    failed = Signal(str)
    """It cannot be done here; a sentence for the user."""

    def __init__(self, place: QWidget, desk: Desk) -> None:
        super().__init__(place)
        self._place, self._desk = place, desk
        self._box = QVBoxLayout(place)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._ground = QColor()
        self._tiles: Tiles | None = None
        self._web: QWebEngineView | None = None
        self._is_ready = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._give_up)
        desk.became_ready.connect(self._on_ready)

    @property
    def is_ready(self) -> bool:
        return self._is_ready

    @property
    def web(self) -> "QWebEngineView | None":
        """The view itself once started."""
        return self._web

    def traffic(self) -> tuple[list[str], list[str]]:
        """What the page asked for in vain: addresses that were stopped, and files not there."""
        if self._web is None:
            return [], []
        return list(self._profile.wall.stopped), list(self._profile.handler.missed)

    def start(self, files: Mapping[str, Path]) -> None:
        """Load the page from these files, by name; the first is "index.html"."""
        if _would_be_killed():
            self.failed.emit(
                "The map does not start for the computer's administrator (root). Start Warden Desk "
                "as an ordinary user. The table beside it tells the same."
            )
            return
        try:
            self._make(files)
        except ImportError as error:
            log.warning("no web engine: %s", error)
            self.failed.emit("The map needs a part of Qt (WebEngine) that is not installed here.")

    def offer(self, tiles: "Tiles | None") -> None:
        """Answer requests for pictures so from now on."""
        self._tiles = tiles
        if self._web is not None:
            self._profile.handler.tiles = tiles

    def colour_ground(self, colour: QColor) -> None:
        """A dark page must not flash white before its style sheet is there."""
        self._ground = colour
        if self._web is not None and colour.isValid():
            self._web.page().setBackgroundColor(colour)

    def take_focus(self, reason: Qt.FocusReason) -> None:
        """Let keys go to the page, once there is one."""
        if self._web is not None:
            self._web.setFocus(reason)

    def _make(self, files: Mapping[str, Path]) -> None:
        # Loading QtWebEngine takes a quarter of a second, so it waits until a map is wanted.
        from PySide6.QtWebEngineWidgets import QWebEngineView

        from warden_desk.ui.widgets import map_scheme

        self._is_ready = False
        if self._web is None:
            map_scheme.register_scheme()
            self._web = QWebEngineView(self._place)
            self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self._box.addWidget(self._web)
            # Made after the view, so that Qt ends it after the view and its page.
            self._profile = map_scheme.Profile(self._place)
            self._web.setPage(self._page(self._web, self._profile))
        self._profile.files = files
        self.offer(self._tiles)
        self.colour_ground(self._ground)
        self._patience.start()
        self._web.load(map_scheme.HOME)

    def _page(self, view: "QWebEngineView", profile: "Profile") -> "QWebEnginePage":
        from PySide6.QtWebChannel import QWebChannel

        from warden_desk.ui.widgets import map_scheme

        page = map_scheme.Page(profile, _complain, view)
        channel = QWebChannel(page)
        channel.registerObject("desk", self._desk)
        page.setWebChannel(channel)
        page.renderProcessTerminated.connect(self._on_crash)
        page.loadFinished.connect(self._on_loaded)
        return page

    def _on_ready(self) -> None:
        self._patience.stop()
        self._is_ready = True
        self.ready.emit()

    def _on_loaded(self, is_whole: bool) -> None:
        if not is_whole:
            self._give_up()

    def _on_crash(self) -> None:
        self._is_ready = False
        self.failed.emit("The map has stopped. The table shows the same facts.")

    def _give_up(self) -> None:
        self._patience.stop()
        self.failed.emit("The map does not start on this machine. The table shows the same facts.")


def _complain(message: str) -> None:
    # Written without what the page was told: the log must not hold names.
    log.warning("the map page complains at %s", message.partition(": ")[0])


def _would_be_killed() -> bool:
    """Whether the engine would end the whole program: it keeps no sandbox for root."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and "--no-sandbox" not in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
