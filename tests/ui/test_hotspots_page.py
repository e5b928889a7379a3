"""The page of hot-spots: one test for each thing that can be done there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.services.test_incidents import ASB, LENHAM, street
from tests.ui.conftest import find, rest
from warden_desk.services.hot_spots import hot_spots
from warden_desk.services.incidents import incidents
from warden_desk.ui.pages.hotspots.page import PARISHES, PLACES, SPOTS, WARDS, HotSpotsPage
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> HotSpotsPage:
    return shown(HotSpotsPage(workspace), workspace, qtbot)


def shown(page: HotSpotsPage, workspace: Workspace, qtbot: QtBot) -> HotSpotsPage:
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    rest(qtbot, workspace)
    return page


def panel(page: HotSpotsPage) -> SidePanel:
    opened = page.panel()
    assert opened is not None
    return opened


def save(page: HotSpotsPage) -> None:
    find(panel(page), Button, "save").click()


def test_a_repeat_location_becomes_a_hot_spot_with_one_key(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PLACES)
    page.begin()
    name = find(panel(page), QLineEdit, "name").text()

    save(page)
    rest(qtbot, workspace)

    assert page.view == SPOTS
    newest = next(r for r in workspace.read(hot_spots.rows) if r.acts_from == workspace.today())
    assert newest.name == name
    assert page.spots.chosen_id() == newest.id
    workspace.undo()
    assert newest.id not in [row.id for row in workspace.read(hot_spots.rows)]


def test_a_parish_becomes_a_hot_spot_of_all_of_it(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PARISHES)
    page.begin()
    save(page)
    rest(qtbot, workspace)

    newest = next(r for r in workspace.read(hot_spots.rows) if r.acts_from == workspace.today())
    assert newest.is_whole_parish


def test_what_is_missing_is_told_and_the_panel_stays(page: HotSpotsPage):
    page.show_view(PLACES)
    page.begin()
    find(panel(page), QLineEdit, "name").clear()

    save(page)

    assert page.panel() is not None


def test_patrols_are_put_on_the_rounds_that_are_ticked(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PLACES)
    page.begin()
    save(page)
    rest(qtbot, workspace)
    key = page.spots.chosen_id()

    page.plan()
    save(page)

    assert workspace.read(hot_spots.row, key).patrols > 0
    assert "on the rounds of the week" in page.notice.text()


def test_the_sheet_is_shown_printed_and_noted(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_sheet()
    rest(qtbot, workspace)

    preview = page.acts.preview
    assert preview is not None
    assert preview.page_count() >= 1
    assert "What came of it" in preview.text(0)
    preview.printed.emit()
    assert workspace.undo_stack.undoText() == "Print a hot-spot sheet"


def test_a_hot_spot_is_changed_and_removed_and_both_can_be_undone(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    key = page.spots.chosen_id()
    page.change()
    find(panel(page), QLineEdit, "name").setText("The new name")
    save(page)
    assert workspace.read(hot_spots.row, key).name == "The new name"

    page.remove()
    assert workspace.read(hot_spots.rows) == []
    workspace.undo()
    workspace.undo()
    rest(qtbot, workspace)
    assert workspace.read(hot_spots.row, key).name != "The new name"


def test_files_are_taken_in_and_what_became_of_them_is_said(
    make_workspace: Callable[[str], Workspace], qtbot: QtBot, tmp_path: Path
):
    workspace = make_workspace("founded")
    files = [street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 8)]
    page = shown(HotSpotsPage(workspace, lambda _: files), workspace, qtbot)
    assert page.nothing.isVisible()

    page.take_in()
    rest(qtbot, workspace)
    rest(qtbot, workspace)

    assert [row.rows for row in workspace.read(incidents.months)] == [8]
    assert "8 rows: 8 placed" in page.notice.text()
    page.show_view(PLACES)
    assert page.places.chosen_id()
    page.show_view(WARDS)
    assert page.nothing.isVisible()


def test_a_file_that_is_none_is_refused_in_the_notice(
    make_workspace: Callable[[str], Workspace], qtbot: QtBot, tmp_path: Path
):
    workspace = make_workspace("founded")
    path = tmp_path / "a.csv"
    path.write_text("colour\nblue\n")
    page = shown(HotSpotsPage(workspace, lambda _: [path]), workspace, qtbot)

    page.take_in()
    rest(qtbot, workspace)

    assert "No street-level file" in page.notice.text()
    assert not workspace.undo_stack.canUndo()


def test_counting_anew_says_that_nothing_changed(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.recount()
    rest(qtbot, workspace)

    assert page.notice.text() == "Nothing changed."


def test_every_view_can_be_had_by_a_command(page: HotSpotsPage):
    commands = {command.key: command for command in page.commands()}

    for view in (PLACES, PARISHES, WARDS, SPOTS):
        commands[f"spot_view_{view}"].run()
        assert page.view == view
        assert page.chips[view].isChecked()
