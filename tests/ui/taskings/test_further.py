"""Referring, linking, telling a CSU in words, sorting both ways, jumping by number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.returns_desk import checked, finished
from tests.tasking_desk import Patch, detail, record
from tests.ui.conftest import find
from tests.ui.pages import panel, rows, run, save, seen
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import State
from warden_desk.services import settings
from warden_desk.services.returns import returns_answers
from warden_desk.storage.database import Database
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.workspace import Workspace


def opened(qtbot: QtBot, workspace: Workspace) -> TaskingsPage:
    return seen(qtbot, TaskingsPage(workspace))


def shown(page: TaskingsPage) -> list[str]:
    return [row.reference for row in rows(page.table)]


def choose(page: TaskingsPage, name: str, words: str) -> None:
    box = find(panel(page), QComboBox, name)
    box.setCurrentIndex(box.findText(words))


def test_a_referral_wants_to_know_about_consent(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = record(founded, patch)
    page = opened(qtbot, workspace)
    run(page, "tasking_refer")
    find(panel(page), QLineEdit, "agency").setText("Age UK")

    save(page)
    assert page.panel() is not None
    choose(page, "has_consent", "Yes, they agreed")
    find(panel(page), QPlainTextEdit, "text").setPlainText("A weekly call.")
    save(page)

    [entry] = [e for e in detail(founded, key).entries if e.kind is EntryKind.REFERRAL]
    assert entry.words() == "Referred to Age UK, with consent. A weekly call."


def test_a_link_is_made_opened_and_taken_away(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch, title="Bikes on the path")
    record(founded, patch, title="Bikes again")
    page = opened(qtbot, workspace)
    page.table.choose_first()
    run(page, "tasking_link")
    choose(page, "kind", "is a duplicate of")
    find(panel(page), QLineEdit, "other").setText("2")

    save(page)

    [line] = page.view.links.lines()
    assert line.accessibleName() == "Duplicate of ASH-26-0002 · Bikes again"
    line.click()
    assert page.view.heading.text() == "Bikes again"
    [back] = page.view.links.lines()
    assert back.accessibleName() == "Has the duplicate ASH-26-0001 · Bikes on the path"

    run(page, "tasking_unlink")
    save(page)
    assert page.view.links.lines() == []


def test_a_link_with_nothing_is_refused_beside_the_field(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    record(founded, patch)
    page = opened(qtbot, workspace)
    for typed, says in (("99", "There is no tasking"), ("1", "linked with itself")):
        run(page, "tasking_link")
        find(panel(page), QLineEdit, "other").setText(typed)
        save(page)
        assert says in find(panel(page), QLabel, "other_problem").text()
        panel(page).close_panel()


def test_what_the_csu_was_told_by_phone_counts_as_returned(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch)
    page = opened(qtbot, workspace)
    page.open_item(key)
    assert not page.view.findChildren(QPushButton, "return")

    run(page, "tasking_told")
    find(panel(page), QLineEdit, "told").setText("CSU sergeant")
    save(page)

    assert detail(founded, key).state is State.RETURNED
    [sent] = founded.read(returns_answers.rows, patch.csu)
    assert (sent.how, sent.sent_to) == ("by phone", "CSU sergeant")


def test_the_return_of_a_checked_tasking_leads_to_its_csus_pack(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    page = opened(qtbot, workspace)
    page.open_item(checked(founded, patch))

    with qtbot.waitSignal(workspace.open_requested) as wanted:
        find(page.view, QPushButton, "pack").click()

    assert wanted.args == ["csu", patch.csu]


def test_who_did_the_work_is_asked_why_nobody_else_checks_it(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    key = finished(founded, patch)
    mine = Settings(user_name="Ellen Marsh")
    workspace.write("My name", settings.save, mine)
    page = opened(qtbot, workspace)
    page.open_item(key)

    run(page, "tasking_check")
    assert detail(founded, key).state is State.RESULT_ENTERED
    reason = page.notice.findChildren(QLineEdit)[0]
    reason.setText("Alone today")
    qtbot.keyClick(reason, Qt.Key.Key_Return)

    assert detail(founded, key).state is State.CHECKED


def test_a_heading_sorts_one_way_and_then_the_other(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for title in ("Bikes", "Alarm", "Noise"):
        record(founded, patch, title=title)
    page = opened(qtbot, workspace)
    header = page.table.horizontalHeader()

    page.table.sort_wanted.emit("what")
    assert shown(page) == ["ASH-26-0002", "ASH-26-0001", "ASH-26-0003"]
    assert header.isSortIndicatorShown()
    page.table.sort_wanted.emit("what")
    assert shown(page) == ["ASH-26-0003", "ASH-26-0001", "ASH-26-0002"]
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder


def test_a_number_typed_in_the_list_and_enter_jump_to_that_tasking(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for title in ("Bikes", "Alarm"):
        record(founded, patch, title=title)
    page = opened(qtbot, workspace)
    page.table.setFocus()

    qtbot.keyClick(page.table, Qt.Key.Key_2)
    assert page.search is not None
    assert page.search.text() == "2"
    qtbot.keyClick(page.search, Qt.Key.Key_Return)

    assert page.view.reference.text() == "ASH-26-0002"
