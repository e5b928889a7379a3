"""Somebody leaves, on the page of people: what it means is read before it is saved."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import run, save, seen
from warden_desk.domain.people import Status
from warden_desk.services import people
from warden_desk.ui.pages.people import PeoplePage
from warden_desk.ui.pages.people.leaving import LeavingPanel
from warden_desk.ui.workspace import Workspace

NADIA = "CW102"
LAST = TODAY + timedelta(days=6)


def begun(qtbot: QtBot, workspace: Workspace) -> tuple[PeoplePage, LeavingPanel, str]:
    """The panel about one warden, her last day typed in."""
    page = seen(qtbot, PeoplePage(workspace))
    person = workspace.read(people.find, NADIA, TODAY)
    page.open_item(person.id)
    run(page, "person_leaves")
    panel = page.panel()
    assert isinstance(panel, LeavingPanel)
    field = find(panel, QLineEdit, "last_day")
    field.setText(f"{LAST:%d/%m/%Y}")
    field.textEdited.emit(field.text())
    panel.form.left.emit("last_day")
    return page, panel, person.id


def test_what_it_means_is_said_as_soon_as_the_day_is_typed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    _, panel, person = begun(qtbot, workspace)

    said = find(panel, QLabel, "means").text()

    assert said.startswith("Leaves after Sun 29 Nov 2026.")
    assert "looks after" in said
    assert workspace.read(people.row, person, LAST + timedelta(days=1)).status is Status.ACTIVE


def test_leaving_is_saved_and_one_undo_takes_it_back(qtbot: QtBot, workspace: Workspace) -> None:
    page, _, person = begun(qtbot, workspace)

    save(page)

    after = LAST + timedelta(days=1)
    assert page.panel() is None
    assert workspace.read(people.row, person, after).status is Status.LEFT
    workspace.undo()
    assert workspace.read(people.row, person, after).status is Status.ACTIVE


def test_without_a_day_it_is_asked_for(qtbot: QtBot, workspace: Workspace) -> None:
    page = seen(qtbot, PeoplePage(workspace))
    page.open_item(workspace.read(people.find, NADIA, TODAY).id)
    run(page, "person_leaves")

    save(page)

    assert page.panel() is not None
    assert not workspace.undo_stack.canUndo()
