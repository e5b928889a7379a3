"""Somebody leaves: it is listed first, ends with their last day, and one undo restores it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.storage.test_database import dump
from tests.tasking_desk import ACT, SINCE, TODAY, Patch, detail, lay_out, record
from warden_desk.domain.changes import Change
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.leaving import Leaving, LeavingDraft
from warden_desk.domain.lone_cards import LoneCard
from warden_desk.domain.people import Status
from warden_desk.services import leaving, people
from warden_desk.services.areas import on_day
from warden_desk.services.tasking import tasking_people
from warden_desk.services.welfare import lone_cards
from warden_desk.storage.database import Database
from warden_desk.storage.tables import (
    EmergencyContact,
    ParishAssignment,
    PersonStatus,
    Shift,
    Tasking,
    TeamMember,
)

LAST = TODAY + timedelta(days=6)
GONE = LAST + timedelta(days=1)


@pytest.fixture
def patch(founded: Database) -> Patch:
    """Ben has a parish, a tasking, two shifts, a contact; Ellen has him as buddy for a late."""
    patch = lay_out(founded)
    key = record(founded, patch)
    founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT)
    shift: dict[str, Any] = {"team_id": patch.team, "code": "L", "start_minute": 840}
    shift |= {"end_minute": 1320, "status": "planned"}
    rows = [
        Shift(person_id=patch.ben, on_date=LAST, **shift),
        Shift(person_id=patch.ben, on_date=GONE, **shift),
        Shift(person_id=patch.ellen, on_date=GONE, is_lone=True, buddy_id=patch.ben, **shift),
        PersonStatus(person_id=patch.ben, status=Status.ACTIVE, valid_from=SINCE),
        EmergencyContact(person_id=patch.ben, name="Sam Tilley", relation="", phone="01632 960111"),
    ]
    founded.write("Add", lambda session: session.add_all(rows))
    return patch


def leave(database: Database, person: str, **said: Any) -> tuple[Leaving, Change]:
    draft = LeavingDraft(**{"last_day": LAST, **said})
    return database.write("Leaves", leaving.leave, person, draft, act=ACT, reason="agreed")


def looks_after(database: Database, parish: str, on: date) -> list[str]:
    query = select(ParishAssignment.person_id).where(
        ParishAssignment.area_id == parish, on_day(ParishAssignment, on)
    )
    return database.read(lambda session: list(session.scalars(query)))


def test_all_that_it_means_is_said_before(founded: Database, patch: Patch) -> None:
    before = dump(founded)

    told = founded.read(leaving.preview, patch.ben, LeavingDraft(last_day=LAST))

    parish = told.parishes[0]
    assert told.sentences == (
        "Leaves after Sun 29 Nov 2026.",
        f"Nobody looks after {parish} then.",
        "Hand over by hand: ASH-26-0001.",
        "1 shift after that day will go from the plan.",
        "No longer in Ashford.",
        "Vehicle and emergency contact are removed on leaving.",
        "1 shift alone had them as buddy.",
    )
    assert dump(founded) == before


def test_on_the_last_day_all_is_as_it_was_and_on_the_next_nothing_is(
    founded: Database, patch: Patch
) -> None:
    leave(founded, patch.ben)

    assert founded.read(people.row, patch.ben, LAST).status is Status.ACTIVE
    assert founded.read(people.row, patch.ben, GONE).status is Status.LEFT
    assert looks_after(founded, patch.parish, LAST) == [patch.ben]
    assert looks_after(founded, patch.parish, GONE) == []
    member = select(TeamMember.valid_to).where(TeamMember.person_id == patch.ben)
    assert founded.read(lambda s: s.scalar(member)) == GONE
    days = select(Shift.on_date).where(Shift.person_id == patch.ben)
    assert founded.read(lambda s: list(s.scalars(days))) == [LAST]


def test_a_successor_has_parishes_then_and_taskings_at_once(
    founded: Database, patch: Patch
) -> None:
    told, _ = leave(founded, patch.ben, successor_id=patch.ellen, note="Knows the clerk")

    assert told.sentences[2] == "Ellen Marsh has ASH-26-0001 from now on."
    assert looks_after(founded, patch.parish, LAST) == [patch.ben]
    assert looks_after(founded, patch.parish, GONE) == [patch.ellen]
    [key] = founded.read(lambda session: list(session.scalars(select(Tasking.id))))
    [held] = detail(founded, key).assignments
    assert held.person_id == patch.ellen


def test_the_card_goes_the_day_they_have_left(founded: Database, patch: Patch) -> None:
    leave(founded, patch.ben, last_day=TODAY)
    assert founded.read(lone_cards.card, patch.ben, TODAY) != LoneCard()

    other = lay_out_gone(founded, patch)

    assert founded.read(lone_cards.card, other, TODAY) == LoneCard()
    kept = select(EmergencyContact.id).where(EmergencyContact.person_id == other)
    assert founded.read(lambda s: s.scalar(kept)) is None


def lay_out_gone(database: Database, patch: Patch) -> str:
    """Ellen, who left yesterday."""
    contact = EmergencyContact(person_id=patch.ellen, name="Al", relation="", phone="01632 960112")
    database.write("Add", lambda session: session.add(contact))
    leave(database, patch.ellen, last_day=TODAY - timedelta(days=1))
    return patch.ellen


def test_one_undo_brings_all_of_it_back(founded: Database, patch: Patch) -> None:
    before = dump(founded)

    _, change = leave(founded, patch.ben, last_day=TODAY - timedelta(days=1), successor_id=None)
    founded.revert(change)

    assert dump(founded) == before


def test_nobody_leaves_twice_nor_before_they_worked_last(founded: Database, patch: Patch) -> None:
    worked = Shift(
        person_id=patch.ben, team_id=patch.team, on_date=TODAY, code="E", status="worked"
    )
    founded.write("Worked", lambda session: session.add(worked))
    with pytest.raises(UserError, match="worked on 23/11/2026"):
        leave(founded, patch.ben, last_day=TODAY - timedelta(days=1))

    leave(founded, patch.ben)
    with pytest.raises(UserError, match="has left already"):
        leave(founded, patch.ben, last_day=LAST + timedelta(days=9))


@pytest.mark.parametrize("said", [{"last_day": None}, {"successor_id": "self"}])
def test_a_day_is_needed_and_nobody_succeeds_themselves(
    founded: Database, patch: Patch, said: dict[str, Any]
) -> None:
    if "successor_id" in said:
        said = {"successor_id": patch.ben}

    with pytest.raises(Invalid):
        leave(founded, patch.ben, **said)
