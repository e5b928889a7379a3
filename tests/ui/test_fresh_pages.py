"""Pages are read when they are seen: once, and again only after changes that concern them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.conftest import NOW
from tests.ui.conftest import rest
from warden_desk.domain.changes import Change
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Base
from warden_desk.ui.page_table import PAGES, PageEntry
from warden_desk.ui.pages.today import TodayPage
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

ANYTHING = Change("Everything", frozenset(Base.metadata.tables), ())
ALWAYS_READ = {"looked"}
"""Who looks at what is no change of the desk, so nobody says that there is more to read."""
WITH_WEB = {"map"}
"""Brings the engine of web pages; its own tests show it."""


class CountingPage(Page):
    def __init__(self, workspace: Workspace, *tables: str) -> None:
        super().__init__("Counting")
        self.times = 0
        self.follow(workspace.changed, *tables)

    def read(self) -> None:
        self.times += 1


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What any desk is asked, as SQL."""
    statements: list[str] = []

    def note(*given: object) -> None:
        if "FROM" in str(given[2]):
            statements.append(str(given[2]))

    event.listen(Engine, "before_cursor_execute", note)
    yield statements
    event.remove(Engine, "before_cursor_execute", note)


def say(workspace: Workspace, *tables: str) -> None:
    workspace.changed.emit(Change("Something", frozenset(tables), ()))


def test_a_page_is_read_once_it_is_seen_and_not_each_time(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = CountingPage(workspace, "person")
    qtbot.addWidget(page)
    say(workspace, "person")
    assert page.times == 0

    page.show()
    page.hide()
    page.show()

    assert page.times == 1


def test_a_change_is_shown_at_once_on_a_page_that_is_seen(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = CountingPage(workspace, "person")
    qtbot.addWidget(page)
    page.show()

    say(workspace, "person")
    say(workspace, "tasking")

    assert page.times == 2


def test_changes_while_it_was_hidden_are_read_together_when_it_is_seen_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = CountingPage(workspace)  # every change concerns it
    qtbot.addWidget(page)
    page.show()
    page.hide()

    say(workspace, "person")
    say(workspace, "tasking")
    assert page.times == 1

    page.show()
    assert page.times == 2


def test_a_page_that_was_read_before_it_is_seen_is_not_read_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = CountingPage(workspace, "person")
    qtbot.addWidget(page)
    page.catch_up()
    page.catch_up()

    page.show()

    assert page.times == 1


def test_a_window_left_open_over_night_shows_the_new_day(
    qtbot: QtBot, practice_desk: Desk, qapp: QApplication
) -> None:
    now = [NOW]
    workspace = Workspace(practice_desk.database, clock=lambda: now[0], parent=qapp)
    page = TodayPage(workspace)
    qtbot.addWidget(page)
    page.show()
    workspace.new_day.look()
    assert page.title.text() == "Monday 23 November"

    now[0] += timedelta(days=1)
    workspace.new_day.look()

    assert page.title.text() == "Tuesday 24 November"
    assert not workspace.undo_stack.canUndo()
    rest(qtbot, workspace)
    workspace.close()


@pytest.mark.parametrize(
    "entry", [page for page in PAGES if page.key not in WITH_WEB], ids=lambda entry: entry.key
)
def test_every_page_is_read_only_while_it_is_seen(
    qtbot: QtBot, workspace: Workspace, asked: list[str], entry: PageEntry
) -> None:
    workspace.changed.emit(ANYTHING)
    by_the_frame = len(asked)
    page = entry.make(workspace)
    qtbot.addWidget(page)
    page.show()
    rest(qtbot, workspace)
    page.hide()

    asked.clear()
    workspace.changed.emit(ANYTHING)
    rest(qtbot, workspace)
    assert len(asked) == by_the_frame, "a hidden page reads"

    asked.clear()
    page.show()
    rest(qtbot, workspace)
    assert asked, "a change that was missed"

    asked.clear()
    page.hide()
    page.show()
    rest(qtbot, workspace)
    assert bool(asked) is (entry.key in ALWAYS_READ), "read again without a change"
