"""The list of taskings: several chosen at once, columns, kept views, export."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, Patch, detail, draft, record, send_away
from tests.ui.conftest import find, rest
from tests.ui.pages import panel, save, seen
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, Which
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services.tasking import tasking_lists, tasking_moves, tasking_search, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Tasking
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def three(founded: Database, patch: Patch) -> list[str]:
    return [record(founded, patch, due_on=date(2026, 11, 26 + n)) for n in range(3)]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, three: list[str]) -> TaskingsPage:
    return seen(qtbot, TaskingsPage(workspace))


def choose_three(qtbot: QtBot, page: TaskingsPage) -> None:
    page.table.choose_near(0)
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)


def preview(page: TaskingsPage) -> str:
    return find(panel(page), QLabel, "preview").text()


def action(menu: QMenu, text: str) -> QAction:
    [found] = [each for each in menu.actions() if each.text() == text]
    return found


def view_menu(page: TaskingsPage) -> QMenu:
    page.views.fill()
    return page.views.menu()


def columns_menu(page: TaskingsPage) -> QMenu:
    found = action(view_menu(page), "Columns").menu()
    assert isinstance(found, QMenu)
    return found


def test_several_chosen_are_counted_and_one_of_them_is_shown_again(
    qtbot: QtBot, page: TaskingsPage
) -> None:
    choose_three(qtbot, page)
    assert page.several.currentIndex() == 1
    assert "3 taskings chosen" in [label.text() for label in page.several.findChildren(QLabel)]

    find(page.several, QPushButton, "only_one").click()

    assert page.several.currentIndex() == 0
    assert page.view.reference.text() == "ASH-26-0003"


def test_all_chosen_are_given_to_one_person_and_taken_back_in_one(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    choose_three(qtbot, page)
    page.do("assign")
    person = find(panel(page), ChoiceBox, "person_id")
    person.set_value(patch.ben)
    person.edited.emit()
    assert preview(page) == "Will give 3 taskings to Ben Tilley."

    save(page)

    assert page.panel() is None
    assert {page.table.rows.row(n).who for n in range(3)} == {("Ben Tilley",)}
    assert len(page.table.chosen_ids()) == 3
    assert workspace.undo_stack.undoText() == "Give 3 taskings to Ben Tilley"
    workspace.undo()
    assert {page.table.rows.row(n).who for n in range(3)} == {()}


def test_what_cannot_be_given_is_said_before(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, patch: Patch, three: list[str]
) -> None:
    hold = {"act": ACT, "reason": "Holidays", "until": date(2026, 12, 4)}
    workspace.write("Hold", tasking_moves.move, three[0], Move.HOLD, **hold)
    send_away(workspace.database, patch.ben, date(2026, 11, 23), date(2026, 11, 24))
    choose_three(qtbot, page)
    find(page.several, QPushButton, "give").click()
    person = find(panel(page), ChoiceBox, "person_id")
    person.set_value(patch.ben)
    person.edited.emit()

    assert "1 cannot. ASH-26-0001: It is on hold." in preview(page)
    assert "Needs a reason: Ben Tilley is away until" in preview(page)


def test_only_chosen_facts_are_changed_on_all(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, founded: Database, three: list[str]
) -> None:
    choose_three(qtbot, page)
    page.do("edit")
    assert preview(page) == "What is left empty stays as it is."
    urgency = find(panel(page), QComboBox, "urgency")
    urgency.setCurrentIndex(urgency.findText("High"))
    assert preview(page) == "Will change 3 taskings."

    save(page)

    drafts = [detail(founded, key).draft for key in three]
    assert [draft.urgency for draft in drafts] == ["high"] * 3
    assert [draft.due_on for draft in drafts] == [date(2026, 11, 26 + n) for n in range(3)]
    workspace.undo()
    assert [detail(founded, key).draft.urgency for key in three] == [""] * 3


def test_a_column_is_chosen_and_remembered(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace
) -> None:
    action(columns_menu(page), "Their ref.").trigger()
    action(columns_menu(page), "Where").trigger()
    assert "Their ref." in page.table.room.shown()
    assert "Where" not in page.table.room.shown()

    again = TaskingsPage(workspace)
    qtbot.addWidget(again)

    assert again.table.room.shown() == page.table.room.shown()


def test_a_view_is_kept_under_a_name_shown_again_and_forgotten(
    page: TaskingsPage, workspace: Workspace
) -> None:
    page.show_only(Which.OVERDUE)
    page.chips.set_sort(SortBy.NEWEST)
    page.views.keep()
    find(panel(page), QLineEdit, "name").setText("Late ones")
    save(page)
    page.show_only(Which.ALL)
    page.chips.set_sort(SortBy.DUE)

    action(view_menu(page), "Late ones").trigger()

    assert page.chips.which() is Which.OVERDUE
    assert page.chips.sort() is SortBy.NEWEST
    forget = action(view_menu(page), "Forget a view").menu()
    assert isinstance(forget, QMenu)
    action(forget, "Late ones").trigger()
    assert "Late ones" not in [each.text() for each in view_menu(page).actions()]
    workspace.undo()
    assert "Late ones" in [each.text() for each in view_menu(page).actions()]


@pytest.mark.parametrize(("chosen", "count"), [(False, 3), (True, 2)])
def test_what_is_shown_is_exported_with_its_columns(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path, chosen: bool, count: int
) -> None:
    path = tmp_path / "list.xlsx"
    page.views.ask_where = lambda *_: path
    if chosen:
        page.table.choose_near(0)
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
        find(page.several, QPushButton, "export_chosen").click()
    else:
        action(view_menu(page), "Export what is shown…").trigger()
    rest(qtbot, workspace)

    assert f"{count} taskings written to list.xlsx." in page.notice.text()
    sheet = load_workbook(path).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[3]]
    assert headings == ["Reference", "What", "Where", "Who", "State"]
    assert sheet["A4"].value == "ASH-26-0001"
    assert sheet.max_row == 3 + count + 2


def test_an_export_nobody_places_is_not_made(page: TaskingsPage, workspace: Workspace) -> None:
    page.views.ask_where = lambda *_: None

    page.views.export()

    assert workspace.jobs.is_idle
    assert page.notice.text() == ""


def test_what_a_search_finds_late_takes_the_place_of_nothing_found(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    old = record(founded, patch, title="Ferrets loose")
    newer = [draft(patch, title="Ferrets again") for _ in range(tasking_search.MOST + 5)]
    made, _ = founded.write("Record", taskings.record_many, newer, act=ACT)

    def close(session: Session) -> None:
        session.execute(update(Tasking).where(Tasking.id.in_(made)).values(state=State.CLOSED))

    founded.write("Close", close)
    assert page.search is not None

    with qtbot.waitSignal(page.search.searched):
        page.search.setText("ferrets")

    qtbot.waitUntil(lambda: page.table.rows.number_of(old) is not None)
    assert page.table.isVisible()


def test_ctrl_a_chooses_all_that_the_list_shows_and_gives_them_in_the_background(
    qtbot: QtBot, workspace: Workspace, page: TaskingsPage, founded: Database, patch: Patch
) -> None:
    many = [draft(patch, title=f"Tasking {number}") for number in range(87)]
    founded.write("Many", taskings.record_many, many, act=ACT)
    page.refresh()
    assert page.table.rows.rowCount() < len(many)
    page.table.setFocus()

    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, workspace)
    assert page.several.heading.text() == "90 taskings chosen"
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.several.currentIndex() == 0

    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, workspace)
    page.do("assign")
    find(panel(page), ChoiceBox, "person_id").set_value(patch.ben)
    find(panel(page), ChoiceBox, "person_id").edited.emit()
    rest(qtbot, workspace)
    assert "Will give 90 taskings to Ben Tilley" in preview(page)
    assert "Ben Tilley will have 90 open taskings" in preview(page)
    save(page)
    reason = panel(page).notice.findChildren(QLineEdit)[0]
    reason.setText("A week of leaflets")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    rest(qtbot, workspace)
    assert page.panel() is None

    wanted = TaskingFilter(today=workspace.today(), person_id=patch.ben)
    assert len(founded.read(tasking_lists.ids, wanted)) == 90
    workspace.undo()
    rest(qtbot, workspace)
    assert founded.read(tasking_lists.ids, wanted) == []
