"""Driving the week page from the keyboard, and reading what the desk holds then."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import in_front
from warden_desk.domain.dates import Week
from warden_desk.domain.week_rows import PersonWeek
from warden_desk.services import teams
from warden_desk.services.week import week_views
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.widgets.week_grid import CELL_ROLE, GridCell
from warden_desk.ui.workspace import Workspace

WEEK = Week.of(TODAY)
FREE = "2026-W52"
"""A week of the practice desk in which nothing is planned."""


def shown(qtbot: QtBot, page: WeekPage) -> WeekPage:
    in_front(qtbot, page)
    page.focus_list()
    return page


def people(workspace: Workspace, week: Week = WEEK) -> tuple[PersonWeek, ...]:
    team = workspace.read(teams.rows, TODAY)[0].id
    return workspace.read(week_views.grid, team, week).people


def text(workspace: Workspace, row: int, day: int, week: str = FREE) -> str:
    """What a cell of the desk holds, as it would be typed."""
    team = workspace.read(teams.rows, TODAY)[0].id
    grid = workspace.read(week_views.grid, team, Week.parse(week))
    return grid.text(grid.people[row].cells[day])


def go_to(page: WeekPage, row: int, day: int) -> None:
    view = page.board.people
    view.setFocus()
    view.setCurrentIndex(view.grid.index(row, day + 1))


def here(page: WeekPage) -> tuple[int, int]:
    at = page.board.view().currentIndex()
    return at.row(), at.column() - 1


def key(page: QWidget, pressed: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the focus is."""
    target = page.focusWidget() or page
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(target, pressed, held)


def type_in(page: WeekPage, typed: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Type into the cell the cursor is in, one letter after another."""
    for letter in typed:
        QTest.keyClicks(page.focusWidget() or page, letter)
    if end is not None:
        key(page, end)


def cell(page: WeekPage, row: int, day: int) -> GridCell:
    view = page.board.people
    return view.grid.data(view.grid.index(row, day + 1), CELL_ROLE)


def problem(page: WeekPage) -> str:
    return find(page, QLabel, "cell_problem").text()


def write(page: QWidget, typed: str, *, over: bool = False) -> None:
    """Type where the focus is, in place of what stands there if `over`."""
    if over:
        key(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for letter in typed:
        QTest.keyClicks(page.focusWidget() or page, letter)


def tab(page: QWidget, times: int = 1) -> None:
    for _ in range(times):
        key(page, Qt.Key.Key_Tab)


def tab_to(page: QWidget, name: str) -> None:
    """Press Tab until the focus is on what bears this name."""
    for _ in range(40):
        widget = page.focusWidget()
        if widget is not None and widget.objectName() == name:
            return
        tab(page)
    raise AssertionError(f"Tab does not reach {name}")
