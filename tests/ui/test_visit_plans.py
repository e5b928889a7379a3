"""A visit planned from the tasking, by keyboard, and the minutes it books."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.services.week_desk import TUE, WEEK, Desk, desk_on, tasking
from tests.ui.conftest import find
from tests.ui.pages import in_front
from warden_desk.domain.changes import Act
from warden_desk.domain.tasking_states import State
from warden_desk.services.tasking import tasking_people
from warden_desk.services.week import bookings, week_parishes
from warden_desk.storage.database import Database
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(new_workspace: Workspace, act: Act) -> Desk:
    database: Database = new_workspace.database
    desk = desk_on(database, act)
    desk.set(desk.ben, TUE, "0800-1600 Faversham")
    return desk


@pytest.fixture
def job(desk: Desk) -> str:
    job = tasking(desk, state=State.RECEIVED)
    desk.database.write("Give", tasking_people.assign, job, desk.ben, act=desk.act)
    return job


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace, job: str) -> TaskingsPage:
    page = in_front(qtbot, TaskingsPage(new_workspace), has_keys=True)
    page.open_item(job)
    return page


def press(page: TaskingsPage, *keys: str | Qt.Key, save: bool = False) -> None:
    for key in keys:
        target = page.focusWidget() or page
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key)
    if save:
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Return, CONTROL)


def test_a_visit_books_its_minutes_and_shows_in_its_parish(
    page: TaskingsPage, desk: Desk, job: str
) -> None:
    press(page, "d", Qt.Key.Key_Tab, *["24/11"], Qt.Key.Key_Tab, "45", save=True)

    assert page.panel() is None
    [booked] = desk.database.read(bookings.rows, job)
    assert booked.sentence == "Ben Tilley, Tue 24 Nov, 45 minutes"
    grid = desk.database.read(week_parishes.parish_grid, desk.team, WEEK)
    [wye] = [parish for parish in grid.parishes if parish.name == "Wye with Hinxhill"]
    assert [visitor.minutes for visitor in wye.days[1]] == [45]
    press(page, "d")
    panel = page.panel()
    assert panel is not None
    assert any(booked.sentence in said.text() for said in panel.findChildren(QLabel))


def test_nobody_is_planned_on_a_day_without_a_shift(page: TaskingsPage, desk: Desk, job: str):
    press(page, "d", save=True)

    panel = page.panel()
    assert panel is not None
    assert "has no shift on Mon 23 Nov" in find(panel, QLabel, "notice_text").text()
    assert desk.database.read(bookings.rows, job) == []
