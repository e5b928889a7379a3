"""Runs what reverses a change, or refuses where later work stands on it."""

from collections.abc import Sequence

from sqlalchemy import Connection

from warden_desk.domain.changes import ManyRows
from warden_desk.storage import many_rows, search
from warden_desk.storage.journal import OVERTAKEN, Overtaken


def replay(connection: Connection, inverse: Sequence[str | ManyRows]) -> None:
    """Run the inverses of a change.

    Raises:
        Overtaken: a row is no longer as the change left it, or more would go than the change made.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    with search.rewriting(connection, search.erased(inverse)):
        for step in inverse:
            _run(connection, step)
    done = connection.exec_driver_sql(
        "SELECT count(*) FROM _journal WHERE tbl <> 'import_undo'"
    ).scalar_one()
    wanted = sum(not _keeps_an_undo(step) for step in inverse)
    if done != wanted:  # a cascade took rows that came later
        raise Overtaken(OVERTAKEN)


def _run(connection: Connection, step: str | ManyRows) -> None:
    if isinstance(step, ManyRows):
        (many_rows.put if step.adds else many_rows.take_out)(connection, step)
        return
    cursor = connection.connection.cursor()
    cursor.execute(step)  # not exec_driver_sql: these are many, and hold literal colons
    if cursor.rowcount != 1:
        raise Overtaken(OVERTAKEN)


def _keeps_an_undo(step: str | ManyRows) -> bool:
    return isinstance(step, str) and '"import_undo"' in step[:40]
