"""The one door to the database: `read`, `write`, `revert`."""

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Change
from warden_desk.domain.clearance import FULL_SIGHT, Sight
from warden_desk.domain.errors import NotAllowed, NotFound
from warden_desk.domain.rights import ALL, Right
from warden_desk.storage import cipher, journal, kept_changes, printed, replaying
from warden_desk.storage.engines import Busy, Engines, plain_words
from warden_desk.storage.tables import Base, ImportUndo

P = ParamSpec("P")
T = TypeVar("T")

SIGHT = "sight"
"""Where a session keeps whose eyes it reads for (`Session.info`)."""
RIGHTS = "rights"
"""Where it keeps what may be done by whom it writes for."""
NEEDED = "needed rights"
"""Where it keeps which rights its work asked for."""


class Database:
    """An encrypted SQLite file with many readers and one journaled writer.

    Reads may run on any thread, side by side (WAL). Writes run one at a time: a second one is
    refused, not queued, so that the window's thread never waits. Queries and services return
    plain values, never mapped objects, so nothing they return still needs a session.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Open a file whose schema is up to date (see `migrations.upgrade`)."""
        self._writing = threading.Lock()
        self._engines = Engines(path, key, _watch)
        self.sight = FULL_SIGHT
        """What whoever sits at the desk may see. Every read answers for them."""
        self.rights = ALL
        """What they may do. Every write is refused that they may not."""

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
        with (
            self._engines.reading(sight) as source,
            plain_words(),
            Session(source, autoflush=False, info={SIGHT: sight}) as session,
        ):
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

    @contextmanager
    def alone(self) -> Generator[None]:
        """Let nobody write meanwhile.

        Raises:
            Busy: somebody does.
        """
        if not self._writing.acquire(blocking=False):
            raise Busy("Something long is being saved. Wait until it has finished, then try again.")
        try:
            yield
        finally:
            self._writing.release()

    def replace_file(self, new_key: bytes, put_in_place: Callable[[], None]) -> None:
        """Let go of the file while another one is put in its place (`Engines.replace`).

        To be called while `alone`.
        """
        self._engines.replace(new_key, put_in_place)

    def close(self) -> None:
        self._engines.close()

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
        with self.alone():
            seen = {SIGHT: self.sight, RIGHTS: self.rights, NEEDED: set[Right]()}
            writer = self._engines.writer
            with plain_words(), Session(writer, info=seen) as session, session.begin():
                yield session


_GUARDED = {
    name: Right(table.info["right"])
    for name, table in Base.metadata.tables.items()
    if "right" in table.info
}
"""Tables that say which right it takes to change them; all others take the daily one."""


def _watch(connection: Connection) -> None:
    journal.install(connection, _undoable(Base.metadata.sorted_tables))
    printed.watch(connection)


def _undoable(tables: Iterable[Table]) -> list[Table]:
    """All but the permanent ones: what they tell stays, whatever is taken back."""
    return [table for table in tables if not table.info.get("permanent")]
