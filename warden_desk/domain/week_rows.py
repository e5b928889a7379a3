"""A team's week as it is shown: people × days, parishes × days, and what the rules found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.availability import AnswerRow
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.events import EventRow
from warden_desk.domain.shift_text import format_cell
from warden_desk.domain.shifts import CodeBook, ShiftRow, clock, draft_of, times
from warden_desk.domain.week_rules.findings import Rule, Severity


class Group(StrEnum):
    """Under which heading a person stands in the week."""

    WARDENS = "Wardens"
    VOLUNTEERS = "Volunteers"
    GUESTS = "Guests"


class CellKind(StrEnum):
    """What a cell is about. The look follows from it, and never says it alone."""

    EMPTY = "empty"
    WORK = "work"
    LATE = "late"
    OFF = "off"
    AWAY = "away"
    ELSEWHERE = "elsewhere"
    """Only planned for another team."""
    OUTSIDE = "outside"
    """Not in the team that day."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One thing to settle before the week is issued.

    `reason` is why a warning was overridden; then it is settled. It is kept on the shift, or with
    the week, where `accepted_by` and `accepted_at` say who gave it. A finding about a place has
    the name of an `area` and nobody's.
    """

    rule: Rule
    severity: Severity
    on_date: date
    text: str
    mark: str = ""
    person_id: str = ""
    person: str = ""
    area_id: str = ""
    area: str = ""
    shift_id: str = ""
    reason: str = ""
    accepted_by: str = ""
    accepted_at: datetime | None = None
    team_id: str = ""
    """Whose week it is about."""

    @property
    def wants_reason(self) -> bool:
        """Whether it goes on only with a reason that nobody has given yet."""
        return self.severity is Severity.WARNING and not self.reason

    @property
    def subject(self) -> str:
        """The id of the person or place it is about."""
        return self.person_id or self.area_id

    @property
    def is_settled(self) -> bool:
        """Whether a reason was given."""
        return self.severity is Severity.WARNING and bool(self.reason)

    @property
    def sentence(self) -> str:
        """`Ben Tilley, Thu 26 Nov: 9.5 hours' rest after Wednesday's late, 11 wanted`."""
        if self.area:
            return f"{self.area}: {self.text}"
        return f"{self.person}, {short_day(self.on_date)}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """One person on one day.

    Attributes:
        shifts: those of the team, in the order of the day.
        elsewhere: those for other teams.
        absent: what a recorded absence is called, "annual leave"; "" without one.
        answers: what they said of that day: whether they can come.
    """

    on_date: date
    kind: CellKind
    head: str = ""
    places: str = ""
    absent: str = ""
    shifts: tuple[ShiftRow, ...] = ()
    elsewhere: tuple[ShiftRow, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    answers: tuple[AnswerRow, ...] = ()

    @property
    def taskings(self) -> tuple[str, ...]:
        """The references carried that day."""
        return tuple(reference for shift in self.shifts for reference in shift.taskings)

    @property
    def open_findings(self) -> tuple[FindingRow, ...]:
        """What is to be settled still, worst first. A note asks for nothing."""
        return tuple(
            finding
            for finding in self.findings
            if finding.wants_reason or finding.severity is Severity.STOP
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWeek:
    """A row of people × days. `note` is "leader", "0.6" or the guest's own team."""

    person_id: str
    name: str
    collar_number: str
    group: Group
    note: str
    cells: tuple[CellRow, ...]
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekGrid:
    """People × days: wardens, then volunteers, then guests, each by name."""

    team_id: str
    team: str
    districts: tuple[str, ...]
    week: Week
    book: CodeBook
    people: tuple[PersonWeek, ...]
    findings: tuple[FindingRow, ...]
    events: tuple[EventRow, ...] = ()

    def events_on(self, day: date) -> tuple[EventRow, ...]:
        """The events of a day, in order."""
        return tuple(event for event in self.events if event.on_date == day)

    @property
    def shifts(self) -> list[ShiftRow]:
        """Everything its people do in the week."""
        return [
            shift
            for person in self.people
            for cell in person.cells
            for shift in (*cell.shifts, *cell.elsewhere)
        ]

    def count(self, group: Group) -> int:
        """How many people stand under this heading."""
        return sum(person.group is group for person in self.people)

    def text(self, cell: CellRow) -> str:
        """What is typed to get the cell's shifts again; "" for none."""
        return format_cell(draft_of(cell.shifts), self.book)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is planned."""
        return not any(cell.shifts for person in self.people for cell in person.cells)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who comes to a parish on a day."""

    person_id: str
    name: str
    start_minute: int | None
    end_minute: int | None
    references: tuple[str, ...] = ()
    minutes: int = 0
    """Planned for this parish; 0 where nobody said."""

    @property
    def times(self) -> str:
        """`0730–1530`."""
        return times(self.start_minute, self.end_minute)

    @property
    def start(self) -> str:
        """`0730`."""
        return "" if self.start_minute is None else clock(self.start_minute)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParishWeek:
    """A row of parishes × days: who comes when.

    Attributes:
        target_days: a visit at least so often is wanted; None where nobody is designated.
        last_visit: before the week began.
        gap: why this is a gap, as a sentence without its subject; "" where it is none.
        wanted_visits: how many are due this week.
        events: what there is on each day.
    """

    area_id: str
    name: str
    district: str
    primary: str
    target_days: int | None
    last_visit: date | None
    days: tuple[tuple[Visitor, ...], ...]
    gap: str = ""
    wanted_visits: int = 0
    events: tuple[tuple[EventRow, ...], ...] = ()

    @property
    def minutes(self) -> int:
        """Planned here in the whole week."""
        return sum(visitor.minutes for day in self.days for visitor in day)

    @property
    def visits(self) -> int:
        """On how many days somebody comes."""
        return sum(bool(day) for day in self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParishGrid:
    """Parishes × days, by district and name."""

    team_id: str
    week: Week
    parishes: tuple[ParishWeek, ...]

    @property
    def wanted(self) -> int:
        """How many parishes are to be visited so and so often."""
        return sum(parish.target_days is not None for parish in self.parishes)

    @property
    def in_target(self) -> int:
        """How many of those are no gap."""
        return sum(parish.target_days is not None and not parish.gap for parish in self.parishes)


def marked(grid: WeekGrid, found: Iterable[FindingRow]) -> WeekGrid:
    """The grid with what is said of somebody's day beside their own shifts: pairs, vetting."""
    more: dict[str, dict[date, list[FindingRow]]] = {}
    for row in found:
        if row.person_id and not row.shift_id and row.rule.is_about_a_day:
            more.setdefault(row.person_id, {}).setdefault(row.on_date, []).append(row)
    people = tuple(_marked(person, more.get(person.person_id, {})) for person in grid.people)
    return replace(grid, people=people) if more else grid


def _marked(person: PersonWeek, more: Mapping[date, Sequence[FindingRow]]) -> PersonWeek:
    if not more:
        return person
    cells = tuple(
        replace(cell, findings=_worst_first((*cell.findings, *more[cell.on_date])))
        if cell.on_date in more
        else cell
        for cell in person.cells
    )
    return replace(person, cells=cells)


def _worst_first(rows: Iterable[FindingRow]) -> tuple[FindingRow, ...]:
    order = list(Severity)
    return tuple(sorted(rows, key=lambda row: order.index(row.severity)))
