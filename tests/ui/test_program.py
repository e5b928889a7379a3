"""The whole program, from the first start to the second."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from warden_desk.app import make_shell
from warden_desk.app.program import Program, last_backup
from warden_desk.storage import desks
from warden_desk.ui.pages.unlock import UnlockPage
from warden_desk.ui.pages.welcome import WelcomePage
from warden_desk.ui.widgets.buttons import Button

GOOD = "kettle marsh lantern orbit"


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Program]]:
    """Starts the program on one and the same folder, as often as it is called."""
    started: list[Program] = []

    def begin() -> Program:
        shell = make_shell(tmp_path)
        qtbot.addWidget(shell)
        program = Program(qapp, shell, tmp_path, warm_map=False)
        started.append(program)
        shell.show()
        program.begin()
        return program

    yield begin
    for program in started:
        program.shell.close()


def is_open(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: program.workspace is not None, timeout=60_000)
    workspace = program.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: workspace.jobs.is_idle, timeout=20_000)


def test_the_second_start_opens_the_practice_desk_by_itself(
    qtbot: QtBot, start: Callable[[], Program]
) -> None:
    first = start()
    page = first.frame.current_page()
    assert isinstance(page, WelcomePage)
    find(page, Button, "practice").click()
    is_open(qtbot, first)
    assert first.frame.banner.isVisible()
    first.shell.close()

    second = start()
    is_open(qtbot, second)

    page = second.frame.current_page()
    assert page is not None
    assert page.objectName() == "page_today"


def test_a_locked_desk_asks_for_its_passphrase(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    desk, _ = desks.create(tmp_path / "Warden Desk.desk", GOOD)
    desk.close()
    program = start()
    page = program.frame.current_page()
    assert isinstance(page, UnlockPage)
    assert not program.frame.rail.isVisible()
    page.secret.setText(GOOD)

    find(page, Button, "unlock").click()
    is_open(qtbot, program)

    assert not program.frame.banner.isVisible()
    assert program.frame.rail.isVisible()


def test_a_backup_is_made_on_demand_and_said(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    desks.create_practice(tmp_path / "Practice.desk").close()
    program = start()
    is_open(qtbot, program)
    assert program.frame.status.backup.text() == "No backup yet"

    program.frame.back_up()
    qtbot.waitUntil(lambda: "Last backup" in program.frame.status.backup.text(), timeout=20_000)

    assert last_backup(tmp_path / "Practice.desk") is not None


def test_a_desk_that_is_open_elsewhere_says_so(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    with desks.create_practice(tmp_path / "Practice.desk"):
        program = start()
        page = program.frame.current_page()
        assert page is not None
        qtbot.waitUntil(lambda: "open already" in page.notice.text(), timeout=20_000)


def test_closing_lets_go_of_the_desk(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    path = tmp_path / "Practice.desk"
    desks.create_practice(path).close()
    program = start()
    is_open(qtbot, program)

    program.shell.close()

    desks.open_desk(path).close()


def test_nothing_personal_is_kept_in_preferences_or_log(
    qtbot: QtBot, start: Callable[[], Program], tmp_path: Path
) -> None:
    desk, _ = desks.create(tmp_path / "Warden Desk.desk", GOOD)
    desk.close()
    program = start()
    page = program.frame.current_page()
    assert isinstance(page, UnlockPage)
    page.secret.setText(GOOD)
    find(page, Button, "unlock").click()
    is_open(qtbot, program)
    program.shell.close()

    kept = (tmp_path / "preferences.json").read_text() + (tmp_path / "log.txt").read_text()

    assert "kettle" not in kept
