import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain import places
from warden_desk.domain.errors import UserError

eastings = st.integers(0, 699_999)
northings = st.integers(0, 1_299_999)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TR0636", (606_500, 136_500)),
        ("TR 061 364", (606_150, 136_450)),
        ("tr 06123 36456", (606_123, 136_456)),
        ("TQ 76 55", (576_500, 155_500)),
        ("SV 00", (5_000, 5_000)),
        ("NN 166 712", (216_650, 771_250)),
    ],
)
def test_a_grid_reference_means_the_middle_of_its_square(text: str, place: tuple[int, int]):
    assert places.parse_grid_reference(text) == place


@given(eastings, northings, st.sampled_from([2, 4, 6, 8, 10]))
def test_a_place_written_and_read_again_is_in_the_same_square(
    easting: int, northing: int, figures: int
):
    size = 10 ** (5 - figures // 2)
    written = places.grid_reference(easting, northing, figures)

    read = places.parse_grid_reference(written)

    assert (read[0] // size, read[1] // size) == (easting // size, northing // size)
    assert places.grid_reference(*read, figures) == written


@pytest.mark.parametrize(
    "text", ["", "TR", "TR 061 36", "TI 061 364", "T 061 364", "606150 136450"]
)
def test_what_is_not_a_grid_reference_is_refused_with_an_example(text: str):
    with pytest.raises(UserError, match="TR 061 364"):
        places.parse_grid_reference(text)


@pytest.mark.parametrize("text", ["AA 12 34", "ZZ 12 34"])
def test_a_square_outside_britain_is_refused_by_its_letters(text: str):
    with pytest.raises(UserError, match=f"{text[:2]} is outside Britain"):
        places.parse_grid_reference(text)


@given(st.text())
def test_any_text_is_read_or_refused_as_a_user_error(text: str):
    try:
        easting, northing = places.parse_grid_reference(text)
    except UserError:
        return
    assert 0 <= easting < 700_000
    assert 0 <= northing < 1_300_000


def test_a_place_off_the_grid_or_an_odd_number_of_figures_is_a_mistake_of_the_program():
    with pytest.raises(ValueError, match="outside the British grid"):
        places.grid_reference(-1, 100_000)
    with pytest.raises(ValueError, match="not 5"):
        places.grid_reference(600_000, 150_000, 5)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("me14 4bb", "ME14 4BB"),
        ("Me144Bb", "ME14 4BB"),
        (" sw1a  1aa", "SW1A 1AA"),
        ("m11ae", "M1 1AE"),
    ],
)
def test_a_postcode_is_tidied(text: str, tidy: str):
    assert places.is_postcode(text)
    assert places.tidy_postcode(text) == tidy


@pytest.mark.parametrize("text", ["ME18", "ME14 4B", "14 4BB", "", "Maidstone"])
def test_what_is_not_a_whole_postcode_is_refused_with_an_example(text: str):
    assert not places.is_postcode(text)
    with pytest.raises(UserError, match="ME14 4BB"):
        places.tidy_postcode(text)


def test_the_first_half_of_a_postcode_is_told_from_a_whole_one():
    assert places.is_outcode("me18")
    assert places.is_outcode("SW1A")
    assert not places.is_outcode("ME14 4BB")
    assert not places.is_outcode("Maidstone")
