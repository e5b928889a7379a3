"""A hot-spot: patrols on rounds, counts before and after, and no claim that numbers do not bear."""

import io
from dataclasses import replace
from datetime import date, timedelta
from math import floor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.test_incidents import ASB, LENHAM, THEFT, street, take_in
from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.hot_spot_effect import Effect
from warden_desk.domain.hot_spots import HotSpotDraft
from warden_desk.domain.incident_chance import trend, usual_range
from warden_desk.domain.months import Month
from warden_desk.formats.incident_points import to_grid
from warden_desk.formats.pdf import hot_spot as paper
from warden_desk.services import areas
from warden_desk.services.hot_spots import hot_spot_effect, hot_spot_patrols, hot_spots
from warden_desk.services.week import weeks
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import (
    HotSpot,
    HotSpotEvent,
    IncidentCount,
    IncidentMonth,
    IncidentPoints,
)

WEEK = Week.of(TODAY)
MONTHS = [Month(2025, 7).plus(n) for n in range(16)]


def draft(database: Database, **changes: object) -> HotSpotDraft:
    lenham = database.read(areas.find, "Lenham", TODAY)
    (east,), (north,) = (side.tolist() for side in to_grid([0.7185], [51.2370]))
    usual = HotSpotDraft(
        name="High Street, Lenham",
        area_id=lenham.id,
        easting=east,
        northing=north,
        before_from=Month(2025, 7),
        before_to=Month(2026, 6),
        acts_from=date(2026, 7, 1),
    )
    return replace(usual, **changes)


def without_figures(session: Session) -> None:
    for table in (HotSpotEvent, HotSpot, IncidentCount, IncidentPoints, IncidentMonth):
        session.execute(delete(table))


@pytest.fixture
def counted(practice_desk: Desk, act: Act, tmp_path: Path) -> Database:
    """Ten a month for a year at one point, then four; five a month elsewhere in Lenham.

    Those of the practice desk are put away first: they would be counted, too.
    """
    database = practice_desk.database
    database.write("Without the invented ones", without_figures)
    for month in MONTHS:
        at_point = 10 if month <= Month(2026, 6) else 4
        elsewhere = [(THEFT, "0.7300,51.2370")] * 5
        rows = [(ASB, LENHAM)] * at_point + elsewhere
        take_in(database, street(tmp_path / f"{month}.csv", str(month), rows), act=act)
    return database


def test_before_and_after_count_what_is_near_the_point(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    spot = counted.read(hot_spots.row, key)

    found = counted.read(hot_spot_effect.effect, spot, TODAY)

    assert (found.before, len(found.months_before)) == (120, 12)
    assert (found.after, len(found.months_after)) == (16, 4)
    assert found.around_before == 60
    assert "fewer than chance alone explains" in found.conclusion
    assert "much the same" in found.around_words


def test_a_whole_parish_and_some_kinds_only_are_counted_as_asked(counted: Database, act: Act):
    wanted = draft(counted, radius_m=0, kinds=(THEFT,))
    key, _ = counted.write("Enter", hot_spots.record, wanted, act=act)
    spot = counted.read(hot_spots.row, key)

    found = counted.read(hot_spot_effect.effect, spot, TODAY)

    assert spot.place == "All of Lenham"
    assert (found.before, found.after) == (60, 20)
    assert "no change is shown" in found.conclusion


def test_a_month_in_which_patrols_began_or_ended_midway_is_not_counted_after(
    counted: Database, act: Act
):
    wanted = draft(counted, acts_from=date(2026, 7, 2), acts_to=date(2026, 10, 30))
    key, _ = counted.write("Enter", hot_spots.record, wanted, act=act)

    found = counted.read(hot_spot_effect.effect, counted.read(hot_spots.row, key), TODAY)

    assert found.months_after == (Month(2026, 8), Month(2026, 9))


def test_patrols_are_proposed_on_different_days_and_put_on_rounds(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    offers = counted.read(hot_spot_patrols.offers, key, WEEK)
    proposed = [one for one in offers if one.is_proposed]

    chosen = [(one.person_id, one.on_date) for one in proposed]
    put, change = counted.write("Plan", hot_spot_patrols.plan, key, chosen, 45, act=act)

    assert put == len(proposed) == len({one.on_date for one in proposed}) == 3
    found = counted.read(hot_spot_effect.effect, counted.read(hot_spots.row, key), WEEK.sunday)
    assert [patrol.on_date for patrol in found.patrols] == [one.on_date for one in proposed]
    assert found.planned_minutes == 3 * 45
    again = counted.read(hot_spot_patrols.offers, key, WEEK)
    assert {one.id for one in again if one.is_planned} == {one.id for one in proposed}
    counted.revert(change)
    assert counted.read(hot_spots.row, key).patrols == 0


def test_nobody_is_asked_for_a_day_that_is_over(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    since = WEEK.days[3]

    offers = counted.read(hot_spot_patrols.offers, key, WEEK, since=since)

    assert offers
    assert all(one.on_date >= since for one in offers)


def test_late_in_a_week_patrols_are_thought_of_for_the_next_one(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)

    monday, friday = (
        counted.read(hot_spot_patrols.weeks, key, day) for day in (WEEK.monday, WEEK.days[4])
    )

    assert monday[:2] == [WEEK, WEEK.next]
    assert friday[0] == WEEK.next
    assert sorted(monday) == sorted(friday)


def test_no_week_is_offered_after_the_patrols_have_ended(counted: Database, act: Act):
    wanted = draft(counted, acts_from=date(2026, 7, 2), acts_to=WEEK.next.days[1])
    key, _ = counted.write("Enter", hot_spots.record, wanted, act=act)

    assert counted.read(hot_spot_patrols.weeks, key, WEEK.monday) == [WEEK, WEEK.next]


def test_a_patrol_is_put_on_a_round_once(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    offer = next(o for o in counted.read(hot_spot_patrols.offers, key, WEEK) if o.is_proposed)
    pair = [(offer.person_id, offer.on_date)]
    counted.write("Plan", hot_spot_patrols.plan, key, pair, 60, act=act)

    put, _ = counted.write("Plan", hot_spot_patrols.plan, key, pair, 60, act=act)

    assert put == 0
    assert counted.read(hot_spots.row, key).patrols == 1


def test_nobody_is_sent_without_a_shift_or_outside_the_period(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    offer = next(o for o in counted.read(hot_spot_patrols.offers, key, WEEK) if o.is_proposed)
    far = offer.on_date + timedelta(days=200)

    with pytest.raises(UserError, match="no shift"):
        counted.write("Plan", hot_spot_patrols.plan, key, [(offer.person_id, far)], 60, act=act)
    early = date(2026, 6, 1)
    with pytest.raises(Invalid):
        counted.write("Plan", hot_spot_patrols.plan, key, [(offer.person_id, early)], 60, act=act)
    assert counted.read(weeks.name_of, offer.person_id) == offer.person


def test_a_hot_spot_is_changed_and_put_aside(counted: Database, act: Act):
    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)

    counted.write("Change", hot_spots.amend, key, draft(counted, name="Square"), act=act)
    assert counted.read(hot_spots.find, "square").name == "Square"
    counted.write("Remove", hot_spots.remove, key, "Entered twice", act=act)

    assert counted.read(hot_spots.rows) == []
    with pytest.raises(NotFound):
        counted.read(hot_spots.row, key)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"area_id": None}, "area_id"),
        ({"radius_m": 20}, "radius_m"),
        ({"acts_from": None}, "acts_from"),
        ({"acts_to": date(2026, 6, 1)}, "acts_to"),
        ({"before_to": Month(2020, 1)}, "before_to"),
        ({"before_from": None}, "before_from"),
    ],
)
def test_what_is_missing_is_told_beside_its_field(
    changes: dict[str, object], field: str, founded: Database
):
    with pytest.raises(Invalid) as refusal:
        draft(founded, **changes).check()

    assert list(refusal.value.problems) == [field]


def test_the_sheet_is_a_paper_with_its_counts_and_its_caution(counted: Database, act: Act):
    from pypdf import PdfReader

    key, _ = counted.write("Enter", hot_spots.record, draft(counted), act=act)
    sheet = counted.read(hot_spots.sheet, key, today=TODAY, act=act, is_practice=True)

    data = paper.render(sheet)

    text = " ".join(PdfReader(io.BytesIO(data)).pages[0].extract_text().split())
    assert "120 incidents in 12 months" in text
    assert "no proof" in text
    assert "PRACTICE" in text
    assert paper.file_name(sheet).startswith("hot-spot_lenham")


COUNTS = st.integers(0, 3000)


@given(before=COUNTS, months_before=st.integers(1, 60), months=st.integers(1, 60))
@example(before=1, months_before=59, months=1)
def test_what_was_to_be_expected_is_never_called_a_change(
    before: int, months_before: int, months: int
):
    usual = usual_range(before, months_before, months)

    assert usual.low <= usual.expected
    assert floor(usual.expected) <= usual.high
    assert round(usual.expected) in usual


@given(before=COUNTS, after=COUNTS)
def test_no_direction_is_claimed_of_small_numbers(before: int, after: int):
    said = trend(before, after, small=20)

    assert (said == "too few to say") == (max(before, after) < 20)
    if said in ("up", "down"):
        assert (said == "up") == (after > before)


@given(before=st.integers(0, 19), after=st.integers(0, 19))
def test_the_sheet_claims_nothing_of_small_numbers(before: int, after: int):
    months = (Month(2026, 1), Month(2026, 2))
    found = Effect(
        months_before=months[:1],
        months_after=months[1:],
        before=before,
        after=after,
        counts=tuple(zip(months, (before, after), strict=True)),
        around_before=0,
        around_after=0,
        patrols=(),
        other_minutes=0,
        small=20,
    )

    assert "too small to tell" in found.conclusion


@given(before=st.integers(1, 60), after=st.integers(0, 60))
def test_of_few_incidents_around_it_no_change_is_claimed(before: int, after: int):
    months = (Month(2026, 1), Month(2026, 2))
    found = Effect(
        months_before=months[:1],
        months_after=months[1:],
        before=0,
        after=0,
        counts=(),
        around_before=before,
        around_after=after,
        patrols=(),
        other_minutes=0,
        small=20,
    )

    is_small = max(before, after) < 20
    assert found.around_words.endswith("too few to compare") == is_small
    assert ("%" in found.around_words or "much the same" in found.around_words) != is_small
