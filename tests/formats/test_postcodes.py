"""Looked up in the real directory: postcodes of public buildings, and the district they are in."""

import subprocess
import sys

import pytest

from warden_desk.domain.places import grid_reference
from warden_desk.formats.areas import AreaIndex, register
from warden_desk.formats.postcodes import PostcodeDirectory

MAIDSTONE, TONBRIDGE_AND_MALLING, MEDWAY = "E07000110", "E07000115", "E06000035"


@pytest.fixture(scope="module")
def directory() -> PostcodeDirectory:
    return PostcodeDirectory()


@pytest.mark.parametrize(
    ("postcode", "district"),
    [
        ("TN23 1PL", "Ashford"),
        ("CT1 2EH", "Canterbury"),
        ("DA1 1DR", "Dartford"),
        ("CT16 3PJ", "Dover"),
        ("DA12 1AU", "Gravesham"),
        ("ME14 1XQ", "Maidstone"),
        ("TN13 1HG", "Sevenoaks"),
        ("CT20 2QY", "Folkestone and Hythe"),
        ("ME10 3HT", "Swale"),
        ("CT9 1XZ", "Thanet"),
        ("ME19 4LZ", "Tonbridge and Malling"),
        ("TN1 1RS", "Tunbridge Wells"),
    ],
)
def test_a_council_office_is_found_in_its_own_district(
    directory: PostcodeDirectory, postcode: str, district: str
):
    place = directory.find(postcode)

    names = {area.gss_code: area.name for area in register()}
    assert place is not None
    assert place.postcode == postcode
    assert names[place.district] == district


def test_case_and_spacing_do_not_matter(directory: PostcodeDirectory):
    place = directory.find("ME14 1XQ")

    assert place is not None
    assert directory.find(" me141xq ") == place
    assert grid_reference(place.easting, place.northing, 2) == "TQ 7 5"


def test_a_postcode_outside_the_county_has_a_district_but_no_area_of_ours(
    directory: PostcodeDirectory,
):
    index = AreaIndex()
    brighton = directory.find("BN1 1AA")

    assert brighton is not None
    assert brighton.district == "E06000043"
    assert index.area_at(brighton.easting, brighton.northing) is None
    assert index.area_in_district(brighton.easting, brighton.northing, brighton.district) is None


def test_a_postcode_leads_to_its_parish(directory: PostcodeDirectory):
    place = directory.find("ME17 2QA")

    assert place is not None
    parish = AreaIndex().area_in_district(place.easting, place.northing, place.district)
    assert {area.gss_code: area.name for area in register()}[parish or ""] == "Lenham"


@pytest.mark.parametrize(
    "text", ["TN45 1AA", "ZZ1 1AA", "QQ1 1AA", "ME14", "", "Lenham", "ME14 4B"]
)
def test_what_is_not_a_known_whole_postcode_is_not_found(directory: PostcodeDirectory, text: str):
    assert directory.find(text) is None


def test_a_postcode_without_a_place_is_not_found(directory: PostcodeDirectory):
    assert directory.find("B13 3AH") is None


def test_looking_up_does_not_load_pandas():
    program = (
        "import sys; from warden_desk.formats.postcodes import PostcodeDirectory;"
        "assert PostcodeDirectory().find('DA1 1DR'); sys.exit('pandas' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
