"""The print log at the window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import NOW, TODAY
from tests.ui.conftest import find
from tests.ui.pages import in_front
from warden_desk.domain.changes import Act
from warden_desk.domain.papers import Papers
from warden_desk.services.papers import print_log
from warden_desk.ui.pages.prints import PrintsPage
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.workspace import Workspace

ACT = Act("T. Tester", NOW)
DUE = (("Deployment sheet, Dover, 2026-W46", -2), ("Parish copy, Lenham, 2026-W47", 0))


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace) -> PrintsPage:
    for what, days in (*DUE, ("Deployment sheet, Dover, 2026-W48", 9)):
        new_workspace.write(
            "Print",
            print_log.note,
            what,
            copy_for="Carys Evans",
            destroy_by=TODAY + timedelta(days=days),
            version="Version 1",
            act=ACT,
        )
    page = in_front(qtbot, PrintsPage(new_workspace), has_keys=True)
    page.focus_list()
    return page


def listed(page: PrintsPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def test_it_opens_with_what_is_to_be_destroyed(page: PrintsPage):
    assert listed(page) == [what for what, _ in DUE]
    assert page.subtitle.text() == "2 papers to destroy"
    texts = [page.table.model().index(0, column).data() for column in range(6)]
    assert texts[0] == "To destroy"
    assert texts[5] == "was to be gone by Sat 21 Nov 2026"


def test_all_that_is_listed_is_marked_by_keyboard_and_taken_back(
    qtbot: QtBot, page: PrintsPage, new_workspace: Workspace
):
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_D)

    assert listed(page) == []
    assert "2 papers noted as destroyed" in find(page, QLabel, "notice_text").text()
    gone = new_workspace.read(print_log.rows, Papers.DESTROYED, TODAY)
    assert {row.destroyed_on for row in gone} == {TODAY}

    new_workspace.undo()
    assert len(listed(page)) == 2


def test_one_paper_is_marked_alone(qtbot: QtBot, page: PrintsPage):
    page.table.choose(page.table.rows.row(1).id)
    qtbot.keyClick(page.table, Qt.Key.Key_D)
    assert listed(page) == [DUE[0][0]]


def test_the_chips_show_what_is_out_and_what_is_gone(qtbot: QtBot, page: PrintsPage):
    find(page, Chip, "show_out").click()
    assert len(listed(page)) == 3
    page.choose_all()
    page.mark_destroyed()

    find(page, Chip, "show_destroyed").click()
    assert len(listed(page)) == 3
    page.choose_all()
    page.mark_destroyed()
    assert "still out" in find(page, QLabel, "notice_text").text()


def test_an_empty_log_says_what_belongs_there(qtbot: QtBot, page: PrintsPage):
    find(page, Chip, "show_destroyed").click()
    assert listed(page) == []
    assert any("No paper was destroyed yet" in text.text() for text in page.findChildren(QLabel))
