"""What is promised of the indicative areas: how near they come, and that they fit together.

The outlines are read with geopandas here, which knows nothing of the code under test.
"""

from pathlib import Path
from statistics import fmean, median

import geopandas as gpd
import pytest
import shapely

from warden_desk.formats import areas
from warden_desk.paths import map_file

BNG = 27700
BIGGEST_TOPOLOGY_BYTES = 200_000


@pytest.fixture(scope="module")
def drawn() -> gpd.GeoDataFrame:
    return gpd.read_file(map_file("indicative_areas.geojson")).set_index("gss_code")


@pytest.fixture(scope="module")
def on_the_page() -> gpd.GeoDataFrame:
    layer = gpd.read_file(map_file("indicative_areas.topojson"), layer="areas")
    return layer.set_crs(4326, allow_override=True).set_index("gss_code")


@pytest.fixture(scope="module")
def districts(drawn: gpd.GeoDataFrame) -> gpd.GeoSeries:
    return drawn.dissolve("district", method="coverage").geometry


def likeness(ours: gpd.GeoSeries, real: gpd.GeoSeries) -> list[float]:
    """Common area over joint area, for each code that both have."""
    by_code = dict(real.items())
    found = [(outline, by_code[code]) for code, outline in ours.items() if code in by_code]
    return [a.intersection(b).area / a.union(b).area for a, b in found]


def test_every_parish_and_unparished_area_of_the_register_has_an_outline(
    drawn: gpd.GeoDataFrame, on_the_page: gpd.GeoDataFrame
):
    registered = {
        area.gss_code: (area.name, area.parent)
        for area in areas.register()
        if area.kind in ("parish", "unparished")
    }

    for outlines in (drawn, on_the_page):
        assert len(outlines) == 320
        described = zip(outlines.index, outlines["name"], outlines["district"], strict=True)
        assert {code: (name, district) for code, name, district in described} == registered


def test_the_outlines_are_valid_and_neither_overlap_nor_leave_a_gap(drawn: gpd.GeoDataFrame):
    outlines = drawn.geometry.to_numpy()

    assert drawn.crs == BNG
    assert drawn.is_valid.all()
    assert (drawn.area > 100_000).all()
    assert shapely.coverage_is_valid(outlines, gap_width=50)
    assert shapely.area(outlines).sum() == pytest.approx(shapely.union_all(outlines).area)


def test_no_district_has_a_hole(districts: gpd.GeoSeries):
    parts = shapely.get_parts(districts.to_numpy())

    assert len(districts) == 12
    assert shapely.get_num_interior_rings(parts).sum() == 0


def test_no_area_is_scattered_over_many_places(drawn: gpd.GeoDataFrame):
    parts = shapely.get_num_geometries(drawn.geometry.to_numpy())

    assert parts.max() <= 3
    assert (parts > 1).sum() <= 6


def test_the_topology_is_small_and_its_neighbours_share_their_edges(
    on_the_page: gpd.GeoDataFrame,
):
    assert map_file("indicative_areas.topojson").stat().st_size <= BIGGEST_TOPOLOGY_BYTES
    assert on_the_page.is_valid.all()
    assert shapely.coverage_is_valid(on_the_page.geometry.to_numpy())


def test_the_topology_and_the_drawing_show_the_same_outlines(
    drawn: gpd.GeoDataFrame, on_the_page: gpd.GeoDataFrame
):
    assert min(likeness(drawn.geometry, on_the_page.geometry.to_crs(BNG))) > 0.98


def test_the_districts_of_the_topology_are_made_of_its_areas(on_the_page: gpd.GeoDataFrame):
    layer = gpd.read_file(map_file("indicative_areas.topojson"), layer="districts")
    whole = on_the_page.dissolve("district", method="coverage").geometry
    names = {area.gss_code: area.name for area in areas.register() if area.kind == "district"}

    assert dict(zip(layer["gss_code"], layer["name"], strict=True)) == names
    for code, outline in zip(layer["gss_code"], layer.geometry, strict=True):
        assert outline.equals(whole[code]), names[code]


def test_every_area_has_about_the_land_the_register_gives_it(drawn: gpd.GeoDataFrame):
    registered = {area.gss_code: area.area_km2 or 0 for area in areas.register()}
    drawn_km2 = zip(drawn.index, drawn.area / 1e6, strict=True)
    shares = [km2 / registered[code] for code, km2 in drawn_km2]

    assert 0.65 < min(shares) <= max(shares) < 1.35
    assert median(abs(share - 1) for share in shares) < 0.05


def test_the_districts_come_near_the_real_ones(districts: gpd.GeoSeries, data: Path):
    real = gpd.read_file(data / "geo" / "kent_districts_2013_bng.gpkg").set_index("LAD13CD")
    near = likeness(districts, real.geometry)

    assert len(near) == 12
    assert fmean(near) >= 0.93
    assert min(near) >= 0.90


def test_the_parishes_come_near_the_real_ones(drawn: gpd.GeoDataFrame, data: Path):
    real = gpd.read_file(data / "geo" / "kent_parishes_best_fit.geojson").to_crs(BNG)
    near = likeness(drawn.geometry, real.set_index("PARNCP20CD").geometry)

    assert len(near) == 311
    assert fmean(near) >= 0.60
