# pyright: basic
"""Drawing up a set of outlines from those of a file: what is left between them, and how alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely import Geometry

from warden_desk.formats import geopackage, topology
from warden_desk.formats.outlines import COLUMNS, LAYER, TOPOLOGY

_CRUMB = 0.02
"""A detached part smaller than this share of the largest one is where two drawings differ."""

_LEAST_LEFT = 0.3
GAP_M = 2.0
"""Gaps and overlaps up to so wide between neighbours are slips of rounding."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One area of a set. `outline` is WKB in metres, EPSG:27700.

    Attributes:
        is_rest: the outline is the land around it, of which it is what others leave.
    """

    code: str
    name: str
    district: str
    outline: bytes
    is_rest: bool = False


def packed_set(areas: Sequence[Drawn]) -> bytes:
    """A set as the file that lies beside the desk. Loads geopandas for the degrees."""
    shapes = edge_matched([shapely.from_wkb(area.outline) for area in areas])
    facts = [dict(zip(COLUMNS, (a.code, a.name, a.district), strict=True)) for a in areas]
    text = topology.encode(list(zip(facts, _in_degrees(shapes), strict=True)))
    return geopackage.packed(
        [
            geopackage.Layer(LAYER, COLUMNS, [tuple(each.values()) for each in facts], shapes),
            geopackage.Layer(TOPOLOGY, {"text": str}, [(text,)]),
        ]
    )


def as_bytes(shape: Geometry) -> bytes:
    """WKB."""
    return bytes(shapely.to_wkb(shape))


def edge_matched(shapes: Sequence[Geometry]) -> Sequence[Geometry]:
    """The same outlines with every common border the same on both sides."""
    if shapely.coverage_is_valid(shapes):
        return shapes
    clean = shapely.coverage_clean(shapes, gap_width=GAP_M)  # pyright: ignore[reportAttributeAccessIssue]  # newer than its stubs
    # A sliver of an area may have given way to its neighbours; it is kept as it was.
    return [old if new.is_empty else new for old, new in zip(shapes, clean, strict=True)]


def with_left(areas: Sequence[Drawn], left: Sequence[Drawn]) -> list[Drawn]:
    """The areas of a file and, beside them, others that it does not have, in the land they had.

    Those get what the file leaves of their land. Where it leaves next to nothing they keep what
    they had, for an area that cannot be seen cannot be chosen either; its neighbours give way.
    """
    shapes: dict[Drawn, Any] = {area: shapely.from_wkb(area.outline) for area in areas}
    for area in left:
        land: Any = shapely.from_wkb(area.outline)
        near = [each for each, shape in shapes.items() if shape.intersects(land)]
        rest = _areal(shapely.difference(land, shapely.union_all([shapes[each] for each in near])))
        if not area.is_rest and rest.area < _LEAST_LEFT * land.area:
            rest = land
            for each in near:
                shapes[each] = _areal(shapely.difference(shapes[each], land)) or shapes[each]
        if not rest.is_empty:
            shapes[area] = rest
    return [replace(area, outline=as_bytes(shape)) for area, shape in shapes.items()]


def _areal(shape: Geometry) -> Any:
    """Without the lines, points and crumbs where two drawings of one border differ."""
    parts = [part for part in shapely.get_parts(shape) if isinstance(part, shapely.Polygon)]
    largest = max((part.area for part in parts), default=0)
    return shapely.MultiPolygon([part for part in parts if part.area > _CRUMB * largest])


def bounds(shapes: Mapping[str, Geometry]) -> tuple[float, float, float, float]:
    """West, south, east and north of all of them."""
    west, south, east, north = shapely.total_bounds(list(shapes.values())).tolist()
    return west, south, east, north


def common_shares(was: Mapping[str, Geometry], now: Mapping[str, Geometry]) -> dict[str, float]:
    """Common area over joint area of each outline that is in both, 0 to 1."""
    both = [code for code in was if code in now]
    before, after = [was[code] for code in both], [now[code] for code in both]
    common = shapely.area(shapely.intersection(before, after))
    joint = shapely.area(shapely.union(before, after))
    return dict(zip(both, (common / joint).tolist(), strict=True))


def _in_degrees(shapes: Sequence[Geometry]) -> list[Geometry]:
    import geopandas  # a second: only where a set is taken in

    metres = geopandas.GeoSeries(shapes, crs=geopackage.NATIONAL_GRID)
    return list(metres.to_crs(4326))
