"""How fast 150,000 taskings are: first rows, a key press in the search, one tasking opened."""

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bench.big_desk import TODAY, opened
from tests.bench.harness import runs
from warden_desk.domain.changes import Act
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, TaskingPage, Which
from warden_desk.services.tasking import (
    repeats,
    tasking_candidates,
    tasking_details,
    tasking_lists,
    taskings,
)
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Tasking
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.widgets.lazy_table import FIRST
from warden_desk.ui.workspace import Workspace

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TYPED = ("needles near play", "flood road", "speed watch volunteers", "rogue traders", "zebra")
ROUNDS = runs(3)


def measure() -> dict[str, float]:
    """Milliseconds and ratios; each from the same desk in the same run, taken in turns."""
    with opened() as desk:
        found = _first_rows(desk.database)
        found |= _searches(desk.database)
        found |= _orders(desk.database)
        found |= _one_tasking(desk.database)
        found |= _key_presses(desk.database)
    return found


def _first_rows(database: Database) -> dict[str, float]:
    wanted = TaskingFilter(today=TODAY)
    database.read(tasking_lists.page, wanted, limit=FIRST)
    rows, objects = [], []
    for _ in range(ROUNDS):
        rows.append(_ms(lambda: database.read(tasking_lists.page, wanted, limit=FIRST)))
        objects.append(_ms(lambda: database.read(_as_objects)))
    return {
        "taskings: first rows, ms": statistics.median(rows),
        "taskings: all as ORM objects, ms": statistics.median(objects),
        "taskings: first rows, times faster": statistics.median(objects) / statistics.median(rows),
    }


def _as_objects(session: Session) -> int:
    return len(session.scalars(select(Tasking)).all())


def _searches(database: Database) -> dict[str, float]:
    def ask(typed: str) -> TaskingPage:
        wanted = TaskingFilter(today=TODAY, text=typed)
        return database.read(tasking_lists.page, wanted, limit=FIRST)

    ask("warm")
    times = [_ms(lambda typed=typed: ask(typed)) for typed in _prefixes() for _ in range(ROUNDS)]
    return {"taskings: SQL of a key press, p95 ms": _p95(times)}


def _orders(database: Database) -> dict[str, float]:
    """Every heading, both ways round, of what is open and of all there is."""
    wanted = [
        TaskingFilter(today=TODAY, which=which, sort=sort, is_descending=down)
        for which in (Which.OPEN, Which.ALL)
        for sort in SortBy
        for down in (False, True)
    ]
    times = [
        statistics.median(
            _ms(lambda each=each: database.read(tasking_lists.page, each, limit=FIRST))
            for _ in range(ROUNDS)
        )
        for each in wanted
    ]
    return {"taskings: slowest order, ms": max(times)}


def _one_tasking(database: Database) -> dict[str, float]:
    first = database.read(tasking_lists.page, TaskingFilter(today=TODAY), limit=1).rows[0].id
    act = Act("Bench", NOW)
    details = [_ms(lambda: database.read(tasking_details.detail, first)) for _ in range(15)]
    draft = database.read(taskings.draft_to_amend, first)
    repeated = [_ms(lambda: database.read(repeats.find, draft)) for _ in range(15)]
    ranked = [
        _ms(lambda: database.read(tasking_candidates.candidates, first, act=act)) for _ in range(15)
    ]
    return {
        "taskings: open one, ms": statistics.median(details),
        "taskings: candidates of a hundred, ms": statistics.median(ranked),
        "taskings: repeats of one, ms": statistics.median(repeated),
    }


def _key_presses(database: Database) -> dict[str, float]:
    """From the text in the box to the list painted, the pause for typing left out."""
    app = QApplication.instance() or QApplication([])
    workspace = Workspace(database, clock=lambda: NOW)
    page = TaskingsPage(workspace)
    page.resize(1214, 662)
    page.show()
    app.processEvents()
    search = page.search
    assert search is not None

    def press(typed: str) -> None:
        search.setText(typed)
        search.searched.emit(typed)
        page.table.viewport().repaint()

    press("warm")
    times = [_ms(lambda typed=typed: press(typed)) for typed in _prefixes() for _ in range(ROUNDS)]
    press("")
    repaints = [_ms(page.table.viewport().repaint) for _ in range(15)]
    page.close()
    workspace.jobs.stop()
    return {
        "taskings: key press painted, median ms": statistics.median(times),
        "taskings: key press painted, p95 ms": _p95(times),
        "taskings: repaint alone, ms": statistics.median(repaints),
    }


def _prefixes() -> list[str]:
    return [words[:end] for words in TYPED for end in range(1, len(words) + 1)]


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:45} {value:8.1f}")  # noqa: T201
