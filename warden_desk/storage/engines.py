"""Connections to the encrypted file: how each is set up, and letting go of all for a moment."""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from warden_desk.domain.clearance import Sight
from warden_desk.domain.errors import UserError
from warden_desk.storage import cipher, veil

_PATIENCE_S = 60


class StoreTrouble(UserError):
    """The disk or the file, not the work, is at fault. Nothing of the act was written."""


class Busy(UserError):
    """A long piece of work is being written."""


class Engines:
    """The connections to one file: many that read, also veiled, and one that writes."""

    def __init__(
        self, path: Path, key: bytes, prepare_writer: Callable[[Connection], None]
    ) -> None:
        """`prepare_writer` is called with the connection that writes, whenever it is made."""
        self.path = path
        self._prepare_writer = prepare_writer
        self._free = threading.Condition()
        self._reading = 0
        self._open(key)

    @contextmanager
    def reading(self, sight: Sight) -> Generator[Engine]:
        """What somebody with this sight reads from. The file is not replaced meanwhile."""
        with self._free:
            self._reading += 1
            source = self._source(sight)
        try:
            yield source
        finally:
            with self._free:
                self._reading -= 1
                self._free.notify_all()

    def replace(self, new_key: bytes, put_in_place: Callable[[], None]) -> None:
        """Let go of the file while another one is put in its place, once nobody reads.

        The file is one finished whole then, with no log beside it. Whoever wants to read meanwhile
        waits. Nobody may be writing.

        Args:
            put_in_place: raises if, and only if, the file is still the one it was.

        Raises:
            Busy: somebody goes on reading.
        """
        with self._free:
            if not self._free.wait_for(lambda: not self._reading, _PATIENCE_S):
                raise Busy("Something long is still being read. Wait for it, then try again.")
            key = self._key
            self.close()
            try:
                _finish(self.path, key)
                put_in_place()
                key = new_key
            finally:
                self._open(key)

    def close(self) -> None:
        """Let go of the file."""
        self.writer.dispose()
        for reader in (self._reader, *self._veiled.values()):
            reader.dispose()

    def _open(self, key: bytes) -> None:
        self._key = key
        self._reader = engine(self.path, key, "BEGIN", "query_only=ON")
        self._veiled: dict[Sight, Engine] = {}
        self.writer = engine(self.path, key, "BEGIN IMMEDIATE", single=True)
        with self.writer.begin() as connection:
            self._prepare_writer(connection)

    def _source(self, sight: Sight) -> Engine:
        if not sight.hides:
            return self._reader
        if sight not in self._veiled:
            self._veiled[sight] = _veiled(self.path, self._key, sight)
        return self._veiled[sight]


def _finish(path: Path, key: bytes) -> None:
    """Write the log into the file: left beside another file of its name, it would ruin that one."""
    connection = cipher.connect(path, key)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    finally:
        connection.close()
    if mode != "delete" or path.with_name(path.name + "-wal").exists():
        raise StoreTrouble("Another program holds the desk's file. Close it, then try again.")


def _veiled(path: Path, key: bytes, sight: Sight) -> Engine:
    """An engine that reads what may be seen by somebody who may not see everything."""

    def prepare(connection: cipher.Connection) -> None:
        veil.draw(connection, sight)
        connection.execute("PRAGMA query_only=ON")

    return engine(path, key, "BEGIN", prepare=prepare)


def engine(
    path: Path,
    key: bytes,
    begin: str,
    *pragmas: str,
    single: bool = False,
    prepare: Callable[[cipher.Connection], None] | None = None,
) -> Engine:
    """An engine on the encrypted file that begins its transactions itself.

    Left alone, the driver begins none for reads or for CREATE TABLE, so that a read could see two
    states and a failed migration could leave half of itself behind.

    Args:
        key: 32 bytes.
        single: one connection, whatever the thread.
        prepare: what is done to each new connection first.
    """

    def connect() -> cipher.Connection:
        connection = cipher.connect(path, key, *pragmas)
        if prepare is not None:
            prepare(connection)
        return connection

    made = create_engine(
        "sqlite://",
        creator=connect,
        module=cipher.DBAPI,
        poolclass=StaticPool if single else QueuePool,
        hide_parameters=True,  # a defect's report must not carry personal data
    )

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(made, "begin", on_begin)
    return made


_TROUBLES = {
    "database or disk is full": "The disk is full. Make room, then try again: nothing is lost.",
    "readonly database": "The desk's file may not be written to. Check the folder's permissions.",
    "disk i/o error": "The disk could not be read or written. Check the drive, then try again.",
    "database is locked": "Another program holds the desk's file. Close it, then try again.",
    "malformed": "The desk's file is damaged. Close the program and restore the last backup.",
    "file is not a database": "This file is not a desk, or its key file belongs to another one.",
}


@contextmanager
def plain_words() -> Generator[None]:
    """Turn what the surroundings did to us into a sentence; let our own mistakes through."""
    try:
        yield
    except (OperationalError, DatabaseError) as error:
        text = str(error.orig).lower()
        for sign, sentence in _TROUBLES.items():
            if sign in text:
                raise StoreTrouble(sentence) from error
        raise
