"""Many rows go in and out as one, and are undone as exactly and as carefully as a single one."""

import json
import zlib
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.every_row import dump
from tests.storage.batches import add_batch
from warden_desk.domain.changes import Act, Change, ManyRows
from warden_desk.domain.ids import new_id
from warden_desk.storage import kept_changes, many_rows, search
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.journal import Overtaken
from warden_desk.storage.tables import Person, PersonStatus, Shift, Team

COUNT = search.MANY + 50


def people(count: int = COUNT, surname: str = "Marsh") -> list[dict[str, object]]:
    return [
        {
            "id": new_id(),
            "kind": "warden",
            "forename": f"O'Hara: {number}%?",
            "surname": surname,
            "collar_number": None if number % 2 else f"{surname}{number}",
            "adult_on": date(2027, 1, 1 + number % 28),
            "takes_taskings": number % 3 == 0,
        }
        for number in range(count)
    ]


def add(session: Session, rows: Sequence[dict[str, object]]) -> None:
    many_rows.add(session, Person, rows)


def test_what_came_in_as_one_reads_like_what_came_in_one_by_one(database: Database):
    rows = people()
    one_by_one = [database.write("Add", add, [row])[1] for row in rows]
    singly = dump(database)
    for change in reversed(one_by_one):
        database.revert(change)

    _, change = database.write("Add", add, rows)

    assert dump(database) == singly
    assert change.tables == {"person"}
    assert len(change.inverse) == 1
    assert change.size == COUNT


def test_many_rows_are_undone_and_redone_exactly(database: Database):
    before = dump(database)
    _, added = database.write("Add", add, people())
    after = dump(database)

    redo = database.revert(added)
    assert dump(database) == before
    undo = database.revert(redo)
    assert dump(database) == after
    database.revert(undo)
    assert dump(database) == before


@pytest.mark.parametrize(
    "later",
    [
        lambda s, key: s.execute(update(Person).where(Person.id == key).values(mobile="07700")),
        lambda s, key: s.execute(delete(Person).where(Person.id == key)),
        lambda s, key: s.add(
            PersonStatus(person_id=key, status="active", valid_from=date(2026, 1, 1))
        ),
    ],
    ids=["one was changed", "one is gone", "something hangs on one"],
)
def test_many_rows_are_not_taken_back_over_newer_work_on_one_of_them(
    database: Database, later: Callable[[Session, str], object]
):
    rows = people()
    _, added = database.write("Add", add, rows)
    database.write("Later", later, str(rows[COUNT // 2]["id"]))
    before = dump(database)

    with pytest.raises(Overtaken, match="worked on since"):
        database.revert(added)

    assert dump(database) == before
    _, single = database.write("Add", add, people(1, "Wickham"))
    database.revert(single)  # the door still records and undoes
    assert dump(database) == before


def test_they_are_taken_back_beside_newer_work_on_other_rows(database: Database):
    _, added = database.write("Add", add, people())
    database.write("More", add, people(surname="Evans"))
    database.revert(added)

    assert database.read(lambda s: s.scalars(select(Person.surname).distinct()).all()) == ["Evans"]


def test_what_the_same_act_did_to_them_afterwards_is_undone_with_them(database: Database):
    before = dump(database)
    rows = people()

    def work(session: Session) -> None:
        add(session, rows)
        session.execute(update(Person).values(mobile="07700 900123"))
        session.execute(delete(Person).where(Person.id == rows[3]["id"]))
        add(session, people(surname="Evans"))

    _, change = database.write("All", work)
    after = dump(database)
    redo = database.revert(change)
    assert dump(database) == before
    database.revert(redo)
    assert dump(database) == after


def test_a_refused_row_takes_all_of_them_along_and_recording_goes_on(database: Database):
    rows = people()
    rows[-1]["collar_number"] = rows[0]["collar_number"]
    before = dump(database)

    def work(session: Session) -> None:
        with pytest.raises(IntegrityError):
            add(session, rows)
        session.execute(update(Team).values(name="A"))
        add(session, people(1, "Evans"))

    _, change = database.write("Half", work)

    assert database.read(lambda s: s.scalar(select(func.count(Person.id)))) == 1
    database.revert(change)
    assert dump(database) == before


def test_a_failed_act_leaves_nothing_for_the_next_one_to_undo(database: Database):
    def fail(session: Session) -> None:
        add(session, people())
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.write("Fail", fail)
    before = dump(database)
    _, change = database.write("Add", add, people(1, "Evans"))

    assert len(change.inverse) == 1
    assert not isinstance(change.inverse[0], ManyRows)
    database.revert(change)
    assert dump(database) == before


def test_a_row_beside_them_that_would_go_along_stops_the_taking_back(database: Database):
    """A rule in the file may take more rows of the same table than were meant."""
    rows = people()
    _, added = database.write("Add", add, rows)
    database.write("More", add, people(1, "Evans"))

    def drag(session: Session) -> None:
        session.execute(
            text(
                "CREATE TRIGGER drag AFTER DELETE ON person BEGIN"
                " DELETE FROM person WHERE surname = 'Evans'; END"
            )
        )

    database.write("Drag", drag)
    before = dump(database)

    with pytest.raises(Overtaken):
        database.revert(added)

    assert dump(database) == before


def test_shifts_are_recorded_one_by_one_for_the_week_asks_whose_they_are(practice_desk: Desk):
    database = practice_desk.database

    def copy(session: Session) -> int:
        columns = Shift.__table__.columns
        later = {"on_date": date(2031, 1, 6)}
        rows = [
            {**dict(zip(columns.keys(), row, strict=True)), "id": new_id(), **later}
            for row in session.execute(select(*columns).limit(COUNT))
        ]
        many_rows.add(session, Shift, rows)
        return len(rows)

    count, change = database.write("Copy", copy)

    assert count == COUNT
    assert len(change.inverse) == COUNT
    assert all(about[0] == "shift" for about in change.about)
    assert change.about


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    values=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.dates(),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_is_in_them_is_kept_packed_and_taken_back(
    database: Database, act: Act, values: list[tuple[str, int | None, date | None, bool]]
):
    rows = [
        {
            "id": new_id(),
            "kind": "warden",
            "forename": name,
            "surname": name[::-1],
            "contract_minutes": minutes,
            "started_on": day,
            "takes_taskings": yes,
        }
        for name, minutes, day, yes in (values * COUNT)[:COUNT]
    ]
    before, batch = dump(database), new_id()
    database.write_kept(batch, "Import", _import, batch, act, rows)
    after = dump(database)

    redo = database.take_back(batch)
    assert dump(database) == before
    undo = database.revert(redo)
    assert dump(database) == after
    database.revert(undo)
    assert dump(database) == before


def test_an_import_kept_as_statements_alone_is_still_taken_back(database: Database, act: Act):
    """As it was kept before rows could be taken back as one."""
    before, batch = dump(database), new_id()
    _, change = database.write("Import", _import, batch, act, people(3))
    kept = {"label": "Import", "tables": sorted(change.tables), "inverse": change.inverse}

    found = kept_changes.unpacked(zlib.compress(json.dumps(kept).encode()))

    assert found.inverse == change.inverse
    database.revert(found)
    assert dump(database) == before


def test_a_kept_change_comes_out_as_it_went_in():
    rows = [(f"{number}", None, number, 0.1) for number in range(450)]
    many = ManyRows("person", ("a", "b", "c", "d"), rows, adds=False)
    change = Change("Import “x”", frozenset({"person", "team"}), ("DELETE 'é'", many, "UPDATE"))

    assert kept_changes.unpacked(kept_changes.packed(change)) == change


def _import(session: Session, batch_id: str, act: Act, rows: Sequence[dict[str, object]]) -> None:
    add_batch(session, batch_id, act)
    add(session, rows)
