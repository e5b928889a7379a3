"""The register of areas and their indicative outlines, as the program ships them under `maps/`.

The register is read with the standard library alone; outlines need shapely, which is loaded only
when an outline is asked for.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from warden_desk.domain.areas import AreaKind
from warden_desk.paths import map_file

if TYPE_CHECKING:
    from shapely import Geometry


@dataclass(frozen=True, slots=True)
class RegisteredArea:
    """One area of the register, with the days on which the row holds.

    The centre is in whole metres, EPSG:27700, good to a few hundred metres.
    """

    gss_code: str
    kind: AreaKind
    name: str
    aliases: tuple[str, ...]
    short_code: str
    parent: str | None
    valid_from: date
    valid_to: date | None
    centre_easting: int | None
    centre_northing: int | None
    area_km2: float | None


def register() -> tuple[RegisteredArea, ...]:
    """The county, its districts, parishes and unparished areas, parents first."""
    with map_file("areas.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_registered(row) for row in csv.DictReader(lines))


def topology() -> str:
    """TopoJSON, WGS 84: the objects `areas` and `districts`, with gss_code and name each.

    An area has its district's GSS code as `district`.
    """
    return map_file("indicative_areas.topojson").read_text("utf-8")


def shapes() -> "Mapping[str, Geometry]":
    """Outline of every parish and unparished area by GSS code, EPSG:27700, for drawing."""
    import shapely  # slow to load, and a desk that opens no map never needs it

    return {
        feature["properties"]["gss_code"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in _features()
    }


def districts_of_areas() -> dict[str, str]:
    """The district's GSS code by the area's, for every outline of `shapes`."""
    return {
        feature["properties"]["gss_code"]: feature["properties"]["district"]
        for feature in _features()
    }


class AreaIndex:
    """Answers which area a place lies in. Building it takes some tens of milliseconds."""

    def __init__(
        self,
        outlines: "Mapping[str, Geometry] | None" = None,
        districts: Mapping[str, str] | None = None,
    ) -> None:
        """Both by the area's GSS code, EPSG:27700; without them, the indicative areas."""
        import shapely  # as in `shapes`

        outlines = shapes() if outlines is None else outlines
        of_district: dict[str, list[str]] = {}
        for code, district in (districts_of_areas() if districts is None else districts).items():
            of_district.setdefault(district, []).append(code)
        self._point = shapely.Point
        self._codes = list(outlines)
        self._tree = shapely.STRtree(list(outlines.values()))
        self._of_district = {
            district: (codes, shapely.STRtree([outlines[code] for code in codes]))
            for district, codes in of_district.items()
        }

    def area_at(self, easting: int, northing: int) -> str | None:
        """GSS code of the parish or unparished area, or None outside the county and at sea."""
        hits = self._tree.query(self._point(easting, northing), predicate="intersects")
        return self._codes[int(hits[0])] if len(hits) else None

    def area_in_district(self, easting: int, northing: int, district: str) -> str | None:
        """As `area_at`, for a place known to be in `district`: the nearest area of that district.

        The outlines are indicative, so a place close to a district's edge or to the sea may lie
        outside all of them. None if `district` is not one of ours.
        """
        if district not in self._of_district:
            return None
        codes, tree = self._of_district[district]
        return codes[int(tree.nearest(self._point(easting, northing)))]


def _features() -> list[dict[str, Any]]:
    return json.loads(map_file("indicative_areas.geojson").read_text("utf-8"))["features"]


def _registered(row: Mapping[str, str]) -> RegisteredArea:
    return RegisteredArea(
        gss_code=row["gss_code"],
        kind=AreaKind(row["kind"]),
        name=row["name"],
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        short_code=row["short_code"],
        parent=row["parent"] or None,
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        centre_easting=int(row["centre_easting"]) if row["centre_easting"] else None,
        centre_northing=int(row["centre_northing"]) if row["centre_northing"] else None,
        area_km2=float(row["area_km2"]) if row["area_km2"] else None,
    )
