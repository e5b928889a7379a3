"""Months of a year, and spans of them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.dates import MONTHS, month_end
from warden_desk.domain.errors import UserError

_MONTH = re.compile(r"\s*(\d{4})-(\d{1,2})\s*")
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month a day is in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2019-01`.

        Raises:
            UserError: the text is no month.
        """
        found = _MONTH.fullmatch(text)
        if found and int(found[1]) in _YEARS and 1 <= int(found[2]) <= len(MONTHS):
            return cls(int(found[1]), int(found[2]))
        raise UserError(f"“{text}” is not a month. Write the year and the month, as in 2019-01.")

    @property
    def first(self) -> date:
        """Its first day, by which it is stored."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return month_end(self.year, self.number)

    @property
    def days(self) -> tuple[date, ...]:
        count = (self.last - self.first).days + 1
        return tuple(self.first + timedelta(days=at) for at in range(count))

    @property
    def title(self) -> str:
        """`January 2019`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    @property
    def short(self) -> str:
        """`Jan 2019`."""
        return f"{MONTHS[self.number - 1][:3]} {self.year}"

    def plus(self, months: int) -> "Month":
        """This many months later (earlier if negative)."""
        years, number = divmod(self.number - 1 + months, len(MONTHS))
        return Month(self.year + years, number + 1)

    def until(self, last: "Month") -> "tuple[Month, ...]":
        """All months up to `last`, this one and that one included."""
        count = (last.year - self.year) * len(MONTHS) + last.number - self.number + 1
        return tuple(self.plus(n) for n in range(max(0, count)))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def span(first: Month, last: Month) -> str:
    """`Dec 2018 to Jan 2019`, or one month alone."""
    return first.title if first == last else f"{first.short} to {last.short}"
