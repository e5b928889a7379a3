"""A piece of the map on paper: its ground and nothing beyond, its key, what lies over it."""

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pypdf
import pypdfium2
import pytest
import shapely
from PIL import Image

from tests.formats.map_samples import printed_map
from tests.formats.test_mbtiles import made
from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.degrees import from_place
from warden_desk.domain.map_excerpts import Extent, Layer, Overlay, Spot
from warden_desk.domain.map_papers import PrintedMap, Sheet
from warden_desk.formats import areas, map_base_picture, map_drawing, map_export, map_extents
from warden_desk.formats.map_frame import Beside, FramedMap
from warden_desk.formats.map_ground import Projection
from warden_desk.formats.map_pins import Pins
from warden_desk.formats.mbtiles import BaseMap
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import register_fonts

SHAPES = areas.shapes()
LEVEL = 12
X, Y = 583_000.0, 150_000.0
GROUND = Extent(X - 9_000, Y - 6_000, X + 9_000, Y + 6_000)


def pin_at(easting: float, northing: float, kind: str = "tasking", sort: str = "Overdue") -> Pin:
    lat, lon = from_place(easting, northing)
    return Pin(
        kind=kind,
        id="",
        lat=lat,
        lon=lon,
        name=sort,
        lines=(),
        tone="red",
        mark="!",
        sort=sort,
    )


def excerpt(extent: Extent = GROUND, **more: object) -> PrintedMap:
    whole = printed_map()
    inside = map_extents.inside(SHAPES, extent)
    rows = [row for row in whole.view.rows if row.gss_code in inside]
    over = Overlay(extent=extent, layers=frozenset({Layer.DISTRICTS}), in_part=3)
    return replace(
        whole.only(rows, "Part of Maidstone"),
        overlay=replace(over, **more),  # type: ignore[arg-type]
    )


def text_of(pdf: bytes) -> str:
    return pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()


def drawn(shown: PrintedMap, beside: Beside | None = None) -> bytes:
    return map_drawing.pdf(shown, SHAPES, Sheet.LANDSCAPE, beside or Beside())


def test_it_says_which_part_how_many_areas_and_what_lies_over_them() -> None:
    pins = (pin_at(X, Y), pin_at(X + 5_000, Y), pin_at(X, Y + 3_000, "event", "Event of the day"))
    shown = excerpt(
        layers=frozenset(Layer), pins=pins, spots=(Spot(X, Y, 31), Spot(X + 90_000, Y, 5))
    )

    text = text_of(drawn(shown))

    for words in (
        *("Coverage: Part of Maidstone", "3 of them in part", "District", "Ward"),
        *("Tasking: overdue", "Event of the day", "Incidents in a year", "31", "km"),
    ):
        assert words in text
    assert f"{len(shown.view.rows)} parishes and towns" in text


def test_what_does_not_stand_out_is_said_to_be_pale() -> None:
    assert "Only these stand out: Thin, None; others are pale." in " ".join(
        text_of(drawn(excerpt(only=("Thin", "None")))).split()
    )


def test_the_frame_has_the_shape_of_the_ground_and_fits_it() -> None:
    register_fonts()
    room = Box(30, 500, 560, 400)

    framed = FramedMap(excerpt(), SHAPES, Beside(), room)

    assert framed.frame.width / framed.frame.height == pytest.approx(1.5)
    assert framed.projection.at(GROUND.west, GROUND.south) == pytest.approx(
        (framed.frame.x, framed.frame.bottom)
    )
    assert framed.projection.at(GROUND.east, GROUND.north) == pytest.approx(
        (framed.frame.x + framed.frame.width, framed.frame.top)
    )


def test_pins_of_one_place_are_one_number_but_side_by_side_if_of_different_kinds() -> None:
    frame = Box(0, 300, 300, 300)
    on = Projection.fitting((X, Y, X + 300, Y + 300), frame)
    places = (X + 2, X + 150, X + 298)
    pins = [pin_at(x, Y + 9, kind) for x in places for kind in ("area", "tasking", "tasking")]

    taken = Pins(pins, on, frame).taken()

    assert len(taken) == 6
    middles = [shapely.centroid(shape).x for shape in taken]
    assert all(0 < x < 300 for x in middles)
    assert all(abs(a - b) > 10 for a, b in combinations(middles, 2))


def test_areas_of_which_only_the_edge_is_touched_are_not_in_it() -> None:
    a, b = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)

    assert map_extents.inside({"a": a, "b": b}, Extent(0, 0, 10, 5)) == {"a": False}
    assert map_extents.inside({"a": a, "b": b}, Extent(-1, -1, 11, 11)) == {"a": True, "b": False}


def test_only_what_is_on_is_told_to_the_page_for_a_browser() -> None:
    shown = excerpt(pins=(pin_at(X, Y),), spots=(Spot(X, Y, 31),), only=("Thin",))

    page = map_export.html(shown, areas.topology())
    whole = map_export.html(printed_map(), areas.topology())

    assert '"kind":"extent"' in page
    assert '"kind":"pins","pins":[{' in page
    assert "3 of them in part" in page
    assert "Only these are in this file: Thin." in page
    told = [row.gss_code for row in shown.view.rows]
    assert all(f'"id":"{code}"' in page for code in told)
    assert page.count('"spoken":') == len(told)
    assert '"kind":"extent"' not in whole


def test_a_border_of_two_wards_is_drawn_once() -> None:
    middle = (GROUND.west + GROUND.east) / 2
    west = shapely.box(GROUND.west - 500, GROUND.south - 500, middle, GROUND.north + 500)
    east = shapely.box(middle, GROUND.south - 500, GROUND.east + 500, GROUND.north + 500)
    shown = excerpt(layers=frozenset({Layer.WARDS}))

    alone = drawn(shown, Beside(wards={"w": west}))
    both = drawn(shown, Beside(wards={"w": west, "e": east}))

    assert _teal(alone) > 100
    assert _teal(both) == pytest.approx(_teal(alone), rel=0.02)


def _teal(pdf: bytes) -> int:
    """How many dots of the map have the colour of wards."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=2).to_pil().convert("RGB").crop((80, 160, 1_160, 900))
    document.close()
    dots = picture.tobytes()
    return sum(
        dots[at] < dots[at + 1] - 40 and abs(dots[at + 1] - dots[at + 2]) < 12
        for at in range(0, len(dots), 3)
    )


def tile_of(easting: float, northing: float) -> tuple[int, int]:
    lat, lon = from_place(easting, northing)
    up = math.asinh(math.tan(math.radians(lat)))
    return (
        math.floor((lon + 180) / 360 * 2**LEVEL),
        math.floor((1 - up / math.pi) / 2 * 2**LEVEL),
    )


def plain_tile(colour: tuple[int, int, int]) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (256, 256), colour).save(buffer, "PNG")
    return buffer.getvalue()


def base_map(folder: Path, colours: Mapping[tuple[int, int], tuple[int, int, int]]) -> Path:
    """A file whose pictures are of one colour each, by column and row from the north-west."""
    tiles = {
        (LEVEL, column, (1 << LEVEL) - 1 - row): plain_tile(colour)
        for (column, row), colour in colours.items()
    }
    return made(folder / "base.mbtiles", tiles, format="png", attribution="© Somebody")


def test_a_place_of_the_base_map_comes_where_it_belongs_on_the_paper(tmp_path: Path) -> None:
    column, row = tile_of(X, Y)
    red = (200, 0, 0)
    path = base_map(tmp_path, {(column, row): red, (column + 1, row): (0, 0, 200)})
    wide, high = 540, 360

    with BaseMap(path) as base:
        found = map_base_picture.picture(base, GROUND, wide, high)

    assert found is not None
    picture = Image.open(BytesIO(found)).convert("RGB")
    scale = picture.width / (GROUND.east - GROUND.west)
    seen = 0
    for easting in range(round(GROUND.west) + 500, round(GROUND.east), 1_000):
        for northing in range(round(GROUND.south) + 500, round(GROUND.north), 1_000):
            if any(
                tile_of(easting + dx, northing + dy) != tile_of(easting, northing)
                for dx in (-150, 150)
                for dy in (-150, 150)
            ):
                continue  # on the edge of a picture
            at = ((easting - GROUND.west) * scale, (GROUND.north - northing) * scale)
            shade = picture.getpixel((int(at[0]), int(at[1])))
            assert isinstance(shade, tuple)
            is_red = shade[0] > 150 and shade[2] < 90
            assert is_red == (tile_of(easting, northing) == (column, row))
            seen += is_red
    assert seen > 10


def test_the_base_map_shines_through_the_areas_and_the_file_stays_small(tmp_path: Path) -> None:
    column, row = tile_of(X, Y)
    around = range(-4, 5)
    every = {(column + dx, row + dy): (90, 90, 90) for dx in around for dy in around}

    with BaseMap(base_map(tmp_path, every)) as base:
        under = drawn(excerpt(), Beside(base=base))
    plain = drawn(excerpt())

    assert len(pypdf.PdfReader(BytesIO(under)).pages[0].images) == 1
    assert len(under) < len(plain) + 200_000
    assert _shade(under) < _shade(plain) - 20


def _shade(pdf: bytes) -> float:
    """How light the middle of the map is."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1).to_pil().convert("L").crop((100, 150, 500, 400))
    document.close()
    return sum(picture.tobytes()) / (picture.width * picture.height)


def test_where_the_base_map_shows_nothing_the_map_is_drawn_without(tmp_path: Path) -> None:
    path = base_map(tmp_path, {(3, 3): (9, 9, 9)})

    with BaseMap(path) as base:
        pdf = drawn(excerpt(), Beside(base=base))

    assert not pypdf.PdfReader(BytesIO(pdf)).pages[0].images


def test_a_damaged_picture_leaves_its_place_white(tmp_path: Path) -> None:
    column, row = tile_of(X, Y)
    path = base_map(tmp_path, {(column, row): (0, 0, 0), (column + 1, row): (0, 0, 0)})
    with sqlite3.connect(path) as file:
        file.execute(
            "UPDATE tiles SET tile_data = substr(tile_data, 1, 20) WHERE tile_column = ?",
            (column,),
        )

    with BaseMap(path) as base:
        found = map_base_picture.picture(base, GROUND, 540, 360)

    assert found is not None
    middle = Image.open(BytesIO(found)).convert("L").getpixel((560, 375))
    assert isinstance(middle, int | float)
    assert middle > 240
