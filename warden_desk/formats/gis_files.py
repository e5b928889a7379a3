# pyright: basic
"""What the map shows for a GIS: a GeoPackage with outlines, or a CSV with centres.

`docs/gis.md` says what stands in them.
"""

from collections.abc import Mapping

import shapely
from shapely import Geometry

from warden_desk.domain.gis import GisTable
from warden_desk.formats import geopackage, text_csv

AREAS, COLUMNS, ABOUT = "areas", "columns", "about"
_CENTRE = ("easting", "northing")
_MEANINGS = (
    "The area's centre in whole metres east, EPSG:27700; empty without an outline",
    "The same in metres north",
)
_WORDS = {str: "text", int: "whole number", float: "number"}

Shapes = Mapping[str, Geometry]


def packed(table: GisTable, shapes: Shapes) -> bytes:
    """A GeoPackage in EPSG:27700. Areas without an outline are left out; `about` counts them."""
    drawn = [row for row in table.rows if row[0] in shapes]
    left_out = len(table.rows) - len(drawn)
    about = [*table.about, *([("areas without an outline", str(left_out))] if left_out else [])]
    columns = {column.name: column.kind for column in table.columns}
    columns |= dict.fromkeys(_CENTRE, int)
    meanings = [(one.name, _WORDS[one.kind], one.meaning) for one in table.columns]
    meanings += [
        (name, "whole number", said) for name, said in zip(_CENTRE, _MEANINGS, strict=True)
    ]
    return geopackage.packed(
        [
            geopackage.Layer(
                AREAS,
                columns,
                [(*row, *_centre(shapes[str(row[0])])) for row in drawn],
                [shapes[str(row[0])] for row in drawn],
            ),
            geopackage.Layer(COLUMNS, {"column": str, "type": str, "meaning": str}, meanings),
            geopackage.Layer(ABOUT, {"what": str, "words": str}, about),
        ]
    )


def csv(table: GisTable, shapes: Shapes) -> bytes:
    """A row for each area, with the same columns; no cell can run as a formula."""
    headings = [*(column.name for column in table.columns), *_CENTRE]
    rows = (
        [*map(_plain, row), *map(_plain, _centre(shapes.get(str(row[0]))))] for row in table.rows
    )
    return text_csv.render(headings, rows)


def _centre(shape: Geometry | None) -> tuple[int | None, int | None]:
    if shape is None:
        return None, None
    middle = shapely.centroid(shape)
    return round(float(shapely.get_x(middle))), round(float(shapely.get_y(middle)))


def _plain(value: object) -> str:
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)
