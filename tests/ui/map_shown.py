"""A map that is drawn in the real web engine, alone or on its page, for tests of what it shows."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from tests.formats.map_samples import area_words
from tests.ui.conftest import rest
from tests.ui.web import wait_for
from warden_desk.domain.coverage import CoverageRow
from warden_desk.formats.map_looks import looks
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.base_map import ChooseBase, ask_for_base
from warden_desk.ui.widgets.map_view import MapView
from warden_desk.ui.workspace import Workspace

PATIENCE = 30_000
STYLE = {"--ground": "#FFFFFF", "--text": "#000000", "--size": "13px"}


@contextlib.contextmanager
def shown_map(
    qtbot: QtBot, files: Mapping[str, Path], shown: list[CoverageRow]
) -> Iterator[MapView]:
    """A map that is drawn and listens."""
    view = MapView()
    view.resize(900, 640)
    dress(view)
    view.tell_areas([area_words(row) for row in shown])
    with qtbot.waitSignal(view.ready, timeout=PATIENCE):
        view.start(files)
        view.show()
    wait_for(qtbot, page_of(view), "document.querySelectorAll('.label.group').length", bool)
    yield view
    view.close()
    view.deleteLater()
    qtbot.wait(50)


@contextlib.contextmanager
def opened_page(
    qtbot: QtBot, workspace: Workspace, cache: Path, choose_base: ChooseBase = ask_for_base
) -> Iterator[MapPage]:
    """The map's page at the size it has in a small window, with its map drawn."""
    page = MapPage(workspace, cache=cache, choose_base=choose_base)
    page.resize(1180, 700)
    page.show()
    qtbot.waitUntil(lambda: page.views.map.is_ready, timeout=PATIENCE)
    yield page
    rest(qtbot, workspace)
    page.close()
    page.deleteLater()
    qtbot.wait(50)


def dress(view: MapView) -> None:
    view.tell_style(STYLE, {state.value: look.plain() for state, look in looks().items()})


def page_of(view: MapView) -> QWebEnginePage:
    assert view.web is not None
    return view.web.page()
