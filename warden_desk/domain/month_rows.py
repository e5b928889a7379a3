"""A month of one or several teams: people × days in codes."""

from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.dates import MONTHS, month_end
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import CellKind, Group


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
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
        """`November 2026`."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    def plus(self, months: int) -> "Month":
        """The month so many later."""
        whole = self.year * 12 + self.number - 1 + months
        return Month(whole // 12, whole % 12 + 1)


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One person on one day: a code, and in words what it says."""

    kind: CellKind
    code: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMonth:
    """A row of the month."""

    person_id: str
    name: str
    collar_number: str
    group: Group
    team_id: str
    cells: tuple[MonthCell, ...]
    minutes: int

    @property
    def hours(self) -> str:
        return hours(self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGrid:
    """People × days of a month, for one team."""

    team_id: str
    team: str
    month: Month
    people: tuple[PersonMonth, ...]
