"""Who suits a tasking, on a desk with bases, shifts, powers and a past."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, Patch, record, send_away
from warden_desk.domain.errors import Invalid, NeedsReason
from warden_desk.domain.tasking_people import Candidate
from warden_desk.services.tasking import tasking_candidates, tasking_people
from warden_desk.storage.database import Database
from warden_desk.storage.tables import (
    Area,
    Base,
    Credential,
    Person,
    Power,
    Shift,
    Stop,
    VolunteerAgreement,
)

SINCE = date(2026, 1, 1)


def add(database: Database, *rows: Base) -> None:
    database.write("Add", lambda session: session.add_all(rows))


def ranked(database: Database, key: str) -> dict[str, Candidate]:
    """By first name, best first."""
    found = database.read(tasking_candidates.candidates, key, act=ACT)
    return {person.name.split()[0]: person for person in found}


def base_at(database: Database, person_id: str, area_id: str) -> None:
    def move(session: Session) -> None:
        person = session.get(Person, person_id)
        assert person is not None
        person.base_area_id = area_id

    database.write("Base", move)


def parish(database: Database, name: str) -> str:
    query = select(Area.id).where(Area.name == name, Area.kind == "parish")
    return database.read(lambda session: session.scalars(query).one())


def work(database: Database, patch: Patch, person_id: str, day: int, minutes: int) -> None:
    """An early from 09:00 to 17:00 with one planned stop."""
    shift = Shift(
        person_id=person_id,
        team_id=patch.team,
        on_date=date(2026, 11, day),
        code="E",
        start_minute=9 * 60,
        end_minute=17 * 60,
        break_minutes=30,
    )
    stop = Stop(shift_id=shift.id, position=1, text="Round", minutes_planned=minutes)
    add(database, shift)
    add(database, stop)


def test_a_base_in_the_parish_and_a_distance_are_said(founded: Database, patch: Patch) -> None:
    base_at(founded, patch.ben, patch.parish)
    base_at(founded, patch.ellen, parish(founded, "Brook"))

    found = ranked(founded, record(founded, patch))

    assert "based here" in found["Ben"].reasons
    assert "2 km away" in found["Ellen"].reasons or "3 km away" in found["Ellen"].reasons


def test_a_grid_reference_is_nearer_than_the_middle_of_its_parish(
    founded: Database, patch: Patch
) -> None:
    brook = parish(founded, "Brook")
    base_at(founded, patch.ellen, brook)
    middle = select(Area.centre_easting, Area.centre_northing).where(Area.id == brook)
    easting, northing = founded.read(lambda session: session.execute(middle).one())

    key = record(founded, patch, easting=easting, northing=northing)

    assert "under 1 km away" in ranked(founded, key)["Ellen"].reasons


def test_free_time_is_that_of_the_next_shift_with_time_to_spare(
    founded: Database, patch: Patch
) -> None:
    work(founded, patch, patch.ben, 24, 450)
    work(founded, patch, patch.ben, 25, 150)
    work(founded, patch, patch.ellen, 24, 500)

    found = ranked(founded, record(founded, patch))

    assert "5 h free on Wed 25 Nov" in found["Ben"].reasons
    assert "no time free on Tue 24 Nov" in found["Ellen"].reasons


def test_a_shift_on_a_day_away_is_no_free_time(founded: Database, patch: Patch) -> None:
    work(founded, patch, patch.ben, 24, 0)
    send_away(founded, patch.ben, date(2026, 11, 24), date(2026, 11, 24))

    assert not any("free" in why for why in ranked(founded, record(founded, patch))["Ben"].reasons)


@pytest.mark.parametrize(
    ("earlier", "now", "words"),
    [
        ({"case_reference": "EC-7"}, {"case_reference": "EC-7"}, "knows the case"),
        ({"place": "Play area"}, {"place": "play area"}, "was there before"),
        ({"postcode": "TN25 5AA"}, {"postcode": "tn25 5aa"}, "was there before"),
    ],
)
def test_who_took_part_before_comes_first_of_equals(
    founded: Database, patch: Patch, earlier: Any, now: Any, words: str
) -> None:
    done = record(founded, patch, **earlier)
    founded.write("Assign", tasking_people.assign, done, patch.ellen, act=ACT)

    found = ranked(founded, record(founded, patch, **now))

    assert words in found["Ellen"].reasons
    assert words not in found["Ben"].reasons


def test_a_skill_the_tasking_asks_for_is_a_reason(founded: Database, patch: Patch) -> None:
    add(founded, Credential(person_id=patch.ellen, kind="Language", level="Nepali"))

    asked = ranked(founded, record(founded, patch, wanted="Somebody who speaks Nepali"))
    other = ranked(founded, record(founded, patch, wanted="A friendly word"))

    assert "Nepali" in asked["Ellen"].reasons
    assert "Nepali" not in other["Ellen"].reasons


def test_a_needed_power_stops_whoever_does_not_hold_it_now(founded: Database, patch: Patch) -> None:
    past = date(2026, 11, 1)
    add(
        founded,
        Power(person_id=patch.ellen, code="confiscate alcohol", valid_from=SINCE),
        Power(person_id=patch.ben, code="confiscate alcohol", valid_from=SINCE, valid_to=past),
    )
    key = record(founded, patch, needed_power="confiscate alcohol")

    found = ranked(founded, key)
    assert list(found) == ["Ellen", "Ben"]
    assert "holds confiscate alcohol" in found["Ellen"].reasons
    assert "does not hold the power" in found["Ben"].stops[0]
    with pytest.raises(Invalid, match="does not hold the power"):
        founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT, reason="Please")


def test_vetting_in_date_is_a_reason_where_it_is_asked_for(founded: Database, patch: Patch) -> None:
    found = ranked(founded, record(founded, patch, marking="OFFICIAL-SENSITIVE"))

    assert list(found) == ["Ellen", "Ben"]
    assert "NPPV to Fri 11 Jun 2027" in found["Ellen"].reasons
    assert "has no NPPV" in found["Ben"].stops[0]


def test_a_volunteer_who_does_not_work_alone_goes_beside_a_warden(
    founded: Database, patch: Patch
) -> None:
    volunteer = Person(kind="volunteer", forename="Jo", surname="Lyle")
    jo = volunteer.id
    add(founded, volunteer)
    add(founded, VolunteerAgreement(person_id=jo, signed_on=SINCE, no_lone_work=True))
    key = record(founded, patch)

    with pytest.raises(NeedsReason, match="does not work alone"):
        founded.write("Assign", tasking_people.assign, key, jo, act=ACT)

    founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT)
    founded.write("Assign", tasking_people.assign, key, jo, act=ACT)
