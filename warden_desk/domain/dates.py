"""Dates as people here write them: ISO weeks, and days in words."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import total_ordering

from warden_desk.domain.errors import UserError

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_WEEK = re.compile(r"\s*(\d{4})\s*-?\s*w\s*(\d{1,2})\s*", re.IGNORECASE)


# The names come from the tables above, not from strftime: the language of the machine must not
# change what a printed sheet says.
def uk_date(day: date) -> str:
    """`Fri 27 Nov 2026`."""
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """`Fri 27 Nov`, where the year is plain from the context."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def long_date(day: date) -> str:
    """`Friday 27 November 2026`, for headings."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def plain_date(day: date) -> str:
    """`27 Nov 2026`, for columns too narrow for the weekday."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@total_ordering
@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week: Monday to Sunday, and week 1 is the one with the year's first Thursday."""

    year: int
    number: int

    def __post_init__(self) -> None:
        # 28 December is always in the last week of its year.
        if not (
            1900 <= self.year <= 2200
            and 1 <= self.number <= date(self.year, 12, 28).isocalendar().week
        ):
            raise UserError(
                f"There is no week {self.number} in {self.year}. Weeks run from 1 to 52 or 53."
            )

    @classmethod
    def of(cls, day: date) -> "Week":
        """The week this day falls in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Read `2026-W48`.

        Raises:
            UserError: the text is no week, or the year has no such week.
        """
        found = _WEEK.fullmatch(text)
        if found is None:
            raise UserError(f"“{text}” is not a week. Write the year and the week, as in 2026-W48.")
        return cls(int(found[1]), int(found[2]))

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def days(self) -> tuple[date, ...]:
        """The seven days, Monday first."""
        first = self.monday
        return tuple(first + timedelta(days=n) for n in range(7))

    @property
    def next(self) -> "Week":
        return self.plus(1)

    @property
    def previous(self) -> "Week":
        return self.plus(-1)

    def plus(self, weeks: int) -> "Week":
        """This many weeks later (earlier if negative)."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    @property
    def title(self) -> str:
        """`Mon 23 Nov to Sun 29 Nov 2026`."""
        first, last = self.monday, self.sunday
        start = uk_date(first) if first.year != last.year else short_day(first)
        return f"{start} to {uk_date(last)}"

    def __contains__(self, day: date) -> bool:
        if isinstance(day, datetime):
            day = day.date()
        return self.monday <= day <= self.sunday

    def __lt__(self, other: "Week") -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"
