"""Reading the dates that people type into lists: UK order, half a date, or a word.

Nothing is guessed silently: what had to be assumed is said, and what cannot be read is refused
with a sentence.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.dates import MONTHS, WEEKDAYS, month_end, uk_date


class DateKind(StrEnum):
    """What a written date turned out to be."""

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    ASAP = "asap"
    NEXT_MEETING = "next meeting"
    UNREADABLE = "unreadable"


class Lean(StrEnum):
    """Which way half a date points: a deadline lies ahead, a report behind."""

    PAST = "past"
    NEAREST = "nearest"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class DateReading:
    """One written date, read.

    Attributes:
        day: the day; of a month the first; of the next meeting the meeting's day if known.
        assumed: what was not written and had to be taken from elsewhere, as a sentence.
        problem: why it cannot be read, as a sentence.
    """

    kind: DateKind
    day: date | None = None
    assumed: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known about the list a date stands in."""

    day: date | None = None
    lean: Lean = Lean.NEAREST
    next_meeting: date | None = None
    order: DateOrder = DateOrder.DAY_FIRST


_MONTH_NUMBER = {name.lower()[:3]: number for number, name in enumerate(MONTHS, start=1)}
_WEEKDAY_NUMBER = {name.lower()[:3]: number for number, name in enumerate(WEEKDAYS)}
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
    return _unreadable(f"{number:g}")


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
    return _unreadable(text.strip())


def _unreadable(text: str) -> DateReading:
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return DateReading(
        DateKind.UNREADABLE,
        problem=f"“{shown}” is not a date that can be read. Write it as in 27/11/2026.",
    )


def _full(found: re.Match[str], context: DateContext) -> DateReading:
    """Day, month and year are all there, the month as a number or a name."""
    year, (day, month) = _year(found["year"]), _day_and_month(found, context)
    if not 1 <= month <= 12:
        could_be = 1 <= day <= 12 and 1 <= month <= 31
        first, second = (day, month) if _is_swapped(found, context) else (month, day)
        meant = f"write {first:02d}/{second:02d}/{year} if that is meant"
        order = "month" if _is_swapped(found, context) else "day"
        problem = (
            f"“{found[0]}” has no month {month}. Dates are read {order} first: "
            f"{meant if could_be else 'correct it in the file'}."
        )
        return DateReading(DateKind.UNREADABLE, problem=problem)
    return _checked(found, _days([(year, month, day)]), f"{day} {MONTHS[month - 1]} {year}")


def _day_and_month(found: re.Match[str], context: DateContext) -> tuple[int, int]:
    """Of two numbers, which is which says the order of the sender; else the form itself."""
    day, month = int(found["day"]), _month(found["month"])
    return (month, day) if _is_swapped(found, context) else (day, month)


def _is_swapped(found: re.Match[str], context: DateContext) -> bool:
    is_open = found["month"].isdigit() and found.start("day") < found.start("month")
    return is_open and context.order is DateOrder.MONTH_FIRST


def _no_year(found: re.Match[str], context: DateContext) -> DateReading:
    day, month = _day_and_month(found, context)
    if not 1 <= month <= 12:
        return _unreadable(found[0])
    written = f"{day} {MONTHS[month - 1]}"
    if context.day is None:
        return _lacks(found[0], "year")
    years = range(context.day.year - 1, context.day.year + 2)
    days = _days((year, month, day) for year in years)
    return _nearest(found, days, context, written, "year")


def _day_only(found: re.Match[str], context: DateContext) -> DateReading:
    """`Fri 27th`: month and year come from the list's own date."""
    if context.day is None:
        return _lacks(found[0], "month")
    first = context.day.replace(day=1)
    months = [_plus_months(first, n) for n in (-2, -1, 0, 1, 2)]
    days = _days((m.year, m.month, int(found["day"])) for m in months)
    weekday = found["weekday"]
    if weekday:
        days = [day for day in days if day.weekday() == _WEEKDAY_NUMBER[weekday.lower()]]
    return _nearest(found, days, context, found[0], "month")


def _weekday_only(found: re.Match[str], context: DateContext) -> DateReading:
    if context.day is None:
        return _lacks(found[0], "date")
    number = _WEEKDAY_NUMBER[found["weekday"].lower()]
    around = (context.day + timedelta(days=n) for n in range(-6, 8))
    days = [day for day in around if day.weekday() == number and day != context.day]
    return _nearest(found, days, context, found[0], "date")


def _end_of_month(found: re.Match[str], context: DateContext) -> DateReading:
    month = _month(found["month"])
    if found["year"]:
        return DateReading(DateKind.DAY, month_end(_year(found["year"]), month))
    if context.day is None:
        return _lacks(found[0], "year")
    years = range(context.day.year - 1, context.day.year + 2)
    return _nearest(found, [month_end(y, month) for y in years], context, found[0], "year")


def _end_of_this(found: re.Match[str], context: DateContext) -> DateReading:
    if context.day is None:
        return _lacks(found[0], "date")
    if found["span"].lower() == "month":
        day = month_end(context.day.year, context.day.month)
    else:
        day = context.day + timedelta(days=(4 - context.day.weekday()) % 7)
    return _assume(day, context.day, found[0])


def _relative(found: re.Match[str], context: DateContext) -> DateReading:
    if context.day is None:
        return _lacks(found[0], "date")
    day = context.day + timedelta(days=1 if found[0].lower() == "tomorrow" else 0)
    return _assume(day, context.day, found[0])


def _month_of_year(found: re.Match[str], context: DateContext) -> DateReading:
    """`03/2025`: enough for the month a check was passed in."""
    year, month = _year(found["year"]), _month(found["month"])
    if not 1 <= month <= 12 or not 1900 <= year <= 2199:
        return _unreadable(found[0])
    return DateReading(
        DateKind.MONTH,
        date(year, month, 1),
        assumed=f"“{found[0]}” gives no day: the first of the month is taken.",
    )


def _days(parts: Iterable[tuple[int, int, int]]) -> list[date]:
    """The parts that are days of the calendar."""
    days: list[date] = []
    for year, month, day in parts:
        try:
            if 1900 <= year <= 2199:
                days.append(date(year, month, day))
        except ValueError:
            continue
    return days


def _checked(found: re.Match[str], days: list[date], written: str) -> DateReading:
    if not days:
        return DateReading(
            DateKind.UNREADABLE,
            problem=f"There is no {written}. Correct the date in the file.",
        )
    weekday = found.groupdict().get("weekday")
    if weekday and days[0].weekday() != _WEEKDAY_NUMBER[weekday.lower()]:
        return DateReading(
            DateKind.UNREADABLE,
            problem=f"“{found[0]}” contradicts itself: {written} is a "
            f"{WEEKDAYS[days[0].weekday()]}. Correct the day or the date.",
        )
    return DateReading(DateKind.DAY, days[0])


def _nearest(
    found: re.Match[str], days: list[date], context: DateContext, written: str, missing: str
) -> DateReading:
    """The day that fits the list's date best, with what was assumed."""
    if context.day is None or not days:
        return _checked(found, days, written)
    origin = context.day

    def distance(day: date) -> tuple[int, int]:
        apart = (day - origin).days
        # A report dated a week after the list is still a slip of the same month, and a deadline a
        # month back is an overdue one: only beyond that is the other year the likelier reading.
        wrong_way = (context.lean is Lean.PAST and apart > 7) or (
            context.lean is Lean.FUTURE and apart < (-31 if missing == "year" else 0)
        )
        return (1 if wrong_way else 0, abs(apart))

    chosen = min(days, key=distance)
    checked = _checked(found, [chosen], written)
    if checked.kind is not DateKind.DAY:
        return checked
    return _assume(chosen, origin, found[0])


def _assume(day: date, origin: date, written: str) -> DateReading:
    return DateReading(
        DateKind.DAY,
        day,
        assumed=f"“{written}” is read as {uk_date(day)}, going by the list's date "
        f"{uk_date(origin)}.",
    )


def _lacks(written: str, part: str) -> DateReading:
    return DateReading(
        DateKind.UNREADABLE,
        problem=f"“{written}” gives no {part} and the list is not dated. "
        "Write the date in full, as in 27/11/2026.",
    )


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTH_NUMBER[text[:3].lower()]


def _year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    return 2000 + short if short < 70 else 1900 + short


def _plus_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


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
    (_compiled(_WEEKDAY + _DAY + r"(?:\s+of)?[\s\-/.]*" + _MONTH), _no_year),
    (_compiled(_WEEKDAY + _MONTH + r"\s+" + _DAY), _no_year),
    (_compiled(_WEEKDAY + r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})"), _no_year),
    (_compiled(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"), _month_of_year),
    (_compiled(_MONTH + r"[\s\-/,]*(?P<year>\d{4})"), _month_of_year),
    (_compiled(r"(?:the )?end (?:of )?" + _MONTH + rf"(?:\s+{_YEAR})?"), _end_of_month),
    (re.compile(r"(?:the )?end (?:of )?(?:the |this )?(?P<span>month|week)", _FLAGS), _end_of_this),
    (_compiled(_WEEKDAY + r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)"), _day_only),
    (
        _compiled(r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?\s+(?P<day>\d{1,2})"),
        _day_only,
    ),
    (
        re.compile(r"(?:this |next )?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?", _FLAGS),
        _weekday_only,
    ),
    (re.compile(r"today|tomorrow", _FLAGS), _relative),
)
