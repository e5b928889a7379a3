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


def test_the_desk_gets_another_key_and_the_old_passphrase_opens_it_no_more(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = line.desk.read_bytes()
    told = line("user", "new-key", "--dry-run").stdout
    assert "The passphrase that all know ends" in told
    assert line.desk.read_bytes()[:16] == before[:16]

    said = line("user", "new-key").stdout

    code = next(row for row in said.splitlines() if row.startswith("Recovery code: "))
    assert "does not open this desk" in line.refusal("user", "list")
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", OWN)
    line("check")
    desks.open_desk(line.desk, code.removeprefix("Recovery code: "), recovery=True).close()


def test_the_common_passphrase_may_go_with_the_key_and_backups_too(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    line("user", "passphrase", "Ada")
    with desks.open_desk(line.desk, PASSPHRASE) as desk:
        desk.back_up()
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", OWN)

    said = line("user", "new-key", "--no-common", "--forget-copies").stdout

    assert "The copy of before was removed" in said
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", PASSPHRASE)
    assert "does not open this desk" in line.refusal("user", "list")
    monkeypatch.setenv("WARDEN_DESK_PASSPHRASE", OWN)
    assert [row["ref"] for row in line.json("user", "list")] == ["Ada"]


def test_without_a_passphrase_of_their_own_nobody_does_without_the_common_one(
    line: CommandLine,
) -> None:
    assert "no team leader or supervisor" in line.refusal("user", "new-key", "--no-common")
