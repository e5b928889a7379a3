# pyright: basic
"""Which outlines lie in a piece of ground."""

from collections.abc import Iterable, Mapping

import shapely
from shapely import Geometry

from warden_desk.domain.map_excerpts import Extent

_TOUCHING_M2 = 1.0
"""An area of which no more lies inside only touches the edge."""

_RIM = 0.06
_LEAST_M = 3_000.0


def inside(shapes: Mapping[str, Geometry], extent: Extent) -> dict[str, bool]:
    """By code, the areas of which some lies in the extent, and whether all of it does."""
    window = shapely.box(*extent.bounds)
    near = [code for code, shape in shapes.items() if shapely.intersects(shape, window)]
    return {
        code: bool(shapely.covers(window, shapes[code]))
        for code in near
        if shapely.area(shapely.intersection(shapes[code], window)) > _TOUCHING_M2
    }


def around(shapes: Mapping[str, Geometry], codes: Iterable[str]) -> Extent | None:
    """The ground about some areas, with a rim; None if none of them has an outline."""
    drawn = [shapes[code] for code in codes if code in shapes]
    if not drawn:
        return None
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(drawn))
    x, y = (west + east) / 2, (south + north) / 2
    wide, high = max(east - west, _LEAST_M) / 2, max(north - south, _LEAST_M) / 2
    return Extent(x - wide, y - high, x + wide, y + high).grown(_RIM)
