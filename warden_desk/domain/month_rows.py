"""A month of one or several teams: people × days in codes."""

from dataclasses import dataclass

from warden_desk.domain.months import Month
from warden_desk.domain.shifts import hours
from warden_desk.domain.week_rows import CellKind, Group


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
