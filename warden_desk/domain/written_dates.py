"""Reading the dates that people type into lists: UK order, half a date, or a word.

Nothing is guessed silently: what had to be assumed is said, and what cannot be read is refused
with a sentence.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from warden_desk.domain import half_dates
from warden_desk.domain.date_reading import (
    DateContext,
    DateKind,
    DateReading,
    calendar_days,
    checked_day,
    day_and_month,
    is_swapped,
    month_number,
    unreadable,
    year_number,
)
from warden_desk.domain.dates import MONTHS, uk_date

_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?:the\s+)?)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_CLOCK = r"(?:[ t]+(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:am|pm|z)?)?"

# ASCII too: without it "ſat" (a long s) would match "sat" and then be no day of the table.
_FLAGS = re.IGNORECASE | re.ASCII
_ABSENT = {"", "-", "--", "–", "n/a", "na", "none", "nil", "tbc", "tbd", "tba", "?", "ongoing"}
_ASAP = re.compile(
    r"a\.?s\.?a\.?p\.?|as soon as (?:possible|poss)|immediate(?:ly)?|urgent(?:ly)?", _FLAGS
)
_MEETING = re.compile(
    r"(?:the )?(?:next|nxt)(?: csu| tasking| weekly)? (?:mtg|meeting|meet)\.?", _FLAGS
)
_LEADING = re.compile(r"^(?:by|before|on|due|no later than|until|from|since)\s+(?:the\s+)?", _FLAGS)
_EXCEL_EPOCH = date(1899, 12, 30)

_Reader = Callable[[re.Match[str], DateContext], DateReading]


def read_date(value: object, context: DateContext | None = None) -> DateReading:
    """Read a cell as a date. `value` is whatever a sheet holds: text, date, number or nothing."""
    context = context or DateContext()
    if isinstance(value, datetime):
        return DateReading(DateKind.DAY, value.date())
    if isinstance(value, date):
        return DateReading(DateKind.DAY, value)
    if value is None:
        return DateReading(DateKind.NONE)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _excel_day(float(value))
    return _read_text(str(value), context)


def is_written_date(text: str) -> bool:
    """Whether the text has the form of a date or of words for one, such as "end of Nov"."""
    plain = _LEADING.sub("", re.sub(r"\s+", " ", text.strip()))
    shapes = (_ASAP, _MEETING, *(pattern for pattern, _ in _PATTERNS))
    return any(shape.fullmatch(plain) for shape in shapes)


def _excel_day(number: float) -> DateReading:
    if 20_000 <= number < 80_000:
        day = _EXCEL_EPOCH + timedelta(days=int(number))
        return DateReading(
            DateKind.DAY, day, assumed=f"The number {number:g} is read as {uk_date(day)}."
        )
    return unreadable(f"{number:g}")


def _read_text(text: str, context: DateContext) -> DateReading:
    plain = re.sub(r"\s+", " ", text.strip())
    if plain.lower() in _ABSENT:
        return DateReading(DateKind.NONE)
    if _ASAP.fullmatch(plain):
        return DateReading(DateKind.ASAP)
    plain = _LEADING.sub("", plain)
    if _MEETING.fullmatch(plain):
        return DateReading(DateKind.NEXT_MEETING, context.next_meeting)
    for pattern, reader in _PATTERNS:
        found = pattern.fullmatch(plain)
        if found is not None:
            return reader(found, context)
    return unreadable(text.strip())


def _full(found: re.Match[str], context: DateContext) -> DateReading:
    """Day, month and year are all there, the month as a number or a name."""
    year, (day, month) = year_number(found["year"]), day_and_month(found, context)
    if not 1 <= month <= 12:
        could_be = 1 <= day <= 12 and 1 <= month <= 31
        first, second = (day, month) if is_swapped(found, context) else (month, day)
        meant = f"write {first:02d}/{second:02d}/{year} if that is meant"
        order = "month" if is_swapped(found, context) else "day"
        problem = (
            f"“{found[0]}” has no month {month}. Dates are read {order} first: "
            f"{meant if could_be else 'correct it in the file'}."
        )
        return DateReading(DateKind.UNREADABLE, problem=problem)
    return checked_day(
        found, calendar_days([(year, month, day)]), f"{day} {MONTHS[month - 1]} {year}"
    )


def _month_of_year(found: re.Match[str], context: DateContext) -> DateReading:
    """`03/2025`: enough for the month a check was passed in."""
    year, month = year_number(found["year"]), month_number(found["month"])
    if not 1 <= month <= 12 or not 1900 <= year <= 2199:
        return unreadable(found[0])
    return DateReading(
        DateKind.MONTH,
        date(year, month, 1),
        assumed=f"“{found[0]}” gives no day: the first of the month is taken.",
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern + _CLOCK, _FLAGS)


_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_compiled(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"), _full),
    (_compiled(r"(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})"), _full),
    (
        _compiled(_WEEKDAY + r"(?P<day>\d{1,2})\s?[-/. ]\s?(?P<month>\d{1,2})\s?[-/. ]\s?" + _YEAR),
        _full,
    ),
    (_compiled(_WEEKDAY + _DAY + r"(?:\s+of)?[\s\-/.]*" + _MONTH + r"[\s\-/.,]*" + _YEAR), _full),
    (_compiled(_WEEKDAY + _MONTH + r"\s+" + _DAY + r",?\s+(?P<year>\d{4})"), _full),
    (_compiled(_WEEKDAY + _DAY + r"(?:\s+of)?[\s\-/.]*" + _MONTH), half_dates.no_year),
    (_compiled(_WEEKDAY + _MONTH + r"\s+" + _DAY), half_dates.no_year),
    (_compiled(_WEEKDAY + r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})"), half_dates.no_year),
    (_compiled(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"), _month_of_year),
    (_compiled(_MONTH + r"[\s\-/,]*(?P<year>\d{4})"), _month_of_year),
    (_compiled(r"(?:the )?end (?:of )?" + _MONTH + rf"(?:\s+{_YEAR})?"), half_dates.end_of_month),
    (
        re.compile(r"(?:the )?end (?:of )?(?:the |this )?(?P<span>month|week)", _FLAGS),
        half_dates.end_of_this,
    ),
    (_compiled(_WEEKDAY + r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)"), half_dates.day_only),
    (
        _compiled(r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+(?P<day>\d{1,2})"),
        half_dates.day_only,
    ),
    (
        re.compile(r"(?:this |next )?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", _FLAGS),
        half_dates.weekday_only,
    ),
    (re.compile(r"today|tomorrow", _FLAGS), half_dates.relative),
)
