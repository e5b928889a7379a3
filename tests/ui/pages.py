"""What tests of pages do with any of them: show it, do a command, fill in and save a panel."""

from typing import TypeVar

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find, rest
from warden_desk.ui.actions import install
from warden_desk.ui.widgets.lazy_model import HasId
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import Page, SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

P = TypeVar("P", bound=Page)
S = TypeVar("S", bound=SplitPage)
Row = TypeVar("Row", bound=HasId)


def seen(qtbot: QtBot, page: P) -> P:
    """Show a page in the room a window of 1366 × 768 has for it."""
    qtbot.addWidget(page)
    page.resize(1214, 662)
    page.show()
    return page


def in_front(qtbot: QtBot, page: P, *, has_keys: bool = False) -> P:
    """As `seen`, in the window that key presses go to; with its own keys where they are wanted."""
    if has_keys:
        install(page, page.commands())
    seen(qtbot, page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def in_front_and_read(qtbot: QtBot, page: S, workspace: Workspace) -> S:
    """As `in_front` with its keys, once all it reads is there and the cursor is in its list."""
    in_front(qtbot, page, has_keys=True)
    rest(qtbot, workspace)
    page.focus_list()
    return page


def run(page: Page, key: str) -> None:
    """As the shortcut of this name does."""
    [command] = [command for command in page.commands() if command.key == key]
    command.run()


def panel(page: SplitPage) -> SidePanel:
    """The panel that is open."""
    found = page.panel()
    assert found is not None
    return found


def save(page: SplitPage) -> None:
    """Press the button of the panel that is open."""
    find(panel(page), QPushButton, "save").click()


def rows(table: LazyTable[Row]) -> list[Row]:
    """What a list shows, from the top."""
    return [table.rows.row(number) for number in range(table.rows.rowCount())]
