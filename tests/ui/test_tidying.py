"""Looking through all memory waits until nobody works."""

import gc
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from warden_desk.ui.jobs import Job, Jobs
from warden_desk.ui.tidying import Tidying


class Circle:
    """Refers to itself, as a closed page does: only Python's collector clears it away."""

    cleared: ClassVar[list["Circle"]] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.cleared.append(self)


@pytest.fixture(autouse=True)
def _as_python_begins() -> Iterator[None]:
    """Whatever a window of another test has left."""
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def tidying(window: QWidget) -> Iterator[Tidying]:
    """Looks only when a test tells it to."""
    tidying = Tidying(window, every_ms=1_000_000)
    yield tidying
    tidying.stop()


@pytest.fixture
def circle() -> list[Circle]:
    """The one that is still there; old, and given up."""
    Circle.cleared.clear()
    circle = Circle()
    gc.collect()
    del circle
    for _ in range(gc.get_threshold()[1] + 1):
        gc.collect(1)  # so often that to look through the old ones is due
    assert Circle.cleared == []
    return Circle.cleared


def test_old_memory_is_tidied_once_nobody_works(tidying: Tidying, circle: list[Circle]) -> None:
    tidying.look()
    assert not circle, "much was made since the look before"

    tidying.look()
    assert len(circle) == 1


def test_who_types_or_moves_the_mouse_is_not_held_up(
    window: QWidget, tidying: Tidying, circle: list[Circle]
) -> None:
    tidying.look()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    tidying.look()
    QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
    tidying.look()
    assert not circle

    tidying.look()
    assert len(circle) == 1


def test_a_job_is_not_held_up(qtbot: QtBot, tidying: Tidying, circle: list[Circle]) -> None:
    jobs, may_end = Jobs(tidying), threading.Event()

    def wait(_: Job) -> bool:
        return may_end.wait(20)

    job = jobs.start("Waiting", wait, print)
    tidying.look()
    tidying.look()
    assert not circle
    with qtbot.waitSignal(job.finished):
        may_end.set()

    tidying.look()
    tidying.look()
    assert len(circle) == 1
    jobs.stop()


def test_python_goes_by_itself_again_once_the_window_is_closed(window: QWidget) -> None:
    before = gc.get_threshold()
    tidying = Tidying(window)
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > before[2]

    tidying.stop()

    assert gc.get_threshold() == before
