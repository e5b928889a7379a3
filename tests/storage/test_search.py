"""Thousands of taskings are added and taken back quickly, and the index tells the truth of both."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.changes import Act, Change
from warden_desk.domain.errors import UserError
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import areas
from warden_desk.services.tasking import taskings
from warden_desk.storage import search
from warden_desk.storage.database import Database
from warden_desk.storage.journal import Overtaken

WORD = "quinquereme"


@pytest.mark.parametrize("count", [3, search.MANY + 1])
def test_no_word_of_what_was_taken_back_is_left_in_the_index(
    founded: Database, act: Act, count: int
) -> None:
    change = _record(founded, act, count)
    assert _blocks(founded) > 0
    founded.revert(change)
    assert _blocks(founded) == 0
    assert founded.read(_found) == 0


def test_what_was_taken_back_and_brought_again_is_found_again(founded: Database, act: Act) -> None:
    change = _record(founded, act, search.MANY + 1)
    founded.revert(founded.revert(change))
    assert founded.read(_found) == search.MANY + 1


@pytest.mark.parametrize("is_refused", [False, True])
def test_after_many_a_single_one_is_again_erased_at_once(
    founded: Database, act: Act, *, is_refused: bool
) -> None:
    many = _record(founded, act, search.MANY + 1, word="trireme")
    if is_refused:
        _touch(founded)
        with pytest.raises(Overtaken):
            founded.revert(many)
    else:
        founded.revert(many)
    founded.revert(_record(founded, act, 1))
    assert _blocks(founded) == 0


@pytest.mark.parametrize(("column", "is_searched"), [("urgency", False), ("place", True)])
def test_the_index_is_written_anew_only_where_many_lose_words_that_are_searched(
    founded: Database, act: Act, column: str, *, is_searched: bool
) -> None:
    _record(founded, act, search.MANY + 1)

    def change(session: Session) -> None:
        session.execute(text(f"UPDATE tasking SET {column} = :word"), {"word": "trireme"})

    _, changed = founded.write("Change", change)
    before = founded.read(_schema)
    founded.revert(changed)

    assert (founded.read(_schema) != before) is is_searched
    assert founded.read(_found) == search.MANY + 1


@pytest.mark.parametrize("count", [3, search.MANY + 1])
def test_what_comes_in_at_once_is_found_newest_first_and_so_is_what_comes_after(
    founded: Database, act: Act, count: int
) -> None:
    _record(founded, act, 2)
    _record(founded, act, count)
    _record(founded, act, 1)

    assert founded.read(_found) == count + 3
    assert founded.read(_in_order)


def test_a_refused_import_leaves_the_index_and_its_upkeep_as_they_were(
    founded: Database, act: Act
) -> None:
    def refuse(session: Session) -> None:
        area = areas.local_areas(session, TODAY)[0]
        draft = TaskingDraft(title=WORD, district_id=area.district_id, received_on=TODAY)
        taskings.record_many(session, [draft] * (search.MANY + 1), act=act)
        raise UserError("No.")

    with pytest.raises(UserError, match="No"):
        founded.write("Import", refuse)

    assert founded.read(_found) == 0
    _record(founded, act, 1)
    assert founded.read(_found) == 1


def _in_order(session: Session) -> bool:
    """Whether the documents' numbers follow the taskings' own."""
    query = text(
        "SELECT number FROM search_document JOIN tasking ON tasking.id = source_id"
        " ORDER BY document"
    )
    numbers = list(session.scalars(query))
    return numbers == sorted(numbers)


def _record(database: Database, act: Act, count: int, word: str = WORD) -> Change:
    area = database.read(areas.local_areas, TODAY)[0]
    drafts = [
        TaskingDraft(title=f"{word} {number}", district_id=area.district_id, received_on=TODAY)
        for number in range(count)
    ]
    return database.write("Import", taskings.record_many, drafts, act=act)[1]


def _touch(database: Database) -> None:
    def touch(session: Session) -> None:
        session.execute(text("UPDATE tasking SET outcome = 'done'"))

    database.write("Touch", touch)


def _schema(session: Session) -> int:
    """Another number once the index was dropped and made again."""
    return session.scalar(text("PRAGMA schema_version")) or 0


def _found(session: Session) -> int:
    query = text("SELECT count(*) FROM search WHERE search MATCH :word")
    return session.scalar(query, {"word": WORD}) or 0


def _blocks(database: Database) -> int:
    """How many pages of the index hold the word's end (terms share their beginnings)."""
    query = text("SELECT count(*) FROM search_data WHERE instr(block, CAST(:end AS BLOB)) > 0")
    return database.read(lambda session: session.scalar(query, {"end": WORD[3:]})) or 0
