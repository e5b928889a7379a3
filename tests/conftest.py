"""Fixtures for all tests: real encrypted files in a temporary folder; nothing of ours is mocked."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.tasking_desk import Patch, lay_out
from warden_desk.domain.changes import Act
from warden_desk.services import founding, practice
from warden_desk.storage import desks
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk

TODAY = date(2026, 11, 23)
"""A Monday, in week 2026-W48."""
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def act() -> Act:
    return Act(by="T. Tester", at=NOW)


@pytest.fixture
def data() -> Path:
    """The folder of real files, which lies beside the project and is never copied into it."""
    if not DATA.exists():
        pytest.skip("the folder of real files is not beside the project")
    return DATA


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Desks made once a run and copied for each test: making one takes a second."""
    made: dict[str, Path] = {}

    def template(kind: str) -> Path:
        if kind not in made:
            path = tmp_path_factory.mktemp("templates") / f"{kind}.desk"
            with desks.create_practice(path) as desk:
                if kind != "empty":
                    desk.database.write("New desk", founding.found)
                if kind == "practice":
                    desk.database.write("Practice data", practice.fill, today=TODAY)
            made[kind] = path
        return made[kind]

    return template


@pytest.fixture
def open_copy(_templates: Callable[[str], Path], tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """Opens a fresh copy of an "empty", "founded" or "practice" desk."""
    opened: list[Desk] = []

    def open_one(kind: str) -> Desk:
        source, target = _templates(kind), tmp_path / f"{kind}.desk"
        shutil.copyfile(source, target)
        shutil.copyfile(desks.key_file(source), desks.key_file(target))
        opened.append(desks.open_desk(target))
        return opened[-1]

    yield open_one
    for desk in opened:
        desk.close()


@pytest.fixture
def database(open_copy: Callable[[str], Desk]) -> Database:
    """An empty desk's database."""
    return open_copy("empty").database


@pytest.fixture
def founded(open_copy: Callable[[str], Desk]) -> Database:
    """A new desk: areas, CSUs, shift codes and lists; no people."""
    return open_copy("founded").database


@pytest.fixture
def patch(founded: Database) -> Patch:
    """A team with two wardens on a new desk."""
    return lay_out(founded)


@pytest.fixture
def practice_desk(open_copy: Callable[[str], Desk]) -> Desk:
    """A desk full of invented data, as on `TODAY`."""
    return open_copy("practice")


@pytest.fixture
def somebody_saves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program adds to every file at the very moment it is read whole."""
    read = Path.read_bytes

    def while_it_is_saved(path: Path) -> bytes:
        data = read(path)
        with path.open("ab") as file:
            file.write(b"more")
        return data

    monkeypatch.setattr(Path, "read_bytes", while_it_is_saved)
