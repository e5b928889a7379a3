"""Makes a desk anew under another key, so that what was taken away opens no later copy of it.

The desk is written, page for page, into a new file under a random new key, while nobody else may
write. Then the key file is given the ways to both keys (`keys.Coming`), the new file takes the
desk's name, and the key file forgets the old ways. Whatever moment the power fails at, the file
that bears the desk's name and the key file belong together: every encrypted file begins with random
bytes of its own, and those say which ways are its.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.storage import backup, cipher
from warden_desk.storage.database import Database
from warden_desk.storage.engines import engine, plain_words
from warden_desk.storage.files import sync_folder, wipe
from warden_desk.storage.key_ring import KeyRing
from warden_desk.storage.keys import Coming, KeyFile, beginning, key_file

_PAGES = 500
"""Written between two looks at whether somebody wants to stop."""
_LOGS = ("-wal", "-shm", "-journal")


def change(
    database: Database,
    ring: KeyRing,
    key: bytes,
    ways: KeyFile,
    note: Callable[[Session], object],
    progress: Progress,
) -> None:
    """Put the desk under another key; `database` and `ring` go on with it.

    Args:
        ways: the ways to the new key.
        note: what is kept of it in the desk, in the new file alone.

    Raises:
        Busy: somebody writes, or goes on reading. The desk is as it was.
        Cancelled: it was stopped; the desk is as it was.
        UserError: there is no room, or what was written is not whole. The desk is as it was.
    """
    desk = ring.desk
    made = _anew(desk)
    with database.alone(), plain_words():
        _remove(made)
        try:
            _write(desk, ring.key, made, key, progress)
            _keep_note(made, key, note)
            progress.step(0, 0, "Checking what was written")
            _check(made, key)
            progress.step(0, 0, "Putting it in place")
            database.replace_file(key, lambda: _put_in_place(desk, made, ways))
            ring.key = key
        except (OSError, cipher.Damage) as error:
            why = (error.strerror if isinstance(error, OSError) else "") or str(error)
            raise UserError(
                f"The desk’s key was not changed ({why}). Make room, or see that the folder may be "
                "written to, then try again. The desk is as it was."
            ) from error
        finally:
            with suppress(OSError):
                _remove(made)
                wipe(_aside(desk))


def tidy(desk: Path) -> None:
    """Finish, or forget, a change of key that was cut off. Nobody else may have the desk open."""
    kept = KeyFile.load(key_file(desk))
    if kept.coming is not None:
        KeyFile.of(desk).save(key_file(desk))
    _remove(_anew(desk))
    wipe(_aside(desk))
    for each in desk.parent.iterdir():
        if each.name.startswith(f".{key_file(desk).name}."):  # one that was not written to its end
            each.unlink(missing_ok=True)


def forget_copies(ring: KeyRing, folder: Path, but: Path) -> int:
    """Remove the copies in a folder but for one; how many there were."""
    earlier = [each for each in backup.copies(ring.desk, folder) if each != but]
    for each in earlier:
        backup.remove(each)
    return len(earlier)


def _write(desk: Path, key: bytes, made: Path, new_key: bytes, progress: Progress) -> None:
    def told(_: int, remaining: int, pages: int) -> None:
        progress.step(pages - remaining, pages, "Writing the desk anew")

    source, target = cipher.connect(desk, key, "query_only=ON"), cipher.connect(made, new_key)
    try:
        source.backup(target, pages=_PAGES, progress=told)
    finally:
        target.close()
        source.close()


def _keep_note(made: Path, key: bytes, note: Callable[[Session], object]) -> None:
    written = engine(made, key, "BEGIN IMMEDIATE", single=True)
    try:
        with Session(written) as session, session.begin():
            note(session)
    finally:
        written.dispose()


def _check(made: Path, key: bytes) -> None:
    connection = cipher.connect(made, key)
    try:
        problems = backup.problems_of(connection)
        connection.execute("PRAGMA journal_mode=DELETE")  # one finished file, with no log beside it
    finally:
        connection.close()
    if problems:
        raise backup.BadCopy(
            f"The desk’s key was not changed: what was written is not whole ({problems[0]}). The "
            "desk is as it was. Check it, and the disk, before you try again."
        )
    with made.open("rb+") as file:
        os.fsync(file.fileno())


def _put_in_place(desk: Path, made: Path, ways: KeyFile) -> None:
    """The few steps that count. All but the last can fail and leave the desk as it was."""
    file, before = key_file(desk), KeyFile.of(desk)
    coming = Coming(beginning(made), ways.slots)
    try:
        replace(before, coming=coming).save(file)
        _set_aside(desk)
        sync_folder(desk.parent)
        made.replace(desk)
    except OSError:
        before.save(file)
        raise
    with suppress(OSError):  # from here on the new file is the desk, and `tidy` can do the rest
        sync_folder(desk.parent)
        ways.save(file)


def _set_aside(desk: Path) -> None:
    """Give the old file a second name, by which it can be written over once it is no more the desk.

    Some disks know no second names: there it simply goes.
    """
    aside = _aside(desk)
    aside.unlink(missing_ok=True)
    with suppress(OSError, NotImplementedError):
        os.link(desk, aside)


def _anew(desk: Path) -> Path:
    return desk.with_name(f".{desk.name}.anew")


def _aside(desk: Path) -> Path:
    return desk.with_name(f".{desk.name}.before")


def _remove(made: Path) -> None:
    for log in ("", *_LOGS):
        made.with_name(made.name + log).unlink(missing_ok=True)
