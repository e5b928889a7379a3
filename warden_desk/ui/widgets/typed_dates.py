"""Dates and times as people here type them. Plain functions, for the date and time fields."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = {"today": 0, "tomorrow": 1, "yesterday": -1}
_NUMBERS = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_WORDS = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})\.?,?(?: (\d{4}|\d{2}))?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_AHEAD = re.compile(r"([+-])(\d{1,3})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?")

DAY_MINUTES = 24 * 60


def read_date(text: str, today: date) -> date | None:
    """The day meant by "27/11", "27.11.26", "27 Nov", "fri", "tomorrow" or "+3"; None if none is.

    Without a year the nearest such day is meant, back or ahead. A weekday is the next one, and
    today's own name is today.
    """
    typed = " ".join(text.lower().split())
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    if found := _AHEAD.fullmatch(typed):
        return today + timedelta(days=int(found[1] + found[2]))
    if typed[:3] in _DAYS and typed.isalpha():
        return today + timedelta(days=(_DAYS.index(typed[:3]) - today.weekday()) % 7)
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(typed):
        return _in_year(int(found[1]), int(found[2]), found[3], today)
    found = _WORDS.fullmatch(typed)
    if found and found[2][:3] in _MONTHS:
        return _in_year(int(found[1]), _MONTHS.index(found[2][:3]) + 1, found[3], today)
    return None


def read_time(text: str) -> int | None:
    """Minutes from midnight meant by "0730", "7:30", "7.30" or "14"; None if none is.

    "24:00" is the end of the day.
    """
    found = _CLOCK.fullmatch(text.strip().lower())
    if not found:
        return None
    minutes = int(found[1]) * 60 + int(found[2] or 0)
    return minutes if int(found[2] or 0) < 60 and minutes <= DAY_MINUTES else None


def write_date(day: date) -> str:
    """`Fri 27 Nov 2026`."""
    weekday, month = _DAYS[day.weekday()].title(), _MONTHS[day.month - 1].title()
    return f"{weekday} {day.day} {month} {day.year}"


def write_time(minutes: int) -> str:
    """`07:30`; past midnight `01:30 +1`."""
    days, within = divmod(minutes, DAY_MINUTES)
    if within == 0 and days == 1:
        return "24:00"
    return f"{within // 60:02d}:{within % 60:02d}" + (f" +{days}" if days else "")


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    nearest = [_day(today.year + step, month, day) for step in (-1, 0, 1)]
    return min((d for d in nearest if d), key=lambda d: abs(d - today), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
