import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.ui.conftest import rest
from warden_desk.services import teams
from warden_desk.storage.tables import Shift
from warden_desk.ui.pages.today import TodayPage
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> TodayPage:
    page = TodayPage(workspace)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    rest(qtbot, workspace)
    return page


def test_the_day_is_the_heading(page: TodayPage) -> None:
    assert page.title.text() == "Monday 23 November"
    assert page.subtitle.text() == "Week 48"


def test_every_line_opens_the_thing_itself(
    qtbot: QtBot, page: TodayPage, workspace: Workspace
) -> None:
    lines = page.needs.lines()
    assert lines

    for line in lines:
        with qtbot.waitSignal(workspace.open_requested) as opened:
            qtbot.keyClick(line, Qt.Key.Key_Return)
        assert opened.args is not None
        kind, thing = opened.args
        assert kind in ("tasking", "area", "person", "issue", "week", "contact")
        assert thing


def test_every_figure_opens_the_page_it_counts(
    qtbot: QtBot, page: TodayPage, workspace: Workspace
) -> None:
    for tile in page.tiles:
        assert tile.accessibleName()
        with qtbot.waitSignal(workspace.open_requested) as opened:
            tile.click()
        assert opened.args is not None
        assert opened.args[0] == "page"


def test_a_line_says_all_of_itself_to_a_screen_reader(page: TodayPage) -> None:
    for line in (*page.needs.lines(), *page.out.lines()):
        assert " · " in line.accessibleName()


def test_arrows_move_between_lines(qtbot: QtBot, page: TodayPage) -> None:
    first, second = page.needs.lines()[:2]
    qtbot.waitExposed(page)
    first.setFocus()

    qtbot.keyClick(first, Qt.Key.Key_Down)

    assert page.focusWidget() is second


def test_it_is_about_the_team_that_is_chosen(
    qtbot: QtBot, page: TodayPage, workspace: Workspace
) -> None:
    everybody = len(page.out.lines())

    workspace.choose_team(workspace.read(teams.rows, workspace.today())[0].id)
    rest(qtbot, workspace)

    assert 0 < len(page.out.lines()) < everybody


def test_it_follows_changes_of_what_it_shows(
    qtbot: QtBot, page: TodayPage, workspace: Workspace
) -> None:
    def send_everybody_home(session: Session) -> None:
        session.execute(delete(Shift).where(Shift.on_date == workspace.today()))

    assert page.out.lines()
    workspace.write("Send everybody home", send_everybody_home)
    rest(qtbot, workspace)
    assert page.out.lines() == []
    assert page.tiles[0].accessibleName().startswith("0 of")

    workspace.undo()
    rest(qtbot, workspace)

    assert page.out.lines()


def test_a_new_desk_says_what_belongs_here(qtbot: QtBot, new_workspace: Workspace) -> None:
    page = TodayPage(new_workspace)
    qtbot.addWidget(page)
    page.show()
    rest(qtbot, new_workspace)

    assert page.out.lines() == []
    assert page.tiles[1].accessibleName().startswith("0 taskings overdue")
