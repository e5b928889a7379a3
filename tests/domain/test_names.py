import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain import names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Broomfield & Kingswood PC", "broomfield and kingswood"),
        ("Herne and Broomfield Parish Council", "herne and broomfield"),
        ("Lvdd Town Council", "lvdd"),
        ("St. Margaret's at Cliffe P.C.", "st margarets at cliffe"),
        ("Saint Nicholas at Wade", "st nicholas at wade"),
        ("Birchington Parish Council x 2", "birchington"),
        ("TOVIL", "tovil"),
        ("Capel-le-Ferne Parish", "capel le ferne"),
        ("PC", "pc"),
    ],
)
def test_a_council_is_known_by_its_place(written: str, name: str) -> None:
    assert names.place_name(written) == name


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("pluckley village hall", "pluckley"),
        ("ashford rec", "ashford"),
        ("tenterden high street", "tenterden"),
        ("wye", "wye"),
        ("village hall", "village hall"),
    ],
)
def test_a_spot_is_taken_off_its_place(written: str, place: str) -> None:
    assert names.without_spot(written) == place


def test_words_compare_without_order_or_fillers() -> None:
    kingswood = names.words_of(names.place_name("Kingswood Broomfield Parish council"))

    assert kingswood == names.words_of("broomfield and kingswood")
    assert names.words_of("the") == {"the"}


@pytest.mark.parametrize(
    ("written", "is_higher"),
    [
        ("Ashford Borough Council", True),
        ("Weald South Ward of Ashford Borough Council", True),
        ("Ashford Parish Council", False),
        ("Westwell", False),
    ],
)
def test_a_borough_is_no_parish(written: str, *, is_higher: bool) -> None:
    assert names.is_higher_council(written) is is_higher


@pytest.mark.parametrize(
    "written", ["Mr Danny Knowles", "Knowles, Danny", "danny  knowles", "Dr Mr Danny Knowles"]
)
def test_a_person_is_the_same_in_every_order_and_title(written: str) -> None:
    assert names.person_name(written).key == "danny knowles"


def test_a_double_name_stays_together() -> None:
    name = names.person_name("Miss Robin Turner-Ahmed")

    assert (name.forename, name.surname) == ("Robin", "Turner-Ahmed")
    assert names.person_name("Cher").surname == "Cher"


@pytest.mark.parametrize(
    "written",
    ["07700900482", "+44(0)7700 900 482", "+447700900482", "(07700) 900482", "0044 7700 900482"],
)
def test_one_number_is_one_number_however_it_is_written(written: str) -> None:
    assert names.phone_key(written) == "07700900482"
    assert names.uk_phone(written) == "07700 900482"


def test_the_code_of_the_country_is_only_looked_for_at_the_front() -> None:
    assert names.phone_key("07700900440") == "07700900440"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("(020)74960310", "020 7496 0310"),
        ("+44115 4960675", "0115 496 0675"),
        ("01632960026", "01632 960026"),
        ("+44(0)808 157 0868", "0808 157 0868"),
        ("7700900482", "07700 900482"),
        ("ext. 12", "ext. 12"),
        ("", ""),
    ],
)
def test_numbers_are_spaced_as_people_read_them(written: str, shown: str) -> None:
    assert names.uk_phone(written) == shown


@pytest.mark.parametrize(
    ("written", "number"),
    [("cw 101", "CW101"), ("CW101", "CW101"), ("1234", "1234"), ("none", None), ("", None)],
)
def test_a_collar_number_is_written_one_way(written: str, number: str | None) -> None:
    assert names.collar_number(written) == number


@pytest.mark.parametrize(
    ("written", "postcode"),
    [("me14 4bb", "ME14 4BB"), ("ME144BB", "ME14 4BB"), ("ME18", "ME18"), ("Maidstone", None)],
)
def test_a_postcode_is_written_one_way(written: str, postcode: str | None) -> None:
    assert names.uk_postcode(written) == postcode


@given(st.text(max_size=60))
def test_any_text_is_a_name_of_some_kind(text: str) -> None:
    plain = names.plain_name(text)

    assert names.plain_name(plain) == plain
    assert names.place_name(names.place_name(text)) == names.place_name(text)
    assert isinstance(names.uk_phone(text), str)
    assert isinstance(str(names.person_name(text)), str)
