import gc
import threading
import time
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import find
from warden_desk.domain.errors import UserError
from warden_desk.ui.jobs import Job, Jobs
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs(qapp)
    yield jobs
    jobs.stop()


def count(job: Job) -> int:
    for n in range(1000):
        time.sleep(0.005)
        job.step(n, 1000, f"row {n}")
    return 1000


def refuse(job: Job) -> None:
    del job
    raise UserError("That file is empty.")


def break_down(job: Job) -> None:
    del job
    raise ZeroDivisionError


class Circle:
    """Refers to itself, as a closed page does: only Python's collector clears it away."""

    cleared: ClassVar[list[threading.Thread]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.cleared.append(threading.current_thread())


def ask_for_memory(job: Job) -> int:
    """As much as sets the collector off many times over, for long enough that it is called."""
    kept: list[list[int]] = []
    for at in range(20):
        kept += [[at] for _ in range(5_000)]
        time.sleep(0.02)
        job.step(at, 20)
    return len(kept)


def test_a_worker_never_clears_away_what_belongs_to_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    gc.collect()
    Circle.cleared.clear()
    for _ in range(3):
        Circle()

    job = jobs.start("Counting", ask_for_memory, print)
    with qtbot.waitSignal(job.progressed):
        pass
    qtbot.waitUntil(lambda: len(Circle.cleared) == 3)
    assert not jobs.is_idle
    with qtbot.waitSignal(job.finished):
        pass

    assert set(Circle.cleared) == {threading.main_thread()}
    assert gc.isenabled()


def test_a_job_answers_on_the_main_thread(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[tuple[bool, threading.Thread]] = []

    job = jobs.start(
        "Look",
        lambda _: threading.current_thread() is threading.main_thread(),
        lambda answer: answers.append((answer, threading.current_thread())),
    )
    with qtbot.waitSignal(job.finished):
        pass

    assert answers == [(False, threading.main_thread())]
    assert jobs.is_idle


def test_a_job_says_how_far_it_is_and_can_be_cancelled(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.start("Count", count, lambda _: pytest.fail("was not cancelled"))

    with qtbot.waitSignal(job.progressed) as step:
        pass
    assert step.args == [0, 1000, "row 0"]
    with qtbot.waitSignals([job.cancelled, job.finished]):
        job.cancel()


def test_a_refusal_reaches_whoever_listens_and_nobody_else(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[str] = []
    unheard: list[str] = []
    jobs.failed.connect(lambda label, _: unheard.append(label))

    job = jobs.start("Read", refuse, print)
    job.failed.connect(lambda error: heard.append(str(error)))
    with qtbot.waitSignal(job.finished):
        pass

    assert (heard, unheard) == (["That file is empty."], [])


def test_a_failure_nobody_listens_for_is_not_lost(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as failure:
        jobs.start("Read", refuse, print)

    assert failure.args is not None
    assert (failure.args[0], str(failure.args[1])) == ("Read", "That file is empty.")


def test_a_defect_is_everybodys_business(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as failure:
        jobs.start("Read", break_down, print).failed.connect(lambda _: None)

    assert failure.args is not None
    assert isinstance(failure.args[1], ZeroDivisionError)


def test_the_strip_shows_a_job_and_stops_it(qtbot: QtBot, jobs: Jobs) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    job = jobs.start("Count", count, print)
    strip.follow(job)
    assert strip.isVisible()

    with qtbot.waitSignal(job.cancelled):
        find(strip, Button, "cancel_job").click()
    qtbot.waitUntil(lambda: jobs.is_idle)

    assert not strip.isVisible()


def test_stopping_waits_for_what_runs(qtbot: QtBot, qapp: QApplication) -> None:
    jobs = Jobs(qapp)
    jobs.start("Count", count, print)

    jobs.stop()

    assert not [t for t in threading.enumerate() if t.name.startswith("job")]
    qtbot.waitUntil(lambda: jobs.is_idle)


class Listener(QWidget):
    heard: ClassVar[list[str]] = []

    def take(self, name: str, answer: int) -> None:
        self.heard.append(f"{name} {answer}")


def test_nothing_begins_once_all_is_stopped(qapp: QApplication) -> None:
    jobs = Jobs(qapp)
    jobs.stop()
    begun: list[Job] = []

    jobs.start("Too late", begun.append, print)

    qapp.processEvents()
    assert begun == []
    assert jobs.is_idle


def test_a_widget_that_is_gone_is_not_told(qtbot: QtBot, jobs: Jobs) -> None:
    gone, there = Listener(), Listener()
    qtbot.addWidget(there)
    Listener.heard.clear()

    job = jobs.start("Look", lambda _: 1, partial(gone.take, "gone"))
    other = jobs.start("Look", lambda _: 2, partial(there.take, "there"))
    delete(gone)
    with qtbot.waitSignals([job.finished, other.finished]):
        pass

    assert Listener.heard == ["there 2"]
