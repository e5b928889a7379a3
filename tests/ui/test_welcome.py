from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from warden_desk.domain.passphrases import Strength, strength
from warden_desk.services import settings
from warden_desk.services.access import clearance
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.ui.door import DESK_NAME, PRACTICE_NAME, Door
from warden_desk.ui.pages.unlock import UnlockPage
from warden_desk.ui.pages.welcome import WelcomePage
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.date_fields import local_today

GOOD = "kettle marsh lantern orbit"


@pytest.fixture
def entered() -> Iterator[list[Desk]]:
    """The desks that were gone into."""
    entered: list[Desk] = []
    yield entered
    for desk in entered:
        desk.close()


@pytest.fixture
def door(qtbot: QtBot, tmp_path: Path, entered: list[Desk]) -> Iterator[Door]:
    del qtbot
    door = Door(tmp_path / "desks")
    door.opened.connect(entered.append)
    yield door
    door.close()


@pytest.fixture
def saved_as(tmp_path: Path) -> Path:
    return tmp_path / "code.pdf"


@pytest.fixture
def page(qtbot: QtBot, door: Door, saved_as: Path) -> WelcomePage:
    def choose(parent: QWidget, suggested: Path) -> Path:
        del parent, suggested
        return saved_as

    page = WelcomePage(door, choose)
    qtbot.addWidget(page)
    page.show()
    return page


def fill(page: WelcomePage, **typed: str) -> None:
    for name, text in typed.items():
        find(page.new_desk, QLineEdit, name).setText(text)


def make(qtbot: QtBot, page: WelcomePage) -> str:
    """Make a desk as a user would; returns the recovery code shown."""
    find(page, Button, "new_desk").click()
    fill(page, user_name="Ada Marsh", passphrase=GOOD, again=GOOD)
    with qtbot.waitSignal(page.new_desk.made, timeout=20_000) as made:
        find(page, Button, "make_desk").click()
    assert made.args is not None
    return made.args[0]


def problem(page: WelcomePage, name: str) -> str:
    return find(page.new_desk, QLabel, f"{name}_problem").text()


def test_the_practice_desk_opens_full_of_invented_people(
    qtbot: QtBot, page: WelcomePage, door: Door, entered: list[Desk]
) -> None:
    with qtbot.waitSignal(door.opened, timeout=60_000):
        find(page, Button, "practice").click()

    [desk] = entered
    assert desk.is_practice
    assert desk.path.name == PRACTICE_NAME
    assert desk.database.read(settings.load).user_name


def test_a_new_desk_is_made_with_the_users_name_and_opens_after_the_code_is_kept(
    qtbot: QtBot, page: WelcomePage, door: Door, entered: list[Desk]
) -> None:
    code = make(qtbot, page)
    assert find(page, QLabel, "recovery_code").text().replace("\n", "") == code
    go_on = find(page, Button, "enter_desk")
    assert not go_on.isEnabled()
    assert page.has_typing()

    find(page, CheckBox, "written_down").setChecked(True)
    with qtbot.waitSignal(door.opened):
        go_on.click()

    assert entered[0].database.read(settings.load).user_name == "Ada Marsh"


@pytest.mark.parametrize(("typed", "is_cleared"), [("31/12/2099", True), ("", False)])
def test_whoever_makes_a_desk_sits_at_it_and_is_cleared_until_the_day_they_gave(
    qtbot: QtBot, page: WelcomePage, door: Door, entered: list[Desk], typed: str, is_cleared: bool
) -> None:
    find(page, Button, "new_desk").click()
    fill(page, cleared_until=typed)
    make(qtbot, page)
    with qtbot.waitSignal(door.opened):
        door.enter()

    seat = entered[0].database.read(clearance.seat, local_today())
    assert (seat.name, seat.may_answer, seat.is_cleared) == ("Ada Marsh", True, is_cleared)


def test_the_code_can_be_saved_to_print_and_opens_the_desk(
    qtbot: QtBot, page: WelcomePage, door: Door, saved_as: Path
) -> None:
    code = make(qtbot, page)

    find(page, Button, "save_code").click()

    assert find(page, Button, "enter_desk").isEnabled()
    text = PdfReader(saved_as).pages[0].extract_text()
    assert all(group in text for group in code.split("-"))
    assert GOOD not in text
    door.close()
    desks.open_desk(door.folder / DESK_NAME, code.lower(), recovery=True).close()


def test_no_line_of_the_code_or_of_what_is_said_about_it_is_cut_off(
    qtbot: QtBot, page: WelcomePage
) -> None:
    page.resize(1366, 686)
    make(qtbot, page)
    qtbot.waitUntil(page.recovery.code.isVisible)

    def cut_off() -> list[str]:
        """The texts that have less room than they want."""
        said = [line for line in page.recovery.findChildren(QLabel) if line.isVisible()]
        return [line.text() for line in said if not _has_room(line)]

    qtbot.waitUntil(lambda: cut_off() == [])


def _has_room(line: QLabel) -> bool:
    if line.wordWrap():
        return line.height() >= line.heightForWidth(line.width())
    wanted = line.minimumSizeHint()
    return line.width() >= wanted.width() and line.height() >= wanted.height()


def test_enter_makes_the_desk(qtbot: QtBot, page: WelcomePage) -> None:
    find(page, Button, "new_desk").click()
    fill(page, user_name="Ada Marsh", passphrase=GOOD, again=GOOD)

    with qtbot.waitSignal(page.new_desk.made, timeout=20_000):
        qtbot.keyClick(find(page.new_desk, QLineEdit, "again"), Qt.Key.Key_Return)


def test_the_passphrase_is_not_left_in_the_form(qtbot: QtBot, page: WelcomePage) -> None:
    make(qtbot, page)

    assert find(page.new_desk, QLineEdit, "passphrase").text() == ""
    assert find(page.new_desk, QLineEdit, "again").text() == ""


@pytest.mark.parametrize(
    ("typed", "name", "why"),
    [
        ({"user_name": ""}, "user_name", "name"),
        ({"passphrase": "short", "again": "short"}, "passphrase", "7 more characters"),
        ({"passphrase": "password12345", "again": "password12345"}, "passphrase", "password"),
        ({"again": GOOD + "!"}, "again", "not the same"),
        ({"folder": ""}, "folder", "usual folder"),
        ({"cleared_until": "31 Feb"}, "cleared_until", "31 Feb"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    page: WelcomePage, door: Door, typed: dict[str, str], name: str, why: str
) -> None:
    find(page, Button, "new_desk").click()
    right = {"user_name": "Ada Marsh", "passphrase": GOOD, "again": GOOD}
    fill(page, **{**right, **typed})

    find(page, Button, "make_desk").click()

    assert why in problem(page, name)
    assert not (door.folder / DESK_NAME).exists()


def test_a_synchronised_folder_is_refused_and_the_default_is_a_click_away(
    page: WelcomePage, door: Door, tmp_path: Path
) -> None:
    find(page, Button, "new_desk").click()
    fill(page, user_name="A", passphrase=GOOD, again=GOOD, folder=str(tmp_path / "Dropbox"))

    find(page, Button, "make_desk").click()
    assert "Dropbox" in problem(page, "folder")
    find(page, Button, "default_folder").click()

    assert find(page.new_desk, QLineEdit, "folder").text() == str(door.folder)
    assert problem(page, "folder") == ""


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("kettle", Strength.SHORT),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("password1234", Strength.WEAK),
        ("kettle marsh lantern orbit", Strength.GOOD),
    ],
)
def test_strength_is_told_while_typing(page: WelcomePage, typed: str, how: Strength) -> None:
    find(page.new_desk, QLineEdit, "passphrase").setText(typed)
    page.new_desk.form.edited.emit()

    assert strength(typed)[0] is how
    assert strength(typed)[1] in find(page.new_desk, QLabel, "passphrase_hint").text()


@pytest.fixture
def locked(qtbot: QtBot, door: Door) -> tuple[UnlockPage, str]:
    """The unlock page of a desk that exists, and the desk's recovery code."""
    desk, code = desks.create(door.folder / DESK_NAME, GOOD)
    desk.close()
    page = UnlockPage(door, door.folder / DESK_NAME, lambda: None)
    qtbot.addWidget(page)
    page.show()
    return page, code


def test_the_passphrase_opens_the_desk(
    qtbot: QtBot, door: Door, locked: tuple[UnlockPage, str]
) -> None:
    page, _ = locked
    page.secret.setText(GOOD)

    with qtbot.waitSignal(door.opened, timeout=20_000):
        find(page, Button, "unlock").click()


def test_a_wrong_passphrase_says_so_and_may_be_typed_again(
    qtbot: QtBot, door: Door, locked: tuple[UnlockPage, str]
) -> None:
    page, _ = locked
    page.secret.setText("kettle marsh lantern")
    find(page, Button, "unlock").click()
    qtbot.waitUntil(lambda: "does not open" in page.notice.text(), timeout=20_000)
    assert find(page, Button, "unlock").isEnabled()

    page.secret.setText(GOOD)
    with qtbot.waitSignal(door.opened, timeout=20_000):
        find(page, Button, "unlock").click()


def test_the_recovery_code_opens_the_desk(
    qtbot: QtBot, door: Door, locked: tuple[UnlockPage, str]
) -> None:
    page, code = locked
    find(page, Button, "other_way").click()
    page.secret.setText(code.replace("-", " ").lower())

    with qtbot.waitSignal(door.opened, timeout=20_000):
        find(page, Button, "unlock").click()


def test_nothing_typed_is_not_tried(door: Door, locked: tuple[UnlockPage, str]) -> None:
    page, _ = locked

    page.unlock()

    assert "passphrase" in page.notice.text()
    assert door.jobs.is_idle
