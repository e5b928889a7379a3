# pyright: basic
"""Sets of outlines: what a file would change, what is written, which day's map has which lines."""

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.boundary_files import DISTRICTS, PARISHES, WARDS, frame, square
from tests.conftest import TODAY
from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import AS, END, LEAVE, TAKE, BoundaryPlan, LineState
from warden_desk.domain.changes import Act, Change
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Silent
from warden_desk.formats import areas as shipped
from warden_desk.formats import outlines
from warden_desk.formats.boundaries_reader import read
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries
from warden_desk.services.boundaries.boundaries_apply import RegisterChanged, apply
from warden_desk.services.boundaries.boundaries_plan import ours, plan
from warden_desk.services.coverage import coverage_maps
from warden_desk.storage import desks
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Area, AreaSuccession, BoundarySet, ParishAssignment

ALDINGTON, APPLEDORE, LENHAM = "E04004824", "E04004825", "E04004963"


def planned(database: Database, path: Path, since: date | None = None) -> BoundaryPlan:
    file = read(Silent(), path, database.read(ours, TODAY))
    return database.read(plan, file, TODAY, since)


def take(database: Database, made: BoundaryPlan, act: Act, **decisions: str) -> Change:
    return database.write("Take in", apply, made, decisions=decisions, act=act)[1]


def area(database: Database, code: str, on: date = TODAY) -> Any:
    found = database.read(areas.local_areas, on)
    return next((row for row in found if row.gss_code == code), None)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small file of parishes in Ashford: (code, name) each, side by side."""

    def write(*rows: tuple[str, ...], name: str = "Parishes_May_2026.gpkg") -> Path:
        path = tmp_path / name
        frame(
            [
                {
                    "PARNCP26CD": code,
                    "PARNCP26NM": called,
                    "LAD26CD": (district or ["E07000105"])[0],
                    "geometry": square(601000 + 2000 * at, 140000, 2000),
                }
                for at, (code, called, *district) in enumerate(rows)
            ]
        ).to_file(path, driver="GPKG")
        return path

    return write


def test_official_parishes_take_the_place_of_indicative_ones_from_their_day(
    founded: Database, data: Path, act: Act
):
    made = planned(founded, data / PARISHES)
    assert made.counts[LineState.SAME] == 311
    assert made.counts[LineState.GONE] == 9, "too small to be the best fit of any output area"
    assert made.valid_from == date(2020, 12, 1)

    take(founded, made, act)

    before, now = (founded.read(boundaries.outlines_on, day) for day in (date(2020, 11, 30), TODAY))
    assert before == outlines.Outlines()
    assert now.path is not None
    assert now.path.parent.name == "founded boundaries"
    assert set(now.shapes()) == set(shipped.shapes()), "all 320 can be seen and chosen"
    assert shapely.is_valid(list(now.shapes().values())).all()
    assert now.districts()[LENHAM] == "E07000110"
    assert outlines.index(now).area_at(589900, 152200) == LENHAM
    caption, sources = founded.read(coverage_maps.lines_of, TODAY)
    assert caption == "Parishes, December 2020"
    assert "Office for National Statistics" in sources[0]
    assert founded.read(coverage_maps.lines_of, date(2019, 1, 1))[0].startswith("Indicative")


def test_a_set_is_undone_and_done_again_with_its_file_kept(founded: Database, data: Path, act: Act):
    change = take(founded, planned(founded, data / PARISHES), act)
    official = founded.read(boundaries.outlines_on, TODAY)

    inverse = founded.revert(change)
    assert founded.read(boundaries.outlines_on, TODAY) == outlines.Outlines()
    founded.revert(inverse)
    assert founded.read(boundaries.outlines_on, TODAY) == official
    assert official.path is not None
    assert official.path.exists()


def test_a_set_whose_file_is_gone_gives_way_to_the_indicative_areas(
    founded: Database, data: Path, act: Act
):
    take(founded, planned(founded, data / PARISHES), act)
    path = founded.read(boundaries.outlines_on, TODAY).path
    assert path is not None
    path.unlink()

    assert founded.read(boundaries.outlines_on, TODAY) == outlines.Outlines()
    assert [row.is_here for row in founded.read(boundaries.sets)] == [False, True]


def test_a_copy_of_a_desk_is_drawn_with_the_same_outlines_wherever_it_is_put(
    practice_desk: Desk, made: Callable[..., Path], act: Act, tmp_path: Path
):
    database = practice_desk.database
    take(database, planned(database, made(("E04004824", "Aldington"))), act)
    copy = practice_desk.back_up(tmp_path / "copies")
    renamed = tmp_path / "renamed"
    shutil.copytree(copy.parent, renamed)
    for each in renamed.glob("*.desk*"):
        each.rename(renamed / each.name.replace(copy.stem, "Kent"))
    bare = tmp_path / "bare"
    bare.mkdir()
    for each in copy.parent.glob("*.desk*"):
        shutil.copy(each, bare)

    for path in (copy, renamed / "Kent.desk", bare / copy.name):
        with desks.open_desk(path) as desk:
            drawn = desk.database.read(boundaries.outlines_on, TODAY)
            caption, _ = desk.database.read(coverage_maps.lines_of, TODAY)
        is_bare = path.parent == bare
        assert (drawn.path is None) is is_bare
        assert caption.startswith("Indicative" if is_bare else "Parishes, May 2026")


def test_files_that_no_set_uses_are_removed_after_a_week(
    founded: Database, made: Callable[..., Path], act: Act, tmp_path: Path
):
    import os

    folder = tmp_path / "founded boundaries"
    folder.mkdir()
    for name, days in (("old.gpkg", 8), ("new.gpkg", 1)):
        (folder / name).write_bytes(b"")
        at = (folder / name).stat().st_mtime - days * 86400
        os.utime(folder / name, (at, at))

    take(founded, planned(founded, made((ALDINGTON, "Aldington"))), act)

    left = {path.name for path in folder.iterdir()}
    assert "old.gpkg" not in left
    assert "new.gpkg" in left
    assert len(left) == 2


def test_wards_come_into_the_register_from_the_day_they_show(
    founded: Database, data: Path, act: Act
):
    made = planned(founded, data / WARDS)
    assert made.counts[LineState.NEW] == 283

    take(founded, made, act)

    wards = founded.read(boundaries.further_outlines, AreaKind.WARD, date(2018, 12, 1))
    assert wards is not None
    assert len(wards.shapes()) == 283
    assert founded.read(boundaries.further_outlines, AreaKind.WARD, date(2013, 1, 1)) is None
    found = founded.read(lambda s: s.scalars(select(Area).where(Area.kind == "ward")).all())
    assert {ward.valid_from for ward in found} == {date(2013, 12, 1)}
    assert all(ward.parent_id for ward in found)
    assert founded.read(boundaries.outlines_on, TODAY) == outlines.Outlines()


def test_with_the_districts_a_town_without_a_council_gets_what_the_parishes_leave(
    founded: Database, data: Path, act: Act
):
    take(founded, planned(founded, data / DISTRICTS), act)
    made = planned(founded, data / PARISHES)
    only = [each for each in made.file.areas if not each.code.startswith("E43")]
    from dataclasses import replace

    again = founded.read(plan, replace(made.file, areas=tuple(only)), TODAY)
    take(founded, again, act)

    shapes: Any = founded.read(boundaries.outlines_on, TODAY).shapes()
    real = {each.code: shapely.from_wkb(each.outline) for each in made.file.areas}
    for code in [code for code in real if code.startswith("E43")]:
        both = shapely.intersection(shapes[code], real[code]).area
        assert both / shapely.union(shapes[code], real[code]).area > 0.9, code


def test_a_new_name_holds_from_the_day_of_the_change_and_what_is_under_way_follows(
    practice_desk: Desk, made: Callable[..., Path], act: Act
):
    database = practice_desk.database
    held = select(ParishAssignment).join(Area, Area.id == ParishAssignment.area_id)
    row = database.read(
        lambda s: s.scalars(held.where(Area.gss_code.startswith("E0400482"))).first()
    )
    assert row is not None
    old = database.read(areas.by_id, row.area_id)
    assert old is not None
    path = made((old.gss_code, "Great Newname", "E07000105"))
    change_plan = planned(database, path)
    [line] = [each for each in change_plan.lines if each.state != LineState.GONE]
    assert (line.state, line.why) == (LineState.RENAMED, f"The register calls it {old.name}.")

    change = take(database, change_plan, act)

    assert area(database, old.gss_code, TODAY - timedelta(days=1)).name == old.name
    new = area(database, old.gss_code)
    assert new.name == "Great Newname"
    assert new.id != old.id
    holders = database.read(
        lambda s: s.scalars(
            select(ParishAssignment.person_id).where(ParishAssignment.area_id == new.id)
        ).all()
    )
    assert row.person_id in holders
    assert old.name in database.read(areas.names, TODAY)[new.id]
    heirs = database.read(lambda s: s.scalars(select(AreaSuccession)).all())
    assert [(heir.from_area_id, heir.to_area_id) for heir in heirs] == [(old.id, new.id)]

    database.revert(change)
    assert area(database, old.gss_code).id == old.id


def test_every_change_can_be_declined(founded: Database, made: Callable[..., Path], act: Act):
    path = made((ALDINGTON, "Newname"), ("E04099999", "Brand New"))

    take(founded, planned(founded, path), act, **{ALDINGTON: LEAVE, "E04099999": LEAVE})

    assert area(founded, ALDINGTON).name == "Aldington"
    assert area(founded, "E04099999") is None
    drawn = founded.read(boundaries.outlines_on, TODAY).shapes()
    assert ALDINGTON in drawn
    assert "E04099999" not in drawn


def test_a_parish_with_a_new_code_is_known_by_its_name(
    founded: Database, made: Callable[..., Path], act: Act
):
    path = made(("E04099001", "Aldington Parish"), ("E04099002", "Brand New"))
    found = planned(founded, path)
    states = {line.key: line.state for line in found.lines if line.state != LineState.GONE}
    assert states == {"E04099001": LineState.RECODED, "E04099002": LineState.NEW}

    take(founded, found, act)

    assert area(founded, ALDINGTON) is None
    assert area(founded, "E04099001").district == "Ashford"
    yesterday = TODAY - timedelta(days=1)
    assert area(founded, ALDINGTON, yesterday).name == "Aldington"
    shapes = founded.read(boundaries.outlines_on, yesterday).shapes()
    assert ALDINGTON in shapes, "the land of its heir, for the set knows only the new code"
    assert "E04099001" not in shapes


def test_what_the_register_has_from_a_later_day_does_not_come_in_twice(
    founded: Database, data: Path, act: Act
):
    since = date(2010, 1, 1)
    before = founded.read(areas.local_areas, TODAY)
    found = planned(founded, data / PARISHES, since)
    assert not [line for line in found.lines if line.state == LineState.NEW]

    take(founded, found, act)

    assert founded.read(areas.local_areas, TODAY) == before
    drawn = founded.read(boundaries.outlines_on, TODAY).districts()
    assert {row.gss_code for row in before} <= set(drawn)


def test_a_parish_in_another_district_has_moved(
    founded: Database, made: Callable[..., Path], act: Act
):
    found = planned(founded, made((ALDINGTON, "Aldington", "E07000110")))
    [line] = [each for each in found.lines if each.key == ALDINGTON]
    assert line.state == LineState.MOVED
    assert line.why == "It lies in Maidstone now, on the register in Ashford."

    take(founded, found, act)

    assert area(founded, ALDINGTON).district == "Maidstone"


def test_what_is_doubtful_stays_out_until_somebody_says_what_it_is(
    founded: Database, made: Callable[..., Path], act: Act
):
    path = made(("E04099001", "Aldingtone with Smeeth"), (APPLEDORE, "Appledore"))
    found = planned(founded, path)
    [line] = [each for each in found.lines if each.state == LineState.DOUBTFUL]
    meant = next(c.key for c in line.choices if "Aldington" in c.words)
    assert line.decided({}) == LEAVE
    assert meant.startswith(AS)

    with_none = founded.write("Take in", apply, found, act=act)[1]
    assert "E04099001" not in founded.read(boundaries.outlines_on, TODAY).shapes()
    founded.revert(with_none)

    take(founded, found, act, E04099001=meant)
    assert area(founded, "E04099001").name == "Aldingtone with Smeeth"
    assert area(founded, ALDINGTON) is None


def test_a_parish_that_is_gone_ends_only_if_somebody_says_so(
    founded: Database, made: Callable[..., Path], act: Act
):
    path = made((APPLEDORE, "Appledore"))
    found = planned(founded, path)
    gone = {line.key: line for line in found.lines if line.state == LineState.GONE}
    assert ALDINGTON in gone
    assert LENHAM not in gone, "the file says nothing about Maidstone"

    take(founded, found, act, **{ALDINGTON: END})

    assert area(founded, ALDINGTON) is None
    assert area(founded, ALDINGTON, TODAY - timedelta(days=1)) is not None
    drawn = founded.read(boundaries.outlines_on, TODAY).shapes()
    assert LENHAM in drawn, "what the file does not have is drawn as before"


def test_districts_are_drawn_but_never_changed_by_a_map(
    founded: Database, tmp_path: Path, act: Act
):
    row = {"LAD28CD": "E07000105", "LAD28NM": "Great Ashford"}
    path = tmp_path / "Districts.gpkg"
    frame([{**row, "geometry": square(590000, 130000, 20000)}]).to_file(path)
    found = planned(founded, path)
    [line] = [each for each in found.lines if each.key == "E07000105"]
    assert [choice.key for choice in line.choices] == [LEAVE]

    take(founded, found, act, E07000105=TAKE)

    assert "Ashford" in {d.name for d in founded.read(areas.districts, TODAY)}


def test_a_plan_is_refused_once_the_register_has_moved_on(
    founded: Database, made: Callable[..., Path], act: Act
):
    found = planned(founded, made((ALDINGTON, "Newname")))
    take(founded, found, act)

    with pytest.raises(RegisterChanged):
        take(founded, found, act)


def test_the_same_outlines_are_not_taken_in_twice(founded: Database, data: Path, act: Act):
    take(founded, planned(founded, data / DISTRICTS), act)

    with pytest.raises(UserError, match="here already"):
        take(founded, planned(founded, data / DISTRICTS), act)


def test_a_name_in_the_desk_never_leads_out_of_its_folder(founded: Database, tmp_path: Path):
    (tmp_path / "secret.gpkg").write_bytes(b"")

    def add(session: Session) -> None:
        session.add(
            BoundarySet(
                kind="parish",
                name="X",
                source="",
                licence="",
                valid_from=TODAY,
                file_name="../secret.gpkg",
            )
        )

    founded.write("Add", add)

    assert founded.read(boundaries.outlines_on, TODAY) == outlines.Outlines()


def test_two_sets_are_compared(founded: Database, made: Callable[..., Path], act: Act):
    take(founded, planned(founded, made((ALDINGTON, "Aldington"), (APPLEDORE, "Appledore"))), act)
    later = made((APPLEDORE, "Appledore"), (ALDINGTON, "Aldington"), name="Parishes_June_2026.gpkg")
    take(founded, planned(founded, later), act)
    sets = {row.name: row for row in founded.read(boundaries.sets)}

    found = founded.read(
        boundaries.differences, sets["Parishes, May 2026"], sets["Parishes, June 2026"]
    )

    redrawn = {each.code: each.share for each in found if each.state == "redrawn"}
    assert redrawn[ALDINGTON] == redrawn[APPLEDORE] == 0
    with pytest.raises(UserError, match="See “boundaries list”"):
        founded.read(boundaries.find, "No such set")
