"""A rotation goes round: the same week comes again after as many weeks as it has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.errors import Invalid
from warden_desk.domain.patterns import PatternDraft, PatternRow, week_of_rotation

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WEEK = ("E", "E", "L", "L", "RD", "", "")


@given(anchor=DAYS, weeks=st.integers(1, 26), day=DAYS)
def test_each_week_of_a_rotation_follows_the_one_before(anchor: date, weeks: int, day: date):
    number = week_of_rotation(anchor, weeks, day)

    assert 0 <= number < weeks
    assert week_of_rotation(anchor, weeks, day + timedelta(weeks=1)) == (number + 1) % weeks
    assert week_of_rotation(anchor, weeks, day - timedelta(weeks=weeks)) == number
    monday = day - timedelta(days=day.weekday())
    assert all(
        week_of_rotation(anchor, weeks, monday + timedelta(days=n)) == number for n in range(7)
    )
    assert week_of_rotation(anchor, weeks, anchor) == 0


def test_a_rotation_of_53_weeks_of_iso_goes_over_the_turn_of_the_year():
    """2026 has a week 53: counting by its number would skip a beat."""
    assert week_of_rotation(date(2026, 12, 21), 2, date(2026, 12, 28)) == 1
    assert week_of_rotation(date(2026, 12, 21), 2, date(2027, 1, 4)) == 0


def test_it_says_nothing_outside_its_dates():
    row = PatternRow(
        id="",
        person_id="",
        person="",
        weeks=(WEEK, ("L",) * 7),
        anchor=date(2026, 11, 23),
        valid_from=date(2026, 11, 24),
        valid_to=date(2026, 12, 1),
    )

    texts = [row.text_on(date(2026, 11, 23) + timedelta(days=n)) for n in range(9)]
    assert texts == ["", "E", "L", "L", "RD", "", "", "L", ""]
    assert row.last_day == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("weeks", "first", "last", "field"),
    [
        ((), 1, None, "weeks"),
        ((("E",) * 6,), 1, None, "weeks"),
        ((("",) * 7,), 1, None, "weeks"),
        ((WEEK,) * 27, 1, None, "weeks"),
        ((WEEK,), None, None, "valid_from"),
        ((WEEK,), 2, 2, "valid_to"),
    ],
)
def test_what_is_no_rotation_is_refused(weeks, first, last, field):
    first, last = (number and date(2026, 11, number) for number in (first, last))

    with pytest.raises(Invalid) as refusal:
        PatternDraft(weeks=weeks, valid_from=first, valid_to=last).check()

    assert list(refusal.value.problems) == [field]
