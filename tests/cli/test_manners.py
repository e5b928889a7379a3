"""What holds for every command: help, exit statuses, where `--desk` may stand, what is said."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.cli.conftest import PASSPHRASE, CommandLine
from warden_desk import __version__
from warden_desk.cli import main as command_line
from warden_desk.cli.examples import PROGRAM
from warden_desk.cli.main import commands

ROOT = Path(__file__).parents[2]


def leaves(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, *path, name)
        else:
            yield (*path, name), command


ALL = dict(leaves(commands))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_says_what_it_is_for(words: tuple[str, ...]):
    said = CliRunner().invoke(commands, [*words, "--help"])

    assert said.exit_code == 0
    assert ALL[words].get_short_help_str(200).strip()


EXAMPLES = {
    line: words
    for words, command in ALL.items()
    for line in (command.epilog or "").splitlines()
    if line.startswith(f"  {PROGRAM} ")
}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_can_be_typed_as_it_stands(example: str):
    words = shlex.split(example)[1:]
    found: click.Command = commands
    while isinstance(found, click.Group):
        found = found.commands[words.pop(0)]

    with found.make_context(PROGRAM, words) as typed:
        assert typed.command is found


@pytest.mark.parametrize("words", [w for w in ALL if w != ("self-test",)], ids=" ".join)
def test_every_option_says_what_it_is_for(words: tuple[str, ...]):
    silent = [
        option.name
        for option in ALL[words].params
        if isinstance(option, click.Option) and not (option.help or "").strip()
    ]
    assert silent == []


@pytest.mark.parametrize("words", [w for w in ALL if w != ("self-test",)], ids=" ".join)
def test_every_command_takes_a_desk_and_calls_an_unknown_option_wrong_usage(
    words: tuple[str, ...], tmp_path: Path
):
    assert "--desk" in {option for p in ALL[words].params for option in p.opts}

    said = CliRunner().invoke(commands, [*words, "--frobnicate", "--desk", str(tmp_path / "x")])

    assert said.exit_code == 2
    assert said.stdout == ""


@pytest.mark.parametrize(
    "words",
    [
        ["frobnicate"],
        ["tasking", "assign"],
        ["week", "show", "--team", "1"],
        ["week", "show", "--team", "1", "--week", "48"],
        ["week", "show", "--team", "1", "--week", "2026-W54"],
        ["coverage", "--date", "yesterday"],
        ["coverage", "--date", "2026-02-30"],
        ["coverage", "--date", "0001-01-01"],
        ["week", "show", "--team", "1", "--week", "2999-W01"],
        ["tasking", "move", "ASH-26-0001", "assign"],
        ["import", "people"],
        ["import", "puppies", "x.csv"],
        ["tasking", "list", "--which", "mine"],
        ["tasking", "visit", "ASH-26-0001", "--start", "25:00"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_does_nothing(words: list[str], practice_line: CommandLine):
    before = practice_line.desk.read_bytes()

    practice_line(*words, status=2)

    assert practice_line.desk.read_bytes() == before


def test_the_desk_may_be_named_before_the_command_too(practice_line: CommandLine):
    words = ["--desk", str(practice_line.desk), "team", "list", "--json"]

    assert json.loads(CliRunner().invoke(commands, words).stdout) == practice_line.json(
        "team", "list"
    )


def test_a_desk_without_a_name_is_wrong_usage():
    said = CliRunner().invoke(commands, ["team", "list", "--desk", ""])

    assert said.exit_code == 2


def test_the_desk_named_after_the_command_is_the_one_meant(
    practice_line: CommandLine, tmp_path: Path
):
    words = ["--desk", str(tmp_path / "no.desk"), "team", "list", "--desk", str(practice_line.desk)]

    assert CliRunner().invoke(commands, words).exit_code == 0


@pytest.mark.parametrize(
    "words", [("team", "list"), ("tasking", "list"), ("import", "list")], ids=" ".join
)
def test_lists_are_arrays_of_objects_with_a_reference(
    words: tuple[str, ...], practice_line: CommandLine
):
    rows = practice_line.json(*words)

    assert isinstance(rows, list)
    assert all(row["ref"] for row in rows)


@pytest.mark.parametrize(
    "words", [("team", "list"), ("tasking", "list"), ("import", "list")], ids=" ".join
)
def test_an_empty_list_says_so_to_people_and_is_empty_to_scripts(
    words: tuple[str, ...], founded_line: CommandLine
):
    assert founded_line(*words).stdout == "There is nothing to list.\n"
    assert founded_line.json(*words) == []


def test_a_desk_without_teams_says_where_they_come_from(founded_line: CommandLine):
    said = founded_line.refusal("week", "show", "--team", "1", "--week", "2026-W48")

    assert said == "There is no team yet. Import the staff list: it names the teams."


def test_a_defect_says_its_place_and_nothing_of_the_data(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    @click.command()
    def broken() -> None:
        raise RuntimeError("Mildred Canary, 07700 900123")

    monkeypatch.setitem(commands.commands, "broken", broken)
    monkeypatch.setattr(sys, "argv", ["warden-desk", "broken"])

    assert command_line.main() == 1

    said = capsys.readouterr()
    assert said.out == ""
    assert "RuntimeError in test_manners.py" in said.err
    assert "Canary" not in said.err


def test_the_program_itself_keeps_the_same_promises(
    practice_line: CommandLine, locked_line: CommandLine
):
    def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "warden_desk", *words],
            cwd=ROOT,
            env=os.environ | env,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    listed = run("--desk", str(practice_line.desk), "team", "list", "--json")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert len(json.loads(listed.stdout)) == 6

    refused = run("check", "--desk", str(locked_line.desk), WARDEN_DESK_PASSPHRASE="not it at all")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "That passphrase does not open this desk. Nothing was changed.\n"

    narrow = run("check", "--desk", str(practice_line.desk) + "ŵ", PYTHONIOENCODING="latin-1")
    assert narrow.stderr.startswith("There is no desk at")

    opened = run("check", "--desk", str(locked_line.desk), WARDEN_DESK_PASSPHRASE=PASSPHRASE)
    assert (opened.returncode, opened.stderr) == (0, "")

    assert run("frobnicate").returncode == 2
    assert run("--version").stdout.strip() == f"Warden Desk, version {__version__}"
