from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warden_desk.domain.duties import duties, instant, times_away
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import CodeBook, ShiftCodeRow, ShiftRow
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.judging import judge
from warden_desk.domain.week_rules.lone import lone_hours
from warden_desk.domain.week_rules.rest import breaks, daily_rest, long_days, weekly_rest
from warden_desk.domain.week_rules.stops import overlaps, work_while_absent

LONDON = ZoneInfo("Europe/London")
SETTINGS = Settings()
EARLY = ShiftCodeRow("E", "Early", True, False, 450, 930, 30)
LATE = ShiftCodeRow("L", "Late", True, False, 840, 1320, 30)
LENT = ShiftCodeRow("ABS", "Lent to another area", True)
REST = ShiftCodeRow("RD", "Rest day", False)
LEAVE = ShiftCodeRow("AL", "Annual leave", False, True)
BOOK = CodeBook((EARLY, LATE, LENT, REST, LEAVE))
MONDAY = date(2026, 11, 23)
WEDNESDAY, THURSDAY = date(2026, 11, 25), date(2026, 11, 26)


def shift(
    day: date,
    start: str = "0730",
    end: str = "1530",
    *,
    code: ShiftCodeRow = EARLY,
    key: str = "",
    pause: int = 30,
    lone: bool = False,
    buddy: str | None = None,
) -> ShiftRow:
    """A shift; an end of "3000" is six in the morning after."""
    return ShiftRow(
        id=key or f"{day} {start}",
        person_id="ben",
        team_id="team",
        team="Ashford",
        on_date=day,
        code=code,
        start_minute=int(start[:2]) * 60 + int(start[2:]),
        end_minute=int(end[:2]) * 60 + int(end[2:]),
        break_minutes=pause,
        is_lone=lone,
        buddy_id=buddy,
    )


def day_off(day: date, code: ShiftCodeRow) -> ShiftRow:
    return ShiftRow(
        id=f"{day} {code.code}",
        person_id="ben",
        team_id="team",
        team="Ashford",
        on_date=day,
        code=code,
        start_minute=None,
        end_minute=None,
    )


def absence(
    first: date, last: date, start: int | None = None, end: int | None = None
) -> AbsenceRow:
    return AbsenceRow("a", "ben", "Ben Tilley", "AL", first, last, start, end, "")


def on_duty(*shifts: ShiftRow) -> list:
    return duties(shifts, LONDON)


def texts(found: Iterable[Finding]) -> list[str]:
    return [finding.text for finding in found]


# Overlap


def test_two_shifts_at_once_are_stopped() -> None:
    [found] = overlaps(
        on_duty(shift(THURSDAY, "1400", "2200", code=LATE), shift(THURSDAY, "1330", "1500"))
    )

    assert found.severity is Severity.STOP
    assert found.text == "L 1400–2200 overlaps E 1330–1500"
    assert found.on_date == THURSDAY
    assert found.shift_ids == ("2026-11-26 1400", "2026-11-26 1330")


def test_a_shift_may_begin_the_minute_another_ends() -> None:
    assert not list(overlaps(on_duty(shift(THURSDAY, "0900", "1200"), shift(THURSDAY, "1200"))))


def test_a_night_shift_overlaps_the_early_of_the_next_morning() -> None:
    night = shift(WEDNESDAY, "2200", "3000", code=LATE)

    assert texts(overlaps(on_duty(night, shift(THURSDAY, "0530", "1300")))) == [
        "E 0530–1300 overlaps Wednesday's late"
    ]
    assert not list(overlaps(on_duty(night, shift(THURSDAY, "0600", "1300"))))


def test_rest_days_and_leave_overlap_nothing() -> None:
    assert not list(overlaps(on_duty(shift(THURSDAY), day_off(THURSDAY, REST))))


# Working while absent


def test_work_during_an_absence_is_stopped() -> None:
    away = times_away([], [absence(WEDNESDAY, THURSDAY)], BOOK, LONDON)

    [found] = work_while_absent(on_duty(shift(THURSDAY)), away)

    assert found.severity is Severity.STOP
    assert found.text == "E 0730–1530 is planned during annual leave"


@pytest.mark.parametrize(("end", "stopped"), [("1300", False), ("1301", True)])
def test_a_part_day_absence_stops_only_what_it_touches(end: str, stopped: bool) -> None:
    away = times_away([], [absence(WEDNESDAY, THURSDAY, 13 * 60, 17 * 60)], BOOK, LONDON)

    assert bool(list(work_while_absent(on_duty(shift(THURSDAY, "0730", end)), away))) is stopped


def test_a_night_shift_into_a_day_of_leave_is_stopped() -> None:
    away = times_away([], [absence(THURSDAY, THURSDAY)], BOOK, LONDON)

    assert list(work_while_absent(on_duty(shift(WEDNESDAY, "2200", "2401")), away))
    assert not list(work_while_absent(on_duty(shift(WEDNESDAY, "1600", "2400")), away))


def test_leave_marked_in_the_plan_counts_as_absence() -> None:
    shifts = [shift(THURSDAY), day_off(THURSDAY, LEAVE), day_off(WEDNESDAY, REST)]

    found = list(work_while_absent(duties(shifts, LONDON), times_away(shifts, [], BOOK, LONDON)))

    assert texts(found) == ["E 0730–1530 is planned during annual leave"]
    assert found[0].shift_ids == ("2026-11-26 0730", "2026-11-26 AL")


# Rest between days


def test_a_late_before_an_early_leaves_nine_and_a_half_hours() -> None:
    late = shift(WEDNESDAY, "1400", "2200", code=LATE)

    [found] = daily_rest(on_duty(late, shift(THURSDAY)), SETTINGS)

    assert found.text == "9.5 hours' rest after Wednesday's late, 11 wanted"
    assert (found.severity, found.mark, found.on_date) == (Severity.WARNING, "9.5 h", THURSDAY)
    assert found.shift_ids[0] == "2026-11-26 0730"


@pytest.mark.parametrize(
    ("start", "says"),
    [("0900", []), ("0859", ["10.9 hours' rest after Wednesday's late, 11 wanted"])],
)
def test_eleven_hours_are_enough_and_a_minute_less_is_not(start: str, says: list[str]) -> None:
    late = shift(WEDNESDAY, "1400", "2200", code=LATE)

    assert texts(daily_rest(on_duty(late, shift(THURSDAY, start, "1700")), SETTINGS)) == says


def test_rest_is_counted_over_midnight_and_over_the_week_boundary() -> None:
    sunday, monday = date(2026, 11, 29), date(2026, 11, 30)
    night = shift(sunday, "1800", "2600", code=LATE)

    assert texts(daily_rest(on_duty(night, shift(monday, "1200", "1700")), SETTINGS)) == [
        "10 hours' rest after Sunday's late, 11 wanted"
    ]


def test_rest_over_a_bank_holiday_is_counted_like_any_other() -> None:
    christmas = date(2026, 12, 25)
    late = shift(date(2026, 12, 24), "1400", "2200", code=LATE)

    assert texts(daily_rest(on_duty(late, shift(christmas, "0730", "1200")), SETTINGS)) == [
        "9.5 hours' rest after Thursday's late, 11 wanted"
    ]
    assert not list(daily_rest(on_duty(late, shift(date(2026, 12, 26))), SETTINGS))


def test_the_night_in_march_is_an_hour_shorter() -> None:
    late = shift(date(2026, 3, 28), "1400", "2000", code=LATE)
    early = shift(date(2026, 3, 29), "0700", "1300")

    assert texts(daily_rest(on_duty(late, early), SETTINGS)) == [
        "10 hours' rest after Saturday's late, 11 wanted"
    ]


def test_the_night_in_october_is_an_hour_longer() -> None:
    late = shift(date(2026, 10, 24), "1400", "2100", code=LATE)

    assert not list(daily_rest(on_duty(late, shift(date(2026, 10, 25), "0700", "1300")), SETTINGS))
    assert list(daily_rest(on_duty(late, shift(date(2026, 10, 25), "0659", "1300")), SETTINGS))


def test_the_wanted_rest_is_a_setting() -> None:
    week = on_duty(shift(WEDNESDAY, "1400", "2200", code=LENT), shift(THURSDAY))

    assert texts(daily_rest(week, Settings(rest_minutes=12 * 60))) == [
        "9.5 hours' rest after Wednesday's shift, 12 wanted"
    ]
    assert not list(daily_rest(week, Settings(rest_minutes=9 * 60)))


def test_no_rest_at_all_is_said_in_words() -> None:
    night = shift(WEDNESDAY, "2200", "3000", code=LATE)

    assert texts(daily_rest(on_duty(night, shift(THURSDAY, "0600", "1200")), SETTINGS)) == [
        "No rest after Wednesday's late, 11 wanted"
    ]
    assert texts(daily_rest(on_duty(night, shift(THURSDAY, "0700", "1200")), SETTINGS)) == [
        "1 hour's rest after Wednesday's late, 11 wanted"
    ]


# Split and long days


def test_a_split_day_needs_no_rest_between_its_parts_but_after_the_last() -> None:
    split = [shift(WEDNESDAY, "0900", "1200"), shift(WEDNESDAY, "1800", "2200", code=LATE)]

    assert not list(daily_rest(on_duty(*split), SETTINGS))
    assert not list(long_days(on_duty(*split), SETTINGS))
    assert texts(daily_rest(on_duty(*split, shift(THURSDAY)), SETTINGS)) == [
        "9.5 hours' rest after Wednesday's late, 11 wanted"
    ]


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("2000", []),
        ("2100", ["14 hours from first to last leave 10 hours' rest in 24, 11 wanted"]),
    ],
)
def test_a_day_may_span_thirteen_hours(end: str, says: list[str]) -> None:
    assert texts(long_days(on_duty(shift(WEDNESDAY, "0700", end)), SETTINGS)) == says


def test_a_long_pause_inside_a_day_is_rest() -> None:
    parts = shift(WEDNESDAY, "0000", "0400"), shift(WEDNESDAY, "1500", "2100")

    assert not list(long_days(on_duty(*parts), SETTINGS))


# Weekly rest


def test_a_week_without_a_clear_day_warns_on_its_last_shift() -> None:
    week = [shift(MONDAY + timedelta(days=n), "0900", "1700") for n in range(7)]

    [found] = weekly_rest(on_duty(*week), SETTINGS)

    assert found.text == ("16 hours are the longest time off in this week, 24 clear wanted")
    assert found.on_date == date(2026, 11, 29)
    assert not list(weekly_rest(on_duty(*week[:6]), SETTINGS))


def test_twenty_four_hours_across_two_days_are_clear() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    week = [shift(day, "0900", "1700") for day in days[:5]]
    late_saturday = shift(days[5], "1600", "2000")

    assert not list(
        weekly_rest(on_duty(*week, late_saturday, shift(days[6], "2000", "2300")), SETTINGS)
    )
    assert list(
        weekly_rest(on_duty(*week, late_saturday, shift(days[6], "1900", "2300")), SETTINGS)
    )


def test_a_sunday_night_shift_takes_from_the_rest_of_the_new_week() -> None:
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    work = [shift(day, "0900", "1700") for day in days[1:]]
    night = shift(MONDAY - timedelta(days=1), "2200", "3000")

    assert not list(weekly_rest(on_duty(night, *work), SETTINGS))
    assert list(weekly_rest(on_duty(shift(MONDAY, "0000", "1000"), *work), SETTINGS))


def test_the_week_the_clocks_go_forward_has_an_hour_less() -> None:
    monday = date(2026, 3, 23)
    week = [shift(monday + timedelta(days=n), "0900", "1700") for n in range(5)]
    saturday = shift(date(2026, 3, 28), "0900", "2400")

    # Sunday the 29th is 23 hours long, so a free one is not enough by itself.
    assert list(weekly_rest(on_duty(*week, saturday), SETTINGS))


# Breaks and lone lates


@pytest.mark.parametrize(
    ("end", "pause", "says"),
    [
        ("1500", 0, []),
        ("1501", 0, ["no break in 6 hours, 20 minutes wanted"]),
        ("1700", 19, ["19 minutes’ break in 8 hours, 20 minutes wanted"]),
        ("1700", 20, []),
    ],
)
def test_more_than_six_hours_want_a_break(end: str, pause: int, says: list[str]) -> None:
    assert texts(breaks(on_duty(shift(WEDNESDAY, "0900", end, pause=pause)), SETTINGS)) == says


def test_a_six_hour_night_in_october_lasts_seven() -> None:
    night = shift(date(2026, 10, 24), "2200", "2800", pause=0)

    assert texts(breaks(on_duty(night), SETTINGS)) == ["no break in 7 hours, 20 minutes wanted"]


@pytest.mark.parametrize(
    ("end", "lone", "buddy", "warned"),
    [
        ("1800", True, None, False),
        ("1801", True, None, True),
        ("2200", True, "amara", False),
        ("2200", False, None, False),
    ],
)
def test_a_lone_late_wants_a_buddy(end: str, lone: bool, buddy: str | None, warned: bool) -> None:
    late = shift(WEDNESDAY, "1000", end, lone=lone, buddy=buddy)

    assert bool(list(lone_hours(on_duty(late), SETTINGS))) is warned


@pytest.mark.parametrize(
    ("start", "before", "lone", "warned"),
    [
        ("0759", 480, True, True),
        ("0800", 480, True, False),
        ("0730", 480, False, False),
        ("0000", 0, True, False),
    ],
)
def test_a_lone_early_wants_a_buddy_where_the_settings_say_so(
    start: str, before: int, lone: bool, warned: bool
) -> None:
    early = shift(WEDNESDAY, start, "1500", lone=lone)
    settings = replace(SETTINGS, early_before_minute=before)

    said = [found.text for found in lone_hours(on_duty(early), settings)]

    assert bool(said) is warned
    if warned:
        assert said == ["alone from 0759, and nobody is named as buddy"]


# Everything together


def test_stops_come_before_warnings() -> None:
    work = on_duty(
        shift(WEDNESDAY, "1400", "2200", code=LATE, lone=True),
        shift(THURSDAY),
        shift(THURSDAY, "1500", "1700", key="second"),
    )

    assert [finding.rule for finding in judge(work, [], SETTINGS)] == [
        Rule.OVERLAP,
        Rule.LONE_LATE,
        Rule.REST,
    ]


def test_the_same_trouble_has_the_same_key_whatever_became_of_the_rows() -> None:
    def keys(key: str) -> set[tuple[str, date, str]]:
        week = on_duty(shift(WEDNESDAY, "1400", "2200"), shift(THURSDAY, key=key))
        return {finding.key for finding in judge(week, [], SETTINGS)}

    assert keys("one") == keys("two")
    assert len(keys("one")) == 1


def test_an_hour_the_clocks_skip_is_the_moment_they_go_forward() -> None:
    forward = datetime(2026, 3, 29, 1, tzinfo=UTC)

    assert instant(date(2026, 3, 29), 60, LONDON) == forward
    assert instant(date(2026, 3, 29), 90, LONDON) == forward
    assert instant(date(2026, 3, 29), 120, LONDON) == forward
    assert instant(date(2026, 3, 28), 24 * 60 + 121, LONDON) == forward + timedelta(minutes=1)


DAYS = st.integers(0, 9).map(lambda n: date(2026, 10, 20) + timedelta(days=n)) | st.integers(
    0, 9
).map(lambda n: date(2026, 3, 24) + timedelta(days=n))


@st.composite
def any_shift(draw: st.DrawFn) -> ShiftRow:
    start = draw(st.integers(0, 24 * 60 - 1))
    return ShiftRow(
        id=str(draw(st.uuids())),
        person_id="ben",
        team_id="team",
        team="",
        on_date=draw(DAYS),
        code=draw(st.sampled_from([EARLY, LATE, LENT])),
        start_minute=start,
        end_minute=start + draw(st.integers(1, 16 * 60)),
    )


def wall(row: ShiftRow) -> set[tuple[date, int]]:
    """The minutes a shift covers on the wall's clock."""
    assert row.start_minute is not None
    assert row.end_minute is not None
    return {
        (row.on_date + timedelta(days=minute // 1440), minute % 1440)
        for minute in range(row.start_minute, row.end_minute)
    }


def skipped(minute: tuple[date, int]) -> bool:
    return minute[0] == date(2026, 3, 29) and 60 <= minute[1] < 120


@given(st.lists(any_shift(), max_size=6, unique_by=lambda row: row.id))
def test_no_overlap_gets_past(shifts: list[ShiftRow]) -> None:
    stopped = {frozenset(found.shift_ids) for found in overlaps(duties(shifts, LONDON))}

    for number, one in enumerate(shifts):
        for other in shifts[number + 1 :]:
            both = {minute for minute in wall(one) & wall(other) if not skipped(minute)}
            if both:
                assert frozenset((one.id, other.id)) in stopped


@given(any_shift(), DAYS, st.integers(0, 4), st.integers(0, 1380), st.integers(1, 60))
def test_no_work_while_absent_gets_past(
    row: ShiftRow, first: date, length: int, start: int, minutes: int
) -> None:
    last = first + timedelta(days=length)
    whole, part = absence(first, last), absence(first, last, start, start + minutes)
    days = {first + timedelta(days=n) for n in range(length + 1)}
    covered = {minute for minute in wall(row) if minute[0] in days and not skipped(minute)}

    def stopped(away: AbsenceRow) -> bool:
        found = work_while_absent(on_duty(row), times_away([], [away], BOOK, LONDON))
        return bool(list(found))

    if covered:
        assert stopped(whole)
    if any(start <= minute < start + minutes for _, minute in covered):
        assert stopped(part)
