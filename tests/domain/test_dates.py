from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.dates import Week, long_date, month_end, plain_date, short_day, uk_date
from warden_desk.domain.errors import UserError

DAYS = st.dates(date(1990, 1, 8), date(2090, 12, 20))


def test_a_date_is_written_the_way_a_briefing_says_it() -> None:
    day = date(2026, 11, 27)

    assert uk_date(day) == "Fri 27 Nov 2026"
    assert short_day(day) == "Fri 27 Nov"
    assert long_date(day) == "Friday 27 November 2026"
    assert plain_date(day) == "27 Nov 2026"


@pytest.mark.parametrize(
    ("year", "month", "last"), [(2026, 2, 28), (2028, 2, 29), (2026, 12, 31), (2026, 11, 30)]
)
def test_the_last_day_of_a_month_is_known(year: int, month: int, last: int) -> None:
    assert month_end(year, month) == date(year, month, last)


def test_a_week_knows_its_days_and_its_neighbours() -> None:
    week = Week.parse("2026-W48")

    assert week.days[0] == week.monday == date(2026, 11, 23)
    assert week.days[-1] == week.sunday == date(2026, 11, 29)
    assert week.next == Week(2026, 49)
    assert week.previous == Week(2026, 47)
    assert date(2026, 11, 25) in week
    assert datetime(2026, 11, 29, 23, 59) in week  # noqa: DTZ001
    assert date(2026, 11, 30) not in week


def test_a_week_across_new_year_belongs_to_the_year_of_its_thursday() -> None:
    assert str(Week.of(date(2027, 1, 1))) == "2026-W53"
    assert Week(2026, 53).title == "Mon 28 Dec 2026 to Sun 3 Jan 2027"
    assert Week(2026, 53).next == Week(2027, 1)


@pytest.mark.parametrize("text", ["2026W48", "2026-w48", " 2026-W48 "])
def test_a_week_is_read_however_it_is_typed(text: str) -> None:
    assert Week.parse(text) == Week(2026, 48)


@pytest.mark.parametrize("text", ["48", "2026-48", "next week", "", "2026-W48-1"])
def test_what_is_no_week_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UserError, match="as in 2026-W48"):
        Week.parse(text)


@pytest.mark.parametrize("text", ["2026-W00", "2026-W54", "2025-W53", "9999-W52", "0000-W01"])
def test_a_week_the_year_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="There is no week"):
        Week.parse(text)


@given(DAYS)
def test_every_day_is_in_its_week_and_the_week_reads_back(day: date) -> None:
    week = Week.of(day)

    assert day in week
    assert Week.parse(str(week)) == week
    assert week.next.previous == week
    assert week < week.next


@given(DAYS, st.integers(-60, 60))
def test_weeks_sort_like_their_mondays(day: date, weeks: int) -> None:
    week = Week.of(day)
    other = week.plus(weeks)

    assert (week < other) == (week.monday < other.monday)
    assert (other.monday - week.monday).days == 7 * weeks
