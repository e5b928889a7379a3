"""Fixtures for tests of screens: a dressed application and workspaces on real desks."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import NOW
from warden_desk.app.early import share_gl_contexts
from warden_desk.storage.desks import Desk
from warden_desk.ui.frame import Frame
from warden_desk.ui.shell import Shell
from warden_desk.ui.theme import Appearance, ThemeChoice, offer_inter
from warden_desk.ui.workspace import Workspace

W = TypeVar("W", bound=QWidget)

PATIENCE_MS = 60_000
"""So long a busy machine may take to load geopandas, or to count a year of incidents."""

OWN_WINDOWS = (Qt.WindowType.Widget, Qt.WindowType.Window, Qt.WindowType.Dialog)

# Both must come before the first QApplication of this process.
share_gl_contexts()
offer_inter()


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    return Appearance(qapp)


@pytest.fixture(autouse=True)
def _light(appearance: Appearance) -> None:
    """Every test starts in the light theme at 100 %, whatever the test before it wore."""
    if (appearance.choice, appearance.text_size) != (ThemeChoice.LIGHT, 100):
        appearance.set(ThemeChoice.LIGHT, 100)


@pytest.fixture(autouse=True)
def _tidy(qapp: QApplication) -> Iterator[None]:
    """Nothing of a test outlives it: a part that was never shown keeps its page, desk and all.

    Python cannot see that such parts and pages hold one another, as Qt keeps what they connect.
    A list that pops up has no parent either, but a completer that deletes it: twice would crash.
    """
    yield
    for widget in qapp.topLevelWidgets():
        if widget.parent() is None and widget.windowType() in OWN_WINDOWS:
            widget.deleteLater()
    delete_now()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """As pytest-qt has it, but patient, and windows live until they are closed.

    Once a test has returned nothing else refers to its window, which Python may then collect in
    the middle of its painting. Five seconds, as pytest-qt waits, have passed on a busy machine
    before a job of a tenth of a second was through.
    """
    held: list[QWidget] = []
    add = qtbot.addWidget
    for name in ("waitUntil", "waitSignal"):
        monkeypatch.setattr(qtbot, name, partial(getattr(qtbot, name), timeout=PATIENCE_MS))

    def hold(widget: QWidget, **how: Any) -> None:
        held.append(widget)
        add(widget, **how)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    return qtbot


@pytest.fixture
def make_workspace(
    open_copy: Callable[[str], Desk], qapp: QApplication
) -> Iterator[Callable[[str], Workspace]]:
    """Opens a workspace on a fresh "empty", "founded" or "practice" desk, at `NOW`."""
    made: list[Workspace] = []

    def make(kind: str) -> Workspace:
        desk = open_copy(kind)
        made.append(
            Workspace(desk.database, clock=lambda: NOW, is_practice=kind == "practice", parent=qapp)
        )
        return made[-1]

    yield make
    delete_now()  # pages first: they listen to it
    for workspace in made:
        workspace.close()
        workspace.deleteLater()
    delete_now()


@pytest.fixture
def workspace(make_workspace: Callable[[str], Workspace]) -> Workspace:
    """The practice desk on `TODAY`."""
    return make_workspace("practice")


@pytest.fixture
def new_workspace(make_workspace: Callable[[str], Workspace]) -> Workspace:
    """A new desk with nobody in it."""
    return make_workspace("founded")


@pytest.fixture(scope="session")
def map_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the map's page is kept once it was made: making it takes a second."""
    return tmp_path_factory.mktemp("map")


@pytest.fixture
def frame(qtbot: QtBot, workspace: Workspace, appearance: Appearance) -> Iterator[Frame]:
    """The whole window, open on the desk of `workspace`."""
    shell = Shell("#FFFFFF")
    qtbot.addWidget(shell)
    workspace.preferences.update(theme=ThemeChoice.LIGHT)
    frame = Frame(workspace.preferences, appearance)
    shell.take(frame)
    shell.resize(1366, 768)
    shell.show()
    frame.open(workspace)
    shell.activateWindow()
    rest(qtbot, workspace)
    yield frame
    rest(qtbot, workspace)


def find(within: QWidget, kind: type[W], name: str) -> W:
    """The one child widget of this kind and object name, of those not about to be deleted."""
    delete_now()
    [child] = within.findChildren(kind, name)
    return child


def delete_now() -> None:
    """Delete what is to be deleted later: later is when an event loop runs, which none need do."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def rest(qtbot: QtBot, workspace: Workspace) -> None:
    """Wait until no job runs and what jobs said has been taken in."""
    qtbot.waitUntil(lambda: workspace.jobs.is_idle, timeout=PATIENCE_MS)
    QApplication.processEvents()
