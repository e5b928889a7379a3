# pyright: basic
"""Files of outlines as publishers send them, made of the real ones for tests."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import numpy
import shapely

from warden_desk.domain.areas import AreaKind
from warden_desk.formats.areas import register
from warden_desk.formats.outlines import Ours

PARISHES = "geo/kent_parishes_best_fit.geojson"
WARDS = "geo/kent_wards_2013.geojson"
DISTRICTS = "geo/kent_districts_2013_bng.gpkg"

OURS = Ours(
    "Kent",
    frozenset(area.gss_code for area in register() if area.kind != AreaKind.COUNTY),
    frozenset(area.gss_code for area in register() if area.kind == AreaKind.DISTRICT),
)


def parishes(data: Path) -> Any:
    return geopandas.read_file(data / PARISHES)


def square(east: float, north: float, side: float = 1000) -> shapely.Polygon:
    return shapely.box(east, north, east + side, north + side)


def frame(rows: list[dict[str, Any]], crs: int = 27700) -> Any:
    """Rows with a `geometry` each."""
    return geopandas.GeoDataFrame(rows, geometry="geometry", crs=crs)


def zipped_shapefile(areas: Any, path: Path) -> Path:
    folder = path.with_suffix("")
    folder.mkdir()
    areas.to_file(folder / "areas.shp")
    shutil.make_archive(str(folder), "zip", folder)
    return path


def national_grid_geojson(areas: Any, path: Path) -> Path:
    areas.to_crs(27700).to_file(path, driver="GeoJSON", RFC7946="NO")
    return path


def of_2025(areas: Any, path: Path) -> Path:
    """With the columns that the ONS has used since 2025."""
    names = {name: name.replace("20CD", "25CD").replace("20NM", "25NM") for name in areas.columns}
    areas.rename(columns=names).assign(PARNCP25NMW="", BNG_E=0, GlobalID="x").to_file(
        path, driver="GPKG"
    )
    return path


def in_full_detail(
    areas: Any, path: Path, every_m: float = 12, off_m: float = 0.3
) -> tuple[Path, int]:
    """A point every few metres, each a little off the line, and the same for both neighbours.

    Returns:
        The file, and how many points it has.
    """

    def off(places: Any) -> Any:
        east, north = numpy.rint(places * 10).astype(numpy.int64).T
        dice = (east * 73856093 ^ north * 19349663) % 1000
        return places + off_m * numpy.column_stack([dice - 500, dice * 7 % 1000 - 500]) / 500

    metres = areas.to_crs(27700)
    shapes = shapely.set_precision(metres.geometry.to_numpy(), 1.0)
    shapes = shapely.transform(shapely.segmentize(shapes, every_m), off)
    metres.set_geometry(shapes, crs=27700).to_file(path, driver="GPKG")
    return path, int(shapely.get_num_coordinates(shapes).sum())


def boundary_line(path: Path) -> Path:
    """A GeoPackage laid out as OS Boundary-Line: three layers, no codes of districts."""
    inside = {"Area_Code": "CPC", "Census_Code": "E04004824", "Name": "Aldington CP"}
    around = {"Area_Code": "CPC", "Census_Code": "E04009999", "Name": "Calais CP"}
    frame(
        [
            {**inside, "geometry": square(606000, 136000, 3000)},
            {**around, "geometry": square(530000, 120000)},
        ]
    ).to_file(path, layer="parish", driver="GPKG")
    for layer, code, name in (
        ("district_borough_unitary", "E07000105", "Ashford District (B)"),
        ("district_borough_unitary_ward", "E05004868", "Beaver Ward"),
    ):
        row = {"Area_Code": "X", "Census_Code": code, "Name": name}
        frame([{**row, "geometry": square(600000, 141000)}]).to_file(
            path, layer=layer, driver="GPKG"
        )
    return path


def zip_of(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
