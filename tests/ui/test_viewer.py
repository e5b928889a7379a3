"""A viewer looks at everything and changes nothing, whatever they press."""

from collections.abc import Iterator

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from tests.every_row import dump
from tests.ui.conftest import rest
from warden_desk.domain.clearance import Role
from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right
from warden_desk.services.access import users
from warden_desk.ui.actions import Command
from warden_desk.ui.frame import Frame
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.palette import FOUND, NOT_ALLOWED
from warden_desk.ui.theme import Appearance
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import Page, SplitPage
from warden_desk.ui.workspace import Workspace

NO_PLACE = "map"
"""Its commands need the page of the map's engine; its own tests walk them."""


@pytest.fixture
def frame(
    qtbot: QtBot, workspace: Workspace, appearance: Appearance, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Frame]:
    for asks in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        nothing = ([], "") if asks.endswith("s") else ("", "")
        monkeypatch.setattr(QFileDialog, asks, lambda *_, chosen=nothing, **__: chosen)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr(QPrintDialog, "exec", lambda *_: QDialog.DialogCode.Rejected)
    frame = Frame(workspace.preferences, appearance)
    qtbot.addWidget(frame)
    frame.resize(1366, 768)
    frame.show()
    frame.open(workspace)
    rest(qtbot, workspace)
    yield frame
    rest(qtbot, workspace)


def sit(workspace: Workspace, role: Role) -> None:
    rows = workspace.read(users.rows, workspace.today())
    workspace.at_desk.sit(next(row.id for row in rows if row.role is role))


def everything(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the record of who looked, as storage has them."""
    kept = dump(workspace.database)
    del kept["audit_entry"]
    return kept


def press(command: Command, page: Page) -> None:
    """Do it past the window's own greying, and save whatever panel it opens."""
    try:
        command.run()
    except UserError:
        return
    if isinstance(page, SplitPage) and (panel := page.panel()):
        for button in panel.findChildren(Button):
            button.refuse("")
            if button.isVisible():
                button.click()
        panel.close_panel()


@pytest.mark.timeout(400)  # half a minute of work; a busy machine takes two
@pytest.mark.qt_log_ignore("This plugin does not support")  # menus, without a screen
def test_whatever_a_viewer_presses_every_table_stays_as_it_was(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace, Role.VIEWER)
    workspace.open_requested.disconnect(frame.host.open_thing)  # each page is walked by itself
    before = everything(workspace)
    pressed = 0

    for entry in PAGES:
        if entry.key == NO_PLACE:
            continue
        frame.go_to(entry.key)
        rest(qtbot, workspace)
        page = frame.host.page(entry.key)
        for command in page.commands():
            frame.go_to(entry.key)
            press(command, page)
            rest(qtbot, workspace)
            pressed += 1
        assert everything(workspace) == before, f"something on {entry.title} writes"

    assert pressed > 120


def test_what_a_viewer_may_not_do_is_greyed_and_says_why(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace, Role.VIEWER)
    frame.go_to("people")
    rest(qtbot, workspace)
    page = frame.host.page("people")
    new = next(button for button in page.findChildren(Button) if button.key == "N")

    assert not new.isEnabled()
    assert "A. Visitor is a viewer" in new.toolTip()

    qtbot.keyClick(frame, "n")
    assert "A. Visitor is a viewer" in " ".join(
        said.text() for said in page.findChildren(QLabel) if said.isVisible()
    )

    sit(workspace, Role.TEAM_LEADER)
    rest(qtbot, workspace)
    page = frame.host.page("people")
    new = next(button for button in page.findChildren(Button) if button.key == "N")
    assert new.isEnabled()
    assert "viewer" not in new.toolTip()


def test_the_palette_marks_what_is_not_for_a_viewer(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    sit(workspace, Role.VIEWER)
    frame.go_to("people")
    rest(qtbot, workspace)

    frame.palette_box.open_palette("New person")
    line = frame.palette_box.list.model().index(0, 0).data(FOUND)

    assert (line.title, line.hint) == ("New person", NOT_ALLOWED)


def test_every_command_that_asks_for_a_right_names_one(frame: Frame) -> None:
    asked = {
        command.needs
        for entry in PAGES
        if entry.key != NO_PLACE
        for command in frame.host.page(entry.key).commands()
    }

    assert {Right.RECORD, Right.SIGN, Right.USERS, Right.AREAS} <= asked - {""} <= set(Right)
