"""A few letters, a postcode or a grid reference say where something is, or why not."""

import pytest

from tests.conftest import TODAY
from tests.tasking_desk import Patch, record
from warden_desk.services import places
from warden_desk.services.places import Places
from warden_desk.storage.database import Database


@pytest.fixture
def known(founded: Database, patch: Patch) -> Places:
    record(founded, patch, place="Latton Stores, Wye", requester="PC 4471")
    return founded.read(places.load, TODAY)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("tesco ash", "Tesco, Ashford (Ashford)"),
        ("tesco, Ashford", "Tesco, Ashford (Ashford)"),
        ("pluckley village hall", "Village hall, Pluckley (Ashford)"),
        ("rec ground plu", "Rec ground, Pluckley (Ashford)"),
        ("Pluckley PC", "Pluckley (Ashford)"),
        ("latt sto", "Latton Stores, Wye, Wye with Hinxhill (Ashford)"),
    ],
)
def test_a_few_letters_find_parish_and_place(
    known: Places, patch: Patch, typed: str, words: str
) -> None:
    answer = known.find(typed, {patch.district})

    assert answer.found is not None, answer.why
    assert answer.found.words == words


def test_a_postcode_tells_parish_and_point_and_keeps_the_place(known: Places) -> None:
    found = known.find("co-op me17 2px").found

    assert found is not None
    assert (found.area.name, found.postcode, found.place) == ("Lenham", "ME17 2PX", "Co-op")
    assert found.easting is not None


@pytest.mark.parametrize("typed", ["TR0636", "tr 061 364", "TR 06100 36400"])
def test_a_grid_reference_finds_its_parish(known: Places, typed: str) -> None:
    found = known.find(typed).found

    assert found is not None
    assert found.area.name == "Aldington"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("kt9 1aa", "outside the county"),
        ("ME17", "half a postcode"),
        ("me17 9zz", "not in the directory"),
        ("ZZ1234", "outside Britain"),
        ("SO 5050", "outside the county"),
        ("nowhere", "names no parish"),
        ("boughton", "can be Boughton"),
        ("   ", "names no parish"),
    ],
)
def test_what_is_not_found_says_why(known: Places, typed: str, why: str) -> None:
    answer = known.find(typed)

    assert answer.found is None
    assert why in answer.why


def test_the_own_districts_come_first(known: Places, patch: Patch) -> None:
    anywhere = known.find("ash").found
    near = known.find("ash", {patch.district}).found

    assert anywhere is not None
    assert near is not None
    assert (anywhere.area.district, near.area.district) == ("Dover", "Ashford")


def test_proposals_are_few_and_begin_with_the_third_letter(known: Places, patch: Patch) -> None:
    assert known.suggest("bo", {patch.district}) == []
    proposed = [each.words for each in known.suggest("bough")]
    assert "Boughton Aluph (Ashford)" in proposed
    assert len(proposed) <= 8


def test_those_who_asked_before_are_proposed_once(
    founded: Database, patch: Patch, known: Places
) -> None:
    record(founded, patch, requester="PC 4471")

    assert founded.read(places.requesters) == ["PC 4471"]
