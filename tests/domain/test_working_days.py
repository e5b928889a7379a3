"""Working days and what is counted in them, with invented holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.settings import Settings
from warden_desk.domain.working_days import DueRule, WorkingDays, due_rule, review_date

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_weekends_and_holidays_do_not_count() -> None:
    monday_off = WorkingDays(frozenset({date(2026, 11, 23)}).__contains__)

    assert monday_off.after(date(2026, 11, 20), 1) == date(2026, 11, 24)
    assert not monday_off.includes(date(2026, 11, 23))
    assert not monday_off.includes(date(2026, 11, 28))


@given(DAYS, st.integers(1, 60), st.frozensets(DAYS, max_size=20))
def test_exactly_so_many_working_days_lie_after_the_first(
    day: date, count: int, off: frozenset[date]
) -> None:
    calendar = WorkingDays(off.__contains__)
    end = calendar.after(day, count)

    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(calendar.includes(each) for each in between) == count
    assert calendar.includes(end)


@pytest.mark.parametrize(
    ("urgency", "words"),
    [("high", "high urgency: 3 working days"), ("low", "low urgency: 1 working day")],
)
def test_a_rule_says_what_it_is(urgency: str, words: str) -> None:
    rule = due_rule(urgency, Settings(due_days_low=1))

    assert rule is not None
    assert rule.words() == words


def test_an_urgency_that_is_on_no_ladder_has_no_dates() -> None:
    assert due_rule("", Settings()) is None
    assert review_date("low", date(2026, 11, 23), Settings()) is None
    assert review_date("high", date(2026, 11, 23), Settings(review_days_high=0)) is None


def test_the_review_comes_after_14_or_28_days() -> None:
    assert review_date("high", date(2026, 11, 23), Settings()) == date(2026, 12, 7)
    assert review_date("medium", date(2026, 11, 23), Settings()) == date(2026, 12, 21)
    assert due_rule("medium", Settings()) == DueRule("medium", 10)
