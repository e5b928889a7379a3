import csv
from pathlib import Path

import pytest

from tests.conftest import TODAY
from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.services import areas
from warden_desk.services.area_names import AreaNames
from warden_desk.storage.database import Database


@pytest.fixture
def names(founded: Database) -> AreaNames:
    return AreaNames(founded.read(areas.local_areas, TODAY), founded.read(areas.names, TODAY))


@pytest.mark.parametrize(
    ("written", "name", "district"),
    [
        ("Broomfield & Kingswood PC", "Broomfield and Kingswood", "Maidstone"),
        ("Kingswood Broomfield Parish council", "Broomfield and Kingswood", "Maidstone"),
        ("Herne and Broomfield Parish Council", "Herne and Broomfield", "Canterbury"),
        ("TOVIL", "Tovil", "Maidstone"),
        ("Otham PC", "Otham", "Maidstone"),
        ("Pluckley village hall", "Pluckley", "Ashford"),
        ("Kenardington, The Street", "Kenardington", "Ashford"),
        ("Ashford rec", "Ashford", "Ashford"),
        ("Capel le Ferne Parish Council", "Capel-le-Ferne", "Dover"),
        ("Borough Green Parish Council", "Borough Green", "Tonbridge and Malling"),
        ("12 Ashford Road, Kingsnorth", "Kingsnorth", "Ashford"),
        ("Stone, Dartford", "Stone", "Dartford"),
        ("Minster on Sea Parish Council x 2", "Minster-on-Sea", "Swale"),
    ],
)
def test_a_name_that_can_mean_one_place_only_is_matched(
    names: AreaNames, written: str, name: str, district: str
) -> None:
    area = names.match(written).area

    assert area is not None
    assert (area.name, area.district) == (name, district)


@pytest.mark.parametrize(
    ("written", "best"),
    [
        ("Lvdd Town Council", "Lydd (Folkestone and Hythe)"),
        ("Newington PC", "Newington (Folkestone and Hythe)"),
        ("Brabourne & Smeeth Parish Council", "Brabourne (Ashford)"),
        ("Boughton", "Boughton Aluph (Ashford)"),
    ],
)
def test_a_doubtful_name_is_proposed_with_at_most_three_and_never_matched(
    names: AreaNames, written: str, best: str
) -> None:
    match = names.match(written)

    assert match.area is None
    assert match.why
    assert str(match.candidates[0]) == best
    assert len(match.candidates) <= 3


@pytest.mark.parametrize(
    ("written", "name"), [("Brdhurst PC", "Bredhurst"), ("Lysdown", "Leysdown")]
)
def test_a_slip_of_the_pen_is_read_through_and_said(
    names: AreaNames, written: str, name: str
) -> None:
    match = names.match(written)

    assert match.area is not None
    assert match.area.name == name
    assert written in match.note


def test_the_district_decides_between_two_of_the_same_name(
    names: AreaNames, founded: Database
) -> None:
    swale = next(d for d in founded.read(areas.districts, TODAY) if d.name == "Swale")

    area = names.match("Newington", frozenset({swale.id})).area

    assert area is not None
    assert area.district == "Swale"


def test_a_place_outside_the_lists_district_is_asked_about(
    names: AreaNames, founded: Database
) -> None:
    swale = next(d for d in founded.read(areas.districts, TODAY) if d.name == "Swale")

    match = names.match("Tovil", frozenset({swale.id}))

    assert match.area is None
    assert str(match.candidates[0]) == "Tovil (Maidstone)"


@pytest.mark.parametrize(
    "written",
    ["", "Ashford Borough Council", "Maidstone Borough Council Loose Ward", "Kent Police", "???"],
)
def test_what_is_no_parish_is_never_matched(names: AreaNames, written: str) -> None:
    assert names.match(written).area is None


def test_an_alias_is_as_good_as_the_name() -> None:
    area = AreaRow("1", "E1", AreaKind.PARISH, "Sevenoaks Weald", "d", "Sevenoaks")

    match = AreaNames([area], {"1": ["Sevenoaks Weald", "Weald"]}).match("Weald PC")

    assert match.area == area


def test_the_councils_of_2014_are_matched_or_proposed(names: AreaNames, data: Path) -> None:
    with (data / "consultation_respondents_2014.csv").open(encoding="utf-8") as file:
        councils = [
            row["respondent"] for row in csv.DictReader(file) if row["listed as"] != "Organisation"
        ]

    matched = {written: names.match(written).area for written in councils}
    sure = {written: area for written, area in matched.items() if area is not None}

    assert len(sure) >= 80
    # The first word of a council is its place's: a match that has it nowhere would be wrong.
    for written, area in sure.items():
        first = written.replace(".", "").split()[0].lower().split("-")[0]
        assert first in area.name.lower().replace(".", ""), (written, area.name)
