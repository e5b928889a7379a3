"""kill -9 at random moments of writing loses nothing acknowledged and leaves no half.

WARDEN_DESK_KILLS sets how many kills (200 unless told).
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

import pytest
from sqlalchemy import func, select

from tests.storage.kill_writer import ENTRIES
from warden_desk.storage import desks
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Area, BoundarySet, Tasking, TaskingEntry

KILLS = int(os.environ.get("WARDEN_DESK_KILLS", "200"))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "k.desk"
    with desks.create_practice(path) as desk:
        desk.database.write(
            "Area",
            lambda s: s.add(
                Area(gss_code="E1", kind="district", name="A", valid_from=date(2015, 1, 1))
            ),
        )
    return path


@pytest.mark.timeout(900)
def test_kill_9_loses_nothing_acknowledged_and_leaves_no_half(path: Path):
    dice = random.Random(7)
    acknowledged = 0
    with _writers(path) as (commands, said):
        for number in range(KILLS):
            acknowledged = max(acknowledged, _kill_one(commands, said, dice))
            if number % 20 == 19:
                with desks.open_desk(path) as desk:  # the lock of the killed one is free
                    _check(desk, acknowledged)
    with desks.open_desk(path) as desk:
        _check(desk, acknowledged)
        assert desk.problems() == []
    assert acknowledged > KILLS  # it did write, and was killed while writing


def test_a_desk_is_refused_while_it_is_written_and_free_once_the_writer_is_killed(path: Path):
    with _writers(path) as (commands, said):
        commands.write("go\n")
        first = {_said(said), _said(said)}
        writer = (first - {"ready"}).pop()
        with pytest.raises(desks.InUse):
            desks.open_desk(path)
        os.kill(int(writer), signal.SIGKILL)
        while _said(said) != "dead":
            pass

        desks.open_desk(path).close()


def test_kill_9_while_a_copy_is_made_leaves_whole_copies_only(path: Path):
    home = path.with_name("k boundaries")
    home.mkdir()
    (home / "parish.gpkg").write_bytes(bytes(200_000))
    with desks.open_desk(path) as desk:
        desk.database.write("Take in", lambda session: session.add(_set("parish.gpkg")))
    dice, acknowledged = random.Random(7), 0
    with _writers(path, "copies") as (commands, said):
        for _ in range(max(3, KILLS // 20)):
            acknowledged += _kill_one(commands, said, dice)

    copies = sorted((path.parent / "backups").glob("*.desk"))
    assert len(copies) >= acknowledged > 0
    for copy in copies:
        kept = copy.with_name(f"{copy.stem} boundaries") / "parish.gpkg"
        assert kept.stat().st_size == 200_000
        with desks.open_desk(copy) as restored:
            assert restored.problems() == []


def _set(file_name: str) -> BoundarySet:
    return BoundarySet(
        kind="parish",
        name="Parishes",
        source="",
        licence="",
        captured_on=None,
        valid_from=date(2020, 12, 1),
        file_name=file_name,
    )


@contextmanager
def _writers(path: Path, *further: str) -> Iterator[tuple[IO[str], IO[str]]]:
    """A process that forks a writer for each line it is sent; what it is sent, and what it says."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.kill_writer", str(path), *further],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
        cwd=Path(__file__).parents[2],
    ) as forker:
        assert forker.stdin is not None
        assert forker.stdout is not None
        yield forker.stdin, forker.stdout
        forker.stdin.close()


def _kill_one(commands: IO[str], said: IO[str], dice: random.Random) -> int:
    """Start a writer, let it write a little, kill it at any moment of the next write.

    Returns the last number it acknowledged.
    """
    commands.write("go\n")
    first = {_said(said), _said(said)}
    writer = int((first - {"ready"}).pop())
    last = 0
    for _ in range(dice.randint(0, 3)):
        last = int(_said(said))
    time.sleep(dice.uniform(0, 0.015))
    os.kill(writer, signal.SIGKILL)
    while (line := _said(said)) != "dead":
        last = int(line)
    return last


def _said(said: IO[str]) -> str:
    line = said.readline().strip()
    assert line, "the writers stopped"
    return line


def _check(desk: Desk, acknowledged: int) -> None:
    """Everything acknowledged is there, in order and whole."""

    def state(session):
        numbers = session.scalars(select(Tasking.number).order_by(Tasking.number)).all()
        sizes = select(func.count(TaskingEntry.id)).group_by(TaskingEntry.tasking_id)
        return list(numbers), set(session.scalars(sizes))

    numbers, sizes = desk.database.read(state)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= acknowledged
    assert sizes <= {ENTRIES}
