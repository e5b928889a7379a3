"""Events that come again do so on the days people expect."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.errors import Invalid
from warden_desk.domain.events import MOST_REPEATS, Repeat, days_of

FIRST = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(FIRST, st.integers(0, 800))
def test_every_month_has_its_day_on_the_same_weekday(first: date, length: int):
    until = first + timedelta(days=length)

    days = days_of(first, Repeat.MONTHLY, until)

    assert days[0] == first
    assert all(day.weekday() == first.weekday() and day <= until for day in days)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months))), "no month left out"
    assert all((day.day - 1) // 7 in {(first.day - 1) // 7, 3} for day in days)


@given(FIRST, st.sampled_from([(Repeat.WEEKLY, 7), (Repeat.FORTNIGHTLY, 14)]), st.integers(0, 300))
def test_weeks_go_by_evenly(first: date, how: tuple[Repeat, int], length: int):
    repeat, step = how
    days = days_of(first, repeat, first + timedelta(days=length))

    assert [(day - first).days for day in days] == list(range(0, length + 1, step))


def test_a_fifth_tuesday_is_the_last_one_where_a_month_has_four():
    days = days_of(date(2026, 12, 29), Repeat.MONTHLY, date(2027, 3, 31))

    assert [day.day for day in days] == [29, 26, 23, 30]


def test_a_last_day_that_is_a_slip_is_refused():
    first = date(2026, 11, 23)
    for until in (first - timedelta(days=1), first + timedelta(weeks=MOST_REPEATS + 1)):
        with pytest.raises(Invalid) as refusal:
            days_of(first, Repeat.WEEKLY, until)
        assert list(refusal.value.problems) == ["until"]
