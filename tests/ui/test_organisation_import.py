"""The respondents of 2014 on the page of imports: looked at, decided, taken in and taken back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import seen
from warden_desk.services.contacts import contact_lists
from warden_desk.ui.pages.imports import ImportsPage
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace, data: Path) -> ImportsPage:
    """The file is chosen, and what it would do is shown."""
    source = data / "consultation_respondents_2014.csv"
    page = seen(qtbot, ImportsPage(new_workspace, ask=lambda _: source))
    page.choose()
    rest(qtbot, new_workspace)
    return page


def row_called(page: ImportsPage, name: str) -> str:
    """Choose the row of this organisation; its number."""
    lines = page.file.lines.rows
    found = (lines.row(n) for n in range(lines.rowCount()))
    key = next(line.id for line in found if line.shown.startswith(name))
    assert page.file.lines.choose(key)
    return key


def word_of(page: ImportsPage, key: str) -> str:
    lines = page.file.lines.rows
    return next(lines.row(n).word for n in range(lines.rowCount()) if lines.row(n).id == key)


def places(workspace: Workspace, name: str) -> tuple[str, ...]:
    rows = workspace.read(contact_lists.rows, TODAY)
    return next(row.places for row in rows if row.organisation == name)


def test_the_kind_of_list_is_known_and_every_row_has_its_verdict(page: ImportsPage):
    assert find(page, QComboBox, "kind").currentText() == "Other organisations"
    assert page.file.lines.rows.rowCount() == 208
    assert word_of(page, row_called(page, "Lvdd Town Council")) == "Look at this"


def test_a_slip_is_decided_by_a_click_and_all_is_taken_in_and_back(
    page: ImportsPage, new_workspace: Workspace, qtbot: QtBot
):
    key = row_called(page, "Lvdd Town Council")
    buttons = page.file.row_detail.findChildren(QPushButton)
    means = [b for b in buttons if b.accessibleName() == "It means Lydd (Folkestone and Hythe)"]
    means[-1].click()
    rest(qtbot, new_workspace)
    assert word_of(page, key) == "New"

    page.import_rows()
    rest(qtbot, new_workspace)

    assert places(new_workspace, "Lydd Town Council") == ("Lydd",)
    new_workspace.undo()
    rest(qtbot, new_workspace)
    assert len(new_workspace.read(contact_lists.rows, TODAY)) == 12
