"""Publishers' files of outlines, as published; and those that are refused, each with a sentence."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
import shapely

from tests.boundary_files import (
    DISTRICTS,
    OURS,
    PARISHES,
    WARDS,
    boundary_line,
    frame,
    in_full_detail,
    national_grid_geojson,
    of_2025,
    parishes,
    square,
    zip_of,
    zipped_shapefile,
)
from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import BoundaryFile
from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.domain.progress import Silent
from warden_desk.formats.apart import Crashed, run_apart
from warden_desk.formats.boundaries_reader import read
from warden_desk.formats.boundaries_shapes import common_shares
from warden_desk.formats.boundaries_source import SourceLimits


def taken(path: Path, kind: AreaKind | None = None) -> BoundaryFile:
    return read(Silent(), path, OURS, kind)


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as refused:
        taken(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "kind", "count", "title"),
    [
        (PARISHES, AreaKind.PARISH, 311, "Parishes, December 2020"),
        (WARDS, AreaKind.WARD, 283, "Wards, December 2013"),
        (DISTRICTS, AreaKind.DISTRICT, 12, "Districts, December 2013"),
    ],
)
def test_real_files_are_read_as_they_are(
    data: Path, name: str, kind: AreaKind, count: int, title: str
):
    found = taken(data / name)

    assert (found.kind, len(found.areas), found.title) == (kind, count, title)
    shapes = [shapely.from_wkb(each.outline) for each in found.areas]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes), "neighbours share their borders"


def test_the_same_parishes_come_out_of_every_format(data: Path, tmp_path: Path):
    areas = parishes(data)
    usual = taken(data / PARISHES)
    for path in (
        zipped_shapefile(areas, tmp_path / "parishes.zip"),
        national_grid_geojson(areas, tmp_path / "grid.geojson"),
        of_2025(areas, tmp_path / "Parishes_May_2025_EW.gpkg"),
    ):
        found = taken(path)
        assert [a.code for a in found.areas] == [a.code for a in usual.areas], path.name
        for mine, theirs in zip(found.areas, usual.areas, strict=True):
            assert mine.name == theirs.name
            assert mine.district_code == theirs.district_code
            assert abs(mine.hectares - theirs.hectares) <= max(2, theirs.hectares // 50)
    assert taken(tmp_path / "Parishes_May_2025_EW.gpkg").captured_on == date(2025, 5, 1)


def test_a_county_in_full_detail_has_the_same_outlines_in_a_fraction_of_the_points(
    data: Path, tmp_path: Path
):
    fine, points = in_full_detail(parishes(data), tmp_path / "Parishes_December_2020_BFC.gpkg")
    assert points > 400_000, "or the test is of nothing"

    found, usual = taken(fine), taken(data / PARISHES)

    shapes, theirs = (
        {each.code: shapely.from_wkb(each.outline) for each in file.areas}
        for file in (found, usual)
    )
    assert shapely.coverage_is_valid(list(shapes.values())), "neighbours share their borders"
    assert shapely.get_num_coordinates(list(shapes.values())).sum() < points / 15
    shares = common_shares(theirs, shapes)
    assert shares.keys() == theirs.keys()
    assert min(shares.values()) > 0.9
    assert sum(shares.values()) / len(shares) > 0.98


def test_boundary_line_is_read_layer_by_layer_with_plain_names(tmp_path: Path):
    path = boundary_line(tmp_path / "bdline_gb-2025-05.gpkg")

    found = taken(path)

    assert [(area.code, area.name) for area in found.areas] == [("E04004824", "Aldington")]
    assert found.captured_on == date(2025, 5, 1)
    assert found.publisher == "Ordnance Survey"
    assert set(found.also) == {AreaKind.WARD, AreaKind.DISTRICT}
    assert [area.name for area in taken(path, AreaKind.WARD).areas] == ["Beaver"]
    assert [area.name for area in taken(path, AreaKind.DISTRICT).areas] == ["Ashford"]


def test_a_grid_file_that_claims_degrees_is_read_as_metres_and_says_so(tmp_path: Path):
    path = tmp_path / "wrong.geojson"
    row = {"PARNCP21CD": "E04004824", "PARNCP21NM": "Aldington", "LAD21CD": "E07000105"}
    text = frame([{**row, "geometry": square(606000, 136000)}]).to_json()
    path.write_text(json.dumps(json.loads(text) | {"crs": None}), "utf-8")

    found = taken(path)

    assert "metres of the national grid" in " ".join(found.notes)
    assert found.areas[0].hectares == 100


def test_lines_that_cross_are_put_right_and_named(tmp_path: Path):
    bow = shapely.Polygon([(606000, 136000), (608000, 138000), (608000, 136000), (606000, 138000)])
    rows = [
        {"PAR22CD": "E04004824", "PAR22NM": "Aldington", "LAD22CD": "E07000105", "geometry": bow},
        {"PAR22CD": "E04004825", "PAR22NM": "Appledore", "LAD22CD": "E07000105", "geometry": None},
    ]
    path = tmp_path / "bow.gpkg"
    frame(rows).to_file(path, driver="GPKG")

    found = taken(path)

    assert shapely.from_wkb(found.areas[0].outline).is_valid
    assert found.areas[0].hectares == 200
    assert "put right: Aldington" in " ".join(found.notes)


def test_pieces_of_one_area_are_joined(tmp_path: Path):
    row = {"PAR22CD": "E04004824", "PAR22NM": "Aldington", "LAD22CD": "E07000105"}
    rows = [{**row, "geometry": square(east, 136000)} for east in (606000, 609000)]
    path = tmp_path / "pieces.gpkg"
    frame(rows).to_file(path, driver="GPKG")

    assert [area.hectares for area in taken(path).areas] == [200]


def test_an_area_of_an_authority_nobody_knows_is_taken_with_a_doubt(tmp_path: Path):
    row = {"PAR30CD": "E04099999", "PAR30NM": "Newtown", "LAD30CD": "E06009999"}
    medway = {"PAR30CD": "E04012345", "PAR30NM": "Elsewhere", "LAD30CD": "E06000035"}
    path = tmp_path / "later.gpkg"
    frame(
        [
            {**row, "geometry": square(601000, 142000)},
            {**medway, "geometry": square(530000, 140000)},
        ]
    ).to_file(path, driver="GPKG")

    [found] = taken(path).areas

    assert found.name == "Newtown"
    assert "E06009999, is not on the register" in found.doubt


def test_a_file_of_wales_is_refused(tmp_path: Path):
    row = {"PARNCP21CD": "W04000001", "PARNCP21NM": "Prestatyn", "LAD21CD": "W06000004"}
    path = tmp_path / "wales.geojson"
    frame([{**row, "geometry": square(306000, 382000)}]).to_crs(4326).to_file(path)

    assert "None of the areas in wales.geojson lies in Kent" in refusal(path)


def test_points_an_empty_file_and_unknown_columns_are_refused(tmp_path: Path):
    row = {"PARNCP21CD": "E04004824", "PARNCP21NM": "Aldington", "LAD21CD": "E07000105"}
    points = tmp_path / "points.gpkg"
    frame([{**row, "geometry": shapely.Point(606000, 136000)}]).to_file(points)
    empty = tmp_path / "empty.gpkg"
    frame([{**row, "geometry": square(606000, 136000)}])[:0].to_file(empty)
    strange = tmp_path / "strange.gpkg"
    frame([{"Gemeinde": "Aldington", "geometry": square(606000, 136000)}]).to_file(strange)

    assert "holds points or lines" in refusal(points)
    assert "it is empty" in refusal(empty)
    without_columns = tmp_path / "empty.geojson"
    without_columns.write_text('{"type": "FeatureCollection", "features": []}')
    assert "it is empty" in refusal(without_columns)
    assert "it has: Gemeinde" in refusal(strange)


def test_damaged_files_are_refused(data: Path, tmp_path: Path):
    whole = zipped_shapefile(parishes(data)[:20], tmp_path / "whole.zip").read_bytes()
    for name, content in (
        ("cut.zip", whole[: len(whole) // 2]),
        ("cut.gpkg", (data / DISTRICTS).read_bytes()[:40_000]),
        ("cut.geojson", (data / PARISHES).read_bytes()[:40_000]),
        ("not.gpkg", b"hello"),
        ("nothing.geojson", b""),
        ("brackets.geojson", b"{" * 100_000),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert "damaged" in refusal(path), name


def test_what_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "large.geojson"
    path.write_bytes(b'{"type": "FeatureCollection"')
    os.truncate(path, 300_000_000)

    assert "large.geojson has 300 MB; a GeoJSON may have 120 MB" in refusal(path)


def test_an_archive_that_would_fill_the_disk_is_refused(tmp_path: Path):
    bomb = zip_of(tmp_path / "bomb.zip", {"a.geojson": b"0" * 50_000_000})
    many = zip_of(tmp_path / "many.zip", {f"{n}.txt": b"" for n in range(300)})
    empty = zip_of(tmp_path / "letter.zip", {"readme.txt": b"hello"})

    assert "unpacks to far more" in refusal(bomb)
    assert "unpacks to far more" in refusal(many)
    assert "holds no outlines" in refusal(empty)


def test_names_inside_an_archive_are_never_used_as_paths(data: Path, tmp_path: Path):
    content = (data / DISTRICTS).read_bytes()
    (tmp_path / "in").mkdir()
    path = zip_of(tmp_path / "in" / "evil.zip", {"../../out.gpkg": content})

    assert len(taken(path).areas) == 12
    assert not (tmp_path / "out.gpkg").exists()
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["evil.zip", "in"]


def test_a_lone_part_of_a_shapefile_and_other_kinds_say_what_to_choose(tmp_path: Path):
    lone = tmp_path / "areas.shp"
    lone.write_bytes(b"\0\0\x27\x0a" + bytes(100))
    other = tmp_path / "areas.pdf"
    other.write_bytes(b"%PDF")

    assert "Choose the zip they came in" in refusal(lone)
    assert "Take the GeoPackage" in refusal(other)
    assert "cannot be read" in refusal(tmp_path / "missing.gpkg")


def test_limits_are_those_that_are_given(data: Path):
    with pytest.raises(UserError, match="more than any set"):
        read(Silent(), data / DISTRICTS, OURS, limits=SourceLimits(indexed=1000))


class _Stop:
    def step(self, done: int, total: int, label: str = "") -> None:
        raise Cancelled


def test_reading_apart_gives_the_same_and_its_refusals(data: Path, tmp_path: Path):
    assert run_apart(Silent(), read, data / DISTRICTS, OURS) == taken(data / DISTRICTS)
    with pytest.raises(UserError, match="cannot be read"):
        run_apart(Silent(), read, tmp_path / "missing.gpkg", OURS)


def test_reading_apart_ends_when_asked_to(data: Path):
    with pytest.raises(Cancelled):
        run_apart(_Stop(), read, data / DISTRICTS, OURS)


def _die(progress: object, status: int) -> None:
    del progress
    os._exit(status)


def test_a_reader_that_dies_is_told_of():
    with pytest.raises(Crashed, match="damaged"):
        run_apart(Silent(), _die, 11)
