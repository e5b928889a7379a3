# pyright: basic
"""TopoJSON: borders stored once, so that neighbours neither gap nor overlap on the map."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import shapely
from shapely import Geometry, MultiPolygon, Polygon

STEPS = 100_000
"""The grid across a county: about a metre."""

_Place = tuple[int, int]
_Ring = list[_Place]
_Area = tuple[Mapping[str, str], Geometry]


def encode(areas: Sequence[_Area]) -> str:
    """Areas, each with its properties and its outline in degrees, as the object `areas`.

    Outlines share a border where they have the very same points.
    """
    west, south, east, north = shapely.total_bounds([shape for _, shape in areas]).tolist()
    step = max(east - west, north - south) / STEPS
    drawn = [(facts, _polygons(shape, (west, south), step)) for facts, shape in areas]
    borders = _Borders(ring for _, polygons in drawn for rings in polygons for ring in rings)
    geometries = [
        {
            "type": "MultiPolygon",
            "arcs": [[borders.of(ring) for ring in rings] for rings in polygons],
            "properties": dict(facts),
        }
        for facts, polygons in drawn
    ]
    topology = {
        "type": "Topology",
        "bbox": [west, south, east, north],
        "transform": {"scale": [step, step], "translate": [west, south]},
        "objects": {"areas": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_steps(arc) for arc in borders.arcs],
    }
    return json.dumps(topology, separators=(",", ":"), ensure_ascii=False)


def decode(topology: str) -> list[_Area]:
    """The properties and outlines, in degrees, of the object `areas`."""
    whole = json.loads(topology)
    arcs = [_walked(arc, whole["transform"]) for arc in whole["arcs"]]

    def ring(indexes: Sequence[int]) -> list[tuple[float, float]]:
        places: list[tuple[float, float]] = []
        for index in indexes:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            places += arc[1:] if places else arc
        return places

    def outline(found: Mapping[str, Any]) -> Geometry:
        polygons = found["arcs"] if found["type"] == "MultiPolygon" else [found["arcs"]]
        parts = [[ring(indexes) for indexes in rings] for rings in polygons]
        return MultiPolygon([(rings[0], rings[1:]) for rings in parts])

    return [(one["properties"], outline(one)) for one in whole["objects"]["areas"]["geometries"]]


def _polygons(shape: Geometry, origin: tuple[float, float], step: float) -> list[list[_Ring]]:
    """The rings of each part on the grid, without their last point; what vanishes is left out."""
    found: list[list[_Ring]] = []
    for part in shapely.get_parts(shape).tolist():
        if not isinstance(part, Polygon):
            continue
        rings = [_on_grid(ring, origin, step) for ring in (part.exterior, *part.interiors)]
        if len(rings[0]) > 2:
            found.append([ring for ring in rings if len(ring) > 2])
    return found


def _on_grid(ring: Geometry, origin: tuple[float, float], step: float) -> _Ring:
    places = ((shapely.get_coordinates(ring) - origin) / step).round().astype(int).tolist()
    return [
        (x, y)
        for at, (x, y) in enumerate(places[:-1])
        if [x, y] != places[at - 1 if at else len(places) - 2]
    ]


class _Borders:
    """Rings cut where three areas meet, or two and the sea; each piece is kept once."""

    def __init__(self, rings: Iterator[_Ring]) -> None:
        self.arcs: list[tuple[_Place, ...]] = []
        self._numbers: dict[tuple[_Place, ...], int] = {}
        self._ends: set[_Place] = set()
        around: dict[_Place, frozenset[_Place]] = {}
        for ring in rings:
            for at, place in enumerate(ring):
                beside = frozenset((ring[at - 1], ring[(at + 1) % len(ring)]))
                if around.setdefault(place, beside) != beside:
                    self._ends.add(place)

    def of(self, ring: _Ring) -> list[int]:
        """The numbers of a ring's pieces; below zero, one's complement: walked backwards."""
        cuts = [at for at, place in enumerate(ring) if place in self._ends]
        start = cuts[0] if cuts else ring.index(min(ring))
        turned = [*ring[start:], *ring[:start], ring[start]]
        ends = [*(cut - start for cut in cuts or [start]), len(ring)]
        pieces = pairwise(ends)
        return [self._number(tuple(turned[a : b + 1])) for a, b in pieces]

    def _number(self, arc: tuple[_Place, ...]) -> int:
        if arc in self._numbers:
            return self._numbers[arc]
        if (back := self._numbers.get(arc[::-1])) is not None:
            return ~back
        self._numbers[arc] = len(self.arcs)
        self.arcs.append(arc)
        return self._numbers[arc]


def _steps(arc: Sequence[_Place]) -> list[list[int]]:
    before = (0, 0)
    steps: list[list[int]] = []
    for x, y in arc:
        steps.append([x - before[0], y - before[1]])
        before = (x, y)
    return steps


def _walked(arc: Sequence[Sequence[int]], transform: Any) -> list[tuple[float, float]]:
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    places: list[tuple[float, float]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        places.append((x * wide + west, y * high + south))
    return places
