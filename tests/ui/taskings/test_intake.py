"""Taking a tasking in by hand, from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.tasking_desk import Patch, detail, record
from tests.ui.conftest import find, rest
from tests.ui.keyboard import POPUPS, listening
from tests.ui.pages import panel, run, seen
from warden_desk.services.tasking import tasking_links, taskings
from warden_desk.storage.database import Database
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.pages.taskings.intake import Intake
from warden_desk.ui.pages.taskings.repeat_note import RepeatNote
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.widgets.suggest_line import SuggestLine
from warden_desk.ui.workspace import Workspace

MOST_KEYS = 75
"""At 150 keys a minute, an ordinary typist, half a minute."""


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> TaskingsPage:
    page = seen(qtbot, TaskingsPage(workspace))
    qtbot.waitExposed(page)
    page.activateWindow()
    run(page, "tasking_new")
    rest(qtbot, workspace)
    return page


def place(page: TaskingsPage, text: str) -> None:
    line = find(panel(page), SuggestLine, "place")
    line.setText(text)
    line.left.emit()


def fill_repeat(page: TaskingsPage) -> None:
    """The same kind of thing at the same place as the tasking that is there."""
    form = panel(page).findChildren(Intake)[0].form
    find(panel(page), ChoiceBox, "category").set_value("drug-litter")
    place(page, "rec ground wye")
    form.left.emit("category")


def recorded(founded: Database, typed: str):
    return founded.read(taskings.draft_to_amend, founded.read(taskings.find, typed))


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_one_tasking_takes_less_than_half_a_minute_of_typing(
    qtbot: QtBot, page: TaskingsPage, founded: Database
) -> None:
    keys = 0

    def press(typed: str, *ends: Qt.Key) -> None:
        nonlocal keys
        for key in (*typed, *ends):
            qtbot.keyClick(listening(), key)
        keys += len(typed) + len(ends)

    assert listening().objectName() == "title"
    press("Needles by play area", Qt.Key.Key_Tab)
    press("tesco ash", Qt.Key.Key_Tab)
    press("drug", Qt.Key.Key_Tab)
    press("Check and report", Qt.Key.Key_Tab)
    press("27/11", Qt.Key.Key_Tab)
    qtbot.keyClick(listening(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    keys += 2

    draft = recorded(founded, "ASH-26-0001")
    assert keys <= MOST_KEYS
    assert (draft.title, draft.place, draft.category) == (
        "Needles by play area",
        "Tesco",
        "drug-litter",
    )
    assert draft.area_id is not None
    assert draft.csu_id is not None
    assert str(draft.due_on) == "2026-11-27"


def test_a_postcode_fills_parish_postcode_and_point(
    page: TaskingsPage, workspace: Workspace, founded: Database
) -> None:
    find(panel(page), QPlainTextEdit, "wanted").setPlainText("Visit")
    place(page, "surgery tn25 5ea")

    hint = find(panel(page), QLabel, "place_hint").text()
    form = panel(page).findChildren(Intake)[0].form
    draft = form.draft()
    assert hint.startswith("Surgery, ")
    assert (draft.place, draft.postcode) == ("Surgery", "TN25 5EA")
    assert draft.area_id is not None


def test_a_place_that_is_not_clear_says_why_and_changes_nothing(page: TaskingsPage) -> None:
    place(page, "kt9 1aa")

    assert "outside the county" in find(panel(page), QLabel, "place_hint").text()
    assert find(panel(page), SuggestLine, "place").text() == "kt9 1aa"
    assert find(panel(page), ChoiceBox, "area_id").value() is None


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_places_are_proposed_while_typing(qtbot: QtBot, page: TaskingsPage) -> None:
    line = find(panel(page), SuggestLine, "place")
    qtbot.keyClicks(line, "pluck")

    assert line.proposals() == ["Pluckley (Ashford)"]


@pytest.fixture
def earlier(founded: Database, patch: Patch) -> str:
    return record(founded, patch, category="drug-litter", place="Rec ground, Wye")


@pytest.fixture
def repeating(earlier: str, page: TaskingsPage) -> TaskingsPage:
    page.findChildren(Intake)[0].form.editor("title").setText("Needles again")  # pyright: ignore[reportAttributeAccessIssue]
    fill_repeat(page)
    return page


def test_what_came_in_before_is_shown_before_it_is_saved(repeating: TaskingsPage) -> None:
    note = panel(repeating).findChildren(RepeatNote)[0]

    assert note.isVisible()
    assert "ASH-26-0001 (received)" in find(note, QLabel, "repeat_words").text()


def test_a_repeat_can_be_linked(repeating: TaskingsPage, earlier: str, founded: Database) -> None:
    find(panel(repeating), QPushButton, "repeat_link").click()
    find(panel(repeating), QPushButton, "save").click()

    [link] = founded.read(tasking_links.of, earlier)
    assert (link.words, link.reference) == ("related to", "ASH-26-0002")


def test_a_repeat_can_go_into_the_earlier_one(
    repeating: TaskingsPage, earlier: str, founded: Database
) -> None:
    find(panel(repeating), QPushButton, "repeat_merge").click()

    assert repeating.panel() is None
    assert "Asked for again: Needles again" in detail(founded, earlier).entries[0].text


def test_what_is_new_all_the_same_is_not_asked_again(
    repeating: TaskingsPage, founded: Database
) -> None:
    find(panel(repeating), QPushButton, "repeat_ignore").click()
    assert not panel(repeating).findChildren(RepeatNote)[0].isVisible()

    find(panel(repeating), QPushButton, "save").click()

    assert recorded(founded, "ASH-26-0002").title == "Needles again"


def test_a_repeat_found_on_saving_is_shown_first_and_saved_the_second_time(
    page: TaskingsPage, founded: Database, patch: Patch
) -> None:
    find(panel(page), ChoiceBox, "category").set_value("drug-litter")
    place(page, "rec ground wye")
    panel(page).findChildren(Intake)[0].form.editor("title").setText("Again")  # pyright: ignore[reportAttributeAccessIssue]
    record(founded, patch, category="drug-litter", place="Rec ground, Wye")

    find(panel(page), QPushButton, "save").click()
    assert "It may have come in before" in panel(page).notice.text()

    find(panel(page), QPushButton, "save").click()
    assert page.panel() is None


def test_text_that_tells_too_much_of_somebody_is_pointed_at_while_it_is_typed(
    page: TaskingsPage,
) -> None:
    form = panel(page).findChildren(Intake)[0].form
    about = find(panel(page), QPlainTextEdit, "description")

    about.setPlainText("Mrs Example, 01632 960001, drives GX19 ABC")
    form.left.emit("description")
    said = find(panel(page), QLabel, "description_hint").text()
    assert "name a person" in said
    assert "telephone number" in said
    assert "vehicle" in said

    about.setPlainText("An older resident; see the case")
    form.left.emit("description")
    assert find(panel(page), QLabel, "description_hint").text() == ""
