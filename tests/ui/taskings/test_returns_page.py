"""The page of returns: one test for each thing one can do there."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.returns_desk import ACT, Patch, checked, record, send
from tests.tasking_desk import detail
from tests.ui.conftest import find, rest
from tests.ui.pages import panel, run, seen
from warden_desk.domain.meetings import MeetingDraft
from warden_desk.domain.returns import SendDraft, SentReturn, Status
from warden_desk.domain.tasking_states import State
from warden_desk.services.returns import (
    meetings,
    returns,
    returns_answers,
    returns_files,
    returns_layouts,
)
from warden_desk.storage.database import Database
from warden_desk.ui.pages.returns import ReturnsPage
from warden_desk.ui.pages.returns.pack_view import PackView
from warden_desk.ui.widgets.line_list import LineButton
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return tmp_path / "copy.xlsx"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, saved: Path) -> ReturnsPage:
    return seen(qtbot, ReturnsPage(workspace, choose_file=lambda *_: saved))


def click(within: QWidget, name: str) -> None:
    find(within, QPushButton, name).click()


def shown_pack(qtbot: QtBot, page: ReturnsPage, workspace: Workspace) -> None:
    run(page, "return_pack")
    rest(qtbot, workspace)
    assert page.pack_view.isVisible()


def sent(founded: Database, patch: Patch) -> SentReturn:
    return founded.read(returns_answers.rows, patch.csu)[0]


def lines(page: ReturnsPage) -> list[str]:
    QApplication.processEvents()  # what was put in shows now, what was taken out goes
    found = page.detail.findChildren(LineButton)
    return [line.accessibleName() for line in found if line.isVisibleTo(page)]


def pills(page: ReturnsPage) -> list[str]:
    QApplication.processEvents()
    found = page.detail.findChildren(Pill)
    return [pill.text() for pill in found if pill.isVisibleTo(page)]


def test_the_list_says_what_each_csu_is_owed(
    page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    assert page.subtitle.text() == ""

    checked(founded, patch)
    page.refresh()

    assert page.table.rows.rowCount() == 1
    assert page.table.rows.index(0, 5).data() == "1 owed"
    assert page.subtitle.text() == "1 owed"
    workspace.choose_team(None)
    assert page.table.rows.rowCount() == 12


def test_only_csus_that_press_are_left_by_the_chip(
    page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    checked(founded, patch)
    workspace.choose_team(None)

    page.pressing.click()

    assert page.table.rows.rowCount() == 1
    assert page.pressing.text() == "Owed or queried 1"


def test_the_detail_names_what_is_owed_and_what_is_missing_and_opens_it(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    checked(founded, patch, external_reference="CSU/118")
    late = record(founded, patch, due_on=date(2026, 11, 18))
    page.refresh()

    assert lines(page) == [
        "CSU/118 Needles near the play area · Ellen Marsh",
        "5 days late · ASH-26-0002 Needles near the play area · received",
    ]
    with qtbot.waitSignal(workspace.open_requested) as opened:
        page.detail.findChildren(LineButton)[-1].click()
    assert opened.args == ["tasking", late]


def test_nothing_checked_makes_no_pack(
    qtbot: QtBot, page: ReturnsPage, workspace: Workspace
) -> None:
    assert not find(page, QPushButton, "make_pack").isEnabled()

    run(page, "return_pack")
    rest(qtbot, workspace)

    assert "Nothing is owed to Ashford CSU" in page.notice.text()
    assert not page.pack_view.isVisible()


def test_a_pack_is_looked_at_as_workbook_and_as_paper_before_it_goes(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    uses = {0: "external_reference", 1: "place"}
    founded.write("Learn", returns_layouts.learn, patch.csu, ["Task", "Where"], uses, act=ACT)
    checked(founded, patch, external_reference="CSU/118")
    page.refresh()

    shown_pack(qtbot, page, workspace)

    view = page.pack_view
    cells = view.grid.texts()
    assert cells[0][0] == "OFFICIAL"
    assert cells[3][:3] == ["Task", "Where", "Community Warden reference"]
    assert cells[4][0] == "CSU/118"
    view.as_paper.click()
    assert "CSU/118" in view.paper.text(0)
    file = view.file()
    assert file is not None
    assert file.name.endswith(".pdf")
    assert detail(founded, view_tasking(view)).state is State.CHECKED
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()
    assert page.table.isVisible()


def view_tasking(view: PackView) -> str:
    pack = view.pack()
    assert pack is not None
    return pack.content.items[0].tasking_id


def test_marking_as_sent_keeps_the_shown_file_and_can_be_undone(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    key = checked(founded, patch)
    page.refresh()
    shown_pack(qtbot, page, workspace)
    page.pack_view.as_paper.click()
    file = page.pack_view.file()
    find(page, QComboBox, "how").setCurrentIndex(1)
    find(page, QLineEdit, "sent_to").setText("CSU coordinator")

    click(page, "send")

    kept = sent(founded, patch)
    assert founded.read(returns.proof, kept.id) == file
    assert (kept.how, kept.sent_to) == ("at the meeting", "CSU coordinator")
    assert detail(founded, key).state is State.RETURNED
    assert "1 answer counts as sent to Ashford CSU" in page.notice.text()
    assert not page.pack_view.isVisible()
    assert workspace.undo_stack.undoText() == "Return 1 to Ashford CSU"
    workspace.undo()
    assert detail(founded, key).state is State.CHECKED
    assert page.table.rows.index(0, 5).data() == "1 owed"


def test_text_that_looks_like_a_person_is_pointed_out_and_wants_a_reason(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    key = checked(founded, patch, "Mrs Canary was glad of it.")
    page.refresh()
    shown_pack(qtbot, page, workspace)
    notice = page.pack_view.notice
    assert "name a person" in notice.text()

    click(page, "send")
    assert detail(founded, key).state is State.CHECKED
    find(notice, QLineEdit, "reason").setText("the CSU asked for her by name")
    click(notice, "go_on")

    assert detail(founded, key).state is State.RETURNED


def test_a_pack_overtaken_by_work_on_the_desk_is_refused(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    checked(founded, patch)
    page.refresh()
    shown_pack(qtbot, page, workspace)
    send(founded, patch.csu)

    click(page, "send")

    assert "cannot go back" in page.pack_view.notice.text()
    assert page.pack_view.isVisible()


def test_a_copy_is_saved_as_it_would_go(
    qtbot: QtBot,
    page: ReturnsPage,
    founded: Database,
    patch: Patch,
    workspace: Workspace,
    saved: Path,
) -> None:
    checked(founded, patch)
    page.refresh()
    shown_pack(qtbot, page, workspace)

    click(page, "save_copy")

    file = page.pack_view.file()
    assert file is not None
    assert saved.read_bytes() == file.data
    assert "Saved as copy.xlsx" in page.pack_view.notice.text()


def test_a_place_that_cannot_be_written_is_said(
    qtbot: QtBot, workspace: Workspace, founded: Database, patch: Patch, tmp_path: Path
) -> None:
    checked(founded, patch)
    page = ReturnsPage(workspace, choose_file=lambda *_: tmp_path / "no" / "copy.xlsx")
    qtbot.addWidget(page)
    page.show()
    shown_pack(qtbot, page, workspace)

    click(page, "save_copy")

    assert "could not be written" in page.pack_view.notice.text()


def test_what_was_sent_is_shown_from_the_bytes_that_are_kept(
    qtbot: QtBot, page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    checked(founded, patch, external_reference="CSU/118")
    send(founded, patch.csu)
    page.refresh()

    click(page, "show_proof")
    rest(qtbot, workspace)

    assert page.pack_view.grid.texts()[4][0] == "CSU/118"
    assert page.pack_view.file() == founded.read(returns.proof, sent(founded, patch).id)
    assert not page.pack_view.send_button.isVisible()


def test_the_csu_has_its_answers_and_they_may_be_closed_at_once(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch)
    send(founded, patch.csu)
    page.refresh()
    assert "1 unanswered" in pills(page)

    click(page, "has_it_close")

    assert sent(founded, patch).items[0].status is Status.ACKNOWLEDGED
    assert detail(founded, key).state is State.CLOSED


def test_the_csu_has_its_answers_and_they_stay_open(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch)
    send(founded, patch.csu)
    page.refresh()

    click(page, "has_it")

    assert sent(founded, patch).waiting == ()
    assert detail(founded, key).state is State.RETURNED


def ask(page: ReturnsPage, question: str) -> None:
    click(page, "query")
    find(panel(page), QPlainTextEdit, "text").setPlainText(question)
    click(panel(page), "save")


def test_a_query_is_written_down_and_sent_back_to_work(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    key = checked(founded, patch)
    send(founded, patch.csu)
    page.refresh()

    ask(page, "Which evenings?")

    assert page.panel() is None
    assert sent(founded, patch).items[0].query == "Which evenings?"
    assert "1 queried" in pills(page)
    click(page, "send_back")
    assert detail(founded, key).state is State.IN_PROGRESS
    assert [who.name for who in detail(founded, key).assignments] == ["Ellen Marsh"]


def test_a_query_without_words_is_refused_beside_the_field(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    checked(founded, patch)
    send(founded, patch.csu)
    page.refresh()

    ask(page, "")

    assert panel(page).isVisible()
    assert sent(founded, patch).items[0].status is Status.SENT


def test_the_chase_text_is_read_and_copied(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    record(founded, patch, external_reference="CSU/7", due_on=date(2026, 11, 18))
    page.refresh()
    run(page, "return_chase")
    text = find(panel(page), QPlainTextEdit, "chase_text").toPlainText()

    click(panel(page), "save")

    assert "ASH-26-0001 (CSU/7)" in text
    assert QGuiApplication.clipboard().text() == text
    assert page.panel() is None


def test_a_meeting_is_entered_with_what_is_to_be_done_and_done(
    page: ReturnsPage, founded: Database, patch: Patch
) -> None:
    run(page, "meeting_new")
    find(panel(page), QLineEdit, "on_date").setText("26/11/2026")
    find(panel(page), QLineEdit, "chair").setText("CSU Inspector")
    click(panel(page), "save")
    assert page.table.rows.index(0, 1).data() == "Thu 26 Nov"

    click(page, "add_action")
    find(panel(page), QPlainTextEdit, "text").setPlainText("Ask housing")
    click(panel(page), "save")
    click(page, "finish")

    [meeting] = founded.read(meetings.rows, csu_id=patch.csu)
    assert meeting.chair == "CSU Inspector"
    assert [(a.text, a.done_on) for a in meeting.actions] == [("Ask housing", ACT.at.date())]
    assert "Done" in pills(page)


def test_a_meeting_without_a_day_is_refused_beside_the_field(page: ReturnsPage) -> None:
    run(page, "meeting_new")

    click(panel(page), "save")

    assert panel(page).isVisible()
    assert page.has_typing() is False


def test_a_csu_is_opened_from_elsewhere(
    page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    workspace.choose_team(None)

    page.open_item(patch.csu)

    assert page.table.chosen_id() == patch.csu


def test_a_page_that_was_away_is_fresh_when_it_comes_back(
    page: ReturnsPage, founded: Database, patch: Patch, workspace: Workspace
) -> None:
    checked(founded, patch)
    page.refresh()
    page.hide()
    act = workspace.act()
    pack = workspace.read(returns_files.make, patch.csu, act=act)
    workspace.write("Return", returns.send, pack.content, pack.sheet, SendDraft(), act=act)

    page.show()

    assert page.table.rows.index(0, 5).data() == "1 unanswered"


def test_one_tasking_is_left_out_of_a_pack_and_taken_in_again(
    qtbot: QtBot, page: ReturnsPage, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    for reference in ("SMP-301", "SMP-302"):
        checked(founded, patch, external_reference=reference)
    page.refresh()
    shown_pack(qtbot, page, workspace)
    leave = find(page.pack_view, QPushButton, "leave_out")

    leave.menu().actions()[0].trigger()
    rest(qtbot, workspace)

    cells = [cell for line in page.pack_view.grid.texts() for cell in line]
    assert "SMP-302" in cells
    assert "SMP-301" not in cells
    assert not leave.isEnabled()

    click(page.pack_view, "put_back")
    rest(qtbot, workspace)
    assert leave.isEnabled()
    assert "SMP-301" in [cell for line in page.pack_view.grid.texts() for cell in line]


def test_a_meeting_is_put_right(
    page: ReturnsPage, workspace: Workspace, founded: Database, patch: Patch
) -> None:
    checked(founded, patch)
    met = MeetingDraft(csu_id=patch.csu, on_date=ACT.at.date(), chair="CSU inspektor")
    founded.write("Meeting", meetings.record, met, act=ACT)
    page.refresh()

    click(page.detail, "correct")
    chair = find(panel(page), QLineEdit, "chair")
    assert chair.text() == "CSU inspektor"
    chair.setText("CSU inspector")
    click(panel(page), "save")

    [row] = founded.read(meetings.rows, csu_id=patch.csu)
    assert row.chair == "CSU inspector"
    assert workspace.undo_stack.undoText() == "Correct meeting"
