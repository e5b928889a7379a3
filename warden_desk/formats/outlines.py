"""Which outlines a map is drawn with: those the program ships, or a set beside the desk."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warden_desk.domain.errors import UserError
from warden_desk.formats import areas

if TYPE_CHECKING:
    from shapely import Geometry

LAYER, TOPOLOGY = "areas", "topology"
"""What a set's GeoPackage holds: the outlines in metres, and the same as TopoJSON."""

COLUMNS: Mapping[str, type] = {"gss_code": str, "name": str, "district": str}

_KEPT = 4
"""Sets held in memory: two days compared, and two that were looked at before."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """A set of outlines as of a day. Cheap to make and to compare; reading it is kept in memory.

    Attributes:
        path: the set's GeoPackage; None for the indicative areas.
        carried: areas that have no outline of their own in the set, each with those in the set
            whose land it has: a merger of two, or a parish that was given another code.
        hidden: those among them that are not there themselves on the day.
    """

    path: Path | None = None
    carried: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hidden: tuple[str, ...] = ()

    def topology(self) -> str:
        """TopoJSON, WGS 84, with the object `areas`: gss_code, name and district each.

        Raises:
            UserError: the set's file is not there, or is damaged.
        """
        return _topology(self)

    def shapes(self) -> "Mapping[str, Geometry]":
        """The outline of each area by GSS code, EPSG:27700.

        Raises:
            UserError: as above.
        """
        return _shapes(self)

    def districts(self) -> Mapping[str, str]:
        """The district's GSS code by the area's, as the set has it; empty where it says none."""
        found = {code: district for code, (_, district) in facts(self.path).items()}
        for code, parts in self.carried:
            found[code] = found[parts[0]]
        return {code: found[code] for code in found if code not in self.hidden}

    def shared(self) -> Mapping[str, tuple[str, ...]]:
        """Areas that are drawn with the same land as others, by code with all that share it."""
        drawn: dict[str, list[str]] = {}
        for code, parts in self.carried:
            for part in parts:
                drawn.setdefault(part, [] if part in self.hidden else [part]).append(code)
        found: dict[str, dict[str, None]] = {}
        for several in drawn.values():
            for code in several if len(several) > 1 else ():
                found.setdefault(code, {}).update(dict.fromkeys(several))
        return {code: tuple(several) for code, several in found.items()}


INDICATIVE = Outlines()
"""The areas that the program ships."""


@dataclass(frozen=True, slots=True)
class Ours:
    """What is known of the service before a publisher's file is read.

    Attributes:
        county: its name, for sentences.
        codes: of all its areas, whenever they existed.
        districts: codes of its districts.
        outlines: where it lies.
    """

    county: str
    codes: frozenset[str]
    districts: frozenset[str]
    outlines: Outlines = INDICATIVE


@lru_cache(maxsize=_KEPT)
def facts(path: Path | None) -> Mapping[str, tuple[str, str]]:
    """The name and the district's code of every area of a set, by its code.

    Raises:
        UserError: the set's file is not there, or is damaged.
    """
    if path is None:
        names = {area.gss_code: area.name for area in areas.register()}
        return {
            code: (names.get(code, code), district)
            for code, district in areas.districts_of_areas().items()
        }
    return {code: (name, district) for code, name, district in _rows(path, LAYER, tuple(COLUMNS))}


def index(outlines: Outlines) -> areas.AreaIndex:
    """Answers which area of a set a place lies in. Building it takes some tens of milliseconds."""
    return areas.AreaIndex(outlines.shapes(), outlines.districts())


@lru_cache(maxsize=_KEPT)
def _shapes(outlines: Outlines) -> "Mapping[str, Geometry]":
    import shapely  # slow to load, and a desk that opens no map never needs it

    from warden_desk.formats import geopackage

    if outlines.path is None:
        found = dict(areas.shapes())
    else:
        rows = _rows(outlines.path, LAYER, ("gss_code", "geom"))
        found = {code: geopackage.outline(blob) for code, blob in rows}
    for code, parts in outlines.carried:
        lands = [found[part] for part in parts]
        found[code] = shapely.union_all(lands) if len(lands) > 1 else lands[0]
    return {code: found[code] for code in found if code not in outlines.hidden}


@lru_cache(maxsize=_KEPT)
def _topology(outlines: Outlines) -> str:
    if outlines.path is None:
        text = areas.topology()
    else:
        [(text,)] = _rows(outlines.path, TOPOLOGY, ("text",))
    return _redrawn(text, outlines) if outlines.carried or outlines.hidden else text


def _redrawn(text: str, outlines: Outlines) -> str:
    import shapely

    from warden_desk.formats import topology

    found = {dict(about)["gss_code"]: (about, shape) for about, shape in topology.decode(text)}
    for code, parts in outlines.carried:
        about = {**found[parts[0]][0], "gss_code": code}
        joined = shapely.coverage_union_all([found[part][1] for part in parts])
        found[code] = about, joined
    return topology.encode([found[code] for code in found if code not in outlines.hidden])


def _rows(path: Path, layer: str, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    from warden_desk.formats import geopackage

    try:
        return geopackage.rows(path, layer, columns)
    except sqlite3.Error as error:
        raise UserError(
            f"The outlines in {path.name} cannot be read. Take the set of boundaries in again."
        ) from error
