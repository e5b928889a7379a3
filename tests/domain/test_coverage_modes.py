"""What is said of an area on a map."""

from dataclasses import replace

from warden_desk.domain.coverage_modes import ModeRow

LENHAM = ModeRow(
    area_id="1",
    gss_code="E1",
    name="Lenham",
    district_id="d",
    district="Maidstone",
    is_unparished=False,
    key="covered",
    words="Covered",
    primary="Ben Tilley",
    others=("Jo Lyle",),
)


def test_a_screen_reader_hears_place_state_and_person() -> None:
    assert LENHAM.sentence == "Lenham, Maidstone: covered, Ben Tilley"
    assert replace(LENHAM, primary="").sentence == "Lenham, Maidstone: covered, Jo Lyle"
    assert replace(LENHAM, primary="", others=()).sentence == "Lenham, Maidstone: covered"


def test_an_area_without_a_district_is_called_by_its_name() -> None:
    assert replace(LENHAM, district="").sentence == "Lenham: covered, Ben Tilley"
