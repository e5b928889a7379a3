"""What a written date turned out to be, and what its parts say once a pattern has found them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.dates import MONTHS, WEEKDAYS

_MONTH_NUMBER = {name.lower()[:3]: number for number, name in enumerate(MONTHS, start=1)}
WEEKDAY_NUMBER = {name.lower()[:3]: number for number, name in enumerate(WEEKDAYS)}


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


def unreadable(text: str) -> DateReading:
    """No date, and how to write it so that it can be read."""
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return DateReading(
        DateKind.UNREADABLE,
        problem=f"“{shown}” is not a date that can be read. Write it as in 27/11/2026.",
    )


def calendar_days(parts: Iterable[tuple[int, int, int]]) -> list[date]:
    """The parts that are days of the calendar."""
    days: list[date] = []
    for year, month, day in parts:
        try:
            if 1900 <= year <= 2199:
                days.append(date(year, month, day))
        except ValueError:
            continue
    return days


def checked_day(found: re.Match[str], days: list[date], written: str) -> DateReading:
    """The first of these days, unless there is none or its weekday was written otherwise."""
    if not days:
        return DateReading(
            DateKind.UNREADABLE,
            problem=f"There is no {written}. Correct the date in the file.",
        )
    weekday = found.groupdict().get("weekday")
    if weekday and days[0].weekday() != WEEKDAY_NUMBER[weekday.lower()]:
        return DateReading(
            DateKind.UNREADABLE,
            problem=f"“{found[0]}” contradicts itself: {written} is a "
            f"{WEEKDAYS[days[0].weekday()]}. Correct the day or the date.",
        )
    return DateReading(DateKind.DAY, days[0])


def day_and_month(found: re.Match[str], context: DateContext) -> tuple[int, int]:
    """Of two numbers, which is which says the order of the sender; else the form itself."""
    day, month = int(found["day"]), month_number(found["month"])
    return (month, day) if is_swapped(found, context) else (day, month)


def is_swapped(found: re.Match[str], context: DateContext) -> bool:
    """Whether the first of two numbers is the month."""
    is_open = found["month"].isdigit() and found.start("day") < found.start("month")
    return is_open and context.order is DateOrder.MONTH_FIRST


def month_number(text: str) -> int:
    """1 to 12 for a number or a name; a number may be beyond that."""
    return int(text) if text.isdigit() else _MONTH_NUMBER[text[:3].lower()]


def year_number(text: str) -> int:
    """The year in full: of two digits, those below 70 are of this century."""
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    short = int(digits)
    return 2000 + short if short < 70 else 1900 + short
