"""Files of a tasking at the window: attached, dropped, looked at, copied out, removed."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.formats.attached_samples import photograph
from tests.formats.pdf.test_job_sheet import a_sheet
from tests.hidden_desk import sit_down
from tests.tasking_desk import Patch, record
from tests.ui.conftest import find, rest
from tests.ui.pages import seen
from warden_desk.formats.pdf import job_sheet
from warden_desk.services.tasking import attachments, taskings
from warden_desk.storage.database import Database
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.widgets.file_view import FileView
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def tasking(founded: Database, patch: Patch) -> str:
    return record(founded, patch)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, tasking: str) -> TaskingsPage:
    page = seen(qtbot, TaskingsPage(workspace))
    page.open_item(tasking)
    return page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "Broken fence.jpg"
    path.write_bytes(photograph(size=(300, 200)))
    return path


def attach(qtbot: QtBot, page: TaskingsPage, workspace: Workspace, *paths: Path) -> None:
    page.attachments.choose_files = lambda _: paths
    find(page, QPushButton, "attach").click()
    rest(qtbot, workspace)
    rest(qtbot, workspace)  # first they are read, then they are kept


def names(page: TaskingsPage) -> list[str]:
    return [line.accessibleName().split(" · ")[0] for line in page.attachments.files.lines()]


def open_first(qtbot: QtBot, page: TaskingsPage, workspace: Workspace) -> FileView:
    page.attachments.files.lines()[0].click()
    rest(qtbot, workspace)
    assert page.attachments.view is not None
    assert page.attachments.view.isVisible()
    return page.attachments.view


def test_files_are_attached_together_listed_and_undone_together(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tmp_path: Path
):
    notes = tmp_path / "notes.txt"
    notes.write_text("Seen at four.")

    attach(qtbot, page, workspace, photo, notes)

    assert sorted(names(page)) == ["Broken fence.jpg", "notes.txt"]
    assert "Attached 2 files" in page.notice.text()
    workspace.undo()
    assert names(page) == []


def test_one_file_that_is_refused_keeps_all_out_and_says_why(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tmp_path: Path
):
    tool = tmp_path / "tool.exe"
    tool.write_bytes(b"MZ\x90")

    attach(qtbot, page, workspace, photo, tool)

    assert names(page) == []
    assert "tool.exe cannot be attached" in page.notice.text()


def test_the_same_file_again_is_refused_with_a_sentence(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path
):
    attach(qtbot, page, workspace, photo)
    attach(qtbot, page, workspace, photo)

    assert names(page) == ["Broken fence.jpg"]
    assert "already" in page.notice.text()


def test_a_file_dropped_on_the_tasking_is_attached(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path
):
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(photo))])
    how = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton)
    key = Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(5, 5), *how, key)
    drops = QDropEvent(QPointF(5, 5), *how, key)

    QApplication.sendEvent(page.view, enters)
    QApplication.sendEvent(page.view, drops)
    rest(qtbot, workspace)
    rest(qtbot, workspace)

    assert enters.isAccepted()
    assert names(page) == ["Broken fence.jpg"]


def test_a_picture_is_looked_at_inside_the_window_and_escape_comes_back(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path
):
    attach(qtbot, page, workspace, photo)

    view = open_first(qtbot, page, workspace)

    assert view.picture.isVisible()
    shown = view.picture.grab().toImage()
    middle = QPoint(shown.width() // 2 - 60, shown.height() // 2)
    assert QColor(shown.pixel(middle)).red() > 150
    assert not page.table.isVisible()
    qtbot.keyClick(view.picture, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_a_paper_and_a_text_are_looked_at_inside_the_window(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, tmp_path: Path
):
    paper, notes = tmp_path / "letter.pdf", tmp_path / "notes.txt"
    paper.write_bytes(job_sheet.render([a_sheet()]))
    notes.write_text("Seen at four.")

    attach(qtbot, page, workspace, paper)
    assert open_first(qtbot, page, workspace).pages.isVisible()
    page.attachments.close()
    attach(qtbot, page, workspace, notes)
    view = open_first(qtbot, page, workspace)

    assert view.text.isVisible()
    assert view.text.toPlainText() == "Seen at four."


def test_a_copy_is_saved_where_the_user_says_with_a_warning(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tmp_path: Path
):
    attach(qtbot, page, workspace, photo)
    view = open_first(qtbot, page, workspace)
    target = tmp_path / "elsewhere.jpg"
    page.attachments.choose_copy = lambda _parent, _suggested: target

    find(view, QPushButton, "save_copy").click()

    assert "not encrypted" in view.notice.text()
    [row] = workspace.read(attachments.rows, page.table.chosen_id())
    assert target.read_bytes() == workspace.read(attachments.content, row.id)[1]


def test_a_copy_that_cannot_be_written_is_said(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tmp_path: Path
):
    attach(qtbot, page, workspace, photo)
    view = open_first(qtbot, page, workspace)
    page.attachments.choose_copy = lambda _parent, _suggested: tmp_path / "no folder" / "a.jpg"

    find(view, QPushButton, "save_copy").click()

    assert "could not be written" in view.notice.text()


def test_removing_asks_why_and_can_be_undone(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path
):
    attach(qtbot, page, workspace, photo)
    view = open_first(qtbot, page, workspace)
    find(view, QPushButton, "remove_file").click()
    find(page, QPushButton, "save").click()
    assert names(page) == ["Broken fence.jpg"], "no reason, not removed"

    find(page, QPlainTextEdit, "reason").setPlainText("Wrong tasking")
    find(page, QPushButton, "save").click()

    assert names(page) == []
    assert workspace.undo_stack.undoText() == "Remove the file Broken fence.jpg"
    workspace.undo()
    assert names(page) == ["Broken fence.jpg"]


def test_undo_and_notices_do_not_say_what_a_file_of_a_sensitive_tasking_is_called(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tasking: str
):
    sit_down(workspace.database, is_cleared=True)
    workspace.at_desk.refresh()
    draft = workspace.read(taskings.draft_to_amend, tasking)
    sensitive = replace(draft, marking="OFFICIAL-SENSITIVE")
    workspace.write("Mark", taskings.amend, tasking, sensitive, act=workspace.act())

    attach(qtbot, page, workspace, photo)
    assert names(page) == ["Broken fence.jpg"]
    told = [page.notice.text(), workspace.undo_stack.undoText()]
    find(open_first(qtbot, page, workspace), QPushButton, "remove_file").click()
    find(page, QPlainTextEdit, "reason").setPlainText("Wrong tasking")
    find(page, QPushButton, "save").click()
    told.append(workspace.undo_stack.undoText())

    assert names(page) == []
    assert all("a file" in text and "fence" not in text for text in told), told


def test_a_file_of_50_mb_is_refused_in_words_and_nothing_is_lost(
    qtbot: QtBot, page: TaskingsPage, workspace: Workspace, photo: Path, tmp_path: Path
):
    attach(qtbot, page, workspace, photo)
    film = tmp_path / "film.pdf"
    with film.open("wb") as file:
        file.truncate(50_000_000)

    attach(qtbot, page, workspace, film)

    assert "film.pdf has 50 MB; at most 20 MB are kept" in page.notice.text()
    assert names(page) == ["Broken fence.jpg"]
