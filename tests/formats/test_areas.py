import json
from collections import Counter
from datetime import date

import pytest

from warden_desk.domain.areas import AreaKind
from warden_desk.formats import areas
from warden_desk.formats.areas import AreaIndex, RegisteredArea

MAIDSTONE = "E07000110"
LENHAM = "E04004963"


@pytest.fixture(scope="module")
def register() -> dict[str, RegisteredArea]:
    return {area.gss_code: area for area in areas.register()}


@pytest.fixture(scope="module")
def index() -> AreaIndex:
    return AreaIndex()


def test_the_register_has_the_county_its_districts_parishes_and_towns_without_a_council(
    register: dict[str, RegisteredArea],
):
    assert Counter(area.kind for area in register.values()) == {
        AreaKind.COUNTY: 1,
        AreaKind.DISTRICT: 12,
        AreaKind.PARISH: 311,
        AreaKind.UNPARISHED: 9,
    }


def test_no_code_stands_twice_on_one_day():
    rows = areas.register()

    assert len({area.gss_code for area in rows if area.valid_to is None}) == len(rows)


def test_every_area_but_the_county_lies_in_one_that_stands_before_it():
    known: set[str] = set()
    for area in areas.register():
        assert area.parent in known if known else area.parent is None
        known.add(area.gss_code)


def test_districts_have_short_codes_of_their_own(register: dict[str, RegisteredArea]):
    codes = {area.short_code for area in register.values() if area.kind == AreaKind.DISTRICT}

    assert len(codes) == 12
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_an_area_is_known_by_its_former_name_and_by_the_towns_in_it(
    register: dict[str, RegisteredArea],
):
    assert "Shepway" in register["E07000112"].aliases
    assert {"Herne Bay", "Whitstable"} <= set(register["E43000085"].aliases)


def test_within_a_district_a_name_or_alias_means_one_area():
    names = Counter(
        (area.parent, name.casefold())
        for area in areas.register()
        for name in (area.name, *area.aliases)
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_a_row_has_dates_a_centre_in_metres_and_a_size(register: dict[str, RegisteredArea]):
    lenham = register[LENHAM]

    assert (lenham.name, lenham.parent) == ("Lenham", MAIDSTONE)
    assert lenham.valid_from == date(2009, 1, 1)
    assert lenham.valid_to is None
    assert (lenham.centre_easting, lenham.centre_northing) == (589_600, 151_800)
    assert lenham.area_km2 == 23.5


def test_the_topology_has_the_areas_and_the_districts():
    objects = json.loads(areas.topology())["objects"]

    assert len(objects["areas"]["geometries"]) == 320
    assert len(objects["districts"]["geometries"]) == 12


def test_a_place_is_found_in_its_area_and_the_sea_is_nowhere(index: AreaIndex):
    assert index.area_at(590_000, 151_500) == LENHAM
    assert index.area_at(640_000, 135_000) is None
    assert index.area_at(576_000, 168_000) is None, "Medway is not of the county"


def test_most_centres_lie_in_their_own_area(index: AreaIndex, register: dict[str, RegisteredArea]):
    local = [area for area in register.values() if area.kind == AreaKind.PARISH]
    right = sum(
        index.area_at(area.centre_easting or 0, area.centre_northing or 0) == area.gss_code
        for area in local
    )

    assert right / len(local) > 0.97


def test_a_place_just_off_the_coast_belongs_to_the_nearest_area_of_its_district(
    index: AreaIndex, register: dict[str, RegisteredArea]
):
    off_deal = (638_100, 152_500)

    assert index.area_at(*off_deal) is None
    found = index.area_in_district(*off_deal, "E07000108")
    assert found is not None
    assert register[found].name == "Deal"


def test_a_district_that_is_not_ours_has_no_area(index: AreaIndex):
    assert index.area_in_district(576_000, 168_000, "E06000035") is None
