from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.date_reading import DateContext, DateKind, Lean
from warden_desk.domain.dates import uk_date
from warden_desk.domain.written_dates import read_date

LIST_DAY = date(2026, 11, 17)
DEADLINE = DateContext(LIST_DAY, Lean.FUTURE)
REPORTED = DateContext(LIST_DAY, Lean.PAST)
DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("28.11.2026", date(2026, 11, 28)),
        ("05/11/26", date(2026, 11, 5)),
        ("5-11-2026", date(2026, 11, 5)),
        ("2026-11-05", date(2026, 11, 5)),
        ("2026-11-05T00:00:00", date(2026, 11, 5)),
        ("27/11/2026 14:00", date(2026, 11, 27)),
        ("4 Nov 2026", date(2026, 11, 4)),
        ("4th November 2026", date(2026, 11, 4)),
        ("4-Nov-26", date(2026, 11, 4)),
        ("Nov 4, 2026", date(2026, 11, 4)),
        ("Wed 4 Nov 2026", date(2026, 11, 4)),
        ("by 27/11/26", date(2026, 11, 27)),
        (" 20261104 ", date(2026, 11, 4)),
    ],
)
def test_a_full_date_is_read_day_first_and_nothing_is_assumed(written: str, day: date) -> None:
    reading = read_date(written)

    assert (reading.kind, reading.day, reading.assumed) == (DateKind.DAY, day, "")


@pytest.mark.parametrize(
    ("written", "context", "day"),
    [
        ("4 Nov", REPORTED, date(2026, 11, 4)),
        ("4/11", REPORTED, date(2026, 11, 4)),
        ("12 Dec", REPORTED, date(2025, 12, 12)),
        ("12 Dec", DEADLINE, date(2026, 12, 12)),
        ("17 Jan", DEADLINE, date(2027, 1, 17)),
        ("4 Nov", DEADLINE, date(2026, 11, 4)),
        ("Fri 27th", DEADLINE, date(2026, 11, 27)),
        ("by Fri 27th", DEADLINE, date(2026, 11, 27)),
        ("3rd", DEADLINE, date(2026, 12, 3)),
        ("end of Nov", DEADLINE, date(2026, 11, 30)),
        ("end of the month", DEADLINE, date(2026, 11, 30)),
        ("Friday", DEADLINE, date(2026, 11, 20)),
        ("tomorrow", DEADLINE, date(2026, 11, 18)),
    ],
)
def test_half_a_date_is_completed_from_the_lists_own_date_and_says_so(
    written: str, context: DateContext, day: date
) -> None:
    reading = read_date(written, context)

    assert (reading.kind, reading.day) == (DateKind.DAY, day)
    assert uk_date(day) in reading.assumed


@pytest.mark.parametrize("written", ["4 Nov", "Fri 27th", "Friday", "end of Nov", "today", "4/11"])
def test_half_a_date_in_a_list_without_a_date_is_asked_about(written: str) -> None:
    reading = read_date(written)

    assert reading.kind is DateKind.UNREADABLE
    assert "the list is not dated" in reading.problem


@pytest.mark.parametrize("written", ["asap", "ASAP", "a.s.a.p.", "as soon as possible", "urgent"])
def test_as_soon_as_possible_is_no_day_but_is_understood(written: str) -> None:
    assert read_date(written).kind is DateKind.ASAP


@pytest.mark.parametrize("written", ["next mtg", "Next meeting", "by next meeting", "next CSU mtg"])
def test_the_next_meeting_is_a_day_only_where_the_meeting_is_known(written: str) -> None:
    known = DateContext(LIST_DAY, next_meeting=date(2026, 12, 1))

    assert read_date(written, DEADLINE).kind is DateKind.NEXT_MEETING
    assert read_date(written, DEADLINE).day is None
    assert read_date(written, known).day == date(2026, 12, 1)


@pytest.mark.parametrize(
    "written", ["31/02/2026", "31 Feb", "31 Feb 2026", "Fri 31st", "29/2/2027"]
)
def test_a_day_the_calendar_does_not_have_is_refused(written: str) -> None:
    reading = read_date(written, DEADLINE)

    assert reading.kind is DateKind.UNREADABLE
    assert reading.problem.startswith("There is no ")


def test_an_american_date_is_refused_with_the_way_to_write_it() -> None:
    reading = read_date("11/27/2026")

    assert reading.kind is DateKind.UNREADABLE
    assert "write 27/11/2026" in reading.problem


def test_a_weekday_that_contradicts_the_date_is_refused() -> None:
    assert "is a Saturday" in read_date("Fri 28 Nov 2026").problem


@pytest.mark.parametrize("written", ["", "-", "n/a", "TBC", None, "  "])
def test_nothing_written_is_no_date_and_no_problem(written: object) -> None:
    assert read_date(written).kind is DateKind.NONE


@pytest.mark.parametrize(
    "written", ["nan", "soon", 3.5, float("nan"), float("inf"), True, "1/2/3/4"]
)
def test_what_is_no_date_is_refused_with_an_example(written: object) -> None:
    reading = read_date(written, DEADLINE)

    assert reading.kind is DateKind.UNREADABLE
    assert "27/11/2026" in reading.problem


def test_what_a_sheet_holds_as_a_date_is_taken_as_it_is() -> None:
    assert read_date(date(2026, 11, 5)).day == date(2026, 11, 5)
    assert read_date(datetime(2026, 11, 5, 14, 30)).day == date(2026, 11, 5)  # noqa: DTZ001
    assert read_date(46331).day == date(2026, 11, 5)
    assert "46331" in read_date(46331).assumed


def test_a_month_is_enough_for_a_check_that_was_passed() -> None:
    reading = read_date("03/2025")

    assert (reading.kind, reading.day) == (DateKind.MONTH, date(2025, 3, 1))
    assert "first of the month" in reading.assumed


@given(DAYS)
def test_every_usual_way_to_write_a_day_reads_back(day: date) -> None:
    written = [
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day.day}-{day.month}-{day.year}",
        day.isoformat(),
        uk_date(day),
    ]

    assert {read_date(text).day for text in written} == {day}


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    reading = read_date(text, DEADLINE)

    assert (reading.kind is DateKind.UNREADABLE) == bool(reading.problem)


@given(DAYS, DAYS)
def test_a_completed_year_is_never_more_than_a_year_off(day: date, origin: date) -> None:
    reading = read_date(f"{day.day}/{day.month}", DateContext(origin))

    if reading.day is not None:
        assert abs((reading.day - origin).days) <= 366
