"""Users' own passphrases in the window: given, proved, taken away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import NOW, TODAY
from tests.tasking_desk import ACT
from tests.ui.conftest import find, rest
from tests.ui.pages import run, save, seen
from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.services.access import users
from warden_desk.storage import desks
from warden_desk.ui.pages.users import UsersPage
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
