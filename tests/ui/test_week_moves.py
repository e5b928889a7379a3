"""Moving, exchanging, stretching and filling cells: with the mouse, and by key."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import run
from tests.ui.week_desk import FREE, WEEK, cell, go_to, here, key, people, shown, text, type_in
from warden_desk.services import teams
from warden_desk.services.week import week_views
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.guest_panel import GuestDraft, GuestPanel
from warden_desk.ui.theme import Appearance, ThemeChoice
from warden_desk.ui.widgets.week_grid import Held
from warden_desk.ui.widgets.week_grid_view import WeekGridView
from warden_desk.ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FREE_TUESDAY = date(2026, 12, 22)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    made = shown(qtbot, WeekPage(workspace))
    made.open_item(FREE)
    return made


def fill_in(page: WeekPage, row: int, day: int, typed: str) -> None:
    go_to(page, row, day)
    type_in(page, typed)


def middle(page: WeekPage, row: int, day: int) -> QPoint:
    view = page.board.people
    return view.visualRect(view.grid.index(row, day + 1)).center()


def drag(
    page: WeekPage,
    source: tuple[int, int],
    target: tuple[int, int],
    held: Qt.KeyboardModifier = NONE,
) -> None:
    """Press on one cell, move to another and let go."""
    start, end = middle(page, *source), middle(page, *target)
    area, left = page.board.people.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(area, left, NONE, start)
    QTest.mouseMove(area, (start + end) / 2)
    QTest.mouseMove(area, end)
    QTest.mouseRelease(area, left, held, end)


# With the mouse


def test_a_cell_is_dragged_to_another_day(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E Tenterden")

    drag(page, (0, 0), (1, 2))

    assert text(workspace, 0, 0) == ""
    assert text(workspace, 1, 2) == "E Tenterden"
    assert here(page) == (1, 2)
    names = [person.name for person in people(workspace)]
    said = f"Move {names[0]}, Mon 21 Dec to {names[1]}, Wed 23 Dec"
    assert workspace.undo_stack.undoText() == said
    workspace.undo()
    assert text(workspace, 0, 0) == "E Tenterden"


def test_the_mouse_moves_nothing_where_the_week_may_only_be_looked_at(
    page: WeekPage, workspace: Workspace
) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    page.verbs.refuse("V. Iewer is a viewer")

    drag(page, (0, 0), (1, 2))

    assert text(workspace, 0, 0) == "E Tenterden"
    assert text(workspace, 1, 2) == ""
    assert page.board.people.grid.held(Held.OVER) is None
    assert len(page.board.people.selectedIndexes()) == 2 * 3  # to be copied

    page.verbs.refuse("")
    drag(page, (0, 0), (1, 2))
    assert text(workspace, 1, 2) == "E Tenterden"


def test_a_cell_dragged_with_ctrl_is_copied(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E Tenterden")

    drag(page, (0, 0), (0, 3), CONTROL)

    assert text(workspace, 0, 0) == text(workspace, 0, 3) == "E Tenterden"
    assert workspace.undo_stack.undoText().startswith("Copy ")


def test_a_cell_dropped_on_a_filled_one_is_exchanged(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    fill_in(page, 1, 0, "L")

    drag(page, (0, 0), (1, 0))

    assert (text(workspace, 0, 0), text(workspace, 1, 0)) == ("L", "E Tenterden")
    assert workspace.undo_stack.undoText().startswith("Exchange ")


def test_escape_leaves_a_dragged_cell_where_it_is(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E")
    area, left = page.board.people.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(area, left, NONE, middle(page, 0, 0))
    QTest.mouseMove(area, middle(page, 1, 1))
    assert page.board.people.grid.held(Held.OVER) is not None

    QTest.keyClick(page.board.people, Qt.Key.Key_Escape)
    QTest.mouseRelease(area, left, NONE, middle(page, 1, 1))

    assert text(workspace, 0, 0) == "E"
    assert text(workspace, 1, 1) == ""
    assert page.board.people.grid.held(Held.OVER) is None


def test_a_blank_cell_begins_a_selection_instead(page: WeekPage) -> None:
    drag(page, (0, 0), (1, 2))

    assert page.board.people.selected() == {0: [1, 2, 3], 1: [1, 2, 3]}


# By key


def test_a_cut_cell_is_moved_by_pasting(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_X, CONTROL)
    spoken = page.board.people.grid.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "to be moved: " in spoken

    go_to(page, 2, 4)
    key(page, Qt.Key.Key_V, CONTROL)

    assert text(workspace, 0, 0) == ""
    assert text(workspace, 2, 4) == "E Tenterden"


def test_escape_forgets_a_cut_cell(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E")
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_X, CONTROL)

    key(page, Qt.Key.Key_Escape)
    go_to(page, 0, 1)
    key(page, Qt.Key.Key_V, CONTROL)

    assert (text(workspace, 0, 0), text(workspace, 0, 1)) == ("E", "E")


def test_cells_come_from_a_spreadsheet_as_lines_and_tabs(
    page: WeekPage, workspace: Workspace
) -> None:
    QGuiApplication.clipboard().setText("E\tRD\r\nL\tRD\r\n")
    go_to(page, 0, 0)

    key(page, Qt.Key.Key_V, CONTROL)

    assert [[text(workspace, row, day) for day in (0, 1)] for row in (0, 1)] == [
        ["E", "RD"],
        ["L", "RD"],
    ]


def test_the_weeks_of_two_people_are_exchanged(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    fill_in(page, 1, 0, "RD")
    fill_in(page, 1, 6, "L")
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_Down, SHIFT)
    key(page, Qt.Key.Key_Space, SHIFT)

    run(page, "week_exchange")

    assert (text(workspace, 0, 0), text(workspace, 0, 6)) == ("RD", "L")
    assert text(workspace, 1, 0) == "E Tenterden"
    assert workspace.undo_stack.undoText().endswith("on 7 days")


def test_a_marked_cell_is_exchanged_with_the_current_one(
    page: WeekPage, workspace: Workspace
) -> None:
    fill_in(page, 0, 0, "E")
    fill_in(page, 3, 4, "RD")
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_X, CONTROL)
    go_to(page, 3, 4)

    run(page, "week_exchange")

    assert (text(workspace, 0, 0), text(workspace, 3, 4)) == ("RD", "E")


def test_an_exchange_of_one_cell_says_what_to_choose(page: WeekPage) -> None:
    go_to(page, 0, 0)

    run(page, "week_exchange")

    assert "Choose two cells" in page.notice.text()


def test_a_shift_ends_later_and_begins_earlier_by_key(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "0900-1700")
    go_to(page, 0, 0)

    run(page, "week_longer")
    run(page, "week_sooner")
    assert text(workspace, 0, 0) == "0845-1715"

    run(page, "week_shorter")
    run(page, "week_tardy")
    assert text(workspace, 0, 0) == "0900-1700"
    assert workspace.undo_stack.undoText().endswith("to 0900–1700")


def test_nothing_is_stretched_where_no_shift_is(page: WeekPage) -> None:
    go_to(page, 0, 0)
    run(page, "week_longer")
    assert "no shift with times" in page.notice.text()


def test_fill_down_makes_people_alike(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E")
    go_to(page, 0, 0)
    for _ in range(2):
        key(page, Qt.Key.Key_Down, SHIFT)

    run(page, "week_fill_down")

    assert [text(workspace, row, 0) for row in range(3)] == ["E", "E", "E"]


# How it went


def test_a_shift_is_confirmed_worked_missed_and_planned_again(
    page: WeekPage, workspace: Workspace
) -> None:
    page.open_item(str(WEEK.previous))
    row = next(n for n in range(5) if cell(page, n, 2).head and cell(page, n, 2).sign)
    go_to(page, row, 2)

    run(page, "week_reopen")
    assert cell(page, row, 2).sign == ""
    run(page, "week_confirm")
    assert cell(page, row, 2).sign == "○"
    run(page, "week_worked")
    assert cell(page, row, 2).sign == "✓"
    assert "worked" in cell(page, row, 2).spoken

    run(page, "week_missed")
    find(page, QLineEdit, "reason").setText("car broke down")
    find(page, QPushButton, "go_on").click()
    assert cell(page, row, 2).sign == "×"


def test_a_day_to_come_cannot_have_been_worked(page: WeekPage) -> None:
    fill_in(page, 0, 0, "E")
    go_to(page, 0, 0)

    run(page, "week_worked")

    assert page.notice.text()
    assert cell(page, 0, 0).sign == ""


# Several teams, the month, parishes


def test_several_teams_stand_under_one_another(page: WeekPage, workspace: Workspace) -> None:
    every = workspace.read(teams.rows, TODAY)
    one = page.board.people.grid.rowCount()

    page.choose_teams([team.id for team in every[:2]])

    grid = page.board.people.grid
    assert grid.rowCount() > one
    headings = [grid.row(n).heading for n in range(grid.rowCount()) if grid.row(n).heading]
    assert headings == [team.name for team in every[:2]]
    assert page.team_id == every[0].id
    go_to(page, grid.rowCount() - 1, 0)
    assert page.team_id == every[1].id
    assert find(page, QPushButton, "teams").text() == f"2 of {len(every)} teams"

    page.choose_teams([])
    assert page.board.people.grid.rowCount() == one


def test_the_month_opens_the_week_at_the_day(page: WeekPage) -> None:
    page.open_item(str(WEEK))
    run(page, "week_month")
    assert page.title.text() == "November 2026"
    assert page.focusWidget() is page.board.month
    month = page.board.month
    assert month.grid.columnCount() == 32
    assert "Early E" in month.grid.index(0, 23).data(Qt.ItemDataRole.AccessibleTextRole)

    run(page, "week_back")
    assert page.title.text() == "October 2026"
    month.setCurrentIndex(month.grid.index(2, 14))
    key(page, Qt.Key.Key_Return)

    assert page.title.text() == "Week 42"
    assert here(page) == (2, 2)
    assert page.board.view() is page.board.people


def test_somebody_is_sent_to_a_parish_from_its_cell(page: WeekPage, workspace: Workspace) -> None:
    fill_in(page, 0, 0, "E")
    name = people(workspace)[0].name
    page.showing.read_parishes()
    run(page, "week_turn")
    view = page.board.parishes
    parish = view.grid.row(0).title
    view.setCurrentIndex(view.grid.index(0, 1))

    type_in(page, name)
    page.showing.read_parishes()

    assert name.split()[0] in view.grid.index(0, 1).data()
    assert text(workspace, 0, 0) == f"E {parish}"
    assert workspace.undo_stack.undoText() == f"Send {name} to {parish}, Mon 21 Dec"

    view.setCurrentIndex(view.grid.index(0, 1))
    key(page, Qt.Key.Key_Delete)
    assert text(workspace, 0, 0) == "E"


def test_a_refusal_stands_beside_the_parish_cell(page: WeekPage) -> None:
    page.showing.read_parishes()
    run(page, "week_turn")
    view = page.board.parishes
    view.setCurrentIndex(view.grid.index(0, 1))

    type_in(page, "Nobody Known")

    assert page.has_typing()
    key(page, Qt.Key.Key_Escape)
    assert "kept in its cell as a draft" in page.notice.text()


def test_a_guest_is_added_by_keyboard(page: WeekPage, workspace: Workspace) -> None:
    other = workspace.read(teams.rows, TODAY)[1]
    grid = workspace.read(week_views.grid, other.id, WEEK)
    guest = grid.people[0]
    go_to(page, 0, 1)

    run(page, "week_guest")
    panel = page.panel()
    assert isinstance(panel, GuestPanel)
    panel.accepted.emit()
    assert page.panel() is panel

    panel.form.set_draft(GuestDraft(person_id=guest.person_id, on_date=FREE_TUESDAY, cell="E"))
    panel.accepted.emit()

    assert page.panel() is None
    row, day = here(page)
    assert page.board.people.grid.row(row).title == guest.name
    assert "guest" in page.board.people.grid.row(row).subtitle
    assert (day, cell(page, row, day).head) == (1, "E 0730–1530")
    assert workspace.undo_stack.undoText() == f"Set {guest.name}, Tue 22 Dec to E 0730–1530"


# Read aloud, and at every size


def test_a_screen_reader_hears_row_day_and_content(page: WeekPage) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    for view in (page.board.people, page.board.parishes, page.board.month):
        assert QAccessible.queryAccessibleInterface(view).role() is QAccessible.Role.Table
    page.showing.read_parishes()
    run(page, "week_turn")
    run(page, "week_turn")

    said = spoken(page)

    grid = page.board.people.grid
    assert grid.row(0).title in said
    assert "Monday 21 December 2026: Early E 0730–1530, Tenterden" in said


def spoken(page: WeekPage) -> str:
    """What an assistive tool is told of the first day's cell."""
    table = QAccessible.queryAccessibleInterface(page.board.people)
    columns = page.board.people.grid.columnCount()
    # The headings are the first row of children, and each row's heading its first child.
    names = [table.child(at).text(QAccessible.Text.Name) for at in range(2 * columns + 4)]
    return next((name for name in names if "December 2026: " in name), "")


def test_the_week_fits_the_smallest_window_at_large_text(
    page: WeekPage, appearance: Appearance
) -> None:
    appearance.set(ThemeChoice.LIGHT, 150)
    page.showing.read_parishes()

    assert page.minimumSizeHint().width() <= 1366 - 240


def test_a_screen_reader_hears_who_comes_to_a_parish(page: WeekPage) -> None:
    fill_in(page, 0, 0, "E Tenterden")
    page.showing.read_parishes()
    run(page, "week_turn")
    view = page.board.parishes
    rows = range(view.grid.rowCount())
    [row] = [row for row in rows if view.grid.row(row).title == "Tenterden"]

    names = row_spoken(view, row)

    who = page.board.people.grid.row(0).title
    assert names[0].startswith("Tenterden, ")
    assert names[1] == f"Tenterden, Monday 21 December 2026: {who} 0730–1530"
    assert names[2] == "Tenterden, Tuesday 22 December 2026: nobody"
    assert "visits wanted this week" in names[-1]
    headings = row_spoken(view, -1)
    assert (headings[1], headings[7]) == ("Monday 21 December 2026", "Sunday 27 December 2026")


def row_spoken(view: WeekGridView, row: int) -> list[str]:
    """What an assistive tool is told of a row's cells; of the headings, where it is -1."""
    table = QAccessible.queryAccessibleInterface(view)
    columns = view.grid.columnCount()
    first = (row + 1) * (columns + 1) + 1  # each row's heading is its first child
    return [table.child(first + at).text(QAccessible.Text.Name) for at in range(columns)]
