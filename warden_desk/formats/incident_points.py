"""Places of incidents, many at a time: onto the British grid, into outlines, and packed.

One question for all points at once, where `areas.AreaIndex` asks for each: a hundred thousand
take a tenth of a second.
"""

import json
import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

if TYPE_CHECKING:
    from shapely import Geometry

Numbers = NDArray[np.int32]

NOWHERE = -1
"""Stands for a point that lies in none of the outlines."""
_DEGREES, _NATIONAL_GRID = 4326, 27700
_NORTHING_BITS = 21
"""Enough for the 1,300 km of the grid."""
_HEAD = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Points:
    """Incidents with a place: `kinds` and `locations` are numbers into the names beside them."""

    eastings: Numbers
    northings: Numbers
    kinds: Numbers
    locations: Numbers
    kind_names: tuple[str, ...]
    location_names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.eastings)


def to_grid(longitudes: Sequence[float], latitudes: Sequence[float]) -> tuple[Numbers, Numbers]:
    """Eastings and northings in whole metres, EPSG:27700, of degrees (WGS 84)."""
    if not longitudes:
        return _numbers([]), _numbers([])
    way = Transformer.from_crs(_DEGREES, _NATIONAL_GRID, always_xy=True)
    east, north = way.transform(np.asarray(longitudes), np.asarray(latitudes))
    return _numbers(np.rint(east)), _numbers(np.rint(north))


def placed_points(rows: Sequence[tuple[str, str, float, float]]) -> Points:
    """Points of kind, location, longitude and latitude, in an order that depends on nothing else.

    So the same file gives the same bytes, and importing it again changes nothing.
    """
    ordered = sorted(rows)
    kind_names = tuple(sorted({row[0] for row in ordered}))
    location_names = tuple(sorted({row[1] for row in ordered}))
    kinds = {name: at for at, name in enumerate(kind_names)}
    locations = {name: at for at, name in enumerate(location_names)}
    eastings, northings = to_grid([row[2] for row in ordered], [row[3] for row in ordered])
    return Points(
        eastings,
        northings,
        _numbers([kinds[row[0]] for row in ordered]),
        _numbers([locations[row[1]] for row in ordered]),
        kind_names,
        location_names,
    )


def pack(found: Points) -> bytes:
    """Points as bytes, a few for each."""
    names = json.dumps([found.kind_names, found.location_names], ensure_ascii=False).encode()
    columns = (found.eastings, found.northings, found.kinds, found.locations)
    head = _HEAD.pack(len(names), len(found))
    # Column by column, each byte of the numbers apart: what is alike then stands side by side.
    body = b"".join(
        column.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes() for column in columns
    )
    return zlib.compress(head + names + body, 6)


def unpack(packed: bytes) -> Points:
    """What `pack` packed."""
    data = zlib.decompress(packed)
    name_bytes, count = _HEAD.unpack_from(data)
    kind_names, location_names = json.loads(data[_HEAD.size : _HEAD.size + name_bytes])
    bodies = np.frombuffer(data, np.uint8, offset=_HEAD.size + name_bytes).reshape(4, 4, count)
    eastings, northings, kinds, locations = (
        _numbers(np.ascontiguousarray(body.T).view("<i4").reshape(count)) for body in bodies
    )
    return Points(eastings, northings, kinds, locations, tuple(kind_names), tuple(location_names))


def tally(found: Points, kinds: Collection[int]) -> dict[tuple[int, int], int]:
    """How many incidents of these kinds (by number) each point stands for."""
    wanted = np.isin(found.kinds, list(kinds))
    keys, counts = np.unique(_keys(found)[wanted], return_counts=True)
    return dict(zip(_places(keys), counts.tolist(), strict=True))


def location_names(found: Points) -> dict[tuple[int, int], str]:
    """What the police call each point."""
    keys, first = np.unique(_keys(found), return_index=True)
    numbers: list[int] = found.locations[first].tolist()
    named = (found.location_names[number] for number in numbers)
    return dict(zip(_places(keys), named, strict=True))


def within(found: Points, easting: int, northing: int, radius_m: int) -> Points:
    """Those no further than so many metres from a place."""
    east = found.eastings.astype(np.int64) - easting
    north = found.northings.astype(np.int64) - northing
    return _only(found, east * east + north * north <= radius_m * radius_m)


def of_kinds(found: Points, kinds: Collection[int]) -> Points:
    """Those of these kinds, by number."""
    return _only(found, np.isin(found.kinds, list(kinds)))


class Outlines:
    """Answers for many points at once in which outline each lies.

    Args:
        shapes: outlines by code, EPSG:27700. A point on a common edge lies in the first of them.
    """

    def __init__(self, shapes: "Mapping[str, Geometry]") -> None:
        self.codes = tuple(shapes)
        self._shapes = list(shapes.values())

    def numbers(self, eastings: Numbers, northings: Numbers) -> Numbers:
        """The number in `codes` of each point's outline, or `NOWHERE`."""
        found = np.full(len(eastings), NOWHERE, dtype=np.int32)
        if not len(eastings) or not self.codes:
            return found
        # The police put incidents on few points: each of them is asked for once.
        both = (eastings.astype(np.int64) << _NORTHING_BITS) | northings.astype(np.int64)
        keys, of_place = np.unique(both, return_inverse=True)
        # Outlines ask the points, not the points the outlines: each is prepared only once.
        places: Any = shapely.points(
            (keys >> _NORTHING_BITS).astype(float), _low(keys).astype(float)
        )
        hit, asked = shapely.STRtree(places).query(self._shapes, predicate="intersects")
        at_place = np.full(len(keys), NOWHERE, dtype=np.int64)
        at_place[asked[::-1]] = hit[::-1]  # from the last outline to the first, which so prevails
        return _numbers(at_place[of_place])


def _only(found: Points, wanted: NDArray[np.bool_]) -> Points:
    return replace(
        found,
        eastings=found.eastings[wanted],
        northings=found.northings[wanted],
        kinds=found.kinds[wanted],
        locations=found.locations[wanted],
    )


def _keys(found: Points) -> NDArray[np.int64]:
    """One number for each place: many are told apart faster so than as pairs."""
    return (found.eastings.astype(np.int64) << _NORTHING_BITS) | found.northings


def _low(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    return keys & ((1 << _NORTHING_BITS) - 1)


def _places(keys: NDArray[np.int64]) -> list[tuple[int, int]]:
    eastings = (keys >> _NORTHING_BITS).tolist()
    northings = _low(keys).tolist()
    return list(zip(eastings, northings, strict=True))


def _numbers(values: object) -> Numbers:
    return np.asarray(values, dtype=np.int32)
