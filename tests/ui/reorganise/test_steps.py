"""Steps of a reorganisation, put together and carried out without a mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import find
from tests.ui.keyboard import POPUPS, Keyboard, tab_to
from tests.ui.pages import panel, rows
from tests.ui.reorganise.conftest import (
    ALT,
    DAY,
    ENTER,
    EVE,
    TAB,
    districts,
    parishes,
    rename,
    says,
    stands,
)
from warden_desk.services import areas, codes
from warden_desk.ui.pages.reorganise import ReorganisePage
from warden_desk.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore(*POPUPS, extend=True)


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
