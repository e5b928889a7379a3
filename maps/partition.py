"""Which area each square of a 100 m grid belongs to, at sea as well as on land.

A square takes the district of its nearest postcode (that is, it lies in that postcode's Voronoi
cell). Within a district it takes the parish whose centre is nearest when each distance is divided
by a weight; the weights are chosen so that every parish gets the share of land the register says.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from maps.sources import EAST, NORTH, SOUTH, WEST, Row, rows

STEP = 100
BLUR_SQUARES = 2
PACES = np.linspace(0.5, 0.05, 150)
"""How boldly the weights are changed, round by round."""

Grid = NDArray[np.int32]
"""A label for every square, rows from south to north; -1 outside the county."""


@dataclass(frozen=True)
class Seat:
    """A centre that land is given to. An area of several towns has one for each."""

    label: int
    district: str
    easting: float
    northing: float
    area_km2: float


def seats(areas: list[Row]) -> list[Seat]:
    """The centres of `areas`; a seat's label is its area's position in the list."""
    towns = defaultdict(list)
    for town in rows("town_centres.csv"):
        towns[town["gss_code"]].append(town)
    return [
        Seat(
            label,
            area["parent"],
            float(town["centre_easting"]),
            float(town["centre_northing"]),
            float(area["area_km2"]) * float(town.get("share", 1)),
        )
        for label, area in enumerate(areas)
        for town in towns.get(area["gss_code"], [area])
    ]


def area_grid(
    everyone: list[Seat],
    land: shapely.Geometry,
    places: NDArray[np.float64],
    owners: NDArray[np.str_],
) -> Grid:
    """The label of the area of each square; `owners` are the districts of the postcodes."""
    codes = sorted({seat.district for seat in everyone})
    centres = _squares()
    by_district = _district_grid(centres, codes, places, owners)
    on_land = shapely.contains_xy(land, centres[..., 0], centres[..., 1])
    result = np.full(by_district.shape, -1, np.int32)
    for index, code in enumerate(codes):
        inside = by_district == index
        here = [seat for seat in everyone if seat.district == code]
        nearest = _nearest_seat(centres[inside], on_land[inside], here)
        result[inside] = np.array([seat.label for seat in here], np.int32)[nearest]
    return result


def _squares() -> NDArray[np.float64]:
    """Centre of every grid square, shape (rows, columns, 2)."""
    eastings = np.arange(WEST + STEP / 2, EAST, STEP)
    northings = np.arange(SOUTH + STEP / 2, NORTH, STEP)
    return np.stack(np.meshgrid(eastings, northings), axis=-1)


def _district_grid(
    centres: NDArray[np.float64],
    codes: list[str],
    places: NDArray[np.float64],
    owners: NDArray[np.str_],
) -> Grid:
    """Number of the district of each square; a little smoother than postcode cells are."""
    tree = shapely.STRtree(shapely.points(places))
    nearest = tree.nearest(shapely.points(centres).ravel()).reshape(centres.shape[:2])
    number = {code: index for index, code in enumerate(codes)}
    cells = np.array([number.get(owner, -1) for owner in owners])[nearest]
    labels = np.arange(-1, len(codes))
    weights = [_blurred((cells == label).astype(np.float32)) for label in labels]
    return labels[np.argmax(weights, axis=0)].astype(np.int32)


def _blurred(field: NDArray[np.float32]) -> NDArray[np.float32]:
    """Three passes of a box blur, near enough to a Gaussian."""
    for axis in (0, 1) * 3:
        margin = [(BLUR_SQUARES, BLUR_SQUARES) if a == axis else (0, 0) for a in (0, 1)]
        windows = np.lib.stride_tricks.sliding_window_view(
            np.pad(field, margin, "edge"), 2 * BLUR_SQUARES + 1, axis
        )
        field = windows.mean(axis=-1)
    return field


def _nearest_seat(
    places: NDArray[np.float64], on_land: NDArray[np.bool_], here: list[Seat]
) -> NDArray[np.intp]:
    """Position in `here` of the seat each place belongs to.

    Distances are compared as logarithms less a weight, which goes up where a seat has too little
    land and down where it has too much.
    """
    centres = np.array([(seat.easting, seat.northing) for seat in here])
    wanted = np.array([seat.area_km2 for seat in here])
    wanted *= on_land.sum() / wanted.sum()
    away = np.log(np.linalg.norm(places[:, None] - centres, axis=2) + 1)
    weights = np.zeros(len(here))
    for pace in PACES:
        held = np.bincount((away[on_land] - weights).argmin(1), minlength=len(here))
        weights += pace * np.log((wanted + 1) / (held + 1)).clip(-1.5, 1.5)
    return (away - weights).argmin(1)
