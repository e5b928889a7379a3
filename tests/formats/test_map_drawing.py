"""The printed map: one page, everything a reader needs, nothing that a name could break."""

from io import BytesIO
from typing import Any

import pypdf
import pytest
from PIL import Image

from tests.formats.map_samples import printed_map
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import Mode
from warden_desk.domain.map_papers import Sheet
from warden_desk.formats import areas, map_drawing


def read(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    return read(pdf).pages[0].extract_text()


@pytest.fixture(scope="module")
def landscape() -> bytes:
    return map_drawing.pdf(printed_map(), areas.shapes())


def test_the_map_is_one_page_of_lines_not_of_dots(landscape: bytes) -> None:
    pages = read(landscape).pages

    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (842, 595)
    assert not pages[0].images
    assert len(landscape) < 600_000


def test_the_legend_counts_every_state(landscape: bytes) -> None:
    text = text_of(landscape)

    for one, count in printed_map().key():
        assert one.label in text
        assert str(count) in text


def test_title_date_marking_scale_north_and_credits_stand_on_it(landscape: bytes) -> None:
    text = text_of(landscape)

    for words in (
        *("Coverage: Kent", "Monday 23 November 2026", "OFFICIAL", "PRACTICE"),
        *("km", "N", "Indicative areas", "Contains National Statistics data."),
    ):
        assert words in text


def test_every_district_is_named(landscape: bytes) -> None:
    text = text_of(landscape)

    assert all(row.district.split()[0] in text for row in printed_map().view.rows)


def test_all_typefaces_are_embedded(landscape: bytes) -> None:
    page: Any = read(landscape).pages[0]
    fonts = page["/Resources"]["/Font"]

    assert fonts
    assert all("/FontDescriptor" in font.get_object() for font in fonts.values())


def test_a_teams_map_fills_an_upright_page_and_names_its_parishes() -> None:
    whole = printed_map(scope="Ashford & Swale")
    rows = [row for row in whole.view.rows if row.district in ("Ashford", "Swale")]

    pdf = map_drawing.pdf(whole.only(rows, "Ashford & Swale"), areas.shapes())

    assert round(read(pdf).pages[0].mediabox.height) == 842
    text = text_of(pdf)
    assert "Tenterden" in text
    assert "Faversham" in text
    assert "Lenham" not in text


def test_the_paper_lies_as_somebody_chose() -> None:
    pdf = map_drawing.pdf(printed_map(), areas.shapes(), Sheet.PORTRAIT)

    assert round(read(pdf).pages[0].mediabox.height) == 842


def test_people_are_named_only_on_a_sheet_that_is_marked_as_sensitive() -> None:
    plain = text_of(map_drawing.pdf(printed_map(Mode.WARDEN), areas.shapes()))
    named = text_of(map_drawing.pdf(printed_map(Mode.WARDEN, has_names=True), areas.shapes()))

    assert "Ben Tilley" not in plain
    assert "Warden 1" in plain
    assert "SENSITIVE" not in plain
    assert "Ben Tilley" in named
    assert "OFFICIAL-SENSITIVE" in named


def test_an_area_without_an_outline_is_counted_but_not_drawn() -> None:
    shapes = dict(areas.shapes())
    shown = printed_map()
    del shapes[shown.view.rows[0].gss_code]

    text = text_of(map_drawing.pdf(shown, shapes))

    assert str(shown.view.counts()["covered"]) in text


def test_hostile_names_are_only_names_on_paper() -> None:
    pdf = map_drawing.pdf(printed_map(hostile=True), areas.shapes())

    assert len(read(pdf).pages) == 1
    assert b"/JavaScript" not in pdf
    assert "/Annots" not in read(pdf).pages[0]


def test_the_picture_shows_the_same_page() -> None:
    picture = Image.open(BytesIO(map_drawing.png(printed_map(), areas.shapes())))

    assert picture.format == "PNG"
    assert abs(picture.width - 842 / 72 * 200) < 3
    assert len(picture.convert("RGB").resize((200, 140)).getcolors(maxcolors=30_000) or []) > 100


def test_the_six_fills_stay_apart_in_grey() -> None:
    from warden_desk.formats.map_ground import colour
    from warden_desk.formats.map_looks import HatchKind, looks

    def luminance(code: str) -> float:
        red, green, blue = colour(code)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    styles = looks()
    for look in styles.values():
        if look.hatch.kind is not HatchKind.NONE:
            assert luminance(look.fill) - luminance(look.ink) > 0.25
    plain, blank = styles[Coverage.COVERED], styles[Coverage.UNPARISHED]
    assert luminance(blank.fill) - luminance(plain.fill) > 0.1
