"""The passphrase asked for at a real terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PASSPHRASE, CommandLine
from warden_desk.storage import desks

pty = pytest.importorskip("pty", reason="Windows has no pseudo-terminal to type at")

ROOT = Path(__file__).parents[2]


def typed_at_a_terminal(*words: str, answers: tuple[str, ...]) -> tuple[int, str, str]:
    """Run a command with a terminal for keyboard and stderr; its status, stdout and the screen."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "warden_desk", *words],
        cwd=ROOT,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        screen = ""
        for answer in answers:
            screen += until(ours, ":")
            os.write(ours, f"{answer}\n".encode())
        assert process.stdout is not None
        said = process.stdout.read()
        screen += until(ours, "")
        status = process.wait(30)
    os.close(ours)
    return status, said, screen


def until(terminal: int, sign: str) -> str:
    """What appears on the screen up to a sign; without one, all there is."""
    shown = ""
    while not (sign and sign in shown):
        try:
            read = os.read(terminal, 1000).decode()
        except OSError:  # how Linux says that the other side has gone
            break
        if not read:
            break
        shown += read
    return shown


def test_a_locked_desk_asks_and_shows_nothing_of_the_answer(locked_line: CommandLine):
    status, said, screen = typed_at_a_terminal(
        "team", "list", "--json", "--desk", str(locked_line.desk), answers=(PASSPHRASE,)
    )

    assert (status, said.strip()) == (0, "[]")
    assert "Passphrase:" in screen
    assert PASSPHRASE not in screen


def test_a_new_desk_asks_twice_and_opens_with_the_answer(tmp_path: Path):
    path = tmp_path / "mine.desk"

    status, said, screen = typed_at_a_terminal(
        "new", "--desk", str(path), answers=(PASSPHRASE, PASSPHRASE)
    )

    assert status == 0
    assert "Recovery code:" in said
    assert PASSPHRASE not in said + screen
    desks.open_desk(path, PASSPHRASE).close()
