"""The command line as a script uses it, in this process, on copies of desks made once a run."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.conftest import NOW
from tests.every_row import dump
from warden_desk.cli.main import commands
from warden_desk.storage import desks

PASSPHRASE = "otter lantern quarry"


@dataclass(frozen=True)
class CommandLine:
    """Runs commands on one desk, as at `NOW`; every answer is checked to be a civil one."""

    desk: Path

    def __call__(self, *words: str | Path, status: int = 0, **how: Any) -> Result:
        said = self.run_raw(*words, **how)
        assert said.exit_code == status, said.output
        assert bool(said.stderr) == bool(status), "complaints, and only they, go to stderr"
        return said

    def run_raw(self, *words: str | Path, **how: Any) -> Result:
        """Run a command that may prompt; a defect of the program fails the test."""
        said = CliRunner().invoke(
            commands, [*map(str, words), "--desk", str(self.desk)], obj=lambda: NOW, **how
        )
        if said.exception is not None and not isinstance(said.exception, SystemExit):
            raise said.exception
        return said

    def json(self, *words: str | Path, status: int = 0) -> Any:
        """What the command prints with --json, which must be JSON and nothing else."""
        return json.loads(self(*words, "--json", status=status).stdout)

    def refusal(self, *words: str | Path) -> str:
        """The sentence a command is refused with; nothing else is said."""
        said = self(*words, status=1)
        assert said.stdout == ""
        return said.stderr.strip()


@pytest.fixture
def on_desk(_templates: Callable[[str], Path], tmp_path: Path) -> Callable[[str], CommandLine]:
    """A command line on a closed copy of an "empty", "founded" or "practice" desk."""

    def copy(kind: str) -> CommandLine:
        source, target = _templates(kind), tmp_path / "A desk" / f"{kind}.desk"
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copyfile(desks.key_file(source), desks.key_file(target))
        return CommandLine(target)

    return copy


@pytest.fixture
def practice_line(on_desk: Callable[[str], CommandLine]) -> CommandLine:
    return on_desk("practice")


@pytest.fixture
def founded_line(on_desk: Callable[[str], CommandLine]) -> CommandLine:
    return on_desk("founded")


@pytest.fixture(scope="session")
def _locked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "a.desk"
    desks.create(path, PASSPHRASE)[0].close()
    return path


@pytest.fixture
def locked_line(_locked: Path, tmp_path: Path) -> CommandLine:
    """A command line on a desk that asks for its passphrase."""
    target = tmp_path / "locked.desk"
    shutil.copyfile(_locked, target)
    shutil.copyfile(desks.key_file(_locked), desks.key_file(target))
    return CommandLine(target)


def everything(line: CommandLine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: what "exactly as before" is measured by."""
    with desks.open_desk(line.desk) as desk:
        return dump(desk.database)
