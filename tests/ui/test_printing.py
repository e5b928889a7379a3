"""Choosing, looking at, printing and saving the papers of a week."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from warden_desk.domain.copies import LABELS, CopyKind
from warden_desk.domain.dates import Week
from warden_desk.services import teams
from warden_desk.storage.tables import PrintLog
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace

WEEK = Week.of(TODAY)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def printing(qtbot: QtBot, workspace: Workspace, folder: Path) -> SheetPreview:
    def choose_file(_: QWidget, suggested: Path) -> Path:
        return folder / suggested.name

    def choose_folder(_: QWidget) -> Path:
        return folder

    shown = SheetPreview(workspace, choose_file, choose_folder)
    qtbot.addWidget(shown)
    shown.resize(1214, 656)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.make(workspace.read(teams.rows, TODAY)[0].id, WEEK)
    rest(qtbot, workspace)
    return shown


@pytest.fixture
def choose(
    qtbot: QtBot, printing: SheetPreview, workspace: Workspace
) -> Callable[[CopyKind, str], None]:
    """Choose a kind of copy with the arrow keys, and type for whom it is."""

    def choose(kind: CopyKind, reader: str = "") -> None:
        box = find(printing, QComboBox, "kind")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        for _ in range(list(LABELS).index(kind)):
            QTest.keyClick(box, Qt.Key.Key_Down)
        settle(qtbot, workspace)
        if reader:
            field = find(printing, ChoiceBox, "reader")
            field.setFocus()
            field.setEditText(reader)
            QTest.keyClick(field, Qt.Key.Key_Tab)
            settle(qtbot, workspace)

    return choose


def settle(qtbot: QtBot, workspace: Workspace) -> None:
    """Wait for the pause after typing, then for the papers."""
    QTest.qWait(300)
    rest(qtbot, workspace)


def texts(printing: SheetPreview) -> list[str]:
    preview = printing.preview
    return [" ".join(preview.text(page).split()) for page in range(preview.page_count())]


def logged(workspace: Workspace) -> list[tuple[str, str]]:
    query = select(PrintLog.what, PrintLog.copy_for).order_by(PrintLog.id)
    return workspace.read(lambda session: [(what, who) for what, who in session.execute(query)])


def test_it_opens_with_the_team_sheet_and_the_cursor_in_the_choices(printing: SheetPreview):
    assert "Weekly deployment sheet" in texts(printing)[0]
    assert find(printing, QComboBox, "kind").hasFocus()


@pytest.mark.parametrize("kind", [kind for kind in CopyKind if kind is not CopyKind.TEAM])
def test_every_kind_of_copy_is_shown_as_it_is_chosen(
    kind: CopyKind, printing: SheetPreview, choose: Callable[..., None]
):
    choose(kind)
    assert LABELS[kind] in texts(printing)[0]


def test_one_persons_copy_is_found_by_a_part_of_the_name(
    printing: SheetPreview, choose: Callable[..., None]
):
    choose(CopyKind.PERSON, "Freya")
    first, *more = texts(printing)
    assert "Freya Haddon" in first
    assert all("annex" in text for text in more)


def test_pages_are_chosen_by_number_and_nonsense_is_refused_beside_the_field(
    qtbot: QtBot, printing: SheetPreview, workspace: Workspace
):
    every = texts(printing)
    line = find(printing, QLineEdit, "pages")
    line.setFocus()
    QTest.keyClicks(line, "2")
    settle(qtbot, workspace)
    assert texts(printing) == [every[1]]
    line.clear()
    QTest.keyClicks(line, "two")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert "names no pages" in find(printing, QLabel, "pages_problem").text()


def test_a_page_that_does_not_exist_is_refused_with_how_many_there_are(
    qtbot: QtBot, printing: SheetPreview, workspace: Workspace
):
    line = find(printing, QLineEdit, "pages")
    line.setFocus()
    QTest.keyClicks(line, "77")
    settle(qtbot, workspace)
    assert "Choose among them" in printing.preview.notice.text()


def test_saving_one_file_notes_each_copy_in_the_print_log(
    printing: SheetPreview, choose: Callable[..., None], workspace: Workspace, folder: Path
):
    choose(CopyKind.CSU)
    QTest.keyClick(find(printing, QComboBox, "kind"), Qt.Key.Key_S, CTRL)
    assert [path.name for path in folder.iterdir()] == ["csu-copies_2026-W48_draft-1_2-in-one.pdf"]
    assert logged(workspace) == [
        ("CSU copy, Ashford CSU, 2026-W48", "Ashford CSU"),
        ("CSU copy, Swale CSU, 2026-W48", "Swale CSU"),
    ]


def test_one_file_each_goes_into_a_folder_with_the_annexes_apart(
    qtbot: QtBot,
    printing: SheetPreview,
    choose: Callable[..., None],
    workspace: Workspace,
    folder: Path,
):
    choose(CopyKind.CSU)
    QTest.keyClick(find(printing, QCheckBox, "is_one_each"), Qt.Key.Key_Space)
    settle(qtbot, workspace)
    printing.preview.save()
    rest(qtbot, workspace)
    names = sorted(path.name for path in folder.iterdir())
    assert "csu_ashford-csu_2026-W48_draft-1.pdf" in names
    assert "csu_ashford-csu_2026-W48_draft-1_annex.pdf" in names
    assert len(logged(workspace)) == 2


def test_calendar_files_are_saved_without_anybodys_name(
    qtbot: QtBot,
    printing: SheetPreview,
    choose: Callable[..., None],
    workspace: Workspace,
    folder: Path,
):
    choose(CopyKind.PERSON, "Freya")
    find(printing, QPushButton, "calendar").click()
    rest(qtbot, workspace)
    [file] = folder.iterdir()
    assert file.name == "shifts_cw107_2026-W48.ics"
    assert b"Freya" not in file.read_bytes()


def test_looking_alone_notes_nothing(printing: SheetPreview, workspace: Workspace):
    assert printing.preview.page_count() > 1
    assert workspace.read(lambda session: session.scalar(select(func.count(PrintLog.id)))) == 0


def test_escape_goes_back_from_the_choices_and_from_the_paper(qtbot: QtBot, printing: SheetPreview):
    for start in (
        find(printing, QComboBox, "kind"),
        find(printing.preview, QListWidget, "preview_pages"),
    ):
        start.setFocus()
        with qtbot.waitSignal(printing.closed):
            QTest.keyClick(start, Qt.Key.Key_Escape)
