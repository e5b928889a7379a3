"""Copies of the week for one reader each, already in words: formats only draw them.

Each holds what its reader needs and nothing else. What is sensitive stands in an annex, never in
the body, so that the body can travel.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.sheets import (
    CellKind,
    Imprint,
    SheetContent,
    SheetDay,
    SheetEvent,
    SheetStatus,
    WelfareCall,
)


class CopyKind(StrEnum):
    """Which paper."""

    TEAM = "team"
    PERSON = "person"
    PARISH = "parish"
    CSU = "csu"
    MONTH = "month"
    WALL = "wall"

    @property
    def is_for_one(self) -> bool:
        """Whether there is one for each of several readers."""
        return self in (CopyKind.PERSON, CopyKind.PARISH, CopyKind.CSU)


LABELS = {
    CopyKind.TEAM: "Team sheet",
    CopyKind.PERSON: "Copy for one person",
    CopyKind.PARISH: "Parish copy",
    CopyKind.CSU: "CSU copy",
    CopyKind.MONTH: "Month overview",
    CopyKind.WALL: "Blank wall sheet",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a copy can be made for: a person, a parish or a CSU."""

    id: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyHead:
    """What stands at the top of every page of a copy, and what it is called elsewhere.

    Attributes:
        period: "Week 48" or "November 2026"; `period_words` say it in full.
        team: whose week it is taken from.
        status: None where there is nothing to issue.
        file_parts: for the file's name, without anybody's name.
        logged: for the print log.
    """

    kind: CopyKind
    title: str
    subtitle: str
    period: str
    period_words: str
    team: str
    status: SheetStatus | None
    imprint: Imprint
    file_parts: tuple[str, ...]
    logged: str
    destroy_on: date

    @property
    def label(self) -> str:
        return LABELS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShift:
    """One shift of one's own. `stops` are in the order of the round, each with its minutes."""

    code: str
    name: str
    times: str = ""
    kind: CellKind = CellKind.WORK
    stops: tuple[str, ...] = ()
    company: str = ""
    is_lone: bool = False


@dataclass(frozen=True, slots=True)
class PersonDay:
    """A day of one's own week: "Mon 23 Nov"; no shift means that nothing is planned."""

    title: str
    shifts: tuple[PersonShift, ...]


@dataclass(frozen=True, slots=True)
class CopyPhone:
    """Somebody one may have to ring. `why` is "Team leader" or "Clerk, Lenham"."""

    why: str
    who: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyTasking:
    """A tasking of one's own, in one line that names nobody it is about.

    `number` is its number in the annex, if it stands there. `measures` are what to do on the way
    to it; why is at the desk.
    """

    reference: str
    task: str
    place: str
    when: str
    due: str
    number: str = ""
    is_overdue: bool = False
    is_urgent: bool = False
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCopy:
    """One person's week: what they need on the road, and nothing of anybody else's.

    Attributes:
        measures: control measures for places, each a line: "Lenham: go in a pair".
        welfare: when they are rung; `rings`: whom they ring as a buddy.
        annex: sensitive taskings; empty for a person who is not cleared.
        left_out: how many sensitive ones are not on it, for who prints it; never drawn.
    """

    head: CopyHead
    hours: str
    days: tuple[PersonDay, ...]
    phones: tuple[CopyPhone, ...] = ()
    measures: tuple[str, ...] = ()
    welfare: tuple[WelfareCall, ...] = ()
    rings: tuple[WelfareCall, ...] = ()
    taskings: tuple[CopyTasking, ...] = ()
    annex: tuple[CopyTasking, ...] = ()
    left_out: int = 0
    calendar: tuple["CalendarEntry", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A shift as a calendar shows it. `uid` stays when the shift is planned anew.

    Without `starts_at` it lasts all of `on_date`. Nothing of a tasking is in it.
    """

    uid: str
    on_date: date
    summary: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    location: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ParishVisit:
    """Somebody comes to the parish on a day; `times` are those of the whole shift."""

    day: str
    who: str
    times: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParishCopy:
    """What a parish council is told of the week: who comes when, and whom to ring."""

    head: CopyHead
    phone: str
    wardens: tuple[tuple[str, str], ...] = ()
    """Role and name of those designated: "Warden", "Ben Tilley"."""
    visits: tuple[ParishVisit, ...] = ()
    events: tuple[SheetEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CsuTasking:
    """One of a CSU's own taskings: in its numbering, who goes and when."""

    theirs: str
    ours: str
    who: str
    when: str
    due: str
    is_overdue: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CsuCopy:
    """What a CSU is told of the week: the plan for its own taskings, and nothing of another's.

    `others` counts what is open there without being due or planned this week.
    """

    head: CopyHead
    taskings: tuple[CsuTasking, ...] = ()
    annex: tuple[CsuTasking, ...] = ()
    others: int = 0


@dataclass(frozen=True, slots=True)
class MonthDay:
    """The head of a column: "Mo" over "23"."""

    weekday: str
    number: str
    is_free: bool = False
    """A weekend or bank holiday."""
    begins_week: bool = False


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A day in codes, one a line."""

    codes: tuple[str, ...] = ()
    kind: CellKind | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class MonthPerson:
    """A row of the month."""

    name: str
    role: str
    group: str
    hours: str
    cells: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOverview:
    """A team's month: people × days in codes. `on_duty` and `on_late` count people by day."""

    head: CopyHead
    days: tuple[MonthDay, ...]
    people: tuple[MonthPerson, ...]
    on_duty: tuple[int, ...]
    on_late: tuple[int, ...]
    legend: tuple[tuple[str, str], ...] = ()
    holidays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WallPerson:
    """A row of the wall sheet."""

    name: str
    role: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WallSheet:
    """An empty week with the names in it, to be filled in by hand."""

    head: CopyHead
    days: tuple[SheetDay, ...]
    people: tuple[WallPerson, ...]
    leader: str
    out_of_hours_phone: str


Copy = SheetContent | PersonCopy | ParishCopy | CsuCopy | MonthOverview | WallSheet


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A finished file."""

    name: str
    data: bytes
