"""`new`, `check`, and how a locked desk is opened."""

import getpass
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine
from warden_desk.cli.desk_option import PASSPHRASE_VARIABLE
from warden_desk.storage import desks


@pytest.fixture
def nowhere(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "new folder" / "mine.desk")


def test_a_new_desk_prints_its_recovery_code_which_opens_it(nowhere: CommandLine):
    said = nowhere("new", env={PASSPHRASE_VARIABLE: PASSPHRASE}).stdout

    [code] = [line.removeprefix("Recovery code: ") for line in said.splitlines() if "code:" in line]
    with desks.open_desk(nowhere.desk, code, recovery=True) as desk:
        assert desk.problems() == []
    assert PASSPHRASE not in said


def test_a_weak_passphrase_makes_no_desk(nowhere: CommandLine):
    said = nowhere("new", status=1, env={PASSPHRASE_VARIABLE: "short"})

    assert "at least 12 characters" in said.stderr
    assert not nowhere.desk.exists()


def test_a_practice_desk_needs_no_passphrase_and_has_six_teams(nowhere: CommandLine):
    assert "invented" in nowhere("new", "--practice").stdout

    assert [team["ref"] for team in nowhere.json("team", "list")] == ["1", "2", "3", "4", "5", "6"]


def test_a_desk_is_never_made_over_another(practice_line: CommandLine):
    before = practice_line.desk.read_bytes()

    assert "There is a desk" in practice_line.refusal("new", "--practice")
    assert practice_line.desk.read_bytes() == before


def test_a_locked_desk_opens_with_the_passphrase_of_the_environment(locked_line: CommandLine):
    assert "whole" in locked_line("check", env={PASSPHRASE_VARIABLE: PASSPHRASE}).stdout


def test_without_a_terminal_nobody_is_asked(locked_line: CommandLine):
    assert PASSPHRASE_VARIABLE in locked_line.refusal("team", "list")


def test_a_wrong_passphrase_is_refused(locked_line: CommandLine):
    said = locked_line("check", status=1, env={PASSPHRASE_VARIABLE: "lantern otter quarry"})

    assert said.stderr.strip() == "That passphrase does not open this desk. Nothing was changed."


def test_check_finds_a_whole_desk_whole(practice_line: CommandLine):
    assert "The desk is whole" in practice_line("check").stdout


@pytest.mark.parametrize("place", [0, 40, -40])
def test_check_says_in_plain_words_that_a_desk_is_damaged(practice_line: CommandLine, place: int):
    data = bytearray(practice_line.desk.read_bytes())
    for at in range(100, 2000):
        data[place * 4096 + at] ^= 0xFF
    practice_line.desk.write_bytes(data)

    said = practice_line.refusal("check")

    assert "damaged" in said or "not a desk" in said
    assert "Error" not in said


def test_a_desk_without_its_keys_says_where_they_belong(practice_line: CommandLine):
    desks.key_file(practice_line.desk).unlink()

    assert "practice.desk.keys is not beside the desk" in practice_line.refusal("check")


def test_a_file_that_is_no_desk_is_refused(practice_line: CommandLine):
    practice_line.desk.write_bytes(b"Dear all, please find attached")

    assert "not a desk" in practice_line.refusal("team", "list")


def test_a_missing_desk_is_not_made_by_looking_at_it(tmp_path: Path):
    line = CommandLine(tmp_path / "no.desk")

    assert "There is no desk at" in line.refusal("team", "list")
    assert list(tmp_path.iterdir()) == []


def test_a_desk_open_elsewhere_says_who_has_it(practice_line: CommandLine):
    with desks.open_desk(practice_line.desk):
        said = practice_line.refusal("team", "list")

    assert "open already" in said
    assert getpass.getuser() in said
