"""Thousands of rows at a time: in and out in one go, and one entry of the journal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Table, insert
from sqlalchemy.orm import Session

from warden_desk.domain.changes import ManyRows
from warden_desk.storage import journal, search
from warden_desk.storage.tables import Base

Row = Mapping[str, Any]


def add(session: Session, table: type[Base], rows: Sequence[Row]) -> None:
    """Insert rows that all have the same keys. What they leave out gets the table's default."""
    if not rows:
        return
    target = Base.metadata.tables[table.__tablename__]
    if len(rows) < search.MANY or not journal.knows_as_one(target):
        # The table, not the class: the ORM would part the rows wherever a None comes.
        session.execute(insert(target), rows)
        return
    session.flush()
    connection = session.connection()
    put(connection, _many(target, rows, connection.dialect))


def put(connection: Connection, many: ManyRows) -> None:
    """Add rows whose values are as the driver takes them: all of them, or none and it raises."""
    table = Base.metadata.tables[many.table]
    listed = ", ".join(f'"{name}"' for name in many.columns)
    marks = ", ".join("?" * len(many.columns))
    with (
        connection.begin_nested(),
        journal.as_one(connection, table, "INSERT", replace(many, adds=False)),
        search.adding(connection, table.name, len(many.rows)),
    ):
        connection.exec_driver_sql(
            f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})', list(many.rows)
        )


def take_out(connection: Connection, many: ManyRows) -> None:
    """Remove rows again.

    Raises:
        Overtaken: one is no longer as it was, or others would go with them.
    """
    table = Base.metadata.tables[many.table]
    keys = {column.name for column in table.primary_key}
    same = " AND ".join(f'"{name}" {"=" if name in keys else "IS"} ?' for name in many.columns)
    left = _count(connection, table) - len(many.rows)
    with journal.as_one(connection, table, "DELETE", replace(many, adds=True)):
        gone = connection.exec_driver_sql(
            f'DELETE FROM "{table.name}" WHERE {same}', list(many.rows)
        )
    if gone.rowcount != len(many.rows) or _count(connection, table) != left:
        raise journal.Overtaken(journal.OVERTAKEN)


def _count(connection: Connection, table: Table) -> int:
    return connection.exec_driver_sql(f'SELECT count(*) FROM "{table.name}"').scalar_one()


def _many(table: Table, rows: Sequence[Row], dialect: Dialect) -> ManyRows:
    columns = [c for c in table.columns if c.name in rows[0] or c.server_default is None]
    values = [_bound(column, rows, dialect) for column in columns]
    names = tuple(column.name for column in columns)
    return ManyRows(table.name, names, list(zip(*values, strict=True)), adds=True)


def _bound(column: Column[Any], rows: Sequence[Row], dialect: Dialect) -> list[Any]:
    """A column of the rows as the driver takes it. Days and moments repeat: each is told once."""
    if column.name not in rows[0]:
        values = [getattr(column.default, "arg", None)] * len(rows)
    else:
        values = [row[column.name] for row in rows]
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    if process is None:
        return values
    told = {value: process(value) for value in set(values)}
    return [told[value] for value in values]
