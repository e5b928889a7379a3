"""Working time on both sides of each limit: midnight, clock changes, holidays, week boundaries."""

from datetime import date, timedelta

import pytest

from tests.domain.rule_desk import APPRENTICE, LONDON, VOLUNTEER, WARDEN, on_duty, shift, texts
from warden_desk.domain.dates import Week
from warden_desk.domain.duties import clock_changes, gained
from warden_desk.domain.settings import Settings
from warden_desk.domain.week_rules import hours, rest, young
from warden_desk.domain.week_rules.findings import Finding, Rule, Severity
from warden_desk.domain.week_rules.hours import Reference
from warden_desk.domain.week_rules.judging import judge
from warden_desk.domain.week_rules.workers import Worker

SETTINGS = Settings()
FORTNIGHT = Settings(weekly_rest_days=14)
WED, THU = date(2026, 11, 25), date(2026, 11, 26)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
CHRISTMAS = date(2026, 12, 25)
WEEK = Week(2026, 48)
DAY = timedelta(days=1)


def rules(found: list[Finding], rule: Rule) -> list[str]:
    return [finding.text for finding in found if finding.rule is rule]


# Twelve hours under eighteen, eleven from the birthday

# Each night: the evening's end, then the first start that is early enough at that limit.
NIGHTS = [
    pytest.param(WED, "2000", "0700", "0800", id="plain night"),
    pytest.param(WED, "2500", "1200", "1300", id="over midnight"),
    pytest.param(date(2026, 11, 29), "2000", "0700", "0800", id="over the week boundary"),
    pytest.param(date(2026, 12, 24), "2000", "0700", "0800", id="into a bank holiday"),
    pytest.param(SPRING - DAY, "2000", "0800", "0900", id="clocks go forward"),
    pytest.param(AUTUMN - DAY, "2000", "0600", "0700", id="clocks go back"),
]


@pytest.mark.parametrize(("day", "end", "adult", "minor"), NIGHTS)
def test_rest_between_shifts_is_real_time_at_every_age(
    day: date, end: str, adult: str, minor: str
) -> None:
    def short(start: str, worker: Worker) -> bool:
        late = shift(day, "1600", end)
        early = shift(day + DAY, start, f"{int(start) + 200:04d}")
        return bool(rules(judge(on_duty(late, early), [], SETTINGS, worker), Rule.REST))

    assert not short(adult, WARDEN)
    assert short(_minute_before(adult), WARDEN)
    assert not short(minor, APPRENTICE)
    assert short(_minute_before(minor), APPRENTICE)


def _minute_before(start: str) -> str:
    minute = int(start[:2]) * 60 + int(start[2:]) - 1
    return f"{minute // 60:02d}{minute % 60:02d}"


def test_on_the_birthday_the_limits_of_adults_begin() -> None:
    seventeen_until = Worker(id="ben", adult_on=THU)
    work = on_duty(shift(WED, "1200", "2000"), shift(THU, "0700", "1200"))

    assert not rules(judge(work, [], SETTINGS, seventeen_until), Rule.REST)
    assert rules(judge(work, [], SETTINGS, Worker(id="ben", adult_on=THU + DAY)), Rule.REST)


# A day off a week, or two a fortnight


def days_of_work(first: date, numbers: str, start: str = "0900", end: str = "1700") -> list:
    """A shift for each "x"; a "-" is a day off."""
    return [shift(first + n * DAY, start, end) for n, mark in enumerate(numbers) if mark == "x"]


MONDAYS = [
    pytest.param(date(2026, 11, 23), id="plain"),
    pytest.param(date(2026, 3, 23), id="clocks go forward on Sunday"),
    pytest.param(date(2026, 10, 19), id="clocks go back on Sunday"),
    pytest.param(date(2026, 12, 21), id="with Christmas"),
    pytest.param(date(2026, 12, 28), id="over the year's end"),
]


@pytest.mark.parametrize("monday", MONDAYS)
def test_one_clear_day_a_week_is_enough_and_none_is_not(monday: date) -> None:
    assert not list(rest.weekly_rest(on_duty(*days_of_work(monday, "xxxxxx-")), SETTINGS))
    assert list(rest.weekly_rest(on_duty(*days_of_work(monday, "xxxxxxx")), SETTINGS))


@pytest.mark.parametrize("monday", MONDAYS)
def test_under_eighteen_two_clear_days_are_wanted(monday: date) -> None:
    limits = young.limits(SETTINGS)

    assert not list(rest.weekly_rest(on_duty(*days_of_work(monday, "xxxxx--")), limits))
    assert list(rest.weekly_rest(on_duty(*days_of_work(monday, "xxxxxx-")), limits))
    # A fortnight's choice is not for them.
    assert list(
        rest.weekly_rest(on_duty(*days_of_work(monday, "xxxxxx-")), young.limits(FORTNIGHT))
    )


def test_a_free_sunday_of_23_hours_is_no_clear_day() -> None:
    monday = date(2026, 3, 23)
    work = [*days_of_work(monday, "xxxxx"), shift(SPRING - DAY, "0900", "2400")]

    assert list(rest.weekly_rest(on_duty(*work), SETTINGS))
    work[-1] = shift(SPRING - DAY, "0900", "2300")
    assert not list(rest.weekly_rest(on_duty(*work), SETTINGS))


def test_an_autumn_sunday_of_25_hours_is_a_clear_day_in_spite_of_a_night_shift() -> None:
    monday = date(2026, 10, 19)
    work = [*days_of_work(monday, "xxxxx"), shift(AUTUMN - DAY, "1200", "2500")]

    assert not list(rest.weekly_rest(on_duty(*work), SETTINGS))
    work[-1] = shift(AUTUMN - DAY, "1200", "2501")
    assert list(rest.weekly_rest(on_duty(*work), SETTINGS))


FORTNIGHT_START = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("days", "rested"),
    [
        ("xxxxxxxxxxxxxx", False),
        ("xxxxxx-xxxxxxx", False),
        ("xxxxxx-xxxxxx-", True),
        ("xxxxxx--xxxxxx", True),
        ("x-x-xxxxxxxxxx", True),
    ],
)
def test_by_the_fortnight_48_hours_or_twice_24_are_wanted(days: str, rested: bool) -> None:
    first = rest.period_start(FORTNIGHT_START, 14)
    found = list(rest.weekly_rest(on_duty(*days_of_work(first, days)), FORTNIGHT))

    assert (not found) is rested
    assert all(finding.on_date == first + 13 * DAY for finding in found)


def test_the_fortnights_go_on_over_the_years_end() -> None:
    starts = {rest.period_start(date(2026, 12, 14) + n * DAY, 14) for n in range(42)}

    assert all(start.weekday() == 0 for start in starts)
    assert len({(start - min(starts)).days % 14 for start in starts}) == 1


# Under eighteen: the day, the week, the night, the break


@pytest.mark.parametrize(
    ("day", "start", "ends_well", "too_late"),
    [
        pytest.param(WED, "0800", "1630", "1631", id="plain"),
        pytest.param(CHRISTMAS, "0800", "1630", "1631", id="bank holiday"),
        pytest.param(WED, "2200", "3030", "3031", id="over midnight"),
        pytest.param(SPRING - DAY, "2200", "3130", "3131", id="clocks go forward"),
        pytest.param(AUTUMN - DAY, "2200", "2930", "2931", id="clocks go back"),
        pytest.param(date(2026, 11, 29), "2200", "3030", "3031", id="week boundary"),
    ],
)
def test_under_eighteen_eight_hours_a_day_are_the_most(
    day: date, start: str, ends_well: str, too_late: str
) -> None:
    assert not list(young.long_days(on_duty(shift(day, start, ends_well, pause=30)), SETTINGS))
    [found] = young.long_days(on_duty(shift(day, start, too_late, pause=30)), SETTINGS)
    assert found.text == "8 hours' work in a day, 8 at most under 18"
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("monday", MONDAYS)
def test_under_eighteen_forty_hours_a_week_are_the_most(monday: date) -> None:
    week = days_of_work(monday, "xxxxx", "0900", "1700")
    before, after = shift(monday - DAY, "0900", "1700"), shift(monday + 7 * DAY, "0900", "1700")

    assert not list(young.long_weeks(on_duty(before, *week, after), SETTINGS))
    longer = shift(monday + 5 * DAY, "0900", "0906")
    [found] = young.long_weeks(on_duty(before, *week, longer, after), SETTINGS)
    assert found.text.startswith("40.1 hours' work in week")


@pytest.mark.parametrize(
    ("day", "start", "end", "is_night"),
    [
        pytest.param(WED, "1400", "2200", False, id="until ten"),
        pytest.param(WED, "1400", "2201", True, id="a minute after ten"),
        pytest.param(WED, "0600", "1400", False, id="from six"),
        pytest.param(WED, "0559", "1400", True, id="a minute before six"),
        pytest.param(SPRING, "0600", "1200", False, id="from six as the clocks go forward"),
        pytest.param(AUTUMN, "0559", "1200", True, id="before six as the clocks go back"),
        pytest.param(CHRISTMAS, "1400", "2201", True, id="bank holiday"),
        pytest.param(date(2026, 11, 29), "2000", "2401", True, id="over midnight into a week"),
    ],
)
def test_under_eighteen_nobody_works_at_night(
    day: date, start: str, end: str, is_night: bool
) -> None:
    assert bool(list(young.night_work(on_duty(shift(day, start, end)), SETTINGS))) is is_night


@pytest.mark.parametrize(
    ("day", "start", "at_limit", "over"),
    [
        pytest.param(WED, "0900", "1330", "1331", id="plain"),
        pytest.param(CHRISTMAS, "0900", "1330", "1331", id="bank holiday"),
        pytest.param(WED, "2200", "2630", "2631", id="over midnight"),
        pytest.param(SPRING - DAY, "2200", "2730", "2731", id="clocks go forward"),
        pytest.param(AUTUMN - DAY, "2300", "2630", "2631", id="clocks go back"),
        pytest.param(date(2026, 11, 29), "2200", "2630", "2631", id="week boundary"),
    ],
)
def test_under_eighteen_half_an_hours_break_follows_four_and_a_half_hours(
    day: date, start: str, at_limit: str, over: str
) -> None:
    limits = young.limits(SETTINGS)

    assert not list(rest.breaks(on_duty(shift(day, start, at_limit)), limits))
    assert list(rest.breaks(on_duty(shift(day, start, over, pause=29)), limits))
    assert not list(rest.breaks(on_duty(shift(day, start, over, pause=30)), limits))


@pytest.mark.parametrize(
    ("day", "start", "at_limit", "over"),
    [
        pytest.param(CHRISTMAS, "0900", "1500", "1501", id="bank holiday"),
        pytest.param(WED, "2200", "2800", "2801", id="over midnight"),
        pytest.param(SPRING - DAY, "2200", "2900", "2901", id="clocks go forward"),
        pytest.param(AUTUMN - DAY, "2200", "2700", "2701", id="clocks go back"),
        pytest.param(date(2026, 11, 29), "2200", "2800", "2801", id="week boundary"),
    ],
)
def test_a_break_is_wanted_in_more_than_six_real_hours(
    day: date, start: str, at_limit: str, over: str
) -> None:
    assert not list(rest.breaks(on_duty(shift(day, start, at_limit)), SETTINGS))
    assert list(rest.breaks(on_duty(shift(day, start, over)), SETTINGS))


def test_volunteers_are_told_about_working_time_and_never_asked() -> None:
    work = on_duty(shift(WED, "1400", "2200"), shift(THU))

    assert {found.severity for found in judge(work, [], SETTINGS, VOLUNTEER)} == {Severity.NOTE}
    assert {found.severity for found in judge(work, [], SETTINGS)} == {Severity.WARNING}


def test_a_missed_shift_was_no_work() -> None:
    assert not on_duty(shift(WED, status="missed"))


# The weekly average


def average(reference: Reference, worker: Worker = WARDEN, week: Week = WEEK) -> list[str]:
    return texts(hours.average(reference, worker, week, SETTINGS))


def test_48_hours_over_17_weeks_are_enough_and_a_minute_a_week_more_is_not() -> None:
    assert not average(Reference(minutes=17 * 48 * 60))
    assert average(Reference(minutes=17 * 48 * 60 + 17)) == [
        "48 hours a week on average over 17 weeks, 48 at most without opting out"
    ]


def test_who_opted_out_is_bound_from_the_day_before_only() -> None:
    too_much = Reference(minutes=17 * 50 * 60)

    assert not average(too_much, Worker(id="ben", opted_out_on=WEEK.sunday))
    assert average(too_much, Worker(id="ben", opted_out_on=WEEK.sunday + DAY))


def test_days_of_leave_are_replaced_by_the_next_days_worked() -> None:
    """Fifteen weeks of 52 hours and two of leave: leave must not hide what is worked."""
    worked = 15 * 52 * 60
    long_days, short_days = (624,) * 10, (200,) * 10

    assert average(Reference(minutes=worked, days=75, excluded=10, later=long_days))
    assert not average(Reference(minutes=worked, days=75, excluded=10, later=short_days))


def test_leave_is_neutral_where_the_days_after_it_are_not_planned_yet() -> None:
    at_limit = 15 * 48 * 60

    assert not average(Reference(minutes=at_limit, days=75, excluded=10))
    assert average(Reference(minutes=at_limit + 75, days=75, excluded=10))
    assert not average(Reference(minutes=0, days=0, excluded=85))


def test_who_started_later_is_judged_over_the_weeks_since() -> None:
    started = Worker(id="ben", started_on=WEEK.plus(-3).monday)

    assert not average(Reference(minutes=4 * 48 * 60), started)
    assert average(Reference(minutes=4 * 48 * 60 + 4), started)


@pytest.mark.parametrize(("day", "more"), [(SPRING, -60), (AUTUMN, 60)])
def test_the_nights_of_the_clock_changes_count_as_long_as_they_are(day: date, more: int) -> None:
    assert clock_changes(day - 10 * DAY, day + 10 * DAY, LONDON) == [day]
    assert gained(day - DAY, 22 * 60, 30 * 60, LONDON) == more
    assert gained(day, 9 * 60, 17 * 60, LONDON) == 0


# Contract


@pytest.mark.parametrize(
    ("minutes", "away", "says"),
    [
        (39 * 60, 0, []),
        (39 * 60 + 1, 0, ["2 hours over the contract of 37"]),
        (35 * 60, 0, []),
        (35 * 60 - 6, 0, ["2.1 hours under the contract of 37"]),
        (0, 5, []),
        (4 * 444, 1, []),
        (3 * 444, 1, ["7.4 hours under the contract of 37"]),
    ],
)
def test_the_week_comes_to_the_contract(minutes: int, away: int, says: list[str]) -> None:
    assert texts(hours.contract(minutes, away, WARDEN, WEEK, SETTINGS)) == says


def test_without_a_contract_no_hours_are_owed() -> None:
    assert not list(hours.contract(0, 0, VOLUNTEER, WEEK, SETTINGS))
    assert not list(hours.contract(0, 0, Worker(id="ben"), WEEK, SETTINGS))


# Bank holidays


def on_holiday(week: Week, *days_off: date) -> list[tuple[Severity, str]]:
    found = hours.bank_holidays(on_duty(shift(CHRISTMAS)), days_off, week, SETTINGS)
    return [(finding.severity, finding.text) for finding in found]


def test_a_bank_holiday_worked_is_noted_with_the_day_off_that_is_owed() -> None:
    week = Week.of(CHRISTMAS)

    assert on_holiday(week) == [
        (Severity.NOTE, "works on a bank holiday; a day off is owed until Fri 22 Jan")
    ]
    assert on_holiday(week, date(2027, 1, 6)) == [
        (Severity.NOTE, "works on a bank holiday; the day off for it is Wed 6 Jan")
    ]


def test_the_week_in_which_the_day_off_is_due_warns_if_there_was_none() -> None:
    due = CHRISTMAS + timedelta(days=28)

    assert on_holiday(Week.of(due)) == [
        (Severity.WARNING, "no day off has followed the bank holiday worked on Fri 25 Dec")
    ]
    assert not on_holiday(Week.of(due), due)
    assert on_holiday(Week.of(due), due + DAY)
    assert not on_holiday(Week.of(due).previous)


def test_one_day_off_makes_good_one_holiday() -> None:
    both = on_duty(shift(CHRISTMAS), shift(date(2026, 12, 28)))
    due = Week.of(date(2027, 1, 25))

    found = list(hours.bank_holidays(both, [date(2027, 1, 5)], due, SETTINGS))

    assert texts(found) == ["no day off has followed the bank holiday worked on Mon 28 Dec"]


# Rest owed


def owed(*work: object, week: Week = WEEK) -> list[tuple[Severity, str]]:
    found_duties = on_duty(*work)  # pyright: ignore[reportArgumentType]
    short = list(rest.daily_rest(found_duties, SETTINGS))
    found = hours.rest_owed(found_duties, short, week, SETTINGS)
    return [(finding.severity, finding.text) for finding in found]


MON = WEEK.monday


def busy(days: str = "xxxxxx") -> list:
    """Work after the short night that leaves just eleven hours, and no long time off."""
    return [
        shift(MON + (n + 2) * DAY, "0730", "2030") for n, mark in enumerate(days) if mark == "x"
    ]


def test_rest_cut_short_with_a_reason_is_owed_until_a_time_off_gives_it() -> None:
    short_night = [shift(MON, "1400", "2200"), shift(MON + DAY, "0730", "2030", reason="school")]

    assert owed(*short_night, *busy()) == [
        (Severity.NOTE, "1.5 hours' rest are owed since Tue 24 Nov, to be given by Tue 8 Dec")
    ]
    # A night of 12.5 hours gives it back, one of 12.4 does not.
    rested = [*short_night, shift(MON + 2 * DAY, "0900", "2030"), *busy("-xxxxx")]
    assert not owed(*rested)
    nearly = [*short_night, shift(MON + 2 * DAY, "0859", "2030"), *busy("-xxxxx")]
    assert owed(*nearly)


def test_rest_cut_short_without_a_reason_is_a_warning_of_its_own_only() -> None:
    assert not owed(shift(MON, "1400", "2200"), shift(MON + DAY, "0730", "2030"), *busy())


def test_a_free_weekend_gives_back_what_is_owed_beside_the_weekly_rest() -> None:
    short_night = [shift(MON, "1400", "2200"), shift(MON + DAY, "0730", "2030", reason="school")]

    assert not owed(*short_night, *busy("xxx---"))


def test_owed_rest_warns_in_the_week_in_which_it_is_due_and_is_silent_after() -> None:
    work = [shift(MON, "1400", "2200"), shift(MON + DAY, "0730", "2030", reason="school")]
    work += [shift(MON + n * DAY, "0730", "2030") for n in range(2, 28)]

    assert [severity for severity, _ in owed(*work, week=WEEK.plus(2))] == [Severity.WARNING]
    assert not owed(*work, week=WEEK.plus(3))
    assert not owed(*work, week=WEEK.previous)
