# pyright: basic
"""Sets of outlines as geopandas knows them; nothing else loads it, for it takes a second."""

from collections.abc import Mapping

import geopandas
from shapely import Geometry

NATIONAL_GRID = 27700


def dissolved(shapes: Mapping[str, Geometry], group_of: Mapping[str, str]) -> dict[str, Geometry]:
    """The outline of each group, its inner borders gone.

    Args:
        shapes: outlines by GSS code, EPSG:27700, that share their edges.
        group_of: the group of each outline that shall count, by GSS code.
    """
    frame = geopandas.GeoDataFrame(
        {"group": list(group_of.values())},
        geometry=[shapes[code] for code in group_of],
        crs=NATIONAL_GRID,
    )
    outlines = frame.dissolve("group", method="coverage").geometry
    return {str(group): outline for group, outline in outlines.items()}
