"""Users and their passphrases, by script."""

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine
from tests.conftest import TODAY
from warden_desk.domain.clearance import UserDraft
from warden_desk.services.access import users
from warden_desk.storage import desks

OWN = "copper meadow violin"


@pytest.fixture
def line(locked_line: CommandLine, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """A desk with one user, Ada, opened with the common passphrase."""
    with desks.open_desk(locked_line.desk, PASSPHRASE) as desk:
        draft = UserDraft(name="Ada", valid_from=TODAY)
        desk.database.write("First user", users.found_first, draft)
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("WARDEN_DESK_NEW_PASSPHRASE", OWN)
    return locked_line


def test_a_user_is_given_a_passphrase_opens_with_it_and_loses_it(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line("user", "passphrase", "Ada")
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", OWN)
    [row] = line.json("user", "list")
    assert (row["ref"], row["role"], row["own_passphrase"]) == ("Ada", "team leader", True)

    said = line("user", "no-passphrase", "Ada").stdout

    assert "A copy of the key file" in said
    assert "does not open this desk" in line.refusal("user", "list")


def test_the_common_one_goes_when_somebody_who_answers_has_their_own(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No team leader" in line.refusal("user", "no-passphrase", "--common")
    line("user", "passphrase", "Ada")
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", OWN)

    line("user", "no-passphrase", "--common")

    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", PASSPHRASE)
    assert "does not open this desk" in line.refusal("user", "list")


def test_nobody_unknown_is_given_one(line: CommandLine) -> None:
    assert "no user of this desk" in line.refusal("user", "passphrase", "Bob")
