"""Copies of a desk while it is open, and proof that they are whole."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from shutil import copyfile

from warden_desk.domain.errors import UserError
from warden_desk.storage import cipher


class BadCopy(UserError):
    """A copy was made but is not whole."""


def copy(desk: Path, key: bytes, key_file: Path, folder: Path, now: datetime) -> Path:
    """Copy a desk and its key file into `folder` under a name that says when.

    SQLite's own backup is used: a plain copy of the file misses what still lies in its log.

    Raises:
        BadCopy: the copy does not read back whole. It is left for a look, under its name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{desk.stem} {now:%Y-%m-%d %H%M%S}{desk.suffix}"
    source, copied = cipher.connect(desk, key), cipher.connect(target, key)
    try:
        source.backup(copied)
        problems = problems_of(copied)
        copied.execute("PRAGMA journal_mode=DELETE")  # one finished file, with no log beside it
    finally:
        copied.close()
        source.close()
    copyfile(key_file, target.with_name(target.name + ".keys"))
    if problems:
        raise BadCopy(f"The copy {target.name} is not whole: {problems[0]}")
    return target


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
