"""Cutting time out of time away leaves exactly the rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.absences import Span, without
from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY

MONDAY = date(2026, 11, 23)
HOUR = 60


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def hours(span: Span) -> set[tuple[date, int]]:
    """Every hour of every day that a span of whole hours holds."""
    start, end = span.minutes
    days = range((span.last - span.first).days + 1)
    return {
        (span.first + timedelta(days=number), hour)
        for number in days
        for hour in range(start // HOUR, end // HOUR)
    }


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first = draw(st.integers(0, 9))
    last = draw(st.integers(first, 10))
    if draw(st.booleans()):
        return Span(day(first), day(last))
    start = draw(st.integers(0, 23))
    return Span(day(first), day(last), start * HOUR, draw(st.integers(start + 1, 24)) * HOUR)


@given(spans(), spans())
def test_what_is_left_is_what_was_there_without_what_was_cut(span: Span, hole: Span):
    left = without(span, hole)

    for piece in left:
        piece.check()
    held = [hour for piece in left for hour in hours(piece)]
    assert sorted(held) == sorted(hours(span) - hours(hole)), "no hour lost, none twice"
    assert list(left) == sorted(left, key=lambda piece: (piece.first, piece.minutes))


@given(spans(), spans())
def test_times_touch_when_they_share_an_hour(span: Span, other: Span):
    assert span.touches(other) == bool(hours(span) & hours(other)) == other.touches(span)


def test_one_day_out_of_a_week_leaves_two_pieces():
    week = Span(day(0), day(6))

    assert without(week, Span(day(2), day(2))) == (Span(day(0), day(1)), Span(day(3), day(6)))


def test_coming_back_at_noon_leaves_the_morning():
    noon = Span(day(1), day(1), 12 * HOUR, DAY)

    assert without(Span(day(0), day(1)), noon) == (
        Span(day(0), day(0)),
        Span(day(1), day(1), 0, 12 * HOUR),
    )


def test_what_lies_beside_it_is_left_as_it_is():
    morning = Span(day(0), day(0), 9 * HOUR, 12 * HOUR)

    assert without(morning, Span(day(0), day(0), 12 * HOUR, 13 * HOUR)) == (morning,)


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Span(day(1), day(0)), "last"),
        (Span(day(0), day(0), 60), "start_minute"),
        (Span(day(0), day(0), 60, 60), "end_minute"),
        (Span(day(0), day(0), 60, DAY + 1), "end_minute"),
    ],
)
def test_a_time_that_is_none_is_refused(span: Span, field: str):
    with pytest.raises(Invalid) as refusal:
        span.check()

    assert list(refusal.value.problems) == [field]
