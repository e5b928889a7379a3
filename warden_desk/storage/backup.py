"""Copies of a desk while it is open, and proof that they are whole."""

import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from time import time

from warden_desk.domain.errors import UserError
from warden_desk.storage import cipher
from warden_desk.storage.beside import BOUNDARIES, beside, found_beside
from warden_desk.storage.files import replace_file, wipe
from warden_desk.storage.keys import KeyFile, key_file

_MAKING = ".making "
_ABANDONED_AFTER = timedelta(days=1)


class BadCopy(UserError):
    """A copy was made but is not whole."""


def copy(desk: Path, key: bytes, folder: Path, now: datetime) -> Path:
    """Copy a desk into `folder` under a name that says when, with its key file and its outlines.

    SQLite's own backup is used: a plain copy of the file misses what still lies in its log. All is
    made in a folder of its own and given its name at the end, the desk last: whoever finds a copy
    of a desk finds all of it, also after the power failed while it was made.

    Raises:
        BadCopy: the copy does not read back whole. It is left for a look, under its name.
        UserError: there is no room, or the folder may not be written to.
    """
    with _in_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        target = _free(folder, desk, now)
        with _making(folder, target) as made:
            problems, outlines = _copy_desk(desk, made, key)
            KeyFile.of(desk).save(key_file(made))
            _copy_outlines(desk, made, outlines)
    if problems:
        raise BadCopy(f"The copy {target.name} is not whole: {problems[0]}")
    return target


def home(desk: Path) -> Path:
    """Where copies go unless somebody says otherwise: `backups` beside the desk."""
    return desk.parent / "backups"


def copies(desk: Path, folder: Path) -> list[Path]:
    """The copies of this desk that lie in a folder, the earliest first."""
    if not folder.is_dir():
        return []
    named = re.compile(re.escape(desk.stem) + r" \d{4}-\d\d-\d\d \d{6}" + re.escape(desk.suffix))
    return sorted(each for each in folder.iterdir() if named.fullmatch(each.name))


def remove(copied: Path) -> None:
    """Let go of a copy, its keys and its outlines, so that nothing of it can be read again."""
    wipe(copied)
    wipe(key_file(copied))
    shutil.rmtree(beside(copied, BOUNDARIES), ignore_errors=True)  # nobody's secret


def problems_of(connection: cipher.Connection) -> list[str]:
    """What is wrong with a file, in SQLite's words; empty if it is whole.

    With a checksum on every page, damage that leaves the database readable is found too.
    """
    found: list[str] = []
    for check, in_words in _CHECKS:
        try:
            found += [in_words(row) for row in connection.execute(check) if row[0] != "ok"]
        except cipher.Damage as error:
            found.append(str(error))  # too damaged for this check to run at all
    return found


_CHECKS: tuple[tuple[str, Callable[[Sequence[object]], str]], ...] = (
    ("PRAGMA cipher_integrity_check", lambda row: str(row[0])),
    ("PRAGMA integrity_check", lambda row: str(row[0])),
    ("PRAGMA foreign_key_check", lambda row: f"a row of {row[0]} points to no row of {row[2]}"),
)


def _copy_desk(desk: Path, made: Path, key: bytes) -> tuple[list[str], list[str]]:
    """Copy the database; what is wrong with the copy, and the outlines that it names."""
    source, copied = cipher.connect(desk, key), cipher.connect(made, key)
    try:
        source.backup(copied)
        problems = problems_of(copied)
        outlines = [] if problems else _outlines(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one finished file, with no log beside it
    finally:
        copied.close()
        source.close()
    return problems, outlines


def _outlines(copied: cipher.Connection) -> list[str]:
    known = "SELECT 1 FROM sqlite_master WHERE name = 'boundary_set'"
    if copied.execute(known).fetchone() is None:
        return []  # a desk of an earlier version, copied before it is brought up to date
    names = copied.execute("SELECT DISTINCT file_name FROM boundary_set")
    return sorted({PurePath(str(name)).name for (name,) in names} - {""})


def _copy_outlines(desk: Path, made: Path, names: Sequence[str]) -> None:
    """Those that are there: a set whose file is missing is missing in the copy, too."""
    home, kept = beside(desk, BOUNDARIES), beside(made, BOUNDARIES)
    for name in names:
        path = found_beside(home, BOUNDARIES, name)
        if path.is_file():
            kept.mkdir(exist_ok=True)
            replace_file(kept / name, path.read_bytes())


def _free(folder: Path, desk: Path, now: datetime) -> Path:
    """A name that says when; a second later if something of that name is there."""
    path = folder / f"{desk.stem} {now:%Y-%m-%d %H%M%S}{desk.suffix}"
    if any(each.name.startswith(path.stem) for each in folder.iterdir()):
        return _free(folder, desk, now + timedelta(seconds=1))
    return path


def _sweep(folder: Path) -> None:
    """Remove what a program that was ended while it copied has left behind."""
    for left in folder.glob(f"{_MAKING}*"):
        if time() - left.stat().st_mtime > _ABANDONED_AFTER.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _making(folder: Path, target: Path) -> Generator[Path]:
    """A place to make the copy in; what lies there gets its name at the end, the desk last."""
    home = Path(tempfile.mkdtemp(dir=folder, prefix=f"{_MAKING}{target.stem} "))
    made = home / target.name
    try:
        yield made
        for part in sorted(home.iterdir(), key=lambda each: each == made):
            part.replace(folder / part.name)
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _in_words(folder: Path) -> Generator[None]:
    try:
        yield
    except (OSError, cipher.Damage) as error:
        why = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise UserError(
            f"The copy could not be written to {folder} ({why}). Make room, or see that the folder "
            "may be written to. The desk itself is as it was."
        ) from error
