# pyright: basic
"""GeoPackages of our own, written and read without the second it takes to load geopandas.

A GeoPackage is an SQLite file; an outline in it is WKB behind a short head. See OGC 12-128r18,
"GeoPackage Encoding Standard".
"""

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely import Geometry

NATIONAL_GRID = 27700
_APPLICATION = 0x47504B47
_VERSION = 10300
_HEAD = struct.Struct("<2sBBi4d")
_FLAGS = 0b0000_0011
"""Little-endian, with an envelope of four numbers."""

_ENVELOPES = (0, 32, 48, 48, 64)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT '2000-01-01T00:00:00.000Z', min_x DOUBLE, min_y DOUBLE,
  max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
"""
_GRID_WKT = (
    'PROJCS["OSGB36 / British National Grid",GEOGCS["OSGB36",DATUM["Ordnance_Survey_of_Great_'
    'Britain_1936",SPHEROID["Airy 1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0],UNIT'
    '["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_'
    'origin",49],PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717],PARAMETER'
    '["false_easting",400000],PARAMETER["false_northing",-100000],UNIT["metre",1],AUTHORITY["EPSG"'
    ',"27700"]]'
)
_DEGREES_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich"'
    ',0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined"),
    ("Undefined geographic", 0, "NONE", 0, "undefined"),
    ("WGS 84", 4326, "EPSG", 4326, _DEGREES_WKT),
    ("OSGB36 / British National Grid", NATIONAL_GRID, "EPSG", NATIONAL_GRID, _GRID_WKT),
)
_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A table of a GeoPackage: columns with their types, rows, and an outline for each row.

    A table without `shapes` is one of plain attributes.
    """

    name: str
    columns: Mapping[str, type]
    rows: Sequence[Sequence[object]]
    shapes: Sequence[Geometry] = ()


def packed(layers: Iterable[Layer]) -> bytes:
    """A GeoPackage of these layers, in metres (EPSG:27700)."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.execute(f"PRAGMA application_id = {_APPLICATION}")
        file.execute(f"PRAGMA user_version = {_VERSION}")
        file.executescript(_TABLES)
        file.executemany(
            "INSERT INTO gpkg_spatial_ref_sys (srs_name, srs_id, organization,"
            " organization_coordsys_id, definition) VALUES (?, ?, ?, ?, ?)",
            _SYSTEMS,
        )
        for layer in layers:
            _add(file, layer)
        file.commit()
        return file.serialize()


def rows(path: Path, layer: str, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of some columns, in the order they were written.

    Raises:
        sqlite3.Error: it is no such file.
    """
    names = ", ".join(f'"{name}"' for name in columns)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        return file.execute(f'SELECT {names} FROM "{layer}" ORDER BY fid').fetchall()


def outline(blob: bytes) -> Geometry:
    """A geometry as it lies in a GeoPackage, without its head."""
    return shapely.from_wkb(blob[8 + _ENVELOPES[blob[3] >> 1 & 7] :])


def _add(file: sqlite3.Connection, layer: Layer) -> None:
    columns = "".join(f', "{name}" {_TYPES[kind]}' for name, kind in layer.columns.items())
    is_drawn = len(layer.shapes) > 0
    geometry = ", geom MULTIPOLYGON" if is_drawn else ""
    file.execute(f'CREATE TABLE "{layer.name}" (fid INTEGER PRIMARY KEY{columns}{geometry})')
    marks = ", ".join("?" * (1 + len(layer.columns) + is_drawn))
    if is_drawn:
        values = [
            (at, *row, _blob(shape))
            for at, (row, shape) in enumerate(zip(layer.rows, layer.shapes, strict=True), start=1)
        ]
    else:
        values = [(at, *row) for at, row in enumerate(layer.rows, start=1)]
    file.executemany(f'INSERT INTO "{layer.name}" VALUES ({marks})', values)
    _register(file, layer)


def _register(file: sqlite3.Connection, layer: Layer) -> None:
    if not layer.shapes:
        file.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
            " VALUES (?, 'attributes', ?, 0)",
            (layer.name, layer.name),
        )
        return
    bounds = shapely.total_bounds(layer.shapes).tolist()
    file.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y,"
        " srs_id) VALUES (?, 'features', ?, ?, ?, ?, ?, ?)",
        (layer.name, layer.name, *bounds, NATIONAL_GRID),
    )
    file.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
        (layer.name, NATIONAL_GRID),
    )


def _blob(shape: Geometry) -> bytes:
    west, south, east, north = shapely.bounds(shape).tolist()
    whole = shapely.multipolygons(shapely.get_parts(shape))
    head = _HEAD.pack(b"GP", 0, _FLAGS, NATIONAL_GRID, west, east, south, north)
    return head + bytes(shapely.to_wkb(whole, byte_order=1))
