"""Plans as a whole: carried out and taken back, saved and opened, practised, refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find, rest
from tests.ui.keyboard import POPUPS, Keyboard
from tests.ui.pages import in_front
from tests.ui.reorganise.conftest import (
    DAY,
    ENTER,
    EVE,
    districts,
    parishes,
    rename,
    stands,
    steps,
)
from warden_desk.domain.rights import ALL_RIGHTS, Right, Rights
from warden_desk.formats import reorganisation_file
from warden_desk.ui.finders import find_lessons
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.boundaries import BoundariesPage
from warden_desk.ui.pages.reorganise import ReorganisePage
from warden_desk.ui.pages.reorganise.lesson import Task
from warden_desk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore(*POPUPS, extend=True)


def test_a_plan_that_was_carried_out_is_undone_and_done_again_as_one(
    renamed: ReorganisePage, press: Keyboard, qtbot: QtBot, workspace: Workspace
) -> None:
    renamed.head.name.setFocus()
    press("Our plan")
    renamed.focus_list()
    press.control(ENTER)
    assert workspace.undo_stack.undoText() == "Our plan"
    assert not renamed.has_typing()
    press("4")
    assert "has been carried out" in renamed.notice.text()
    assert renamed.panel() is None

    workspace.undo()
    rest(qtbot, workspace)
    assert "Great Lenham" not in parishes(workspace, DAY)
    assert stands(renamed) == ["Fits"]
    assert renamed.has_typing()

    workspace.redo()
    rest(qtbot, workspace)
    assert "Great Lenham" in parishes(workspace, DAY)
    assert stands(renamed) == ["Done"]
    assert "Every day up to Fri 31 Mar 2028 is as it was" in renamed.notice.text()


def test_a_plan_is_saved_and_opened_again_by_keyboard(
    renamed: ReorganisePage, press: Keyboard, path: Path
) -> None:
    assert renamed.has_typing()
    press.control(Qt.Key.Key_S)
    assert not renamed.has_typing()
    kept = reorganisation_file.read(path)
    assert kept.title == "Reorganisation of Sat 1 Apr 2028"

    press("b")
    assert not renamed.steps
    press.control(Qt.Key.Key_O)

    assert renamed.steps.plan == kept
    assert stands(renamed) == ["Fits"]


def test_a_file_that_is_no_plan_is_refused_with_a_sentence(
    page: ReorganisePage, press: Keyboard, path: Path
) -> None:
    path.write_text("nothing", "utf-8")
    press.control(Qt.Key.Key_O)
    assert "is no plan" in page.notice.text()


def test_a_plan_that_is_not_saved_is_left_only_when_asked_twice(
    renamed: ReorganisePage, press: Keyboard
) -> None:
    press("b")
    assert "is not saved" in renamed.notice.text()
    assert renamed.steps
    press("b")
    assert not renamed.steps


def test_the_steps_of_the_plans_day_go_with_it(
    renamed: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    renamed.head.day.setFocus()
    renamed.head.day.selectAll()
    press("1/4/2029", ENTER)
    assert [step.on for step in steps(renamed)] == [date(2029, 4, 1)]
    renamed.focus_list()
    press.control(ENTER)
    assert "Great Lenham" not in parishes(workspace, date(2029, 3, 31))
    assert "Great Lenham" in parishes(workspace, date(2029, 4, 1))


@pytest.mark.parametrize(("which", "authorities"), [("three", 3), ("four", 4)])
def test_the_lesson_is_gone_through_by_keyboard(
    page: ReorganisePage,
    press: Keyboard,
    qtbot: QtBot,
    workspace: Workspace,
    which: str,
    authorities: int,
) -> None:
    wanted: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: wanted.append((kind, key)))
    before = districts(workspace, DAY)

    page.open_item(which)
    rest(qtbot, workspace)
    assert page.lesson.isVisible()
    assert find(page.detail, QLabel, "note").text().startswith("The districts end on 31 March")
    for _ in page.steps.rows:
        press(Qt.Key.Key_Down)
    assert page.lesson.ticked() == {Task.LOOK}

    press.control(ENTER)
    assert len(districts(workspace, DAY)) == authorities
    assert districts(workspace, EVE) == before
    press("m")
    assert wanted == [("page", "map")]

    workspace.undo()
    rest(qtbot, workspace)
    assert districts(workspace, DAY) == before
    assert page.lesson.ticked() == set(Task)


def test_the_palette_offers_the_lesson_on_a_practice_desk_only(
    workspace: Workspace, make_workspace: Callable[[str], Workspace]
) -> None:
    wanted: list[Any] = []
    workspace.open_requested.connect(lambda *what: wanted.append(what))

    found = find_lessons(workspace, "practice 2028")

    assert [each.title for each in found] == [
        "Practice: the reorganisation of 2028, three authorities",
        "Practice: the reorganisation of 2028, four authorities",
    ]
    found[1].run()
    assert wanted == [("reorganisation", "four")]
    assert find_lessons(workspace, "practice 2027") == []


def test_the_lesson_begins_from_the_palette(
    qtbot: QtBot, workspace: Workspace, frame: Frame
) -> None:
    press = Keyboard(qtbot, workspace, frame.window())
    press.control(Qt.Key.Key_K)
    press("practice 2028 four", ENTER)

    page = frame.current_page()
    assert isinstance(page, ReorganisePage)
    assert page.lesson.isVisible()
    assert len(page.steps.rows) == 7
    assert "Looking…" not in stands(page)


def test_who_may_not_change_areas_sees_what_a_plan_would_do(
    renamed: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    kept = "Only supervisors change areas here"
    workspace.database.rights = Rights(ALL_RIGHTS - {Right.AREAS}, kept)
    rename(press, "Charing", "Upper Charing")
    assert stands(renamed) == ["Fits", "Fits"]

    press.control(ENTER)

    assert renamed.notice.text().startswith(kept)
    assert "Great Lenham" not in parishes(workspace, DAY)


def test_a_desk_of_the_service_offers_no_lesson(qtbot: QtBot, new_workspace: Workspace) -> None:
    assert find_lessons(new_workspace, "practice") == []
    page = in_front(qtbot, ReorganisePage(new_workspace))
    assert "No step yet" in [label.text() for label in page.findChildren(QLabel)]
    names = [button.objectName() for button in page.findChildren(QPushButton)]
    assert not [name for name in names if name.startswith("lesson_")]


def test_a_button_beside_the_boundaries_leads_here(qtbot: QtBot, workspace: Workspace) -> None:
    wanted: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: wanted.append((kind, key)))
    boundaries = in_front(qtbot, BoundariesPage(workspace))

    find(boundaries, QPushButton, "reorganise").click()

    assert wanted == [("page", "reorganise")]
