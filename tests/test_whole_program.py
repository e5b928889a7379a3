"""The whole program in a window nobody sees, walked through as somebody at a desk would."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from tests.ui.web import NO_GRAPHICS_CARD
from warden_desk.app import make_shell
from warden_desk.app.program import Program
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.domain.tasking_states import State
from warden_desk.services import teams
from warden_desk.services.tasking import tasking_lists
from warden_desk.services.week import week_views
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.pages.unlock import UnlockPage
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.welcome import WelcomePage
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace

PATIENCE = 60_000
PASSPHRASE = "kettle marsh lantern orbit"
CANARY = "Mildred Canarywharton"

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(240),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]

Start = Callable[[], Program]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """This user's own folder, empty as on a first start."""
    return tmp_path / "data"


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Start]:
    """Starts the program as `warden-desk` does; what was not closed is closed afterwards."""
    started: list[Program] = []
    handlers = list(logging.getLogger().handlers)

    def begin() -> Program:
        program = Program(qapp, make_shell(folder), folder)
        started.append(program)
        program.shell.show()
        program.begin()
        qtbot.waitUntil(program.shell.isActiveWindow, timeout=PATIENCE)
        return program

    yield begin
    for program in started:
        program.shell.close()
        program.shell.deleteLater()
    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)
        handler.close()
    QApplication.processEvents()


def entered(qtbot: QtBot, program: Program) -> Workspace:
    """The workspace, once the desk is open and has come to rest."""
    qtbot.waitUntil(lambda: program.workspace is not None, timeout=PATIENCE)
    assert program.workspace is not None
    rest(qtbot, program)
    return program.workspace


def rest(qtbot: QtBot, program: Program) -> None:
    def is_idle() -> bool:
        return program.workspace is not None and program.workspace.jobs.is_idle

    qtbot.waitUntil(is_idle, timeout=PATIENCE)
    QApplication.processEvents()


def at(program: Program, kind: type[Any]) -> Any:
    """The page in front, which is of this kind."""
    page = program.frame.current_page()
    assert isinstance(page, kind)
    return page


def do(qtbot: QtBot, program: Program, command: str) -> None:
    """As the key of a command, or its line in the palette, does."""
    [action] = [a for a in program.frame.actions() if a.objectName() == command]
    assert isinstance(action, QAction)
    action.trigger()
    rest(qtbot, program)


def save(page: SplitPage) -> None:
    """Save the panel; if a rule warns, give a reason as one would."""
    panel = page.panel()
    assert panel is not None
    find(panel, QPushButton, "save").click()
    if page.panel() is panel and panel.notice.isVisible():
        find(panel, QLineEdit, "reason").setText("Agreed with the team leader")
        find(panel, QPushButton, "go_on").click()
    problems = [p.text() for p in panel.findChildren(QLabel) if p.property("kind") == "problem"]
    assert page.panel() is None, problems


def test_first_start_practice_work_print_undo_close_and_open_again(
    qtbot: QtBot, start: Start
) -> None:
    program = start()
    reports: list[str] = []
    program.catcher.broke.connect(reports.append)
    find(at(program, WelcomePage), QPushButton, "practice").click()
    workspace = entered(qtbot, program)

    for entry in PAGES:
        program.frame.go_to(entry.key)
        rest(qtbot, program)
        page = program.frame.current_page()
        assert page is not None
        assert page.isVisible()
        assert page.objectName() == f"page_{entry.key}"
        assert program.frame.banner.isVisible()

    reference = finish_a_tasking(qtbot, program)
    team, week = plan_a_day(qtbot, program)
    print_the_sheet(qtbot, program, team)

    program.frame.go_to("week")
    do(qtbot, program, "undo")
    assert first_cell(workspace, week) == ""
    do(qtbot, program, "redo")
    assert first_cell(workspace, week) == "E"
    assert reports == []
    assert program.shell.close()

    again = start()
    workspace = entered(qtbot, again)
    assert first_cell(workspace, week) == "E"
    wanted = TaskingFilter(today=workspace.today(), which=Which.ALL, text=reference)
    [row] = workspace.read(tasking_lists.page, wanted).rows
    assert row.state is State.RESULT_ENTERED
    workspace.open_thing("tasking", row.id)
    assert at(again, TaskingsPage).view.reference.text() == reference


def finish_a_tasking(qtbot: QtBot, program: Program) -> str:
    """Assign an accepted tasking, log a visit, enter the result; returns its reference."""
    program.frame.go_to("taskings")
    page: TaskingsPage = at(program, TaskingsPage)
    page.show_only(Which.UNASSIGNED)
    rows = [page.table.rows.row(n) for n in range(page.table.rows.rowCount())]
    tasking = next(row for row in rows if row.state is State.ACCEPTED and row.marking == "OFFICIAL")
    page.open_item(tasking.id)

    do(qtbot, program, "tasking_assign")
    [first, *_] = [
        button
        for button in page.findChildren(QPushButton)
        if button.objectName().startswith("candidate_")
    ]
    first.click()
    save(page)
    page.open_item(tasking.id)
    do(qtbot, program, "tasking_visit")
    find(page, QSpinBox, "minutes").setValue(25)
    find(page, QPlainTextEdit, "text").setPlainText("All quiet at the hall.")
    save(page)
    page.open_item(tasking.id)
    do(qtbot, program, "tasking_result")
    find(page, QComboBox, "outcome").setCurrentText("Resolved")
    save(page)
    return tasking.reference


def plan_a_day(qtbot: QtBot, program: Program) -> tuple[str, Week]:
    """Type an early into the first free cell of a week far ahead; returns team and week."""
    assert program.workspace is not None
    week = Week.of(program.workspace.today()).plus(10)
    program.frame.go_to("week")
    page: WeekPage = at(program, WeekPage)
    page.open_item(str(week))
    rest(qtbot, program)
    view = page.board.people
    view.setFocus()
    view.setCurrentIndex(view.grid.index(0, 1))
    QTest.keyClicks(page.focusWidget() or page, "E")
    QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Return)

    assert first_cell(program.workspace, week) == "E"
    return program.workspace.read(teams.rows, program.workspace.today())[0].name, week


def first_cell(workspace: Workspace, week: Week) -> str:
    """The first person's Monday, as it would be typed."""
    team = workspace.read(teams.rows, workspace.today())[0]
    grid = workspace.read(week_views.grid, team.id, week)
    return grid.text(grid.people[0].cells[0])


def print_the_sheet(qtbot: QtBot, program: Program, team: str) -> None:
    """Look at the sheet of this week, and come back."""
    page: WeekPage = at(program, WeekPage)
    page.go_to_now()
    do(qtbot, program, "week_print")
    preview = page.findChild(PrintPreview)
    assert preview is not None
    qtbot.waitUntil(lambda: preview.page_count() > 0, timeout=PATIENCE)
    assert team in preview.text(0)
    assert "practice" in preview.text(0).lower()
    preview.closed.emit()


def test_a_new_desk_gives_its_code_and_opens_with_the_passphrase_only(
    qtbot: QtBot, start: Start
) -> None:
    program = start()
    welcome: WelcomePage = at(program, WelcomePage)
    find(welcome, QPushButton, "new_desk").click()
    for name in ("passphrase", "again"):
        find(welcome, QLineEdit, name).setText(PASSPHRASE)
    find(welcome, QLineEdit, "user_name").setText("Ada Marsh")
    with qtbot.waitSignal(welcome.new_desk.made, timeout=PATIENCE):
        find(welcome, QPushButton, "make_desk").click()

    assert len(find(welcome, QLabel, "recovery_code").text()) > 20
    enter = find(welcome, QPushButton, "enter_desk")
    assert not enter.isEnabled()
    find(welcome, CheckBox, "written_down").click()
    enter.click()
    assert entered(qtbot, program).settings.user_name == "Ada Marsh"
    assert not program.frame.banner.isVisible()
    assert program.shell.close()

    again = start()
    unlock: UnlockPage = at(again, UnlockPage)
    secret = find(unlock, QLineEdit, "secret")
    secret.setText("kettle marsh lantern orchid")
    find(unlock, QPushButton, "unlock").click()
    qtbot.waitUntil(unlock.notice.isVisible, timeout=PATIENCE)
    assert "does not open this desk" in unlock.notice.text()
    assert again.workspace is None

    secret.setText(PASSPHRASE)
    find(unlock, QPushButton, "unlock").click()
    assert entered(qtbot, again).settings.user_name == "Ada Marsh"


def test_nothing_personal_reaches_the_log_or_the_report(
    qtbot: QtBot, start: Start, folder: Path
) -> None:
    program = start()
    find(at(program, WelcomePage), QPushButton, "practice").click()
    workspace = entered(qtbot, program)
    reports: list[str] = []
    program.catcher.broke.connect(reports.append)

    def break_down(_: object, name: str) -> None:
        try:
            {"somebody": 1}[name]
        except LookupError as error:
            raise ValueError(f"{name} cannot be written") from error

    def break_at_work(*_: object) -> None:
        break_down(None, CANARY)

    def refuse(*_: object) -> None:
        raise UserError(f"{CANARY} is away.")

    for work in (break_at_work, refuse):
        workspace.start("Look somebody up", work, lambda _: None)
        rest(qtbot, program)
    try:
        workspace.write("Write somebody down", break_down, CANARY)
    except ValueError as error:
        program.catcher.take(error)

    qtbot.waitUntil(lambda: len(reports) == 2, timeout=PATIENCE)
    page = program.frame.current_page()
    assert page is not None
    assert page.notice.text() == f"{CANARY} is away."
    log = (folder / "log.txt").read_text("utf-8")
    assert "ValueError" in log
    assert "KeyError" in log
    for said in (log, *reports):
        assert "Canary" not in said
        assert "Mildred" not in said
        assert str(folder) not in said
