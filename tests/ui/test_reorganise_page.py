"""The page of reorganisations, as somebody uses it without a mouse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find, rest
from tests.ui.keyboard import POPUPS, Keyboard, tab_to
from tests.ui.pages import in_front, panel, rows
from warden_desk.domain.reorganisation import Step
from warden_desk.formats import reorganisation_file
from warden_desk.services import areas, codes
from warden_desk.ui.finders import find_lessons
from warden_desk.ui.pages.boundaries import BoundariesPage
from warden_desk.ui.pages.reorganise import ReorganisePage
from warden_desk.ui.pages.reorganise.files import Asks
from warden_desk.ui.pages.reorganise.lesson import Task
from warden_desk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore(*POPUPS, extend=True)
DAY, EVE = date(2028, 4, 1), date(2028, 3, 31)
ENTER, TAB, END = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_End
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.toml"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, path: Path) -> ReorganisePage:
    asks = Asks(file=lambda _: path, where=lambda *_: path)
    page = in_front(qtbot, ReorganisePage(workspace, asks), has_keys=True)
    page.editing.move_day(DAY)
    page.focus_list()
    return page


@pytest.fixture
def press(qtbot: QtBot, workspace: Workspace, page: ReorganisePage) -> Keyboard:
    return Keyboard(qtbot, workspace, page)


@pytest.fixture
def renamed(page: ReorganisePage, press: Keyboard) -> ReorganisePage:
    """A plan of one step that fits."""
    rename(press, "Lenham", "Great Lenham")
    return page


def rename(press: Keyboard, old: str, new: str) -> None:
    press("4", TAB, old, TAB, new, then=ENTER)


def steps(page: ReorganisePage) -> list[Step]:
    return [row.step for row in page.steps.rows]


def says(page: ReorganisePage) -> list[str]:
    return [step.what for step in steps(page)]


def stands(page: ReorganisePage) -> list[str]:
    return [row.standing[0] for row in rows(page.table)]


def districts(workspace: Workspace, on: date) -> set[str]:
    return {row.name for row in workspace.read(areas.districts, on)}


def parishes(workspace: Workspace, on: date) -> set[str]:
    return {row.name for row in workspace.read(areas.local_areas, on)}


def test_districts_merge_by_keyboard(
    page: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    press("1")
    tab_to(press, "one_more")
    press("Dover", ENTER, "Thanet", ENTER)
    tab_to(press, "name")
    press("East Kent", TAB, "EKE", then=ENTER)

    assert says(page) == ["Dover and Thanet become East Kent"]
    [row] = rows(page.table)
    assert row.done is not None
    assert row.done.counts["districts"] == 2
    assert row.done.counts["people"] > 0
    assert row.done.counts["contacts"] > 0
    assert row.standing[0].endswith("to decide")
    assert "Dover" in districts(workspace, DAY)

    press.control(ENTER)

    assert {"Dover", "Thanet"} <= districts(workspace, EVE)
    assert "East Kent" in districts(workspace, DAY)
    assert not {"Dover", "Thanet"} & districts(workspace, DAY)
    assert stands(page) == ["Done"]


def test_a_new_authority_takes_single_parishes_by_keyboard(
    page: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    press("2")
    tab_to(press, "one_more")
    press("Dover", ENTER)
    press(TAB, "Lenham", ENTER)
    tab_to(press, "name")
    press("Far East", TAB, "FAR", then=ENTER)
    assert says(page) == ["Dover and Lenham become Far East"]

    press.control(ENTER)

    lenham = workspace.read(areas.find, "Lenham", DAY)
    assert lenham.district == "Far East"
    assert "Maidstone" in districts(workspace, DAY)


def test_a_parish_is_split_by_keyboard(
    page: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    press("3", TAB, "Lenham", TAB, "Lenham", ENTER, "Lenham Heath", then=ENTER)
    press.control(ENTER)

    assert stands(page) == ["Done"]
    assert {"Lenham", "Lenham Heath"} <= parishes(workspace, DAY)
    assert "Lenham Heath" not in parishes(workspace, EVE)


def test_a_parish_gets_another_name_by_keyboard(
    renamed: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    assert stands(renamed) == ["Fits"]
    press.control(ENTER)
    assert "Great Lenham" in parishes(workspace, DAY)
    assert "Great Lenham" not in parishes(workspace, EVE)


def test_a_town_gets_a_council_by_keyboard(
    page: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    press("5", TAB, "Thanet", TAB, "Margate")
    tab_to(press, "keeps_rest")
    press(Qt.Key.Key_Space, then=ENTER)
    press.control(ENTER)

    assert stands(page) == ["Done"]
    assert {"Margate", "Thanet"} <= parishes(workspace, DAY)
    margate = workspace.read(areas.find, "Margate", DAY)
    assert not margate.is_unparished


def test_a_list_begins_anew_by_keyboard(
    page: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    press("6", TAB, Qt.Key.Key_P)
    tab_to(press, "entries")
    press("SAFE, Safer streets", ENTER, "HARM, Those at risk", then=ENTER)
    assert says(page) == ["the list “priority” has 2 entries"]
    press.control(ENTER)

    assert [row.code for row in workspace.read(codes.entries, "priority", DAY)] == ["SAFE", "HARM"]
    assert len(workspace.read(codes.entries, "priority", EVE)) > 2


def test_what_is_missing_is_said_beside_its_field(page: ReorganisePage, press: Keyboard) -> None:
    press("3", then=ENTER)

    assert find(panel(page), QLabel, "parish_problem").text() == "Choose the parish that is split."
    assert find(panel(page), QLabel, "parts_problem").text().startswith("Name two parishes")
    assert not page.steps


def test_a_step_is_changed_moved_and_taken_out_by_keyboard(
    renamed: ReorganisePage, press: Keyboard
) -> None:
    rename(press, "Charing", "Upper Charing")
    assert says(renamed) == ["Lenham is called Great Lenham", "Charing is called Upper Charing"]

    press.held(Qt.Key.Key_Up, ALT)
    assert says(renamed)[0] == "Charing is called Upper Charing"
    press.held(Qt.Key.Key_Up, ALT)
    assert "Only those of one day" in renamed.notice.text()
    press.held(Qt.Key.Key_Down, ALT)
    assert says(renamed)[1] == "Charing is called Upper Charing"

    press("e")
    tab_to(press, "name")
    press("New Charing", then=ENTER)
    assert says(renamed)[1] == "Charing is called New Charing"

    press(Qt.Key.Key_Delete)
    assert says(renamed) == ["Lenham is called Great Lenham"]


def test_a_later_step_may_name_what_an_earlier_one_begins(
    renamed: ReorganisePage, press: Keyboard
) -> None:
    rename(press, "Great Lenham", "Greater Lenham")
    assert stands(renamed) == ["Fits", "Fits"]


def test_why_a_step_is_not_possible_stands_beside_it(
    renamed: ReorganisePage, press: Keyboard, workspace: Workspace
) -> None:
    rename(press, "Charing", "Wye with Hinxhill")
    rename(press, "Headcorn", "Great Headcorn")
    renamed.table.choose("2")

    assert stands(renamed) == ["Fits", "Not possible", "Waits"]
    why = "Another area of the district is called Wye with Hinxhill."
    assert find(renamed.detail, QLabel, "refused").text() == why
    assert why in renamed.notice.text()

    press.control(ENTER)
    assert "Great Lenham" not in parishes(workspace, DAY)
    assert not workspace.undo_stack.canUndo()


def test_a_plan_that_was_carried_out_is_undone_and_done_again_as_one(
    renamed: ReorganisePage, press: Keyboard, qtbot: QtBot, workspace: Workspace
) -> None:
    renamed.head.name.setFocus()
    press("Our plan")
    renamed.focus_list()
    press.control(ENTER)
    assert workspace.undo_stack.undoText() == "Our plan"
    press("4")
    assert "has been carried out" in renamed.notice.text()
    assert renamed.panel() is None

    workspace.undo()
    rest(qtbot, workspace)
    assert "Great Lenham" not in parishes(workspace, DAY)
    assert stands(renamed) == ["Fits"]

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
