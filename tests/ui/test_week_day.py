"""The day beside the grid: stops with minutes, taskings to add, details, hours that are pulled."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from tests.ui.pages import run
from tests.ui.week_desk import FREE, WEEK, cell, go_to, key, people, shown, text, type_in
from warden_desk.domain.shifts import StopRow
from warden_desk.services.week import rounds
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    """A week in which the first person has an early on Monday, with the day open beside it."""
    made = shown(qtbot, WeekPage(workspace))
    made.open_item(FREE)
    go_to(made, 0, 0)
    type_in(made, "E Tenterden, Charing")
    go_to(made, 0, 0)
    run(made, "week_day")
    return made


def stops(page: WeekPage, workspace: Workspace, row: int = 0, day: int = 0) -> tuple[StopRow, ...]:
    """The stops the desk holds."""
    grid = page.board.people.grid
    person, _, team = grid.row(row).key.partition(" ")
    on = people(workspace, page.week)[row].cells[day].on_date
    found = workspace.read(rounds.day, CellKey(person, on, team)).shifts
    return tuple(stop for shift in found for stop in shift.stops)


def labels(page: WeekPage, workspace: Workspace) -> list[str]:
    return [stop.reference or stop.label for stop in stops(page, workspace)]


def test_the_day_follows_the_cursor_and_closes_with_escape(page: WeekPage, qtbot: QtBot) -> None:
    heading = find(page, QLabel, "day_heading")
    assert heading.text().endswith("Mon 21 Dec")
    assert find(page, QLabel, "booked").text() == "0 of 7.5 h booked"

    go_to(page, 0, 1)
    qtbot.waitUntil(lambda: heading.text().endswith("Tue 22 Dec"))
    assert "Nothing is planned" in find(page, QLabel, "booked").text()

    run(page, "week_day")
    key(page, Qt.Key.Key_Escape)
    assert not page.side.day.isVisible()
    assert page.focusWidget() is page.board.people


def test_a_stop_is_added_with_its_minutes(page: WeekPage, workspace: Workspace) -> None:
    run(page, "week_stop")

    type_in(page, "Lenham 45")

    assert labels(page, workspace) == ["Tenterden", "Charing", "Lenham"]
    assert stops(page, workspace)[2].minutes_planned == 45
    assert find(page, QLineEdit, "add_stop").text() == ""
    assert find(page, QLabel, "booked").text() == "0.8 of 7.5 h booked"
    assert cell(page, 0, 0).text == "Tenterden, Charing, Lenham"


def test_a_doubtful_stop_is_refused_and_stays_typed(page: WeekPage, workspace: Workspace) -> None:
    run(page, "week_stop")

    type_in(page, "Tenterdon")

    assert "Is Tenterden meant?" in page.notice.text()
    assert find(page, QLineEdit, "add_stop").text() == "Tenterdon"
    assert labels(page, workspace) == ["Tenterden", "Charing"]


def test_stops_are_moved_timed_and_taken_off_by_key(page: WeekPage, workspace: Workspace) -> None:
    first, _ = page.side.day.rounds.lines()
    first.planned.setFocus()

    QTest.keyClicks(first.planned, "90")
    QTest.keyClick(first.planned, Qt.Key.Key_Return)
    assert stops(page, workspace)[0].minutes_planned == 90

    first, _ = page.side.day.rounds.lines()
    QTest.keyClick(first, Qt.Key.Key_Down, CONTROL)
    assert labels(page, workspace) == ["Charing", "Tenterden"]

    _, last = page.side.day.rounds.lines()
    QTest.keyClick(last, Qt.Key.Key_Delete, CONTROL)
    assert labels(page, workspace) == ["Charing"]
    workspace.undo()
    assert labels(page, workspace) == ["Charing", "Tenterden"]


def test_minutes_done_are_asked_once_the_day_is_there(page: WeekPage) -> None:
    assert all(line.done.isHidden() for line in page.side.day.rounds.lines())

    page.open_item(str(WEEK.previous))
    row = next(n for n in range(9) if cell(page, n, 2).text)
    go_to(page, row, 2)
    page.side.refresh()

    lines = page.side.day.rounds.lines()
    assert lines
    assert not any(line.done.isHidden() for line in lines)


def test_the_end_of_a_shift_is_pulled_with_the_mouse(page: WeekPage, workspace: Workspace) -> None:
    strip = page.side.day.strip
    _, end = strip.bar_ends(0)
    middle = strip.height() * 2 // 3
    left = Qt.MouseButton.LeftButton

    QTest.mousePress(strip, left, Qt.KeyboardModifier.NoModifier, QPoint(end, middle))
    QTest.mouseMove(strip, QPoint(end + 30, middle))
    QTest.mouseRelease(strip, left, Qt.KeyboardModifier.NoModifier, QPoint(end + 30, middle))

    assert text(workspace, 0, 0).startswith("E 0730-1")
    assert text(workspace, 0, 0) != "E Tenterden, Charing"


def test_the_end_of_a_shift_is_pulled_with_the_arrows(page: WeekPage, workspace: Workspace) -> None:
    strip = page.side.day.strip
    strip.setFocus()

    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert text(workspace, 0, 0) == "E 0730-1545 Tenterden, Charing"

    QTest.keyClick(strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert text(workspace, 0, 0) == "E 0715-1545 Tenterden, Charing"
    assert "0715 to 1545" in strip.accessibleName()


def test_vehicle_and_note_are_saved_on_leaving_the_field(
    page: WeekPage, workspace: Workspace
) -> None:
    field = find(page, QLineEdit, "vehicle")
    field.setFocus()
    QTest.keyClicks(field, "Van 3")

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert people(workspace, page.week)[0].cells[0].shifts[0].vehicle == "Van 3"


def test_an_unknown_buddy_is_refused(page: WeekPage, workspace: Workspace) -> None:
    field = find(page, QLineEdit, "buddy")
    field.setFocus()
    QTest.keyClicks(field, "Nobody Known")

    QTest.keyClick(field, Qt.Key.Key_Return)

    assert "Nobody here is called" in page.notice.text()
    assert people(workspace, page.week)[0].cells[0].shifts[0].buddy == ""


def test_a_tasking_on_offer_is_given_with_enter(page: WeekPage, workspace: Workspace) -> None:
    page.open_item(str(WEEK))
    for row in range(10):
        for day in range(1, 7):
            go_to(page, row, day)
            page.side.refresh()
            if offers := page.side.day.offers.lines():
                before = stops(page, workspace, row, day)
                said = offers[0].accessibleName()
                QTest.keyClick(offers[0], Qt.Key.Key_Return)
                if page.notice.text():
                    page.notice.clear()  # this one needs another person: try the next
                    continue
                added = stops(page, workspace, row, day)[len(before) :]
                assert [stop.minutes_planned for stop in added] == [60]
                assert added[0].reference in said
                return
    pytest.fail("nothing was on offer that could be given")
