# pyright: basic
"""Reading a publisher's file of outlines: what concerns the service, put right and simplified.

It loads geopandas and may take seconds, so a window has it done in another process (`apart`).
"""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas
import shapely

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import BoundaryFile, FileArea, in_words
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.formats.boundaries_layers import (
    LICENCE,
    KnownLayer,
    known_layer,
    plain_title,
)
from warden_desk.formats.boundaries_shapes import edge_matched
from warden_desk.formats.boundaries_source import LIMITS, SourceLimits, damaged, opened
from warden_desk.formats.outlines import Ours

NATIONAL_GRID = 27700
DEGREES = 4326
SIMPLIFY_M = 30
_FINE_M = 3
_MANY_POINTS = 300_000
_AROUND_M = 2_000
_INSIDE_M = -1_000
_STEPS = 4
_MOST_NAMED = 5
_MOST_READ = 20_000


def read(
    progress: Progress,
    path: Path,
    ours: Ours,
    kind: AreaKind | None = None,
    limits: SourceLimits = LIMITS,
) -> BoundaryFile:
    """The service's own areas in a file.

    Args:
        kind: what to read of a file that holds several; else the smallest areas there are.

    Raises:
        UserError: the file cannot be read, is too large, or none of its areas is ours.
    """
    progress.step(0, _STEPS, "Opening the file")
    with opened(path, limits) as source, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of GDAL, about what is put right below
        layers = _layers(source, path.name)
        layer = _wanted(layers, kind, path.name)
        progress.step(1, _STEPS, "Reading the outlines")
        reading = _Reading(path.name, layer, ours)
        reading.load(source)
    progress.step(2, _STEPS, "Putting outlines right")
    reading.keep_ours()
    reading.repair()
    progress.step(3, _STEPS, "Simplifying")
    reading.simplify()
    also = tuple(dict.fromkeys(each.kind for each in layers if each.kind != layer.kind))
    return reading.result(also)


def _layers(source: Path, name: str) -> list[KnownLayer]:
    try:
        names = [str(each) for each in geopandas.list_layers(source)["name"]]
        heads = {each: geopandas.read_file(source, layer=each, rows=1) for each in names}
    except Exception as error:
        raise damaged(name) from error
    known = [
        known_layer(each, [str(c) for c in head.columns], name) for each, head in heads.items()
    ]
    found = [each for each in known if each is not None]
    if not found and all(len(head) == 0 for head in heads.values()):
        raise _nothing_in(name)
    if not found:
        columns = ", ".join(dict.fromkeys(str(c) for h in heads.values() for c in h.columns))
        raise UserError(
            f"{name} names its areas in no way that is known here. Wanted are the columns of the "
            "ONS (PARNCP..CD, WD..CD or LAD..CD, with names beside them) or the layers of OS "
            f"Boundary-Line; it has: {columns[:200] or 'no columns'}."
        )
    return found


def _nothing_in(name: str) -> UserError:
    return UserError(f"{name} has no areas in it: it is empty.")


def _wanted(layers: Sequence[KnownLayer], kind: AreaKind | None, name: str) -> KnownLayer:
    order = [AreaKind.PARISH, AreaKind.WARD, AreaKind.DISTRICT]
    for layer in sorted(layers, key=lambda each: order.index(each.kind)):
        if kind in (None, layer.kind):
            return layer
    found = in_words(dict.fromkeys(each.kind for each in layers))
    raise UserError(f"{name} holds {found}, and nothing else that can be drawn.")


class _Reading:
    """One layer on its way to outlines of ours."""

    def __init__(self, name: str, layer: KnownLayer, ours: Ours) -> None:
        self._name, self._layer, self._ours = name, layer, ours
        # Each land once: parts of a divided parish share it until each has an outline.
        lands = list(dict.fromkeys(ours.outlines.shapes().values()))
        self._county = shapely.coverage_union_all(lands)
        self._notes: list[str] = []
        self._frame: Any = None

    def load(self, source: Path) -> None:
        """Read what lies in the county's surroundings, in metres."""
        columns = self._layer.columns
        head = geopandas.read_file(source, layer=self._layer.name, columns=columns, rows=1)
        if len(head) == 0:
            raise _nothing_in(self._name)
        system = self._system(head)
        box = shapely.box(*self._county.bounds).buffer(_AROUND_M, join_style="mitre")
        window = geopandas.GeoSeries([box], crs=NATIONAL_GRID).to_crs(system).total_bounds
        try:
            frame = geopandas.read_file(
                source, layer=self._layer.name, columns=columns, bbox=tuple(window)
            )
        except Exception as error:
            raise damaged(self._name) from error
        if len(frame) > _MOST_READ:
            raise UserError(f"{self._name} has {len(frame):,} shapes here: it is no set of areas.")
        kinds = set(frame.geom_type.dropna()) if len(frame) else set(head.geom_type.dropna())
        if kinds and not kinds & {"Polygon", "MultiPolygon", "GeometryCollection"}:
            raise UserError(
                f"{self._name} holds points or lines, no outlines. Take the set that the publisher "
                "calls “boundaries”."
            )
        if len(frame) == 0:
            raise self._elsewhere()
        self._frame = frame.set_crs(system, allow_override=True).to_crs(NATIONAL_GRID)

    def _system(self, head: Any) -> Any:
        """The coordinates' system; where the file says none or a wrong one, what they look like."""
        bounds = head.total_bounds
        is_degrees = bool((abs(bounds) <= 180).all())
        says_degrees = head.crs is not None and head.crs.is_geographic
        if head.crs is not None and says_degrees == is_degrees:
            return head.crs
        guess = DEGREES if is_degrees else NATIONAL_GRID
        words = "degrees (WGS 84)" if is_degrees else "metres of the national grid"
        self._notes.append(f"The file does not say rightly how it measures; it is read as {words}.")
        return guess

    def keep_ours(self) -> None:
        """Leave out what lies in other counties; say what may or may not be ours."""
        layer, ours = self._layer, self._ours
        frame = self._frame
        missing = frame.geometry.isna() | frame.geometry.is_empty | frame[layer.code].isna()
        frame = frame[~missing].copy()
        frame["code"] = frame[layer.code].astype(str).str.strip()
        frame["title"] = [
            plain_title(str(n), layer.publisher) for n in frame[layer.title].fillna("")
        ]
        frame["district"] = frame[layer.district].fillna("").astype(str) if layer.district else ""
        frame["inside"] = shapely.intersects(self._county, frame.geometry.representative_point())
        own = frame.code.isin(list(ours.codes)) | frame.district.isin(list(ours.districts))
        if layer.district:
            deep = shapely.intersects(
                self._county.buffer(_INSIDE_M), frame.geometry.representative_point()
            )
            frame["strange"] = ~own & deep
        else:
            frame["strange"] = False
            own |= frame.inside
        self._frame = frame[own | frame.strange].copy()
        if self._frame.empty:
            raise self._elsewhere()
        nameless = int(missing.sum())
        if nameless:
            self._notes.append(f"{nameless} rows without an outline or a code are left out.")

    def repair(self) -> None:
        """Make crossing lines valid, join the pieces of an area, and close slips between them."""
        frame = self._frame
        bad = ~frame.geometry.is_valid
        if bad.any():
            frame.loc[bad, frame.geometry.name] = [
                _areal(shapely.make_valid(shape, method="structure", keep_collapsed=False))
                for shape in frame.geometry[bad]
            ]
            self._notes.append(_repaired(frame.title[bad].tolist()))
        frame = frame[~frame.geometry.is_empty]
        pieces = len(frame)
        if frame.code.duplicated().any():
            frame = frame.dissolve("code", as_index=False)
            self._notes.append(f"{pieces} pieces belong to {len(frame)} areas and are joined.")
        self._frame = frame.sort_values("code").reset_index(drop=True)

    def simplify(self) -> None:
        """Fewer points, with every shared border kept the same on both sides."""
        before = self._frame.geometry.to_numpy()
        # In full detail a county has millions of points; closing slips between all of them takes
        # longer than all else. What is left out here is far below what is left out in the end.
        is_fine = shapely.get_num_coordinates(before).sum() > _MANY_POINTS
        fewer = shapely.coverage_simplify(before, _FINE_M) if is_fine else before
        clean = shapely.set_precision(edge_matched(fewer), 0.1)
        simple = shapely.coverage_simplify(clean, SIMPLIFY_M)
        kept = [
            new if not new.is_empty and new.is_valid else old
            for new, old in zip(simple, before, strict=True)
        ]
        self._frame = self._frame.set_geometry(kept, crs=NATIONAL_GRID)

    def result(self, also: tuple[AreaKind, ...]) -> BoundaryFile:
        layer = self._layer
        return BoundaryFile(
            file_name=self._name,
            kind=layer.kind,
            publisher=layer.publisher,
            licence=LICENCE,
            captured_on=layer.captured_on,
            areas=tuple(self._area(row) for row in self._frame.itertuples()),
            notes=tuple(self._notes),
            also=also,
        )

    def _area(self, row: Any) -> FileArea:
        shape = row.geometry
        inside = shape.representative_point()
        strange = f"Its district, {row.district}, is not on the register." if row.strange else ""
        return FileArea(
            code=row.code,
            name=row.title or row.code,
            district_code=row.district,
            outline=shapely.to_wkb(shape),
            hectares=round(shape.area / 10_000),
            easting=round(inside.x),
            northing=round(inside.y),
            doubt=strange,
        )

    def _elsewhere(self) -> UserError:
        return UserError(
            f"None of the areas in {self._name} lies in {self._ours.county}. Take the set for "
            "England, or for England and Wales."
        )


def _areal(shape: shapely.Geometry) -> shapely.Geometry:
    """Its areas, without the lines and points that a repair leaves."""
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(shape))
        if isinstance(part, shapely.Polygon)
    ]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _repaired(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Lines that crossed themselves were put right: {shown}{more}."
