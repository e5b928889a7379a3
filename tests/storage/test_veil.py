"""What is hidden is hidden in the file: whatever is asked, the words do not come out."""

import zlib
from typing import Any

import pytest
from sqlalchemy import select, text

from tests.hidden_desk import HIDING, MARKING, SENTINEL, plant
from warden_desk.storage import veil
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Base, Tasking

NEVER_READ = {"import_undo"}
"""What a take-back needs, zipped SQL: no service reads it to show it."""


def told(database: Database, table: Any) -> list[str]:
    rows = database.read(lambda session: session.execute(select(table)).all())
    return [" ".join(_words(value) for value in row) for row in rows]


def _words(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return zlib.decompress(value).decode("latin-1")
        except zlib.error:
            return value.decode("latin-1")
    return str(value)


def test_no_column_of_any_table_tells_a_word_of_a_hidden_tasking(founded: Database) -> None:
    plant(founded)
    tables = [t for t in Base.metadata.sorted_tables if t.name not in NEVER_READ]
    said = {table.name for table in tables if SENTINEL in " ".join(told(founded, table))}
    assert {"tasking", "tasking_entry", "attachment", "stored_file", "stop"} <= said

    founded.sight = HIDING

    still = {table.name for table in tables if SENTINEL in " ".join(told(founded, table))}
    assert still == set()


def test_every_table_that_hangs_on_a_tasking_was_thought_of() -> None:
    hangs = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "tasking" for key in table.foreign_keys)
    }

    assert hangs <= veil.SHOWN.keys() | veil.LEFT_OUT.keys()


def test_only_columns_that_are_there_are_shown() -> None:
    for name, shown in veil.SHOWN.items():
        assert shown <= set(Base.metadata.tables[name].columns.keys()), name


def test_whatever_is_not_sensitive_reads_as_before(practice_desk: Any) -> None:
    database: Database = practice_desk.database

    def others(session: Any) -> list[Any]:
        query = select(Tasking.__table__).where(Tasking.marking != MARKING).order_by(Tasking.id)
        return session.execute(query).all()

    before = database.read(others)

    database.sight = HIDING

    assert before
    assert database.read(others) == before


def test_who_may_see_it_reads_it_beside_who_may_not(founded: Database) -> None:
    _, key = plant(founded)
    title = select(Tasking.title).where(Tasking.id == key)
    founded.sight = HIDING

    hidden = founded.read(lambda session: session.scalar(title))
    whole = founded.read_as(veil.Sight(), lambda session: session.scalar(title))

    assert hidden == "Hidden: OFFICIAL-SENSITIVE"
    assert SENTINEL in str(whole)


def test_a_marking_with_a_quotation_mark_hides_too(founded: Database) -> None:
    _, key = plant(founded)

    def mark(session: Any) -> None:
        session.get_one(Tasking, key).marking = "it's secret"

    founded.write("Mark", mark)
    founded.sight = veil.Sight("it's secret")

    shown = founded.read(lambda session: session.get_one(Tasking, key).title)
    assert shown == "Hidden: it's secret"


def test_a_veiled_reader_cannot_write_or_lift_the_veil(founded: Database) -> None:
    plant(founded)
    founded.sight = HIDING
    for attempt in ("DELETE FROM team", "DROP VIEW temp.tasking"):
        with pytest.raises(Exception, match="may not be written"):
            founded.read(lambda session, sql=attempt: session.execute(text(sql)))
