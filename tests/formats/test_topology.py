# pyright: basic
"""TopoJSON of our own making: the same outlines come back, and neighbours keep one border."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.formats import geopackage, topology


def there_and_back(shapes: list[Any]) -> tuple[int, list[Any]]:
    text = topology.encode([({"gss_code": str(at)}, shape) for at, shape in enumerate(shapes)])
    back = topology.decode(text)
    assert [facts["gss_code"] for facts, _ in back] == [str(at) for at in range(len(shapes))]
    return len(json.loads(text)["arcs"]), [shape for _, shape in back]


def test_neighbours_share_one_border():
    arcs, back = there_and_back([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])

    assert arcs == 3, "two outer sides and the border between them"
    assert shapely.coverage_is_valid(back)


def test_an_area_inside_another_fills_its_hole():
    inner = shapely.box(1, 1, 2, 2)
    arcs, back = there_and_back([shapely.box(0, 0, 3, 3).difference(inner), inner])

    assert arcs == 2
    assert back[0].area == pytest.approx(8, abs=0.01)
    assert back[1].area == pytest.approx(1, abs=0.01)


def test_islands_and_what_is_too_small_for_the_grid():
    crumb = shapely.box(9, 9, 9.000_001, 9.000_001)
    islands = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 5, 6, 6), crumb])

    _, [back] = there_and_back([islands])

    assert back.area == pytest.approx(2, abs=0.01)


@given(
    st.lists(st.integers(1, 20), min_size=2, max_size=6),
    st.lists(st.integers(1, 20), min_size=2, max_size=6),
)
def test_any_grid_of_areas_comes_back_without_gaps(wide: list[int], high: list[int]):
    xs = [sum(wide[:n]) for n in range(len(wide) + 1)]
    ys = [sum(high[:n]) for n in range(len(high) + 1)]
    shapes = [
        shapely.box(xs[i], ys[j], xs[i + 1], ys[j + 1])
        for i in range(len(wide))
        for j in range(len(high))
    ]

    _, back = there_and_back(shapes)

    assert shapely.coverage_is_valid(back)
    whole = shapely.union_all(back)
    assert whole.area == pytest.approx(xs[-1] * ys[-1], rel=0.001)


def test_a_geopackage_of_ours_is_read_by_others_and_by_us(tmp_path: Path):
    import geopandas

    square = shapely.box(600_000, 150_000, 601_000, 151_000)
    layers = [
        geopackage.Layer("areas", {"name": str, "number": int}, [("Lenham", 7)], [square]),
        geopackage.Layer("words", {"text": str}, [("hello",)]),
    ]
    path = tmp_path / "ours #1.gpkg"
    path.write_bytes(geopackage.packed(layers))

    theirs = geopandas.read_file(path, layer="areas")

    assert theirs.crs is not None
    facts = (theirs.crs.to_epsg(), theirs.name[0], theirs.number[0])
    assert facts == (27700, "Lenham", 7)
    assert theirs.geometry[0].equals(square)
    [(name, blob)] = geopackage.rows(path, "areas", ("name", "geom"))
    assert (name, shapely.equals(geopackage.outline(blob), square)) == ("Lenham", True)
    assert geopackage.rows(path, "words", ("text",)) == [("hello",)]
