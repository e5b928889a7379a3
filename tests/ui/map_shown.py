"""A map that is drawn in the real web engine, alone or on its page, for tests of what it shows."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.formats.map_samples import area_words
from tests.ui.conftest import rest
from tests.ui.pages import rows
from tests.ui.web import ask, wait_for, wait_for_size
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import Asked, Mode, ModeRow
from warden_desk.formats.map_looks import looks
from warden_desk.services.coverage import coverage_modes
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.base_map import ChooseBase, ask_for_base
from warden_desk.ui.pages.map.saving import ChooseFile, ask_for_file
from warden_desk.ui.widgets.map_view import MapView
from warden_desk.ui.workspace import Workspace

PATIENCE = 30_000
STYLE = {"--ground": "#FFFFFF", "--text": "#000000", "--size": "13px"}


@contextlib.contextmanager
def shown_map(qtbot: QtBot, files: Mapping[str, Path], shown: list[ModeRow]) -> Iterator[MapView]:
    """A map that is drawn and listens."""
    view = MapView()
    view.resize(900, 640)
    dress(view)
    view.tell_areas([area_words(row) for row in shown])
    with qtbot.waitSignal(view.ready, timeout=PATIENCE):
        view.start(files)
        view.show()
    wait_for(qtbot, page_of(view), "document.querySelectorAll('.label.group').length", bool)
    wait_for_size(qtbot, web_of(view))
    yield view
    view.close()
    view.deleteLater()
    qtbot.wait(50)


@contextlib.contextmanager
def opened_page(
    qtbot: QtBot,
    workspace: Workspace,
    cache: Path,
    *,
    choose_base: ChooseBase = ask_for_base,
    choose_file: ChooseFile = ask_for_file,
) -> Iterator[MapPage]:
    """The map's page at the size it has in a small window, with its map drawn."""
    page = MapPage(workspace, cache=cache, choose_base=choose_base, choose_file=choose_file)
    page.resize(1180, 700)
    page.show()
    qtbot.waitUntil(lambda: page.views.map.is_ready, timeout=PATIENCE)
    rest(qtbot, workspace)
    wait_for_size(qtbot, web_of(page.views.map))
    yield page
    rest(qtbot, workspace)
    page.close()
    page.deleteLater()
    qtbot.wait(50)


def dress(view: MapView) -> None:
    view.tell_style(STYLE, {state.value: look.plain() for state, look in looks().items()})


def web_of(view: MapView) -> QWebEngineView:
    assert view.web is not None
    return view.web


def page_of(view: MapView) -> QWebEnginePage:
    return web_of(view).page()


def pane_of(view: MapView) -> QWidget:
    """What the mouse and the keys of a map go to."""
    pane = web_of(view).focusProxy()
    assert pane is not None
    return pane


def rows_of(workspace: Workspace, on: date = TODAY) -> Sequence[ModeRow]:
    """The coverage of a day, as the desk has it."""
    return workspace.read(coverage_modes.shown, Asked(mode=Mode.COVERAGE, on=on)).rows


def bare_parish(workspace: Workspace) -> ModeRow:
    """One that nobody looks after."""
    return next(row for row in rows_of(workspace) if row.key == Coverage.NONE)


def shown(page: MapPage) -> list[ModeRow]:
    """What the table beside the map shows."""
    return rows(page.views.table)


def state_on_map(qtbot: QtBot, page: MapPage, code: str) -> str:
    """What a screen reader says of an area."""
    script = f"""document.querySelector('[data-area="{code}"]').ariaLabel"""
    return ask(qtbot, page_of(page.views.map), script)
