# pyright: basic
"""Which outlines lie in a piece of ground, and what of them."""

from collections.abc import Iterable, Mapping

import numpy as np
import shapely
from shapely import Geometry

from warden_desk.domain.map_excerpts import Extent

_TOUCHING_M2 = 1.0
"""An area of which no more lies inside only touches the edge."""

_WHOLE = 0.995
"""Simplified outlines may leave this much between them."""

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


def cut(shapes: Mapping[str, Geometry], window: Geometry, rim: float) -> dict[str, Geometry]:
    """What of some outlines lies in a window or close by: what is not seen is not drawn.

    Args:
        rim: so far beyond the window, in its unit, that their edges there are not seen.
    """
    codes, outlines = list(shapes), np.array(list(shapes.values()), dtype=object)
    west, south, east, north = (float(bound) for bound in shapely.bounds(window))
    around = shapely.box(west - rim, south - rim, east + rim, north + rim)
    near = np.flatnonzero(shapely.intersects(outlines, window))
    whole = shapely.covers(around, outlines[near])
    return {
        codes[at]: outlines[at] if is_whole else shapely.intersection(outlines[at], around)
        for at, is_whole in zip(near, whole, strict=True)
    }


def leaves_open(window: Geometry, seen: Iterable[Geometry]) -> bool:
    """Whether some of a window lies in none of the areas seen, which do not overlap."""
    outlines = np.array(list(seen), dtype=object)
    known = float(shapely.area(shapely.intersection(outlines, window)).sum())
    return known < float(shapely.area(window)) * _WHOLE


def largest_within(shape: Geometry, window: Geometry) -> Geometry:
    """The largest piece of an outline that lies within a window."""
    part = shapely.intersection(shape, window)
    pieces = [piece for piece in shapely.get_parts(part) if shapely.area(piece) > 0]
    return max(pieces, key=shapely.area, default=shapely.Polygon())
