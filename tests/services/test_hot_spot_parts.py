"""Before and after of a hot-spot that is a part of a divided parish are of the same land."""

from pathlib import Path

import pytest

from tests.conftest import TODAY
from tests.services.reorganised_desk import (
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
from warden_desk.domain.hot_spot_effect import Effect
from warden_desk.domain.hot_spots import HotSpotDraft
from warden_desk.domain.months import Month
from warden_desk.domain.reorganisation import Deed, NewArea, Step
from warden_desk.services.hot_spots import hot_spot_effect, hot_spots
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk

WEST, EAST = "West part", "East part"


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


def effect(desk: Database, act: Act, area_id: str, kind: str = "Burglary") -> Effect:
    """Of patrols in all of an area since `PAST`, against the two months before."""
    month = Month.of(PAST)
    draft = HotSpotDraft(
        name="All of it",
        area_id=area_id,
        radius_m=0,
        kinds=(kind,),
        before_from=month.plus(-2),
        before_to=month.plus(-1),
        acts_from=PAST,
        acts_to=PAST.replace(day=30),
    )
    key, _ = desk.write("Enter", hot_spots.record, draft, act=act)
    return desk.read(hot_spot_effect.effect, desk.read(hot_spots.row, key), TODAY)


def test_a_part_without_an_outline_is_counted_for_all_of_the_parish_and_says_so(
    desk: Database, act: Act
):
    on_both_sides(desk, act, months=3)
    whole = effect(desk, act, parish(desk, "Lenham").id)
    assert whole.before >= 24
    assert whole.after >= 12
    assert whole.land == ""

    carry_out(desk, act, split("Lenham", "Lenham", "Lenham Heath", on=PAST))

    for name in ("Lenham", "Lenham Heath"):
        told = effect(desk, act, parish(desk, name).id)
        assert told.counts == whole.counts
        assert told.months_before == whole.months_before
        assert told.land == (
            "All of Lenham as it was: its parts have no outlines of their own yet."
        )


def test_a_part_with_an_outline_is_counted_inside_it_before_as_after(
    desk: Database, act: Act, tmp_path: Path
):
    path = halves(*on_both_sides(desk, act, months=3), tmp_path / "Parishes_June_2026.gpkg")
    parts = (NewArea(WEST), NewArea(EAST, NEW_CODE))
    carry_out(desk, act, Step(deed=Deed.SPLIT, on=PAST, parishes=("Lenham",), areas=parts))
    outlines_in(desk, path, act)

    west, east = (effect(desk, act, parish(desk, name).id) for name in (WEST, EAST))

    assert (west.before, west.after) == (14, 7)
    assert (east.before, east.after) == (10, 5)
    assert west.land == "What lies in its outline of today, also before Mon 1 Jun 2026."


def test_a_hot_spot_entered_before_the_parish_was_divided_goes_on_for_all_of_it(
    desk: Database, act: Act
):
    on_both_sides(desk, act, months=3)
    lenham = parish(desk, "Lenham").id
    told = effect(desk, act, lenham)

    carry_out(desk, act, split("Lenham", "Lenham", "Lenham Heath", on=PAST))

    now = effect(desk, act, lenham)
    assert (now.before, now.after, now.counts) == (told.before, told.after, told.counts)
    assert now.land == ""
