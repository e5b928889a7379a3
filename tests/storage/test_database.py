"""The one door: whole transactions, undo of everything, and no undo over newer work."""

import threading
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update

from tests.every_row import dump
from tests.storage.batches import add_batch
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound
from warden_desk.domain.ids import new_id
from warden_desk.storage.database import Database
from warden_desk.storage.engines import Busy, StoreTrouble
from warden_desk.storage.journal import Overtaken
from warden_desk.storage.tables import Person, PersonStatus, Team, TeamMember


def add_person(session, surname: str = "Tilley") -> str:
    person = Person(kind="warden", forename="Ben", surname=surname)
    session.add(person)
    session.flush()
    return person.id


def test_what_was_written_can_be_read_and_the_change_names_its_tables(database: Database):
    person, change = database.write("Add", add_person)

    assert database.read(lambda s: s.get_one(Person, person).surname) == "Tilley"
    assert change.label == "Add"
    assert change.tables == {"person"}


def test_a_refusal_in_the_middle_leaves_nothing_behind(database: Database):
    before = dump(database)

    def half(session):
        add_person(session)
        raise NotFound("no")

    with pytest.raises(NotFound):
        database.write("Half", half)

    assert dump(database) == before


def test_undo_and_redo_of_inserts_updates_deletes_and_cascades(database: Database):
    def team_of_two(session):
        team = Team(number=1, name="A")
        session.add(team)
        session.flush()
        for name in ("Tilley", "O'Hara: 100% ?"):
            session.add(
                TeamMember(
                    team_id=team.id,
                    person_id=add_person(session, name),
                    valid_from=date(2026, 1, 1),
                )
            )

    states = [dump(database)]
    changes = []
    for work in (
        team_of_two,
        lambda s: s.execute(update(Person).values(surname="Same")),
        lambda s: s.execute(delete(Team)),  # takes the members with it
        lambda s: s.execute(delete(Person)),
    ):
        changes.append(database.write("x", work)[1])
        states.append(dump(database))

    redos = []
    for change, earlier in zip(reversed(changes), reversed(states[:-1]), strict=True):
        redos.append(database.revert(change))
        assert dump(database) == earlier
    for redo, later in zip(reversed(redos), states[1:], strict=True):
        database.revert(redo)
        assert dump(database) == later


def test_an_old_change_is_not_taken_back_over_newer_work(database: Database):
    person, added = database.write("Add", add_person)
    database.write("Rename", lambda s: setattr(s.get(Person, person), "surname", "Marsh"))
    before = dump(database)

    with pytest.raises(Overtaken, match="worked on since"):
        database.revert(added)

    assert dump(database) == before


def test_taking_back_does_not_drag_later_rows_along(database: Database):
    person, added = database.write("Add", add_person)
    database.write(
        "Status",
        lambda s: s.add(
            PersonStatus(person_id=person, status="active", valid_from=date(2026, 1, 1))
        ),
    )
    before = dump(database)

    with pytest.raises(Overtaken):
        database.revert(added)

    assert dump(database) == before


def test_a_change_to_one_field_is_undone_beside_a_later_change_to_another(database: Database):
    person, _ = database.write("Add", add_person)
    _, renamed = database.write(
        "Rename", lambda s: setattr(s.get(Person, person), "surname", "Marsh")
    )
    database.write("Ring", lambda s: setattr(s.get(Person, person), "mobile", "07700 900001"))

    database.revert(renamed)

    assert database.read(
        lambda s: tuple(s.execute(select(Person.surname, Person.mobile)).one())
    ) == ("Tilley", "07700 900001")


def _import(session, batch_id: str, act: Act) -> None:
    add_batch(session, batch_id, act)
    session.execute(
        insert(Person),
        [{"id": new_id(), "kind": "warden", "forename": "A", "surname": str(i)} for i in range(50)],
    )


def test_an_import_is_taken_back_exactly_and_its_undo_redone(database: Database, act: Act):
    before = dump(database)
    batch = new_id()
    database.write_kept(batch, "Import", _import, batch, act)
    after = dump(database)

    redo = database.take_back(batch)
    assert dump(database) == before
    with pytest.raises(NotFound):
        database.take_back(batch)

    database.revert(redo)
    assert dump(database) == after
    database.take_back(batch)
    assert dump(database) == before


def test_an_import_that_was_worked_on_is_not_taken_back(database: Database, act: Act):
    batch = new_id()
    database.write_kept(batch, "Import", _import, batch, act)
    database.write("Rename", lambda s: s.execute(update(Person).values(forename="B")))

    with pytest.raises(Overtaken):
        database.take_back(batch)


def test_reading_cannot_write(database: Database):
    with pytest.raises(StoreTrouble):
        database.read(lambda s: s.execute(insert(Team).values(id="1", number=1, name="x")))


def test_a_read_sees_one_state_while_somebody_writes(database: Database):
    def count_twice(session):
        first = session.scalar(text("SELECT count(*) FROM person"))
        worker = threading.Thread(target=database.write, args=("Add", add_person))
        worker.start()
        worker.join()
        return first, session.scalar(text("SELECT count(*) FROM person"))

    assert database.read(count_twice) == (0, 0)
    assert database.read(count_twice)[0] == 1


def test_a_second_writer_is_told_at_once(database: Database):
    def meanwhile(session):
        with pytest.raises(Busy, match="being saved"):
            database.write("Other", add_person)

    database.write("Long", meanwhile)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(words=st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_is_kept_and_undone_as_it_was(database: Database, words: list[str]):
    clean = [word.encode("utf-8", "ignore").decode().replace("\0", "") for word in words]
    before = dump(database)
    changes = [database.write("Add", add_person, word)[1] for word in clean]

    stored = database.read(lambda s: s.scalars(select(Person.surname).order_by(Person.id)).all())
    assert stored == clean

    for change in reversed(changes):
        database.revert(change)
    assert dump(database) == before
