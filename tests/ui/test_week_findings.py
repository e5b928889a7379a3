"""The list of what is to be settled: by kind, and with reasons given in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from tests.ui.pages import run
from tests.ui.week_desk import shown
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    return shown(qtbot, WeekPage(workspace))


def lines(page: WeekPage) -> list[str]:
    return [line.accessibleName() for line in page.board.findings.lines()]


def now(page: WeekPage, said: str) -> str:
    """The line that says this, as it is now."""
    return next(line for line in lines(page) if said in line)


def test_findings_are_listed_by_kind(page: WeekPage) -> None:
    every = lines(page)

    find(page, Chip, "theme_taskings").click()

    assert lines(page)
    assert len(lines(page)) < len(every)
    assert all("urgent" in line for line in lines(page))
    find(page, Chip, "theme_taskings").click()
    assert lines(page) == every


def test_a_reason_is_given_where_the_warning_is_listed_and_it_goes_last(
    qtbot: QtBot, page: WeekPage, workspace: Workspace
) -> None:
    warning = next(
        line for line in page.board.findings.lines() if "hours' rest" in line.accessibleName()
    )
    said = warning.accessibleName().split(" · ")[1]
    warning.setFocus()

    run(page, "week_reason")
    field = find(page, QLineEdit, "reason")
    QTest.keyClicks(field, "swapped with Dover")
    QTest.keyClick(field, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: now(page, said).startswith("Settled"))
    assert "swapped with Dover" in now(page, said)
    workspace.undo()
    qtbot.waitUntil(lambda: now(page, said).startswith("Warning"))
