"""Taking in 10,000 rows in the window, as somebody does it, while the window goes on painting.

From the file chosen to the rows written. Meanwhile a timer of the window's own thread asks for a
repaint at each turn: how late its turns come is what the person at the desk would feel.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.harness import runs
from tests.bench.imports import expect, one_district
from tests.bench.lists import ROWS, TODAY, write
from tests.conftest import NOW
from warden_desk.services import areas, founding
from warden_desk.storage import desks
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.imports import ImportsPage
from warden_desk.ui.shell import Shell
from warden_desk.ui.theme import Appearance
from warden_desk.ui.tidying import Tidying
from warden_desk.ui.workspace import Workspace

EVERY_MS = 16
"""As often as a screen shows a new picture."""
PATIENCE_S = 120


PAGES = ("today", "taskings", "imports")
"""Opened before, as on a working day: all of them hear of the import."""


def measure() -> dict[str, float]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    appearance = Appearance(app)
    took: list[float] = []
    gaps: list[float] = []
    for _ in range(runs(3)):
        with tempfile.TemporaryDirectory() as name:
            seconds, between = _once(app, appearance, Path(name))
        took.append(seconds)
        gaps += between
    return {
        "import window: file chosen to rows written, s": statistics.median(took),
        "import window: between turns, median ms": statistics.median(gaps),
        "import window: between turns, p99 ms": statistics.quantiles(gaps, n=100)[-1],
        "import window: between turns, longest ms": max(gaps),
    }


def _once(app: QApplication, appearance: Appearance, folder: Path) -> tuple[float, list[float]]:
    with desks.create_practice(folder / "founded.desk") as desk:
        desk.database.write("New desk", founding.found)
        parishes = one_district(desk.database.read(areas.local_areas, TODAY))
        write(folder / "list.xlsx", [parish.name for parish in parishes])
        workspace = Workspace(desk.database, clock=lambda: NOW)
        window, page = _window(workspace, appearance)
        app.processEvents()
        tidying = Tidying(window)  # as the program has it
        began = time.perf_counter()
        with _Turns(window) as turns:
            page.open_file(folder / "list.xlsx")
            _wait(app, lambda: workspace.jobs.is_idle)
            page.import_rows()
            _wait(app, lambda: workspace.jobs.is_idle and not workspace.is_writing)
            took = time.perf_counter() - began
        tidying.stop()
        expect(desk.database, ROWS)
        window.close()
        workspace.jobs.stop()
    return took, turns.gaps


def _window(workspace: Workspace, appearance: Appearance) -> tuple[Shell, ImportsPage]:
    frame = Frame(workspace.preferences, appearance)
    window = Shell("#ffffff")
    window.take(frame)
    frame.open(workspace)
    for key in PAGES:
        frame.go_to(key)
    window.show()
    page = frame.current_page()
    assert isinstance(page, ImportsPage)
    return window, page


class _Turns:
    """Counts the turns of the event loop, and has the window painted at each."""

    def __init__(self, window: QWidget) -> None:
        self.gaps: list[float] = []
        self._window, self._last = window, 0.0
        self._timer = QTimer(window, interval=EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._turn)

    def __enter__(self) -> "_Turns":
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now
        self._window.update()


def _wait(app: QApplication, holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not holds():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > until:
            raise RuntimeError("The import does not come to its end.")
    app.processEvents()
