# pyright: basic
"""Police figures of the days after a reorganisation are counted by what there is then."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.boundary_files import DISTRICTS
from tests.conftest import TODAY
from tests.services.reorganised_desk import (
    EAST,
    NEW_CODE,
    PAST,
    carry_out,
    halves,
    on_both_sides,
    outlines_in,
    parish,
    split,
)
from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import AreaIncidents, Level
from warden_desk.domain.months import Month
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries
from warden_desk.services.incidents import incident_figures, incident_recount
from warden_desk.services.reorganisation import reorganisation
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import IncidentCount


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


def later(desk: Database) -> list[Month]:
    return [month for month in desk.read(incident_figures.on_desk) if month.first >= PAST]


def figures(
    desk: Database, level: Level = Level.PARISH, months: list[Month] | None = None
) -> dict[str, AreaIncidents]:
    found = desk.read(incident_figures.summary, months or later(desk), level).rows
    return {row.name: row for row in found}


def counts(desk: Database, level: Level) -> dict[str, int]:
    return {name: row.count for name, row in figures(desk, level).items()}


def kept(desk: Database) -> list[tuple[str, str, str, int]]:
    def rows(session: Session) -> list[tuple[str, str, str, int]]:
        held = session.scalars(select(IncidentCount))
        return sorted((row.month_id, row.area_id, row.kind, row.count) for row in held)

    return desk.read(rows)


def busy(desk: Database, besides: tuple[str, ...] = ()) -> AreaIncidents:
    """The parish with most incidents that lies in none of these districts."""
    found = (row for row in figures(desk).values() if row.district not in besides)
    return max(found, key=lambda row: row.count)


def moved(parish_name: str) -> Step:
    """Two districts become one, and a parish comes to it from a third that goes on."""
    return replace(EAST, on=PAST, parishes=(parish_name,))


@pytest.mark.parametrize("with_outlines", [False, True])
def test_a_parish_that_goes_elsewhere_takes_its_later_figures_along(
    desk: Database, act: Act, data: Path, with_outlines: bool
):
    if with_outlines:
        outlines_in(desk, data / DISTRICTS, act)
    it = busy(desk, besides=EAST.districts)
    before = counts(desk, Level.DISTRICT)
    assert it.count

    carry_out(desk, act, moved(it.name))

    gone = before.pop("Ashford") + before.pop("Swale")
    before[it.district] -= it.count
    assert counts(desk, Level.DISTRICT) == before | {"East Kent": gone + it.count}


def test_undo_takes_the_counts_back_with_the_plan(desk: Database, act: Act):
    before = kept(desk)

    [done], change = desk.write(
        "Plan", reorganisation.apply, Plan("Plan", (moved("Headcorn"),)), act=act
    )

    assert kept(desk) != before
    assert done.counts["months of police figures"] == len(later(desk))
    assert desk.write("Again", incident_recount.recount, act=act)[0] == 0
    desk.revert(change)
    assert kept(desk) == before


def test_months_before_the_day_stay_as_they_were_counted(desk: Database, act: Act):
    months = [month for month in desk.read(incident_figures.on_desk) if month.first < PAST]
    before = figures(desk, Level.DISTRICT, months)

    carry_out(desk, act, moved("Headcorn"), split("Charing", "Charing", "Charing Heath", on=PAST))

    assert figures(desk, Level.DISTRICT, months) == before


def test_parts_without_outlines_have_no_figures_but_those_of_the_whole(desk: Database, act: Act):
    it = busy(desk)
    districts = counts(desk, Level.DISTRICT)

    carry_out(desk, act, split(it.name, it.name, "Another part", on=PAST))

    after = figures(desk)
    assert after[f"{it.name}, undivided"].count == it.count
    assert not {it.name, "Another part"} & set(after)
    assert counts(desk, Level.DISTRICT) == districts


def test_parts_have_figures_of_their_own_once_outlines_are_taken_in(
    desk: Database, act: Act, tmp_path: Path
):
    parts = (NewArea("West part"), NewArea("East part", NEW_CODE))
    step = Step(deed=Deed.SPLIT, on=PAST, parishes=("Lenham",), areas=parts)
    path = halves(*on_both_sides(desk, act), tmp_path / "Parishes_June_2026.gpkg")
    carry_out(desk, act, step)
    assert figures(desk)["Lenham, undivided"].kinds["Burglary"] >= 12

    outlines_in(desk, path, act)

    after = figures(desk)
    assert "Lenham, undivided" not in after
    assert [after[part.name].kinds["Burglary"] for part in parts] == [7, 5]


def test_a_town_of_which_a_part_got_a_council_counts_for_both_until_outlines_come(
    desk: Database, act: Act
):
    town = figures(desk)["Thanet"]
    step = Step(
        deed=Deed.PARISH,
        on=PAST,
        parishes=(town.name,),
        areas=(NewArea("Margate"),),
        keeps_rest=True,
    )

    carry_out(desk, act, step)

    after = figures(desk)
    assert after[town.name].count == town.count
    assert "Margate" not in after


def test_parts_that_share_their_land_know_one_another(desk: Database, act: Act):
    carry_out(desk, act, split("Lenham", "Lenham", "Lenham Heath", on=PAST))
    parts = {parish(desk, name).id for name in ("Lenham", "Lenham Heath")}

    sharing = desk.read(boundaries.sharing, TODAY)

    assert {key: set(several) for key, several in sharing.items()} == dict.fromkeys(parts, parts)
    whole = desk.read(areas.find, "Lenham", PAST.replace(day=1, month=5)).id
    assert desk.read(boundaries.undivided, TODAY) == dict.fromkeys(parts, whole)
