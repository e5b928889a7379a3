"""Figures, hot-spots and outlines of former districts and parishes go on with what they are now."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.reorganised_desk import (
    DAY,
    EAST,
    EVE,
    PAST,
    carry_out,
    district,
    parish,
    renamed,
    split,
)
from warden_desk.domain.boundaries import FileArea
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_modes import Asked, Mode
from warden_desk.domain.dates import Week
from warden_desk.domain.hot_spot_effect import Effect
from warden_desk.domain.hot_spots import HotSpotDraft
from warden_desk.domain.incidents import AreaIncidents, Level
from warden_desk.domain.map_papers import AtlasRequest, MapRequest, Per
from warden_desk.domain.months import Month
from warden_desk.domain.need import RESIDENTS, NeedFigure
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.services import areas, successions, teams
from warden_desk.services.boundaries import boundaries_register
from warden_desk.services.coverage import atlas, maps
from warden_desk.services.hot_spots import hot_spot_effect, hot_spot_patrols, hot_spots
from warden_desk.services.incidents import incident_figures, need_figures
from warden_desk.services.inheritance import Heirs, follow
from warden_desk.services.tasking import (
    tasking_lists,
)
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Tasking


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


def figures(desk: Database, level: Level = Level.PARISH) -> list[AreaIncidents]:
    known = desk.read(incident_figures.on_desk)
    return list(desk.read(incident_figures.summary, known, level).rows)


def test_police_figures_of_a_period_across_the_change_are_those_of_the_new_areas(
    desk: Database, act: Act
):
    before = {row.gss_code: row for row in figures(desk)}
    of_districts = {row.name: row.count for row in figures(desk, Level.DISTRICT)}
    carry_out(
        desk, act, replace(EAST, on=PAST, parishes=()), renamed("Charing", "Charing Heath", PAST)
    )

    after = {row.gss_code: row for row in figures(desk)}
    now_of_districts = {row.name: row.count for row in figures(desk, Level.DISTRICT)}

    told = {code: (row.count, row.asb, row.kinds, row.rate) for code, row in after.items()}
    assert told == {code: (row.count, row.asb, row.kinds, row.rate) for code, row in before.items()}
    names = {row.name for row in after.values()} - {row.name for row in before.values()}
    assert names == {"Charing Heath"}
    merged = of_districts.pop("Ashford") + of_districts.pop("Swale")
    assert now_of_districts == of_districts | {"East Kent": merged}


def of_whole_parish(desk: Database, act: Act, area_id: str) -> str:
    known = desk.read(incident_figures.on_desk)
    draft = HotSpotDraft(
        name="All of it",
        area_id=area_id,
        radius_m=0,
        before_from=known[0],
        before_to=Month.of(PAST).plus(-1),
        acts_from=PAST,
    )
    return desk.write("Enter", hot_spots.record, draft, act=act)[0]


def effect(desk: Database, key: str) -> Effect:
    return desk.read(hot_spot_effect.effect, desk.read(hot_spots.row, key), TODAY)


def test_before_and_after_of_a_hot_spot_are_of_the_same_land(desk: Database, act: Act):
    busy = max(figures(desk), key=lambda row: row.count)
    key = of_whole_parish(desk, act, busy.area_id)
    told = effect(desk, key)
    assert told.before
    assert told.after
    district_names = tuple(sorted({busy.district, "Dover"}))
    made = replace(EAST, on=PAST, districts=district_names, parishes=())

    carry_out(desk, act, renamed(busy.name, "Newname", PAST), made)

    now = effect(desk, key)
    assert (now.before, now.after, now.counts) == (told.before, told.after, told.counts)
    around = Counter({row.name: row.count for row in figures(desk, Level.DISTRICT)})
    months = (*now.months_before, *now.months_after)
    assert set(months) == set(desk.read(incident_figures.on_desk))
    assert now.around_before + now.around_after == around["East Kent"] - now.before - now.after


def test_patrols_are_offered_by_the_teams_of_the_new_authority(desk: Database, act: Act):
    [spot, *_] = desk.read(hot_spots.rows)

    def offered(session: Session) -> list[tuple[str, date]]:
        found = hot_spot_patrols.offers(session, spot.id, Week.of(TODAY))
        return [(each.person_id, each.on_date) for each in found]

    before = desk.read(offered)
    assert before
    started = TODAY - timedelta(days=30)
    carry_out(desk, act, replace(EAST, on=started, districts=(spot.district,), parishes=()))
    assert desk.read(offered) == before


def test_residents_of_districts_that_become_one_are_added_up(desk: Database, act: Act):
    known = [district(desk, "Ashford", TODAY), district(desk, "Swale", TODAY)]
    entered = [
        NeedFigure(
            indicator=RESIDENTS, area_id=key, on_date=TODAY, value=100.0 * at, source="Census"
        )
        for at, key in enumerate(known, start=1)
    ]
    desk.write("Enter", need_figures.enter, entered, act=act)

    carry_out(desk, act, replace(EAST, parishes=()))

    assert desk.read(need_figures.residents, DAY)[district(desk, "East Kent")] == 300
    assert desk.read(need_figures.residents, EVE)[known[0]] == 100


def test_outlines_that_rename_a_parish_leave_its_taskings_with_the_old_one(
    desk: Database, act: Act
):
    def busy(session: Session) -> str:
        return (
            session.scalars(
                select(Tasking.area_id).where(
                    Tasking.area_id.is_not(None), Tasking.state == "assigned"
                )
            ).first()
            or ""
        )

    old = desk.read(areas.by_id, desk.read(busy))
    assert old is not None
    wanted = TaskingFilter(today=TODAY, which=Which.ALL, area_id=old.id)
    before = set(desk.read(tasking_lists.ids, wanted))

    def take_in(session: Session) -> str:
        heirs = Heirs(TODAY)
        file = FileArea(old.gss_code, "Newname", "", b"", 900, 600000, 140000)
        boundaries_register.change(session, old.id, file, None, heirs)
        follow(session, heirs, act)
        return heirs.after[old.id][0]

    new, change = desk.write("Take in", take_in)

    assert set(desk.read(tasking_lists.ids, wanted)) == before
    assert set(desk.read(tasking_lists.ids, replace(wanted, area_id=new))) == before
    desk.revert(change)
    assert set(desk.read(tasking_lists.ids, wanted)) == before


def test_outlines_that_recode_a_district_take_its_teams_and_parishes_along(
    desk: Database, act: Act
):
    ashford = district(desk, "Ashford", TODAY)
    inside = {row.name for row in desk.read(areas.local_areas, TODAY, [ashford])}
    served = {team.name for team in desk.read(teams.rows, TODAY) if ashford in team.district_ids}
    assert served

    def take_in(session: Session) -> str:
        heirs = Heirs(TODAY)
        file = FileArea("E07009999", "Ashford", "", b"", 900, 600000, 140000)
        boundaries_register.change(session, ashford, file, None, heirs)
        follow(session, heirs, act)
        return heirs.after[ashford][0]

    new, _ = desk.write("Take in", take_in)

    assert {row.name for row in desk.read(areas.local_areas, TODAY, [new])} == inside
    now = {team.name for team in desk.read(teams.rows, TODAY) if new in team.district_ids}
    assert now == served
    yesterday = TODAY - timedelta(days=1)
    assert len(desk.read(areas.local_areas, yesterday, [ashford])) == len(inside)


def test_what_an_area_was_and_has_become_goes_by_the_day(desk: Database, act: Act):
    charing, headcorn = parish(desk, "Charing"), parish(desk, "Headcorn")
    carry_out(desk, act, EAST, split("Charing", "Charing", "Charing Heath"))

    assert desk.read(successions.heirs, charing.id, EVE) == [charing.id]
    parts = desk.read(successions.heirs, charing.id, DAY)
    assert len(parts) == 2
    assert charing.id not in parts
    assert desk.read(successions.ground, parts, DAY).since is None
    assert charing.id in desk.read(successions.ground, parts, DAY).area_ids
    assert desk.read(successions.ground, parts[:1], DAY).since == DAY
    assert charing.id not in desk.read(successions.ground, parts[:1], DAY).area_ids
    alone = desk.read(successions.only_heirs, DAY)
    assert charing.id not in alone
    assert desk.read(areas.by_id, alone[headcorn.id]).district == "East Kent"  # pyright: ignore[reportOptionalMemberAccess]
    assert desk.read(successions.only_heirs, EVE) == {}


def test_the_map_of_the_new_day_has_no_hole_where_a_parish_was_divided(desk: Database, act: Act):
    wanted = MapRequest(asked=Asked(mode=Mode.WARDEN, on=DAY))
    before = shades(desk.read(maps.made, wanted, "png", act=act))
    carry_out(desk, act, split("Lenham", "Lenham", "Lenham Heath"))

    after = shades(desk.read(maps.made, wanted, "png", act=act))

    assert after["paper"] - before["paper"] < 1000


@pytest.mark.parametrize("per", list(Per))
def test_an_atlas_of_the_new_day_is_drawn(desk: Database, act: Act, per: Per):
    carry_out(desk, act, EAST, split("Charing", "Charing", "Charing Heath"))
    shown = MapRequest(
        asked=Asked(mode=Mode.COVERAGE, on=DAY), district_ids=(district(desk, "East Kent"),)
    )
    drawn = desk.read(atlas.made, AtlasRequest(per=per, shown=shown), act=act)
    assert drawn.startswith(b"%PDF")


def shades(png: bytes) -> Counter[str]:
    """How many points of a picture are paper, and how many are painted."""
    with Image.open(BytesIO(png)) as picture:
        points = picture.convert("L").tobytes()
    white = points.count(255)
    return Counter(paper=white, painted=len(points) - white)
