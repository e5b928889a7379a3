"""Users' own passphrases in the window: given, proved, taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import NOW, TODAY
from tests.tasking_desk import ACT
from tests.ui.conftest import find, rest
from tests.ui.pages import run, save, seen
from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.services.access import users
from warden_desk.storage import desks, keys
from warden_desk.storage.key_ring import KeyRing
from warden_desk.ui.pages.users import UsersPage
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.workspace import Workspace

SHARED, OWN = "otter lantern quarry", "copper meadow violin"


@pytest.fixture
def workspace(tmp_path: Path, qtbot: QtBot) -> Iterator[Workspace]:
    """A desk with a passphrase, at which Ada sits; Vera is a viewer."""
    del qtbot
    desk, _ = desks.create(tmp_path / "a.desk", SHARED)
    with desk:
        first = UserDraft(name="Ada", valid_from=TODAY)
        desk.database.write("First user", users.found_first, first)
        viewer = UserDraft(name="Vera", role=Role.VIEWER, valid_from=TODAY)
        desk.database.write("Add", users.save, viewer, act=ACT)
        made = Workspace(desk.database, clock=lambda: NOW, ring=desk.ring)
        yield made
        made.close()


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> UsersPage:
    return seen(qtbot, UsersPage(workspace))


def type_key_change(page: UsersPage, **typed: str) -> None:
    run(page, "desk_key")
    said = {"proof": SHARED, "common": OWN, "again": OWN, **typed}
    for field, text in said.items():
        find(page, QLineEdit, field).setText(text)
        find(page, QLineEdit, field).textEdited.emit(text)
    save(page)


def key(workspace: Workspace, name: str) -> str:
    user = workspace.read(users.named, name, TODAY)
    assert user is not None
    return user.id


def give(qtbot: QtBot, page: UsersPage, workspace: Workspace, name: str, again: str = OWN) -> None:
    page.table.choose(key(workspace, name))
    run(page, "user_passphrase")
    for field, typed in (("passphrase", OWN), ("again", again)):
        find(page, QLineEdit, field).setText(typed)
        find(page, QLineEdit, field).textEdited.emit(typed)
    save(page)
    rest(qtbot, workspace)


def type_proof(qtbot: QtBot, page: UsersPage, workspace: Workspace, typed: str) -> None:
    find(page, QLineEdit, "passphrase").setText(typed)
    find(page, QLineEdit, "passphrase").textEdited.emit(typed)
    save(page)
    rest(qtbot, workspace)


def test_a_user_is_given_a_passphrase_and_is_then_to_prove_it(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    give(qtbot, page, workspace, "Vera")
    assert page.panel() is None

    page.table.choose(key(workspace, "Vera"))
    run(page, "user_sit")
    assert workspace.at_desk.seat.name == "Ada"
    type_proof(qtbot, page, workspace, "not hers at all")
    assert workspace.at_desk.seat.name == "Ada"
    type_proof(qtbot, page, workspace, OWN)

    assert workspace.at_desk.seat.name == "Vera"
    assert page.panel() is None


def test_two_that_differ_are_refused_beside_the_field(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    give(qtbot, page, workspace, "Vera", again="mistyped altogether")

    assert page.panel() is not None
    assert workspace.at_desk.with_passphrase() == {""}


def test_one_is_taken_away_and_copies_are_told_of(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    give(qtbot, page, workspace, "Vera")
    page.table.choose(key(workspace, "Vera"))

    run(page, "user_no_passphrase")

    assert workspace.at_desk.with_passphrase() == {""}
    assert "A copy of the key file" in page.notice.text()


def test_the_common_one_goes_only_once_a_team_leader_has_their_own(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    run(page, "desk_no_passphrase")
    assert "No team leader or supervisor" in page.notice.text()

    give(qtbot, page, workspace, "Ada")
    run(page, "desk_no_passphrase")

    assert workspace.at_desk.with_passphrase() == {key(workspace, "Ada")}


def test_the_desk_gets_another_key_and_the_new_code_stays_until_it_is_kept(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    path = page_ring(workspace).desk
    type_key_change(page)
    rest(qtbot, workspace)

    assert page.panel() is None
    assert page.has_typing()
    code = find(page, QLabel, "recovery_code").text().replace("\n", "")
    assert "The desk has a new key" in page.notice.text()
    find(page, CheckBox, "written_down").click()
    find(page, Button, "enter_desk").click()
    assert not page.has_typing()
    assert page.table.isVisible()

    workspace.write("Add", users.save, UserDraft(name="Cleo", valid_from=TODAY), act=ACT)
    ways = keys.KeyFile.of(path)
    assert ways.unlock(code, keys.RECOVERY).key == ways.unlock(OWN).key
    with pytest.raises(keys.WrongKey):
        ways.unlock(SHARED)


@pytest.mark.parametrize(
    ("field", "typed", "why"),
    [
        ("again", "mistyped altogether", "The two are not the same"),
        ("proof", "not the passphrase", "does not open this desk as you"),
    ],
)
def test_what_is_mistyped_for_another_key_is_said_beside_its_field(
    qtbot: QtBot, page: UsersPage, workspace: Workspace, field: str, typed: str, why: str
) -> None:
    type_key_change(page, **{field: typed})
    rest(qtbot, workspace)

    assert why in find(page, QLabel, f"{field}_problem").text()
    assert keys.KeyFile.of(page_ring(workspace).desk).unlock(SHARED).user == ""


def test_another_key_can_be_stopped_on_the_way(
    qtbot: QtBot, page: UsersPage, workspace: Workspace
) -> None:
    type_key_change(page)
    find(page, Button, "cancel_job").click()
    rest(qtbot, workspace)

    assert page.panel() is not None  # with all that was typed
    assert keys.KeyFile.of(page_ring(workspace).desk).unlock(SHARED).user == ""


def test_a_practice_desk_has_no_key_to_change(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.at_desk.ring = None
    page = seen(qtbot, UsersPage(workspace))

    run(page, "desk_key")

    assert "no key" in page.notice.text()


def page_ring(workspace: Workspace) -> KeyRing:
    assert workspace.at_desk.ring is not None
    return workspace.at_desk.ring
