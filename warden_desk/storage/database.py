"""The one door to the database: `read`, `write`, `revert`."""

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, Table, create_engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Change
from warden_desk.domain.clearance import FULL_SIGHT, Sight
from warden_desk.domain.errors import NotAllowed, NotFound, UserError
from warden_desk.domain.rights import ALL, Right
from warden_desk.storage import cipher, journal, kept_changes, printed, replaying, veil
from warden_desk.storage.tables import Base, ImportUndo

P = ParamSpec("P")
T = TypeVar("T")

SIGHT = "sight"
"""Where a session keeps whose eyes it reads for (`Session.info`)."""
RIGHTS = "rights"
"""Where it keeps what may be done by whom it writes for."""
NEEDED = "needed rights"
"""Where it keeps which rights its work asked for."""


class StoreTrouble(UserError):
    """The disk or the file, not the work, is at fault. Nothing of the act was written."""


class Busy(UserError):
    """A long piece of work is being written."""


class Database:
    """An encrypted SQLite file with many readers and one journaled writer.

    Reads may run on any thread, side by side (WAL). Writes run one at a time: a second one is
    refused, not queued, so that the window's thread never waits. Queries and services return
    plain values, never mapped objects, so nothing they return still needs a session.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open a file whose schema is up to date (see `migrations.upgrade`)."""
        self._writing = threading.Lock()
        self._reader = engine(path, key, "BEGIN", "query_only=ON")
        self._veil = partial(veiled, path, key)
        self._veiled: dict[Sight, Engine] = {}
        self._veiling = threading.Lock()
        self.sight = FULL_SIGHT
        """What whoever sits at the desk may see. Every read answers for them."""
        self.rights = ALL
        """What they may do. Every write is refused that they may not."""
        self._writer = engine(path, key, "BEGIN IMMEDIATE", single=True)
        with self._writer.begin() as connection:
            journal.install(connection, _undoable(Base.metadata.sorted_tables))
            printed.watch(connection)

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer `query(session, ...)` from one consistent state; it cannot write."""
        return self.read_as(self.sight, query, *args, **kwargs)

    def read_as(
        self,
        sight: Sight,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """As `read`, for somebody else's eyes: a paper's reader, say."""
        source = self._source(sight)
        with plain_words(), Session(source, autoflush=False, info={SIGHT: sight}) as session:
            return query(session, *args, **kwargs)

    def write(
        self,
        label: str,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, Change]:
        """Do `work(session, ...)` in one transaction: all of it, or none if it raises.

        Args:
            label: what the user did, as the Undo menu names it ("Record visit").
            work: a service; it takes the session first and never commits.

        Returns:
            What the work returned, and what it changed.

        Raises:
            Busy: another write is under way on another thread.
            NotAllowed: whoever sits at the desk may not do this.
        """
        with self._transaction() as session:
            result = work(session, *args, **kwargs)
            change = self._allowed(session, label)
        return result, change

    def write_as_anybody(
        self,
        label: str,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, Change]:
        """As `write`, for what is open to all: to sit down, and to be noted as having looked."""
        with self._transaction(by_anybody=True) as session:
            result = work(session, *args, **kwargs)
            session.flush()
            change = journal.drain(session.connection(), label)
        return result, change

    def write_kept(
        self,
        batch_id: str,
        label: str,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[T, Change]:
        """As `write`, for an import: it can be taken back after the desk was closed, too.

        Args:
            batch_id: the `ImportBatch` that the work adds.
        """
        with self._transaction() as session:
            result = work(session, *args, **kwargs)
            change = self._allowed(session, label)
            session.add(ImportUndo(batch_id=batch_id, change=kept_changes.packed(change)))
            session.flush()
            session.connection().exec_driver_sql("DELETE FROM _journal")
        return result, change

    def revert(self, change: Change) -> Change:
        """Undo a change. The answer undoes the undoing.

        Raises:
            Overtaken: later work stands on it.
            NotAllowed: it needed a right that whoever sits here now has not.
        """
        for right in change.needs:
            self.rights.check(Right(right))

        def replay(session: Session) -> None:
            replaying.replay(session.connection(), change.inverse)

        try:
            _, inverse = self.write(change.label, replay)
        except (IntegrityError, cipher.Refusal) as error:
            why = printed.SENTENCE if printed.SENTENCE in str(error) else journal.OVERTAKEN
            raise journal.Overtaken(why) from error
        return inverse

    def take_back(self, batch_id: str) -> Change:
        """Undo an import by its batch, however long ago it was.

        Raises:
            NotFound: it was taken back already.
            Overtaken: later work stands on it.
        """

        def packed(session: Session) -> bytes:
            kept = session.get(ImportUndo, batch_id)
            if kept is None:
                raise NotFound("That import is not here any more: it has been taken back.")
            return kept.change

        return self.revert(kept_changes.unpacked(self.read(packed)))

    def close(self) -> None:
        self._writer.dispose()
        for reader in (self._reader, *self._veiled.values()):
            reader.dispose()

    def _source(self, sight: Sight) -> Engine:
        if not sight.hides:
            return self._reader
        with self._veiling:
            if sight not in self._veiled:
                self._veiled[sight] = self._veil(sight)
            return self._veiled[sight]

    def _allowed(self, session: Session, label: str) -> Change:
        """What the work changed, if whoever sits here may change all of it."""
        session.flush()
        change = journal.drain(session.connection(), label)
        asked: set[Right] = session.info[NEEDED]
        needs = asked | {_GUARDED.get(table, Right.RECORD) for table in change.tables}
        for right in needs:
            self.rights.check(right)
        return replace(change, needs=frozenset(right.value for right in needs))

    @contextmanager
    def _transaction(self, *, by_anybody: bool = False) -> Generator[Session]:
        if not by_anybody and not self.rights.granted:  # before work is begun in vain
            raise NotAllowed(self.rights.refusal())
        if not self._writing.acquire(blocking=False):
            raise Busy("Something long is being saved. Wait until it has finished, then try again.")
        try:
            seen = {SIGHT: self.sight, RIGHTS: self.rights, NEEDED: set[Right]()}
            with plain_words(), Session(self._writer, info=seen) as session, session.begin():
                yield session
        finally:
            self._writing.release()


def veiled(path: Path, key: bytes, sight: Sight) -> Engine:
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


_GUARDED = {
    name: Right(table.info["right"])
    for name, table in Base.metadata.tables.items()
    if "right" in table.info
}
"""Tables that say which right it takes to change them; all others take the daily one."""


def _undoable(tables: Iterable[Table]) -> list[Table]:
    """All but the permanent ones: what they tell stays, whatever is taken back."""
    return [table for table in tables if not table.info.get("permanent")]
