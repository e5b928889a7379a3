"""A page with an empty plan of 2028, and a keyboard."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import Keyboard
from tests.ui.pages import in_front, rows
from warden_desk.domain.reorganisation import Step
from warden_desk.services import areas
from warden_desk.ui.pages.reorganise import ReorganisePage
from warden_desk.ui.pages.reorganise.files import Asks
from warden_desk.ui.workspace import Workspace

DAY, EVE = date(2028, 4, 1), date(2028, 3, 31)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.toml"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, path: Path) -> ReorganisePage:
    asks = Asks(file=lambda _: path, where=lambda *_: path)
    page = in_front(qtbot, ReorganisePage(workspace, asks), has_keys=True)
    page.editing.move_day(DAY)
    page.focus_list()
    return page


@pytest.fixture
def press(qtbot: QtBot, workspace: Workspace, page: ReorganisePage) -> Keyboard:
    return Keyboard(qtbot, workspace, page)


@pytest.fixture
def renamed(page: ReorganisePage, press: Keyboard) -> ReorganisePage:
    """A plan of one step that fits."""
    rename(press, "Lenham", "Great Lenham")
    return page


def rename(press: Keyboard, old: str, new: str) -> None:
    press("4", TAB, old, TAB, new, then=ENTER)


def steps(page: ReorganisePage) -> list[Step]:
    return [row.step for row in page.steps.rows]


def says(page: ReorganisePage) -> list[str]:
    return [step.what for step in steps(page)]


def stands(page: ReorganisePage) -> list[str]:
    return [row.standing[0] for row in rows(page.table)]


def districts(workspace: Workspace, on: date) -> set[str]:
    return {row.name for row in workspace.read(areas.districts, on)}


def parishes(workspace: Workspace, on: date) -> set[str]:
    return {row.name for row in workspace.read(areas.local_areas, on)}
