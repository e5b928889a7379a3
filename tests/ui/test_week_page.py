from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import run
from tests.ui.week_desk import (
    FREE,
    WEEK,
    cell,
    go_to,
    here,
    key,
    people,
    problem,
    shown,
    text,
    type_in,
)
from warden_desk.domain.people import AbsenceDraft
from warden_desk.services import absences, teams
from warden_desk.ui.actions import install
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.bars import View
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.line_list import LineButton
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    return shown(qtbot, WeekPage(workspace))


# Typing


def test_a_code_is_typed_and_enter_goes_down(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    go_to(page, 1, 2)

    type_in(page, "L 1400-2200")
    type_in(page, "rd")

    assert (text(workspace, 1, 2), text(workspace, 2, 2)) == ("L", "RD")
    assert here(page) == (3, 2)
    assert cell(page, 1, 2).head == "L 1400–2200"
    person = people(workspace)[2].name
    assert workspace.undo_stack.undoText() == f"Set {person}, Wed 23 Dec to RD"

    workspace.undo()
    workspace.undo()
    assert text(workspace, 1, 2) == ""
    assert cell(page, 1, 2).head == ""


def test_tab_goes_right_and_shift_enter_up(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    go_to(page, 1, 0)

    type_in(page, "E", Qt.Key.Key_Tab)
    assert here(page) == (1, 1)

    type_in(page, "9-5", None)
    key(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert here(page) == (0, 1)
    assert text(workspace, 1, 1) == "0900-1700"


def test_enter_opens_what_the_cell_holds_and_an_emptied_one_is_cleared(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    type_in(page, "E Tenterden")
    go_to(page, 0, 0)

    key(page, Qt.Key.Key_Return)
    field = find(page, QLineEdit, "cell_text")
    assert field.text() == "E Tenterden"

    field.selectAll()
    key(page, Qt.Key.Key_Backspace)
    key(page, Qt.Key.Key_Return)
    assert text(workspace, 0, 0) == ""


def test_a_refusal_stands_beside_the_cell_until_it_is_put_right(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)

    type_in(page, "E Tenterdon")
    assert "Is Tenterden meant?" in problem(page)
    assert here(page) == (0, 0)
    assert text(workspace, 0, 0) == ""

    field = find(page, QLineEdit, "cell_text")
    field.setText("E Tenterden")
    key(page, Qt.Key.Key_Return)
    assert text(workspace, 0, 0) == "E Tenterden"
    assert here(page) == (1, 0)


def test_escape_keeps_what_was_typed_as_a_draft(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)

    type_in(page, "E Tenterdon", Qt.Key.Key_Escape)
    assert page.has_typing()
    assert "not saved" in page.notice.text()
    assert text(workspace, 0, 0) == ""
    spoken = page.board.people.grid.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "typed, not saved: E Tenterdon" in spoken

    page.open_item(str(WEEK))
    page.open_item(FREE)
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_Return)
    assert find(page, QLineEdit, "cell_text").text() == "E Tenterdon"

    key(page, Qt.Key.Key_Escape)
    key(page, Qt.Key.Key_Delete)
    assert not page.has_typing()


def test_leaving_a_cell_takes_what_was_typed(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)

    type_in(page, "E", None)
    page.board.findings.focus_first()

    assert text(workspace, 0, 0) == "E"
    assert not page.has_typing()


def test_leaving_with_something_that_is_refused_keeps_it_as_a_draft(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)

    type_in(page, "Q", None)
    find(page, QPushButton, "copy").setFocus()

    assert page.has_typing()
    assert text(workspace, 0, 0) == ""


def test_a_warning_asks_for_a_reason_in_place_and_keeps_it(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    type_in(page, "L", Qt.Key.Key_Tab)

    type_in(page, "E")
    assert "9.5 hours' rest after Monday's late, 11 wanted" in problem(page)
    assert page.focusWidget() is find(page, QLineEdit, "cell_reason")
    assert text(workspace, 0, 1) == ""

    type_in(page, "school visit")
    assert text(workspace, 0, 1) == "E"
    assert here(page) == (1, 1)
    assert cell(page, 0, 1).mark == ""
    assert "Reason: school visit" in cell(page, 0, 1).spoken


def test_escape_from_the_reason_goes_back_to_the_text(page: WeekPage) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    type_in(page, "L", Qt.Key.Key_Tab)
    type_in(page, "E")

    key(page, Qt.Key.Key_Escape)

    assert page.focusWidget() is find(page, QLineEdit, "cell_text")
    assert problem(page) == ""


def test_a_stop_cannot_be_reasoned_away(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    ben = people(workspace)[0].person_id
    day = date(2026, 12, 21)
    draft = AbsenceDraft(code="AL", starts_on=day, ends_on=day)
    workspace.write("Leave", absences.record, ben, draft, act=workspace.act())
    assert cell(page, 0, 0).head == "Annual leave"
    go_to(page, 0, 0)

    type_in(page, "E")

    assert "is planned during annual leave" in problem(page)
    assert not find(page, QLineEdit, "cell_reason").isVisible()


def test_a_letter_typed_into_the_grid_runs_no_command_of_the_window(
    page: WeekPage, workspace: Workspace
) -> None:
    ran: list[str] = []
    action = QAction("New", page)
    action.setShortcut("N")
    action.triggered.connect(lambda: ran.append("N"))
    page.addAction(action)
    go_to(page, 0, 0)

    type_in(page, "N", None)

    assert ran == []
    assert find(page, QLineEdit, "cell_text").text() == "N"


# Many cells


def test_delete_clears_what_is_selected_and_undo_brings_it_back(
    page: WeekPage, workspace: Workspace
) -> None:
    before = [text(workspace, 0, day, str(WEEK)) for day in range(3)]
    go_to(page, 0, 0)
    for _ in range(2):
        key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    key(page, Qt.Key.Key_Delete)

    assert [text(workspace, 0, day, str(WEEK)) for day in range(3)] == ["", "", ""]
    assert workspace.undo_stack.undoText() == "Clear 3 cells"
    workspace.undo()
    assert [text(workspace, 0, day, str(WEEK)) for day in range(3)] == before


def test_cells_are_copied_and_pasted_as_text(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    type_in(page, "E Tenterden", Qt.Key.Key_Tab)
    type_in(page, "RD", Qt.Key.Key_Tab)
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    key(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "E Tenterden\tRD"

    go_to(page, 3, 4)
    key(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [text(workspace, 3, day) for day in (4, 5)] == ["E Tenterden", "RD"]
    assert workspace.undo_stack.undoText() == "Set 2 cells"


def test_a_paste_that_warns_asks_for_a_reason_on_the_page(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    QGuiApplication.clipboard().setText("L\tE")

    key(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "9.5 hours' rest" in page.notice.text()
    assert text(workspace, 0, 0) == ""

    find(page, QLineEdit, "reason").setText("short of people")
    find(page, QPushButton, "go_on").click()
    assert text(workspace, 0, 1) == "E"


def test_fill_right_leaves_out_the_days_away_and_says_so(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    day = date(2026, 12, 23)
    who = people(workspace)[0]
    draft = AbsenceDraft(code="AL", starts_on=day, ends_on=day)
    workspace.write("Leave", absences.record, who.person_id, draft, act=workspace.act())
    go_to(page, 0, 0)
    type_in(page, "E Tenterden", Qt.Key.Key_Tab)
    go_to(page, 0, 0)
    for _ in range(3):
        key(page, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)

    run(page, "week_fill")

    filled = [text(workspace, 0, day) for day in range(4)]
    assert filled == ["E Tenterden", "E Tenterden", "", "E Tenterden"]
    assert f"Left out: {who.name}, Wed 23 Dec" in page.notice.text()
    assert "annual leave" in page.notice.text()


def test_fill_right_with_one_cell_takes_its_left_neighbour(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(FREE)
    go_to(page, 0, 0)
    type_in(page, "RD", Qt.Key.Key_Tab)

    run(page, "week_fill")

    assert text(workspace, 0, 1) == "RD"
    assert here(page) == (0, 1)


def test_last_week_is_copied_once_and_taken_back(page: WeekPage, workspace: Workspace) -> None:
    page.open_item("2026-W50")
    assert find(page, QPushButton, "begin").isVisible()

    run(page, "week_back")
    run(page, "week_copy")
    assert "planned" in page.notice.text()
    run(page, "week_on")
    find(page, QPushButton, "begin").click()

    assert text(workspace, 0, 0, "2026-W50")
    assert not find(page, QPushButton, "begin").isVisible()
    assert workspace.undo_stack.undoText() == "Copy week 49 to week 50"
    workspace.undo()
    assert text(workspace, 0, 0, "2026-W50") == ""


def test_an_empty_week_before_leaves_nothing_to_copy(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(FREE)

    run(page, "week_copy")

    assert "Week 51 is empty" in page.notice.text()
    assert not workspace.undo_stack.canUndo()


# Looking


def test_enter_on_a_finding_goes_to_its_cell(qtbot: QtBot, page: WeekPage) -> None:
    page.showing.read_parishes()
    lines = page.board.findings.lines()
    first = next(line for line in lines if "9.5 hours' rest" in line.accessibleName())

    run(page, "week_settle")
    first.setFocus()
    key(page, Qt.Key.Key_Return)

    row, day = here(page)
    assert cell(page, row, day).mark == "9.5 h"
    assert cell(page, row, day).mark_tone is Tone.AMBER
    assert page.board.people.grid.row(row).title in first.accessibleName()


def test_a_gap_goes_to_its_parish_in_the_other_grid(page: WeekPage, workspace: Workspace) -> None:
    page.showing.read_parishes()
    lines = [line.accessibleName() for line in page.board.findings.lines()]
    gap = page.board.findings.lines()[
        lines.index(next(n for n in lines if "nobody this week" in n))
    ]
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, thing: opened.append((kind, thing)))

    gap.click()

    view = page.board.parishes
    assert page.board.view() is view
    row = view.grid.row(view.currentIndex().row())
    assert row.title in gap.accessibleName()
    assert row.end.startswith("gap 0 of ")

    run(page, "week_open")
    assert opened == [("area", row.key.partition(" ")[0])]


def test_one_key_turns_the_grid_to_parishes_and_back(page: WeekPage) -> None:
    page.showing.read_parishes()

    run(page, "week_turn")
    assert page.focusWidget() is page.board.parishes
    assert page.board.parishes.grid.rowCount() > 40

    run(page, "week_turn")
    assert page.focusWidget() is page.board.people


def test_chips_hide_and_show_groups(page: WeekPage, workspace: Workspace) -> None:
    everybody = page.board.people.grid.rowCount()

    find(page, Chip, "show_volunteers").click()

    assert page.board.people.grid.rowCount() == everybody - 5
    assert not find(page, Chip, "show_guests").isVisible()
    assert find(page, Chip, "show_wardens").accessibleName() == "Wardens 13"


def test_the_weeks_before_and_after_are_a_key_away(page: WeekPage) -> None:
    run(page, "week_on")
    assert page.title.text() == "Week 49"

    run(page, "week_back")
    run(page, "week_back")
    assert page.title.text() == "Week 47"
    assert "Mon 16 Nov to Sun 22 Nov 2026 · Ashford & Swale" in page.subtitle.text()

    run(page, "week_now")
    assert page.title.text() == "Week 48"


def test_the_page_follows_the_team_of_the_window(page: WeekPage, workspace: Workspace) -> None:
    other = workspace.read(teams.rows, TODAY)[1]

    workspace.choose_team(other.id)

    assert other.name in page.subtitle.text()


def test_where_the_week_stands_is_that_of_the_team_the_cursor_is_in(
    page: WeekPage, workspace: Workspace
) -> None:
    found = workspace.read(teams.rows, TODAY)
    [waiting] = [team for team in found if team.name.startswith("Maidstone")]
    page.choose_teams([found[0].id, waiting.id])
    keys = [page.board.people.grid.row(at).key for at in range(page.board.people.grid.rowCount())]
    other = next(at for at, row in enumerate(keys) if row.endswith(waiting.id))

    go_to(page, 0, 0)
    assert page.state.text() == "Draft"
    go_to(page, other, 0)
    assert page.state.text() == "Waiting for sign-off"


def test_the_month_begins_at_the_day_the_cursor_was_in(page: WeekPage) -> None:
    go_to(page, 1, 2)
    before = page.board.people.current_cell()

    run(page, "week_month")
    assert page.board.month.current_cell() == before

    run(page, "week_month")
    assert page.week == WEEK
    assert page.board.people.current_cell() == before


def test_a_hidden_page_catches_up_when_it_is_shown(page: WeekPage, workspace: Workspace) -> None:
    page.hide()
    workspace.choose_team(workspace.read(teams.rows, TODAY)[1].id)
    before = page.subtitle.text()

    page.show()

    assert page.subtitle.text() != before


def test_every_cell_can_be_spoken_with_its_row_and_day(page: WeekPage) -> None:
    grid = page.board.people.grid
    spoken = [
        grid.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(grid.rowCount())
        for column in range(grid.columnCount())
    ]

    assert all(spoken)
    first = grid.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first.startswith(f"{grid.row(0).title}, Monday 23 November 2026: Early E 0730–1530")
    heading = grid.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Monday 23 November 2026"


def test_nothing_scrolls_sideways_in_the_smallest_window(page: WeekPage) -> None:
    page.showing.read_parishes()
    for view in (page.board.people, page.board.parishes):
        page.bars.turn(View.PARISHES if view is page.board.parishes else View.PEOPLE)
        QTest.qWait(1)
        assert view.horizontalHeader().length() <= view.viewport().width()
        assert view.horizontalScrollBar().maximum() == 0


def test_the_sheet_is_looked_at_and_left_again(
    qtbot: QtBot, page: WeekPage, workspace: Workspace
) -> None:
    run(page, "week_print")
    rest(qtbot, workspace)

    [preview] = page.findChildren(PrintPreview)
    assert preview.page_count() >= 1
    assert preview.isVisible()
    assert not page.board.isVisible()

    preview.closed.emit()
    assert page.board.isVisible()


# Nothing there


def test_a_new_desk_says_where_teams_come_from(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace]
) -> None:
    workspace = make_workspace("founded")
    page = shown(qtbot, WeekPage(workspace))
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, thing: opened.append((kind, thing)))

    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "No team yet" in said
    [button] = [b for b in page.findChildren(QPushButton) if b.text() == "Go to People"]
    button.click()
    assert opened == [("page", "people")]

    run(page, "week_copy")
    run(page, "week_print")
    run(page, "week_turn")
    assert not workspace.undo_stack.canUndo()


def test_every_command_has_a_key_of_its_own(page: WeekPage) -> None:
    actions = install(page, page.commands())
    keys = [action.shortcut().toString() for action in actions.values()]

    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_lines_of_findings_say_stop_warning_or_gap(page: WeekPage) -> None:
    page.showing.read_parishes()

    words = {line.accessibleName().partition(" · ")[0] for line in page.findChildren(LineButton)}

    assert {"Warning", "Gap"} <= words <= {"Stop", "Warning", "Gap"}
