"""Completing dates of which only a part is written, from the day of the list they stand in."""

import re
from datetime import date, timedelta

from warden_desk.domain.date_reading import (
    WEEKDAY_NUMBER,
    DateContext,
    DateKind,
    DateReading,
    Lean,
    calendar_days,
    checked_day,
    day_and_month,
    month_number,
    unreadable,
    year_number,
)
from warden_desk.domain.dates import MONTHS, month_end, uk_date


def no_year(found: re.Match[str], context: DateContext) -> DateReading:
    """`27 Nov`: the year comes from the list."""
    day, month = day_and_month(found, context)
    if not 1 <= month <= 12:
        return unreadable(found[0])
    written = f"{day} {MONTHS[month - 1]}"
    if context.day is None:
        return _lacks(found[0], "year")
    years = range(context.day.year - 1, context.day.year + 2)
    days = calendar_days((year, month, day) for year in years)
    return _nearest(found, days, context, written, "year")


def day_only(found: re.Match[str], context: DateContext) -> DateReading:
    """`Fri 27th`: month and year come from the list's own date."""
    if context.day is None:
        return _lacks(found[0], "month")
    first = context.day.replace(day=1)
    months = [_plus_months(first, n) for n in (-2, -1, 0, 1, 2)]
    days = calendar_days((m.year, m.month, int(found["day"])) for m in months)
    weekday = found["weekday"]
    if weekday:
        days = [day for day in days if day.weekday() == WEEKDAY_NUMBER[weekday.lower()]]
    return _nearest(found, days, context, found[0], "month")


def weekday_only(found: re.Match[str], context: DateContext) -> DateReading:
    """`Fri`: the nearest one that fits."""
    if context.day is None:
        return _lacks(found[0], "date")
    number = WEEKDAY_NUMBER[found["weekday"].lower()]
    around = (context.day + timedelta(days=n) for n in range(-6, 8))
    days = [day for day in around if day.weekday() == number and day != context.day]
    return _nearest(found, days, context, found[0], "date")


def end_of_month(found: re.Match[str], context: DateContext) -> DateReading:
    """`end of Nov`, with or without its year."""
    month = month_number(found["month"])
    if found["year"]:
        return DateReading(DateKind.DAY, month_end(year_number(found["year"]), month))
    if context.day is None:
        return _lacks(found[0], "year")
    years = range(context.day.year - 1, context.day.year + 2)
    return _nearest(found, [month_end(y, month) for y in years], context, found[0], "year")


def end_of_this(found: re.Match[str], context: DateContext) -> DateReading:
    """`end of the month`, `end of this week`, which is its Friday."""
    if context.day is None:
        return _lacks(found[0], "date")
    if found["span"].lower() == "month":
        day = month_end(context.day.year, context.day.month)
    else:
        day = context.day + timedelta(days=(4 - context.day.weekday()) % 7)
    return _assume(day, context.day, found[0])


def relative(found: re.Match[str], context: DateContext) -> DateReading:
    """`today` and `tomorrow` are those of the list."""
    if context.day is None:
        return _lacks(found[0], "date")
    day = context.day + timedelta(days=1 if found[0].lower() == "tomorrow" else 0)
    return _assume(day, context.day, found[0])


def _nearest(
    found: re.Match[str], days: list[date], context: DateContext, written: str, missing: str
) -> DateReading:
    """The day that fits the list's date best, with what was assumed."""
    if context.day is None or not days:
        return checked_day(found, days, written)
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
    checked = checked_day(found, [chosen], written)
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


def _plus_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
