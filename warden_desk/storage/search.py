"""Full-text search over taskings and their logs. Local to this desk; can be built anew any time.

One FTS5 document per tasking and per log entry, kept by triggers, so that undo and bulk statements
keep it too. `secure-delete` takes erased words out of the index for good. The documents' numbers
follow creation, so that "newest first" needs no sort.

Beginnings of up to eight letters have an index of their own. Without one, FTS5 first gathers all
documents of all words that begin so, which takes long where a common word is half typed. More of
them would make every correction of a text slower.
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

from sqlalchemy import Connection

from warden_desk.domain.changes import ManyRows

MANY = 200
"""Fewer rows than these are not worth a shorter way."""

_WRITTEN_WHILE_ERASING_ONE = 250
"""How many documents are indexed in the time that erasing a single one takes."""

_SOURCES = {
    "tasking": (
        "id",
        (
            *("reference", "title", "description", "wanted", "place", "postcode", "category"),
            *("requester", "external_reference", "case_reference"),
        ),
    ),
    "tasking_entry": ("tasking_id", ("text",)),
}
"""Table: the column that names its tasking, and the columns that are searched."""

_INDEX = (
    """CREATE VIRTUAL TABLE search USING fts5(
         text, prefix='1 2 3 4 5 6 7 8', tokenize='unicode61 remove_diacritics 2')""",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
)

_SCHEMA = (
    """CREATE TABLE search_document (
         document INTEGER PRIMARY KEY,
         source_id TEXT NOT NULL UNIQUE,
         tasking_id TEXT NOT NULL)""",
    "CREATE INDEX ix_search_document_tasking_id ON search_document (tasking_id)",
    *_INDEX,
)

_DELETING = tuple(f'DELETE FROM "{table}" ' for table in _SOURCES)
_REWRITING = {
    f'UPDATE "{table}" ': tuple(f'"{column}"=' for column in columns)
    for table, (_, columns) in _SOURCES.items()
}


def install(connection: Connection) -> None:
    """Make the index and the triggers that keep it (a migration calls this once)."""
    for statement in _SCHEMA:
        connection.exec_driver_sql(statement)
    for table, (tasking_id, columns) in _SOURCES.items():
        for trigger in _triggers(table, tasking_id, columns).values():
            connection.exec_driver_sql(trigger)


def write_anew(connection: Connection) -> None:
    """Drop the index with every word in it, and make it of the documents there are now."""
    connection.exec_driver_sql("DROP TABLE search")
    for statement in _INDEX:
        connection.exec_driver_sql(statement)
    for table, (_, columns) in _SOURCES.items():
        connection.exec_driver_sql(
            f"""INSERT INTO search (rowid, text)
                SELECT document, {_text(columns)} FROM search_document
                JOIN {table} AS new ON new.id = source_id ORDER BY document"""
        )


def _triggers(table: str, tasking_id: str, columns: tuple[str, ...]) -> dict[str, str]:
    text = _text(columns)
    document = "(SELECT document FROM search_document WHERE source_id = {}.id)"
    return {
        "insert": f"""CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN
              INSERT INTO search_document (source_id, tasking_id) VALUES (new.id, new.{tasking_id});
              INSERT INTO search (rowid, text) VALUES (last_insert_rowid(), {text});
            END""",
        "update": f"""CREATE TRIGGER search_{table}_update
            AFTER UPDATE OF {", ".join(columns)} ON {table} BEGIN
              UPDATE search SET text = {text} WHERE rowid = {document.format("new")};
            END""",
        "delete": f"""CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN
              DELETE FROM search WHERE rowid = {document.format("old")};
              DELETE FROM search_document WHERE source_id = old.id;
            END""",
    }


def _text(columns: tuple[str, ...]) -> str:
    return " || ' ' || ".join(f"new.{column}" for column in columns)


@contextmanager
def adding(connection: Connection, table: str, count: int) -> Generator[None]:
    """Index what is inserted into `table` meanwhile in one go at the end, if it is much.

    Half of what a trigger would take for each row. A transaction that fails has its trigger back.
    """
    if count < MANY or table not in _SOURCES:
        yield
        return
    tasking_id, columns = _SOURCES[table]
    before = connection.exec_driver_sql(f"SELECT max(rowid) FROM {table}").scalar() or 0
    last = connection.exec_driver_sql("SELECT max(document) FROM search_document").scalar() or 0
    connection.exec_driver_sql(f"DROP TRIGGER search_{table}_insert")
    yield
    connection.exec_driver_sql(
        f"""INSERT INTO search_document (source_id, tasking_id)
            SELECT id, {tasking_id} FROM {table} WHERE rowid > {before} ORDER BY rowid"""
    )
    connection.exec_driver_sql(
        f"""INSERT INTO search (rowid, text) SELECT document, {_text(columns)} FROM search_document
            JOIN {table} AS new ON new.id = source_id WHERE document > {last} ORDER BY document"""
    )
    connection.exec_driver_sql(_triggers(table, tasking_id, columns)["insert"])


@contextmanager
def rewriting(connection: Connection, count: int) -> Generator[None]:
    """Keep it quick that so many documents lose words meanwhile, and leave none of them behind.

    `secure-delete` takes some 10 ms for each document, so that 10,000 would take minutes. For many,
    the index is left alone and then written anew from what is left: 17 seconds for 500,000
    documents. (Merging it would be quicker, but in some of its shapes FTS5 keeps the marks of
    deleted words.) If the transaction fails, the index and its triggers are as they were.
    """
    total = connection.exec_driver_sql("SELECT count(*) FROM search_document").scalar_one()
    if count < max(MANY, total // _WRITTEN_WHILE_ERASING_ONE):
        yield
        return
    for table in _SOURCES:
        connection.exec_driver_sql(f"DROP TRIGGER search_{table}_update")
        connection.exec_driver_sql(f"DROP TRIGGER search_{table}_delete")
        connection.exec_driver_sql(_forgetting(table))
    yield
    write_anew(connection)
    for table, (tasking_id, columns) in _SOURCES.items():
        connection.exec_driver_sql(f"DROP TRIGGER search_{table}_delete")
        triggers = _triggers(table, tasking_id, columns)
        connection.exec_driver_sql(triggers["update"])
        connection.exec_driver_sql(triggers["delete"])


def erased(steps: Iterable[str | ManyRows]) -> int:
    """How many documents lose words when a change is reversed by these steps."""
    return sum(_erased(step) for step in steps)


def is_searched(table: str, columns: Iterable[str]) -> bool:
    """Whether one of these columns is among what is searched."""
    return not set(_SOURCES[table][1]).isdisjoint(columns)


def _forgetting(table: str) -> str:
    """A trigger that forgets a document and leaves its words, for the index is written anew."""
    return (
        f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN "
        "DELETE FROM search_document WHERE source_id = old.id; END"
    )


def _erased(step: str | ManyRows) -> int:
    """Who has a tasking, and until when, is not searched."""
    if isinstance(step, ManyRows):
        return len(step.rows) if step.table in _SOURCES and not step.adds else 0
    if step.startswith(_DELETING):
        return 1
    return any(
        step.startswith(update) and any(column in step for column in columns)
        for update, columns in _REWRITING.items()
    )


def match_query(typed: str) -> str:
    """What FTS5 is asked for: every typed word, the last one as a beginning. Empty for no words."""
    words = ["".join(c for c in word if c.isalnum()) for word in _split(typed)]
    quoted = [f'"{word}"' for word in words if word]
    return " ".join(quoted) + "*" if quoted else ""


def _split(typed: str) -> list[str]:
    """Words as the tokenizer cuts them: "ASH-26-0147" is three."""
    return "".join(c if c.isalnum() else " " for c in typed).split()
