"""What a new desk starts with."""

from collections import Counter

from tests.conftest import TODAY
from warden_desk.services import areas, codes, parishes
from warden_desk.storage.database import Database


def test_a_new_desk_knows_every_district_parish_and_unparished_area(founded: Database):
    districts = founded.read(areas.districts, TODAY)
    local = founded.read(areas.local_areas, TODAY)

    assert len(districts) == 12
    assert Counter(area.kind for area in local) == {"parish": 311, "unparished": 9}
    assert {area.district for area in local} == {district.name for district in districts}
    assert len({district.short_code for district in districts}) == 12


def test_a_new_desk_has_lists_to_choose_from_and_nobody_on_it(founded: Database):
    for name in ("category", "outcome", "marking", "urgency", "absence", "priority"):
        assert founded.read(codes.entries, name, TODAY), name
    assert all(not row.primary for row in founded.read(parishes.rows, TODAY))


def test_an_area_is_found_by_the_names_people_use(founded: Database):
    shepway = [names for names in founded.read(areas.names, TODAY).values() if "Shepway" in names]

    assert ["Folkestone and Hythe" in names for names in shepway] == [True]
