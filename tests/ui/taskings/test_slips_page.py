"""Papers of a tasking at the window: printing the job sheet, keying in the slip."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.tasking_desk import ACT, TODAY, Patch, detail, record
from tests.ui.conftest import find, rest
from tests.ui.pages import seen
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_states import State
from warden_desk.services import settings as desk_settings
from warden_desk.services.papers import job_sheets, slips
from warden_desk.services.tasking import tasking_people
from warden_desk.storage.database import Database
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.slips import SlipsPage
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.theme import Appearance
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def tasking(founded: Database, patch: Patch) -> str:
    key = record(founded, patch)
    founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT, reason="asked")
    return key


@pytest.fixture
def slip(founded: Database, tasking: str) -> str:
    """The number on the slip of a printed job sheet."""
    sheets = founded.read(job_sheets.content, [tasking], today=TODAY, act=ACT)
    founded.write("Print", job_sheets.log_print, sheets, act=ACT)
    return sheets[0].slip


def slips_page(qtbot: QtBot, workspace: Workspace) -> SlipsPage:
    page = seen(qtbot, SlipsPage(workspace))
    qtbot.waitUntil(page.isVisible)
    return page


def typed(qtbot: QtBot, words: str) -> None:
    """Type where the cursor is, as a person does; a new line is Enter, a stop is Tab."""
    for sign in words:
        field = QApplication.focusWidget()
        assert field is not None
        match sign:
            case "\n":
                qtbot.keyClick(field, Qt.Key.Key_Return)
            case "\t":
                qtbot.keyClick(field, Qt.Key.Key_Tab)
            case _:
                qtbot.keyClicks(field, sign)


@pytest.mark.parametrize("on", ["\n", "\t"])
def test_a_slip_is_keyed_in_from_the_keyboard_alone_and_undone_in_one(
    qtbot: QtBot, workspace: Workspace, tasking: str, slip: str, on: str
):
    page = slips_page(qtbot, workspace)
    page.activateWindow()
    qtbot.waitUntil(lambda: page.search is not None and page.search.hasFocus())
    words = on.join(("20/11", "1600", "25", "resolved", "Nobody there any more."))

    typed(qtbot, f"{slip.lower()}\n{words}\n")

    now = detail(workspace.database, tasking)
    assert now.state is State.RESULT_ENTERED
    assert now.outcome_label == "Resolved"
    visit = next(entry for entry in now.entries if entry.happened_on)
    assert (visit.start_minute, visit.minutes, visit.people) == (960, 25, ("Ben Tilley",))
    assert page.panel() is None
    assert page.search is not None
    assert page.search.hasFocus()
    assert "is in" in page.notice.text()
    assert workspace.undo_stack.undoText() == f"Key in slip {slip}"

    workspace.undo()

    assert detail(workspace.database, tasking).state is State.ASSIGNED
    assert page.table.rows.rowCount() == 1


def test_a_mistyped_number_is_refused_and_the_cursor_stays(
    qtbot: QtBot, workspace: Workspace, slip: str
):
    page = slips_page(qtbot, workspace)

    page.open_item(slip[:-1] + ("A" if slip[-1] != "A" else "B"))

    assert "mistyped" in page.notice.text()
    assert page.panel() is None


def test_a_slip_keyed_in_before_is_refused_with_who_and_when(
    qtbot: QtBot, workspace: Workspace, slip: str
):
    workspace.write("Set my name", desk_settings.save, Settings(user_name="A. Okafor"))
    page = slips_page(qtbot, workspace)
    page.open_item(slip)
    typed_into(page, "on", "20/11")
    typed_into(page, "minutes", "15")
    find(page, QPushButton, "save").click()

    page.open_item(slip)

    assert "keyed in by A. Okafor on Mon 23 Nov 2026" in page.notice.text()
    assert page.table.rows.rowCount() == 0


def typed_into(page: QWidget, name: str, words: str) -> None:
    field = find(page, QWidget, name)
    line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
    assert line is not None
    line.setText(words)


def test_what_the_service_refuses_stands_beside_its_field(
    qtbot: QtBot, workspace: Workspace, slip: str
):
    page = slips_page(qtbot, workspace)
    page.open_item(slip)
    find(page, QPushButton, "save").click()

    assert page.panel() is not None
    assert find(page, QWidget, "on_problem").isVisible()


def test_a_slip_that_will_not_come_back_leaves_the_list_with_a_reason(
    qtbot: QtBot, workspace: Workspace, slip: str
):
    page = slips_page(qtbot, workspace)
    page.table.choose_first()
    find(page, QPushButton, "give_up").click()
    find(page, QPlainTextEdit, "reason").setPlainText("Lost on the bus")
    find(page, QPushButton, "save").click()

    assert page.table.rows.rowCount() == 0
    page.open_item(slip)
    assert "Lost on the bus" in page.notice.text()


def test_the_job_sheet_takes_the_page_and_escape_brings_the_list_back(
    qtbot: QtBot, workspace: Workspace, tasking: str
):
    page = seen(qtbot, TaskingsPage(workspace))
    page.open_item(tasking)

    next(c for c in page.commands() if c.key == "tasking_job_sheet").run()
    rest(qtbot, workspace)

    preview = page.papers.job_sheet
    assert preview is not None
    assert preview.isVisible()
    assert not page.table.isVisible()
    assert "Result slip" in preview.text(0)
    preview.closed.emit()
    assert page.table.isVisible()
    assert page.search is not None
    assert page.search.isVisible()


def test_a_sheet_looked_at_puts_no_slip_out_and_one_printed_and_saved_puts_out_one(
    qtbot: QtBot, workspace: Workspace, tasking: str
):
    page = TaskingsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.open_item(tasking)
    next(c for c in page.commands() if c.key == "tasking_job_sheet").run()
    rest(qtbot, workspace)
    preview = page.papers.job_sheet
    assert preview is not None
    assert workspace.read(slips.out) == ()

    preview.printed.emit()
    preview.saved.emit("a.pdf")

    assert len(workspace.read(slips.out)) == 1


def test_all_sheets_of_somebodys_week_come_in_one_file(
    qtbot: QtBot, workspace: Workspace, patch: Patch, tasking: str
):
    other = record(workspace.database, patch, title="Bikes on the green", due_on=TODAY)
    workspace.write("Assign", tasking_people.assign, other, patch.ben, act=ACT, reason="asked")
    page = TaskingsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.open_item(tasking)

    page.do("week_sheets")
    rest(qtbot, workspace)

    preview = page.papers.job_sheet
    assert preview is not None
    assert preview.page_count() == 2
    assert "Needles near the play area" in preview.text(0)
    assert "Bikes on the green" in preview.text(1)
    preview.printed.emit()
    assert workspace.undo_stack.undoText() == "Print 2 job sheets"
    assert len(workspace.read(slips.out)) == 2


def test_the_page_of_slips_has_no_place_of_its_own_in_the_rail(
    qtbot: QtBot, new_workspace: Workspace, appearance: Appearance
):
    frame = Frame(new_workspace.preferences, appearance)
    qtbot.addWidget(frame)
    frame.show()
    frame.open(new_workspace)
    rest(qtbot, new_workspace)

    frame.go_to("slips")
    rest(qtbot, new_workspace)

    assert frame.findChildren(QPushButton, "nav_slips") == []
    assert find(frame, QPushButton, "nav_taskings").isChecked()
