"""What the map shows, for people with a GIS: columns that say what they say, and no names."""

import csv
import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import geopandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.gis import GisColumn, GisTable
from warden_desk.domain.map_papers import MapRequest
from warden_desk.formats import areas, gis_files
from warden_desk.services import coverage_work, people
from warden_desk.services.coverage import coverage_modes, gis, maps
from warden_desk.storage.desks import Desk

GUIDE = Path(__file__).parents[2] / "docs" / "gis.md"


def request(mode: Mode = Mode.COVERAGE, *, with_names: bool = False) -> MapRequest:
    return MapRequest(asked=Asked(mode=mode, on=TODAY), with_names=with_names)


def csv_of(desk: Desk, act: Act, wanted: MapRequest, *, is_every: bool) -> list[dict[str, str]]:
    data = desk.database.read(maps.made, wanted, "csv", is_every=is_every, act=act)
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_geopackage_opens_in_metres_with_every_maps_values(
    practice_desk: Desk, act: Act, tmp_path: Path
) -> None:
    path = tmp_path / "map.gpkg"
    path.write_bytes(
        practice_desk.database.read(maps.made, request(), "gpkg", is_every=True, act=act)
    )

    frame: Any = geopandas.read_file(path, layer="areas")

    assert frame.crs.to_epsg() == 27700
    assert len(frame) == 320
    lenham = frame[frame["name"] == "Lenham"].iloc[0]
    inside = areas.AreaIndex().area_at(int(lenham.easting), int(lenham.northing))
    assert inside == lenham.gss_code
    assert {f"{mode}_class" for mode in Mode if mode is not Mode.VACANCY} <= set(frame.columns)
    with closing(sqlite3.connect(path)) as file:
        about = dict(file.execute("SELECT what, words FROM about"))
        said = {name for (name,) in file.execute('SELECT "column" FROM columns')}
    assert about["day"] == "2026-11-23"
    assert about["marking"] == "OFFICIAL"
    assert "Crown copyright" in about["sources"]
    assert said == set(frame.columns) - {"geometry"}


def test_figures_are_figures_and_not_what_lists_are_sorted_by(
    practice_desk: Desk, act: Act
) -> None:
    rows = {row["gss_code"]: row for row in csv_of(practice_desk, act, request(), is_every=True)}

    read = practice_desk.database.read
    waiting = read(coverage_work.open_taskings, TODAY)
    for row in read(coverage_modes.shown, Asked(mode=Mode.TASKINGS, on=TODAY)).rows:
        found, said = waiting.get(row.area_id), rows[row.gss_code]
        assert float(said["taskings_value"]) == (found.count if found else 0)
        assert int(said["taskings_overdue"]) == (found.overdue if found else 0)
    for row in read(coverage_modes.shown, Asked(mode=Mode.VISIT, on=TODAY)).rows:
        days = rows[row.gss_code]["visit_value"]
        assert days == (str((TODAY - row.last_visit).days) if row.last_visit else "")
    for row in read(coverage_modes.shown, Asked(mode=Mode.MINUTES, on=TODAY)).rows:
        assert (rows[row.gss_code]["minutes_value"] == "") == (row.key == "no target")


def test_one_map_has_only_its_own_columns(practice_desk: Desk, act: Act) -> None:
    rows = csv_of(practice_desk, act, request(Mode.DEBT), is_every=False)

    assert [*rows[0]] == [
        *("gss_code", "name", "kind", "district_code", "district"),
        *("debt_class", "debt_words", "debt_value", "last_visit", "easting", "northing"),
    ]


def test_nobody_is_named_unless_it_is_wanted(practice_desk: Desk, act: Act) -> None:
    names = {one.name for one in practice_desk.database.read(people.rows, TODAY)}
    read = practice_desk.database.read

    plain = read(maps.made, request(), "csv", is_every=True, act=act).decode()
    named = read(maps.made, request(with_names=True), "csv", is_every=True, act=act).decode()

    assert not [name for name in names if name in plain]
    assert [name for name in names if name in named]


@pytest.mark.parametrize("with_names", [False, True])
def test_every_column_is_explained_in_the_guide(
    practice_desk: Desk, act: Act, *, with_names: bool
) -> None:
    guide = GUIDE.read_text("utf-8")
    wanted = request(with_names=with_names)
    of = gis.modes(wanted)

    table = practice_desk.database.read(gis.table, wanted, of=of, act=act)

    for column in table.columns:
        mode, _, kind = column.name.partition("_")
        generic = f"MODE_{kind}" if mode in {*Mode} and kind in ("class", "words") else column.name
        assert f"`{generic}`" in guide, column.name
        if kind == "value":
            assert column.meaning.split(";")[0].casefold()[:20] in guide.casefold()


@given(name=st.text(max_size=30), sign=st.sampled_from("=+-@\t\r"))
def test_no_name_becomes_a_formula(name: str, sign: str) -> None:
    table = GisTable(
        columns=(GisColumn("gss_code", str, ""), GisColumn("name", str, "")),
        rows=(("E04000001", f"{sign}cmd{name}"),),
        about=(),
    )

    text = gis_files.csv(table, {}).decode("utf-8-sig")

    [_, row] = csv.reader(StringIO(text, newline=""))
    assert row[1].startswith("'")
    assert row[2:] == ["", ""]
