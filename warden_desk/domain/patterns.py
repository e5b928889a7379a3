"""Rotations: what somebody works in each week of a cycle, as typed into the cells of the grid."""

from dataclasses import dataclass
from datetime import date, timedelta

from warden_desk.domain.dates import WEEKDAYS, Week
from warden_desk.domain.errors import Invalid

MOST_WEEKS = 26
"""Longer rotations are not in use anywhere; more rows are a slip."""

Row = tuple[str, ...]
"""Seven cells, Monday first; "" says nothing."""


def week_of_rotation(anchor: date, weeks: int, day: date) -> int:
    """Which week of a rotation a day falls in, from nought; days before the anchor count, too."""
    return (Week.of(day).monday - Week.of(anchor).monday).days // 7 % weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternDraft:
    """A rotation as typed in.

    Attributes:
        weeks: its weeks in order, each of seven cells.
        anchor: a day of the first week; the day it holds from unless another is given.
    """

    weeks: tuple[Row, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    anchor: date | None = None

    def check(self) -> date:
        """The day it holds from, if all is well.

        Raises:
            Invalid: by field, what is missing or does not fit.
        """
        problems: dict[str, str] = {}
        if not 1 <= len(self.weeks) <= MOST_WEEKS:
            problems["weeks"] = f"A rotation has from one to {MOST_WEEKS} weeks."
        elif any(len(row) != len(WEEKDAYS) for row in self.weeks):
            problems["weeks"] = "Each week has seven days; leave a day empty that says nothing."
        elif not any(text.strip() for row in self.weeks for text in row):
            problems["weeks"] = "Nothing is typed into any day."
        if self.valid_from is None:
            problems["valid_from"] = "Say from which day it holds."
        elif self.valid_to is not None and self.valid_to <= self.valid_from:
            problems["valid_to"] = "It ends before it begins."
        if problems or self.valid_from is None:
            raise Invalid(problems)
        return self.valid_from


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRow:
    """A person's rotation. `valid_to` is exclusive; None = still."""

    id: str
    person_id: str
    person: str
    weeks: tuple[Row, ...]
    anchor: date
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it says anything about a day at all."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def text_on(self, day: date) -> str:
        """What is typed for a day; "" for nothing."""
        if not self.holds_on(day):
            return ""
        number = week_of_rotation(self.anchor, len(self.weeks), day)
        return self.weeks[number][day.weekday()]

    @property
    def last_day(self) -> date | None:
        """The last day it holds."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)
