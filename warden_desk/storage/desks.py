"""Making, opening and closing a desk: its file, its keys, its lock."""

import getpass
import json
import platform
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from warden_desk.domain.errors import UserError
from warden_desk.domain.passphrases import check_passphrase
from warden_desk.storage import backup, cipher, keys, location, migrations, rekeying
from warden_desk.storage.database import Database
from warden_desk.storage.engines import StoreTrouble, engine, plain_words
from warden_desk.storage.key_ring import KeyRing
from warden_desk.storage.keys import key_file


class InUse(UserError):
    """Another window or command has this desk open."""


class Desk:
    """One open desk. Close it to let others open it."""

    def __init__(self, path: Path, key: bytes, lock: FileLock, *, ring: KeyRing) -> None:
        self.path = path
        self.ring = ring
        self.is_practice = ring.is_practice
        self.database = Database(path, key)
        self._lock = lock

    def back_up(self, folder: Path | None = None) -> Path:
        """Copy the desk, by default into `backups` beside it, and verify the copy."""
        return _back_up(self.path, self.ring.key, folder)

    def problems(self) -> list[str]:
        """What is wrong with the file, in SQLite's words; empty if it is whole."""
        connection = cipher.connect(self.path, self.ring.key, "query_only=ON")
        try:
            return backup.problems_of(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Let go of the file and its lock; leave no log file beside it."""
        self.database.close()
        with suppress(OSError):
            _note(self.path).unlink(missing_ok=True)
        self._lock.release()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def exists(path: Path) -> bool:
    """Whether there is a desk here to open."""
    return path.exists()


def is_practice(path: Path) -> bool:
    """Whether the desk at `path` holds invented data, and needs no passphrase.

    Raises:
        NoKeys: its key file is missing or damaged.
    """
    return keys.KeyFile.load(key_file(path)).practice


def check_new(path: Path) -> None:
    """Refuse a place where no new desk can be made.

    Raises:
        BadPlace: a network share or a synchronised folder.
        UserError: there is a desk already.
    """
    location.check(path)
    if path.exists() or key_file(path).exists():
        raise UserError(f"There is a desk at {path} already. Open it, or choose another name.")


def create(path: Path, passphrase: str) -> tuple[Desk, str]:
    """Make a new desk, open it, and return it with its recovery code (shown once, never kept).

    Takes about half a second on purpose: call it off the window's thread.

    Raises:
        UserError: the place or the passphrase will not do.
    """
    check_passphrase(passphrase)
    key, code = keys.new_data_key(), keys.new_recovery_code()
    ways = keys.KeyFile(()).with_slot(keys.PASSPHRASE, passphrase, key)
    return _create(path, key, ways.with_slot(keys.RECOVERY, code, key)), code


def create_practice(path: Path) -> Desk:
    """Make a desk for invented data, which opens without a passphrase."""
    key = keys.new_data_key()
    return _create(path, key, keys.KeyFile.for_practice(key))


def open_desk(path: Path, secret: str = "", *, recovery: bool = False) -> Desk:
    """Open a desk with its passphrase or recovery code (a practice desk needs neither).

    Raises:
        WrongKey: the secret is not the one.
        InUse: somebody has it open.
        TooNew: a later program wrote it.
        UserError: there is no desk, or it cannot be read.
    """
    path = path.absolute()
    if not exists(path):
        raise UserError(f"There is no desk at {path}. Check the name, or make a new one.")
    location.check(path)
    opened = keys.KeyFile.of(path).unlock(secret, keys.RECOVERY if recovery else keys.PASSPHRASE)
    desk = _open(path, opened, by_recovery=recovery)
    if opened.is_plain:
        with suppress(OSError):  # the way in is good as it is
            desk.ring.renew(opened.user, secret)
    return desk


def _create(path: Path, key: bytes, ways: keys.KeyFile) -> Desk:
    path = path.absolute()
    check_new(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ways.save(key_file(path))
    except OSError as error:
        raise StoreTrouble(f"The folder {path.parent} may not be written to.") from error
    return _open(path, keys.Opened(key))


def _open(path: Path, opened: keys.Opened, *, by_recovery: bool = False) -> Desk:
    key, lock = opened.key, _lock(path)
    try:
        rekeying.tidy(path)
        schema = engine(path, key, "BEGIN IMMEDIATE", single=True)
        try:
            with plain_words():
                migrations.upgrade(schema, lambda: _back_up(path, key, None))
        finally:
            schema.dispose()
        ring = KeyRing(path, key, opened_by=opened.user, by_recovery=by_recovery)
        return Desk(path, key, lock, ring=ring)
    except BaseException:
        lock.release()
        raise


def _lock(path: Path) -> FileLock:
    """Take the desk for this process; the system frees it even after a crash."""
    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise InUse(f"This desk is open already{_holder(path)}. Close it there first.") from None
    except OSError as error:
        raise StoreTrouble(
            f"The folder {path.parent} may not be written to, and a desk keeps its changes there. "
            "Copy the desk with its key file to a folder of your own."
        ) from error
    note = {"by": getpass.getuser(), "on": platform.node(), "since": f"{datetime.now():%H:%M}"}  # noqa: DTZ005  # read by a person
    with suppress(OSError):  # a full disk: who has the desk open is a courtesy
        _note(path).write_text(json.dumps(note), "utf-8")
    return lock


def _holder(path: Path) -> str:
    try:
        note = json.loads(_note(path).read_text("utf-8"))
        return f" (by {note['by']} on {note['on']}, since {note['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _note(path: Path) -> Path:
    return path.with_name(path.name + ".open")


def _back_up(path: Path, key: bytes, folder: Path | None) -> Path:
    target = folder or backup.home(path)
    return backup.copy(path, key, target, datetime.now(UTC))
