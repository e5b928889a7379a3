import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain import degrees

CAISTER_WATER_TOWER = (651_409.903, 313_177.270)
"""The worked example of the Ordnance Survey's guide."""


def test_the_worked_example_of_the_ordnance_survey_comes_out():
    easting, northing = CAISTER_WATER_TOWER

    lat, lon = degrees.from_place(easting, northing)

    # Its degrees there are of the old datum; on WGS 84 they are these, within the 5 m promised.
    assert lat == pytest.approx(52.657977, abs=5e-5)
    assert lon == pytest.approx(1.716038, abs=7e-5)


def test_the_arithmetic_agrees_with_proj_all_over_the_county():
    grid = [(x, y) for x in range(535_000, 645_000, 9_777) for y in range(110_000, 185_000, 9_777)]
    points = gpd.GeoSeries(gpd.points_from_xy(*zip(*grid, strict=True)), crs=27700).to_crs(4326)

    for place, lat, lon in zip(grid, points.y, points.x, strict=True):
        assert degrees.from_place(*place) == pytest.approx((lat, lon), abs=1e-6)


@given(
    st.floats(min_value=90_000, max_value=650_000), st.floats(min_value=20_000, max_value=980_000)
)
def test_a_place_comes_back_from_its_degrees(easting: float, northing: float):
    assert degrees.to_place(*degrees.from_place(easting, northing)) == pytest.approx(
        (easting, northing), abs=0.02
    )
