"""Remembers how to undo a transaction.

Temporary triggers write, for every row that changes, the SQL that would change it back
(https://www.sqlite.org/undoredo.html). They see everything: the ORM, bulk statements and
foreign-key cascades alike. So no feature writes undo code of its own.

Each inverse names the values it expects to find. If somebody changed the row since, it matches
nothing and `replaying` refuses, so that taking an old change back never overwrites newer work.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from sqlalchemy import Connection, Table

from warden_desk.domain.changes import Change, ManyRows
from warden_desk.domain.errors import UserError


class Overtaken(UserError):
    """A change cannot be taken back, because later work stands on it."""


def install(connection: Connection, tables: Iterable[Table]) -> None:
    """Start recording on this connection. Other connections are not recorded."""
    connection.exec_driver_sql(
        "CREATE TEMP TABLE _journal (seq INTEGER PRIMARY KEY, tbl TEXT, inverse TEXT, about TEXT)"
    )
    for table in tables:
        for _, trigger in _triggers(table):
            connection.exec_driver_sql(trigger)


def drain(connection: Connection, label: str) -> Change:
    """Take what the current transaction recorded, newest first, and leave the journal empty."""
    rows = connection.exec_driver_sql(
        "SELECT seq, tbl, inverse, about FROM _journal ORDER BY seq DESC"
    ).all()
    connection.exec_driver_sql("DELETE FROM _journal")
    as_one: dict[int, ManyRows] = connection.info.pop(_AS_ONE, {})
    about = {(row.tbl, *said.split()) for row in rows for said in (row.about or "").splitlines()}
    return Change(
        label,
        frozenset(row.tbl for row in rows),
        tuple(as_one[row.seq] if row.inverse is None else row.inverse for row in rows),
        frozenset(about),
    )


def knows_as_one(table: Table) -> bool:
    """Whether many rows of it may be recorded as one: not where each is known by its key alone."""
    return table.info.keys().isdisjoint(("permanent", "write_once", "about"))


@contextmanager
def as_one(connection: Connection, table: Table, event: str, inverse: ManyRows) -> Generator[None]:
    """Record the inserts or deletes in a table meanwhile as the one inverse that is given.

    To spell out each row takes longer than to write it. A transaction that fails has its trigger
    back.
    """
    connection.exec_driver_sql(f'DROP TRIGGER temp."{_trigger_name(table, event)}"')
    yield
    connection.exec_driver_sql(dict(_triggers(table))[event])
    noted = connection.exec_driver_sql("INSERT INTO _journal (tbl) VALUES (?)", (table.name,))
    connection.info.setdefault(_AS_ONE, {})[noted.lastrowid] = inverse


_AS_ONE = "many rows by their place in the journal"
"""Where a connection keeps what `_journal` has no text for; the next to drain it takes them out."""


OVERTAKEN = (
    "This cannot be taken back, because something it brought in has been worked on since. "
    "Undo that work first, or put the single records aside by hand."
)


def _triggers(table: Table) -> Iterable[tuple[str, str]]:
    """Each event, and the statement that makes its trigger."""
    name, columns = table.name, [column.name for column in table.columns]
    keys = [column.name for column in table.primary_key]
    # A row that is never changed is known by its key: a file's content need not be spelt out.
    naming = keys if table.info.get("write_once") else columns
    same_new = _joined(f"""' AND "{c}" IS ' || quote(new."{c}")""" for c in naming)
    by_new_key = _joined(f"""' AND "{c}"=' || quote(new."{c}")""" for c in keys)
    values = "|| ',' ||".join(f'quote(old."{c}")' for c in columns)
    listed = ", ".join(f'"{c}"' for c in columns)
    changed = [f'old."{c}" IS NOT new."{c}"' for c in columns]
    restored = _joined(
        f"""CASE WHEN {test} THEN ',"{c}"=' || quote(old."{c}") ELSE '' END"""
        for c, test in zip(columns, changed, strict=True)
    )
    expected = _joined(
        f"""CASE WHEN {test} THEN ' AND "{c}" IS ' || quote(new."{c}") ELSE '' END"""
        for c, test in zip(columns, changed, strict=True)
    )
    update = f"""'UPDATE "{name}" SET ' || substr({restored}, 2) || ' WHERE 1' || {by_new_key}"""
    inverses = {
        "INSERT": ("", f"""'DELETE FROM "{name}" WHERE 1' || {same_new}"""),
        "UPDATE": (f"WHEN {' OR '.join(changed)}", f"{update} || {expected}"),
        "DELETE": ("", f"""'INSERT INTO "{name}" ({listed}) VALUES (' || {values} || ')'"""),
    }
    for event, (when, inverse) in inverses.items():
        statement = (
            f'CREATE TEMP TRIGGER "{_trigger_name(table, event)}" AFTER {event} ON main."{name}" '
            f"{when} BEGIN INSERT INTO _journal (tbl, inverse, about) "
            f"VALUES ('{name}', {inverse}, {_about(table, event)}); END"
        )
        yield event, statement


def _trigger_name(table: Table, event: str) -> str:
    return f"_journal_{table.name}_{event.lower()}"


def _about(table: Table, event: str) -> str:
    """What a row is about, before and after: for tables that name columns to know it by."""
    columns = table.info.get("about", ())
    sides = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new")}[event]
    said = [" || ' ' || ".join(f'{side}."{column}"' for column in columns) for side in sides]
    return " || char(10) || ".join(said) if columns else "NULL"


def _joined(parts: Iterable[str]) -> str:
    return " || ".join(parts)
