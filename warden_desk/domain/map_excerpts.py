"""A piece of a map: what ground, what lies over it, which classes stand out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.degrees import from_place, to_place


class Layer(StrEnum):
    """What may lie over the areas, or under them. The values are stable."""

    DISTRICTS = "districts"
    WARDS = "wards"
    BASES = "bases"
    TASKINGS = "taskings"
    EVENTS = "events"
    INCIDENTS = "incidents"
    NAMES = "names"
    GROUND = "ground"


BRITAIN = (-9.0, 49.0, 3.0, 61.0)
"""West, south, east and north in degrees."""


@dataclass(frozen=True, slots=True)
class Extent:
    """A rectangle of ground in metres of the national grid."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def of_degrees(cls, west: float, south: float, east: float, north: float) -> "Extent":
        """The least rectangle that holds all of one in degrees, which lies askew on the grid.

        What reaches beyond Britain ends there: the grid is of no use further away.
        """
        least_lon, least_lat, most_lon, most_lat = BRITAIN
        west, east = max(west, least_lon), min(east, most_lon)
        south, north = max(south, least_lat), min(north, most_lat)
        middle = (west + east) / 2
        places = [to_place(lat, lon) for lat in (south, north) for lon in (west, middle, east)]
        eastings, northings = zip(*places, strict=True)
        return cls(min(eastings), min(northings), max(eastings), max(northings))

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        return self.west, self.south, self.east, self.north

    def degrees(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the least rectangle in degrees that holds all of it."""
        middle = (self.west + self.east) / 2
        places = [from_place(x, y) for x in (self.west, middle, self.east) for y in self._rows()]
        lats, lons = zip(*places, strict=True)
        return min(lons), min(lats), max(lons), max(lats)

    def grown(self, share: float) -> "Extent":
        """With a rim of so much of its width and height on every side."""
        wide, high = (self.east - self.west) * share, (self.north - self.south) * share
        return Extent(self.west - wide, self.south - high, self.east + wide, self.north + high)

    def holds(self, easting: float, northing: float) -> bool:
        """Whether a place lies in it."""
        return self.west <= easting <= self.east and self.south <= northing <= self.north

    def _rows(self) -> tuple[float, float]:
        return self.south, self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Which piece of a map is wanted.

    Attributes:
        classes: only areas of these stand out, by their keys; of all if there are none.
        called: what somebody named it by; "" for what lies in it.
    """

    extent: Extent
    layers: frozenset[Layer] = frozenset({Layer.DISTRICTS})
    classes: tuple[str, ...] = ()
    called: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """So many incidents at a place, in metres of the national grid."""

    easting: float
    northing: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a piece of a map shows beside its areas.

    Attributes:
        in_part: so many of its areas go on beyond its edge.
        only: the words of the classes that stand out, if not all do.
        pins: those in the extent.
        is_sensitive: something shown is marked as sensitive.
    """

    extent: Extent
    layers: frozenset[Layer]
    in_part: int = 0
    only: tuple[str, ...] = ()
    pins: tuple[Pin, ...] = ()
    spots: tuple[Spot, ...] = ()
    is_sensitive: bool = False

    def counted(self) -> Sequence[tuple[Pin, str, int]]:
        """A pin of each look, what all pins of that look are, and how many there are."""
        found: dict[tuple[str, str, str], list[Pin]] = {}
        for pin in self.pins:
            found.setdefault((pin.kind, pin.mark, pin.tone), []).append(pin)
        return [(pins[0], _words(pins), len(pins)) for pins in found.values()]


def outward(pin: Pin, *, with_names: bool) -> Pin:
    """A pin as it may leave the desk: of a tasking its state and parish, of a base no people."""
    if with_names:
        return replace(pin, id="")
    if pin.kind == "tasking":
        return replace(pin, id="", name=pin.sort, lines=pin.lines[-1:])
    return replace(pin, id="", lines=pin.lines if pin.kind == "event" else ())


def _words(pins: Sequence[Pin]) -> str:
    sorts = ", ".join(dict.fromkeys(pin.sort for pin in pins))
    return f"Tasking: {sorts.lower()}" if pins[0].kind == "tasking" else sorts
