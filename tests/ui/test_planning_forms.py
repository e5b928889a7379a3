"""Rotations and the days people can come, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.week_desk import FREE, go_to, key, people, shown, tab_to, text, type_in, write
from warden_desk.domain.availability_text import format_answers
from warden_desk.domain.dates import Week
from warden_desk.services import availability
from warden_desk.services.week import patterns
from warden_desk.ui.actions import install
from warden_desk.ui.pages.people import PeoplePage
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.workspace import Workspace

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FREE_WEEK = Week.parse(FREE)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    made = shown(qtbot, WeekPage(workspace))
    install(made, made.commands())
    made.open_item(FREE)
    return made


@pytest.fixture
def people_page(qtbot: QtBot, workspace: Workspace) -> PeoplePage:
    made = PeoplePage(workspace)
    qtbot.addWidget(made)
    install(made, made.commands())
    made.resize(1214, 656)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_list()
    return made


def rotation(workspace: Workspace, person_id: str) -> tuple[tuple[str, ...], ...]:
    week = FREE_WEEK
    return workspace.read(patterns.rows, week.monday, week.sunday, [person_id])[-1].weeks


def test_a_rotation_is_typed_kept_and_planned_by(page: WeekPage, workspace: Workspace) -> None:
    person = people(workspace, FREE_WEEK)[0].person_id
    before = rotation(workspace, person)
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_R, CONTROL, ALT)
    assert page.full.rotation.isVisible()

    type_in(page, "L Tenterden")
    key(page, Qt.Key.Key_Insert)
    type_in(page, "RD")
    key(page, Qt.Key.Key_F6)
    tab_to(page, "anchor")
    key(page, Qt.Key.Key_Return, CONTROL)

    assert not page.full.rotation.isVisible()
    changed = rotation(workspace, person)
    assert changed[0] == ("L Tenterden", *before[0][1:])
    assert changed[-1] == ("RD", "", "", "", "", "", "")
    assert len(changed) == len(before) + 1

    go_to(page, 0, 0)
    key(page, Qt.Key.Key_L, CONTROL, ALT)
    row = patterns_row(workspace, person)
    assert text(workspace, 0, 1) == row
    assert all(not cell.shifts for cell in people(workspace, FREE_WEEK)[1].cells)


def patterns_row(workspace: Workspace, person_id: str) -> str:
    week = FREE_WEEK
    [row] = workspace.read(patterns.rows, week.monday, week.sunday, [person_id])
    return row.text_on(week.days[1])


def test_what_cannot_be_typed_is_refused_and_esc_keeps_what_was(
    page: WeekPage, workspace: Workspace
) -> None:
    person = people(workspace, FREE_WEEK)[0].person_id
    before = rotation(workspace, person)
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_R, CONTROL, ALT)

    type_in(page, "Q")
    assert "no shift code" in find(page.full.rotation, QLabel, "cell_problem").text()
    key(page, Qt.Key.Key_Escape)
    key(page, Qt.Key.Key_Escape)

    assert "Not saved" in page.full.rotation.notice.text()
    assert page.has_typing()
    assert rotation(workspace, person) == before


def test_the_days_somebody_can_come_are_typed_on_their_card(
    people_page: PeoplePage, workspace: Workspace
) -> None:
    page = people_page
    person = page.table.chosen_id()
    key(page, Qt.Key.Key_D)
    write(page, "yes 1800-2100", over=True)
    tab_to(page, "on_date")
    write(page, "24/11")
    tab_to(page, "says")
    write(page, "no pm")
    key(page, Qt.Key.Key_Return, CONTROL)

    assert page.panel() is None
    usual = workspace.read(availability.usual, person, TODAY)
    assert format_answers(usual[0]) == "yes 1800-2100"
    [(on, said)] = workspace.read(availability.exceptions, person, TODAY).items()
    assert (on.day, format_answers(said)) == (24, "no pm")
    assert workspace.undo_stack.undoText().startswith("When ")


def test_words_that_are_no_answer_are_refused_beside_their_day(people_page: PeoplePage) -> None:
    page = people_page
    key(page, Qt.Key.Key_D)
    write(page, "perhaps", over=True)
    key(page, Qt.Key.Key_Return, CONTROL)

    panel = page.panel()
    assert panel is not None
    assert "Begin with yes" in find(panel, QLabel, "monday_problem").text()
