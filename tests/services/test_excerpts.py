"""A piece of the map: its areas, what they are called together, and what lies over them."""

from dataclasses import replace
from datetime import timedelta

import pytest
import shapely
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import Excerpt, Extent, Layer, Overlay
from warden_desk.domain.map_papers import MapRequest
from warden_desk.domain.papers import Papers
from warden_desk.formats import areas as outlines
from warden_desk.services import areas, teams
from warden_desk.services.coverage import coverage_maps, coverage_overlays, excerpts, gis
from warden_desk.services.papers import map_prints, print_log
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import AuditEntry, Tasking

EVERYWHERE = Extent(500_000, 100_000, 660_000, 200_000)
EVERY_LAYER = frozenset(Layer)


def wanted(extent: Extent, mode: Mode = Mode.COVERAGE, **more: object) -> MapRequest:
    excerpt = replace(Excerpt(extent=extent), **more)  # type: ignore[arg-type]
    return MapRequest(asked=Asked(mode=mode, on=TODAY), excerpt=excerpt)


def around(desk: Desk, *names: str) -> Extent:
    return desk.database.read(excerpts.around, names, TODAY)[0]


def test_its_areas_are_those_of_which_some_lies_in_it(practice_desk: Desk, act: Act) -> None:
    extent = around(practice_desk, "Lenham")
    window = shapely.box(*extent.bounds)
    by_hand = {
        code
        for code, shape in outlines.shapes().items()
        if shapely.area(shapely.intersection(shape, window)) > 1
    }
    within = [code for code in by_hand if shapely.within(outlines.shapes()[code], window)]

    request = practice_desk.database.read(excerpts.resolved, wanted(extent))
    shown = practice_desk.database.read(coverage_maps.printed_map, request, act=act)

    assert {row.gss_code for row in shown.view.rows} == by_hand
    assert shown.overlay is not None
    assert shown.overlay.in_part == len(by_hand) - len(within)
    assert sum(count for _, count in shown.key()) == len(by_hand)
    assert shown.counted == (
        f"{len(by_hand)} parishes and towns, {shown.overlay.in_part} of them in part"
    )


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (("Lenham",), "Around Lenham"),
        (("Lenham", "Charing"), "Around Lenham and Charing"),
        (("maidstone", "Lenham", "Ash (Dover)"), "Around Maidstone, Lenham and Ash"),
    ],
)
def test_what_is_named_gives_the_ground_its_name(
    practice_desk: Desk, names: tuple[str, ...], called: str
) -> None:
    extent, said = practice_desk.database.read(excerpts.around, names, TODAY)

    assert said == called
    lenham = outlines.shapes()[practice_desk.database.read(areas.find, "Lenham", TODAY).gss_code]
    assert shapely.within(lenham, shapely.box(*extent.bounds))


def test_it_is_called_by_its_districts_where_these_are_few(practice_desk: Desk) -> None:
    read = practice_desk.database.read
    district = read(areas.districts, TODAY)[0]
    team = next(row for row in read(teams.rows, TODAY) if district.id in row.district_ids)
    lenham = around(practice_desk, "Lenham")
    x, y = (lenham.west + lenham.east) / 2, (lenham.south + lenham.north) / 2
    small = Extent(x - 200, y - 200, x + 200, y + 200)

    def scope(request: MapRequest) -> str:
        return read(excerpts.resolved, request).scope

    assert scope(wanted(EVERYWHERE)) == ""
    assert scope(wanted(lenham)) == "Part of Kent"
    staplehurst = around(practice_desk, "Staplehurst")
    assert scope(wanted(staplehurst)) == "Parts of Maidstone and Tunbridge Wells"
    assert scope(wanted(around(practice_desk, "Leeds"))) == "Part of Maidstone"
    assert scope(wanted(small)) == "Lenham"
    of_team = replace(wanted(EVERYWHERE), district_ids=team.district_ids, scope=team.name)
    assert scope(of_team) == team.name


def test_ground_without_any_area_is_refused(practice_desk: Desk) -> None:
    sea = Extent(650_000, 100_000, 655_000, 105_000)

    with pytest.raises(UserError, match="No parish of the map lies there"):
        practice_desk.database.read(excerpts.resolved, wanted(sea))


def test_only_the_classes_that_stand_out_are_counted_and_named(
    practice_desk: Desk, act: Act
) -> None:
    request = wanted(EVERYWHERE, classes=("none", "thin"))
    request = practice_desk.database.read(excerpts.resolved, request)

    shown = practice_desk.database.read(coverage_maps.printed_map, request, act=act)

    assert {row.key for row in shown.view.rows} == {"none", "thin"}
    assert [one.label for one, _ in shown.key()] == ["Thin", "None"]
    assert shown.overlay is not None
    assert shown.overlay.only == ("Thin", "None")


def test_what_lies_over_it_is_what_is_switched_on_there(practice_desk: Desk, act: Act) -> None:
    read = practice_desk.database.read
    extent = around(practice_desk, "Maidstone")
    days = [TODAY + timedelta(days=more) for more in range(14)]
    on = next(day for day in days if read(coverage_overlays.events, day, None))

    def over(layers: frozenset[Layer], ground: Extent = extent) -> Overlay:
        request = wanted(ground, layers=layers)
        request = replace(request, asked=replace(request.asked, on=on))
        request = read(excerpts.resolved, request)
        overlay = read(coverage_maps.printed_map, request, act=act).overlay
        assert overlay is not None
        return overlay

    every = over(EVERY_LAYER, EVERYWHERE)
    assert {pin.kind for pin in every.pins} == {"tasking", "area", "event"}
    assert every.spots
    # Nothing says that a base map may be printed, and there is no set of wards.
    assert every.layers == frozenset(Layer) - {Layer.GROUND, Layer.WARDS}
    taskings = over(frozenset({Layer.TASKINGS}))
    assert {pin.kind for pin in taskings.pins} == {"tasking"}
    assert not taskings.spots
    assert len(taskings.pins) < len([pin for pin in every.pins if pin.kind == "tasking"])
    assert not over(frozenset()).pins


def mark_all(session: Session, marking: str) -> None:
    session.execute(update(Tasking).values(marking=marking))


@pytest.mark.parametrize(
    ("marking", "is_sensitive"), [("OFFICIAL", False), ("OFFICIAL-SENSITIVE", True)]
)
def test_pins_of_sensitive_taskings_mark_the_paper_and_handing_it_on_is_kept(
    practice_desk: Desk, act: Act, *, marking: str, is_sensitive: bool
) -> None:
    database = practice_desk.database
    database.write("Mark", mark_all, marking)
    extent = around(practice_desk, "Maidstone")
    request = database.read(excerpts.resolved, wanted(extent, layers=frozenset({Layer.TASKINGS})))

    shown = database.read(coverage_maps.printed_map, request, act=act)
    database.write("Print", map_prints.log, "Map", request, act=act)

    assert shown.marking == marking
    assert bool(shown.imprint.destroy_by) is is_sensitive
    kept = database.read(
        lambda session: session.scalars(
            select(AuditEntry.thing_id).where(
                AuditEntry.act == ActKind.DISCLOSURE, AuditEntry.how == "map"
            )
        ).all()
    )
    assert bool(kept) is is_sensitive
    last = database.read(print_log.rows, Papers.ALL, TODAY)[-1]
    assert last.what.startswith("Map: Coverage, Part")


def test_a_table_of_it_holds_its_areas_and_says_so(practice_desk: Desk, act: Act) -> None:
    read = practice_desk.database.read
    extent = around(practice_desk, "Leeds")
    request = read(excerpts.resolved, wanted(extent))

    table = read(gis.table, request, of=[Mode.COVERAGE, Mode.VISIT], act=act)

    assert {str(row[0]) for row in table.rows} == request.codes
    about = dict(table.about)
    assert about["scope"] == "Part of Maidstone"
    assert str(round(extent.west)) in about["only areas that lie, wholly or in part, in"]
    assert "in part" in about["areas"]
