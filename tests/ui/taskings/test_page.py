"""The page of taskings: one test for each thing one can do there."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from tests.tasking_desk import ACT, Patch, detail, record, send_away
from tests.ui.conftest import find
from tests.ui.keyboard import POPUPS
from tests.ui.pages import panel, rows, run, save, seen
from warden_desk.domain.tasking_filters import SortBy, Which
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import tasking_log, tasking_moves, tasking_people
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Person
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.widgets.several_box import SeveralBox
from warden_desk.ui.workspace import Workspace


def opened(qtbot: QtBot, workspace: Workspace) -> TaskingsPage:
    return seen(qtbot, TaskingsPage(workspace))


def shown(page: TaskingsPage) -> list[str]:
    return [row.reference for row in rows(page.table)]


def search(qtbot: QtBot, page: TaskingsPage, words: str) -> None:
    assert page.search is not None
    with qtbot.waitSignal(page.search.searched):
        page.search.setText(words)


def test_a_new_tasking_is_typed_saved_shown_and_undone(
    qtbot: QtBot, workspace: Workspace, patch: Patch
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_new")
    find(panel(page), QLineEdit, "title").setText("Needles near the play area")
    find(panel(page), ChoiceBox, "area_id").set_value(patch.parish)

    save(page)

    assert page.panel() is None
    assert shown(page) == ["ASH-26-0001"]
    assert page.view.heading.text() == "Needles near the play area"
    assert page.view.reference.text() == "ASH-26-0001"
    assert workspace.undo_stack.undoText() == "Record tasking"
    workspace.undo()
    assert shown(page) == []


def test_a_parish_tells_its_district_and_whose_csu_asks(
    qtbot: QtBot, workspace: Workspace, patch: Patch
) -> None:
    workspace.choose_team(None)
    page = opened(qtbot, workspace)
    run(page, "tasking_new")
    district = find(panel(page), QComboBox, "district_id")
    district.setCurrentIndex(district.findText("Swale"))

    parish = find(panel(page), ChoiceBox, "area_id")
    parish.set_value(patch.parish)
    parish.left.emit()

    assert district.currentText() == "Ashford"
    assert find(panel(page), QComboBox, "csu_id").currentText() == "Ashford CSU"


def test_a_tasking_that_leaves_the_list_hands_over_to_the_next(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for days in (26, 27, 28):
        record(founded, patch, due_on=date(2026, 11, days))
    page = opened(qtbot, workspace)
    page.show_only(Which.UNASSIGNED)
    page.table.choose_near(1)

    key = page.table.chosen_id()
    workspace.write("Elsewhere", tasking_people.assign, key, patch.ben, act=ACT)

    assert shown(page) == ["ASH-26-0001", "ASH-26-0003"]
    assert page.view.reference.text() == "ASH-26-0003"


def test_the_form_foresees_the_due_date_of_the_rule(qtbot: QtBot, workspace: Workspace) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_new")
    hint = find(panel(page), QLabel, "due_on_hint")
    urgency = find(panel(page), QComboBox, "urgency")

    urgency.setCurrentIndex(urgency.findText("High"))
    assert hint.text() == "Without a date: Thu 26 Nov 2026, high urgency: 3 working days"

    qtbot.keyClicks(find(panel(page), QLineEdit, "due_on"), "30 Nov")
    assert hint.text() == ""


def test_a_refused_tasking_says_why_beside_the_field_and_keeps_what_is_typed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_new")
    find(panel(page), QLineEdit, "place").setText("Play area")

    save(page)

    assert "few words" in find(panel(page), QLabel, "title_problem").text()
    assert find(panel(page), QLineEdit, "place").text() == "Play area"
    assert not workspace.undo_stack.canUndo()


def test_esc_never_throws_typing_away(qtbot: QtBot, workspace: Workspace) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_new")
    find(panel(page), QLineEdit, "title").setText("Half a thought")

    qtbot.keyClick(panel(page), Qt.Key.Key_Escape)
    assert find(panel(page), QLineEdit, "title").text() == "Half a thought"
    assert page.has_typing()
    run(page, "tasking_new")
    assert find(panel(page), QLineEdit, "title").text() == "Half a thought"

    find(panel(page), QPushButton, "discard").click()
    assert page.panel() is None


def test_a_tasking_is_assigned_to_the_first_of_those_offered(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")

    find(panel(page), QPushButton, f"candidate_{patch.ben}").click()
    save(page)

    assert [held.name for held in detail(founded, key).assignments] == ["Ben Tilley"]
    assert workspace.undo_stack.undoText() == "Assign ASH-26-0001 to Ben Tilley"
    assert page.table.rows.index(0, 3).data() == "Ben Tilley"


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_three_people_are_asked_at_once_by_keyboard_each_with_a_role(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    carys = Person(kind="warden", forename="Carys", surname="Evans", collar_number="CW103")
    founded.write("Person", lambda session: session.add(carys))
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")
    find(panel(page), ChoiceBox, "person_id").set_value(patch.ben)
    others = find(panel(page), SeveralBox, "other_ids").box
    for name in ("Ellen Marsh", "Carys Evans"):
        qtbot.keyClicks(others, name)
        qtbot.keyClick(others, Qt.Key.Key_Return)
    assert panel(page) is not None

    save(page)

    roles = {held.name: held.role for held in detail(founded, key).assignments}
    assert roles == {"Ben Tilley": "lead", "Ellen Marsh": "support", "Carys Evans": "support"}
    given = "Ben Tilley, Ellen Marsh and Carys Evans"
    assert workspace.undo_stack.undoText() == f"Assign ASH-26-0001 to {given}"


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_somebody_named_beside_who_leads_counts_without_another_key(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")
    find(panel(page), ChoiceBox, "person_id").set_value(patch.ben)
    qtbot.keyClicks(find(panel(page), SeveralBox, "other_ids").box, "Ellen Marsh")

    save(page)

    assert len(detail(founded, key).assignments) == 2


def test_those_who_may_not_have_it_stand_below_with_why_and_cannot_be_taken(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch, marking="OFFICIAL-SENSITIVE")
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")

    barred = find(panel(page), QPushButton, f"candidate_{patch.ben}")
    best = find(panel(page), QPushButton, f"candidate_{patch.ellen}")

    assert not barred.isEnabled()
    assert "has no NPPV" in barred.accessibleName()
    assert best.isEnabled()
    assert "NPPV to" in best.accessibleName()
    assert barred.mapTo(page, barred.pos()).y() > best.mapTo(page, best.pos()).y()


def test_a_warning_asks_for_a_reason_on_the_panel_and_goes_on_with_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    send_away(founded, patch.ben, date(2026, 11, 23), date(2026, 11, 24))
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")
    find(panel(page), ChoiceBox, "person_id").set_value(patch.ben)
    save(page)
    assert "away until" in panel(page).notice.text()

    reason = find(panel(page), QLineEdit, "reason")
    reason.setText("Back on Wednesday")
    qtbot.keyClick(reason, Qt.Key.Key_Return)

    assert page.panel() is None
    assert detail(founded, key).entries[0].text == "Back on Wednesday"


def test_a_stop_is_said_beside_the_person(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch, marking="OFFICIAL-SENSITIVE")
    page = opened(qtbot, workspace)
    run(page, "tasking_assign")
    find(panel(page), ChoiceBox, "person_id").set_value(patch.ben)

    save(page)

    assert "no NPPV" in find(panel(page), QLabel, "person_id_problem").text()
    assert page.view.marking.isVisibleTo(page.view)


@pytest.fixture
def assigned(founded: Database, patch: Patch) -> str:
    key = record(founded, patch, due_on=date(2026, 11, 21))
    founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT)
    return key


def test_a_visit_is_logged_by_whoever_has_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_visit")
    find(panel(page), QSpinBox, "minutes").setValue(35)
    find(panel(page), QPlainTextEdit, "text").setPlainText("Nobody there.")

    save(page)

    found = detail(founded, assigned)
    assert found.state is State.IN_PROGRESS
    assert found.entries[0].words() == "Visit, 35 min · Ben Tilley. Nobody there."


def test_a_result_is_entered_and_checked(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_result")
    save(page)
    assert "outcome" in find(panel(page), QLabel, "outcome_problem").text()

    box = find(panel(page), QComboBox, "outcome")
    box.setCurrentIndex(box.findText("Resolved"))
    save(page)
    assert detail(founded, assigned).state is State.RESULT_ENTERED

    run(page, "tasking_check")
    assert detail(founded, assigned).state is State.CHECKED
    assert page.table.rows.index(0, 4).data() == "Checked, owed"


def test_facts_are_changed_in_the_same_form(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_edit")
    assert find(panel(page), QLineEdit, "title").text() == "Needles near the play area"
    find(panel(page), QLineEdit, "place").setText("Behind the hall")

    save(page)

    assert detail(founded, assigned).draft.place == "Behind the hall"
    assert detail(founded, assigned).entries[0].text == "place"


def test_a_note_is_added(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    run(page, "tasking_note")
    find(panel(page), QPlainTextEdit, "text").setPlainText("The clerk rang.")

    save(page)

    assert detail(founded, assigned).entries[0].words() == "The clerk rang."


def test_a_move_that_needs_a_reason_asks_for_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    page.move_tasking(Move.HOLD)
    find(panel(page), QLineEdit, "until").setText("4 Dec 2026")
    save(page)
    assert "why" in find(panel(page), QLabel, "reason_problem").text().lower()

    find(panel(page), QPlainTextEdit, "reason").setPlainText("School holidays")
    save(page)

    assert detail(founded, assigned).state is State.ON_HOLD
    assert workspace.undo_stack.undoText() == "Put on hold: ASH-26-0001"
    find(page.view, QPushButton, "resume").click()
    assert detail(founded, assigned).state is State.ASSIGNED


def test_it_is_taken_from_somebody_with_the_reason(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    page.do("unassign")
    find(panel(page).body, QLineEdit, "reason").setText("Moved team")
    save(page)

    assert detail(founded, assigned).state is State.ACCEPTED
    assert "Moved team" in detail(founded, assigned).entries[0].words()


def test_who_knows_of_it_is_noted(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    page = opened(qtbot, workspace)
    page.do("acknowledge")
    save(page)

    assert detail(founded, assigned).assignments[0].acknowledged_at == ACT.at


def test_a_struck_entry_is_hidden_until_it_is_asked_for(
    qtbot: QtBot, workspace: Workspace, founded: Database, assigned: str
) -> None:
    founded.write("Note", tasking_log.note, assigned, "Wrong tasking.", act=ACT)
    page = opened(qtbot, workspace)
    page.do("strike")
    find(panel(page), QPlainTextEdit, "reason").setPlainText("Belongs to another")
    save(page)
    assert detail(founded, assigned).entries[0].is_struck

    def log() -> str:
        return "\n".join(
            label.text() for label in page.view.log.findChildren(QLabel) if not label.isHidden()
        )

    assert "Wrong tasking." not in log()
    find(page.view, QPushButton, "show_struck").click()
    qtbot.waitUntil(lambda: "Wrong tasking." in log())
    assert "Belongs to another" in log()


def test_a_number_and_enter_jump_to_its_tasking(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch)
    done = record(founded, patch, title="An old one")
    founded.write("Decline", tasking_moves.move, done, Move.DECLINE, act=ACT, reason="No")
    page = opened(qtbot, workspace)
    assert page.search is not None

    page.search.setText("2")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.view.heading.text() == "An old one"
    assert page.search.text() == ""

    page.search.setText("77")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert "no tasking “77”" in page.notice.text()


def test_words_filter_the_list_and_down_goes_to_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch)
    record(founded, patch, title="Nuisance bikes")
    page = opened(qtbot, workspace)
    search(qtbot, page, "bik")
    assert shown(page) == ["ASH-26-0002"]

    assert page.search is not None
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.view.heading.text() == "Nuisance bikes"

    search(qtbot, page, "zzz")
    assert shown(page) == []
    assert "No tasking here has “zzz”" in said(page)


def said(page: TaskingsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_chips_show_their_counts_and_filter(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch, assigned: str
) -> None:
    record(founded, patch)
    page = opened(qtbot, workspace)
    overdue = find(page, QPushButton, "show_overdue")
    assert overdue.text() == "Overdue 1"
    assert "2 open · 1 overdue" in page.subtitle.text()

    overdue.click()
    assert shown(page) == ["ASH-26-0001"]
    page.show_only(Which.UNASSIGNED)
    assert shown(page) == ["ASH-26-0002"]
    page.show_only(Which.OWED)
    assert shown(page) == []


def test_mine_is_offered_once_the_desk_knows_who_sits_at_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch, assigned: str
) -> None:
    record(founded, patch)
    page = opened(qtbot, workspace)
    mine = find(page, QPushButton, "show_mine")
    assert not mine.isVisible()

    known = replace(workspace.settings, user_name="ben tilley")
    workspace.write("Say who sits here", desk_settings.save, known)
    mine.click()

    assert mine.isVisible()
    assert shown(page) == [detail(founded, assigned).reference]


def test_a_heading_and_the_order_menu_sort(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for days in (28, 27):
        record(founded, patch, due_on=date(2026, 11, days))
    page = opened(qtbot, workspace)
    assert shown(page) == ["ASH-26-0002", "ASH-26-0001"]

    page.table.horizontalHeader().sectionClicked.emit(0)
    assert shown(page) == ["ASH-26-0001", "ASH-26-0002"]
    page.chips.set_sort(SortBy.NEWEST)
    assert shown(page) == ["ASH-26-0002", "ASH-26-0001"]


def test_another_teams_taskings_are_shown_when_the_team_is_changed(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch)
    record(founded, patch, district_id=patch.other_district, area_id=None)
    page = opened(qtbot, workspace)
    assert shown(page) == ["ASH-26-0001"]

    workspace.choose_team(None)

    assert sorted(shown(page)) == ["ASH-26-0001", "SWA-26-0001"]


def test_an_empty_desk_says_what_belongs_here(qtbot: QtBot, workspace: Workspace) -> None:
    page = opened(qtbot, workspace)

    assert "No taskings yet" in said(page)


def test_a_list_is_taken_in_on_the_page_of_imports(qtbot: QtBot, workspace: Workspace) -> None:
    page = opened(qtbot, workspace)

    with qtbot.waitSignal(workspace.open_requested) as asked:
        find(page, QPushButton, "take_in").click()

    assert asked.args == ["import", ""]


def test_what_is_done_elsewhere_shows_here_and_the_choice_stays(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    first = record(founded, patch, due_on=date(2026, 12, 1))
    page = opened(qtbot, workspace)
    assert page.table.chosen_id() == first

    workspace.write("Elsewhere", tasking_people.assign, first, patch.ben, act=ACT)

    assert page.table.chosen_id() == first
    assert page.table.rows.index(0, 3).data() == "Ben Tilley"


def test_arrows_move_through_the_list_as_soon_as_the_page_is_shown(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for days in (26, 27):
        record(founded, patch, due_on=date(2026, 11, days))
    page = opened(qtbot, workspace)

    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)

    assert page.view.reference.text() == "ASH-26-0002"


def test_without_a_tasking_chosen_its_keys_say_so(qtbot: QtBot, workspace: Workspace) -> None:
    page = opened(qtbot, workspace)

    run(page, "tasking_visit")

    assert "Choose a tasking" in page.notice.text()
