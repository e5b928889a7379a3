"""What a tasking is: as typed in, as lists show it, and when it is due. Plain values."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.dates import WEEKDAYS, plain_date, short_day
from warden_desk.domain.errors import Invalid
from warden_desk.domain.repeats import LinkRow
from warden_desk.domain.tasking_entries import EntryRow
from warden_desk.domain.tasking_states import LABELS, TO_DO, Situation, State

SOON_DAYS = 3
"""A tasking due within these days shows its deadline rather than its state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskingDraft:
    """A tasking as typed in or read from a list. Coordinates are whole metres, EPSG:27700."""

    title: str
    district_id: str | None
    received_on: date
    description: str = ""
    wanted: str = ""
    category: str = ""
    csu_id: str | None = None
    meeting_on: date | None = None
    received_how: str = ""
    received_by: str = ""
    requester: str = ""
    agency: str = ""
    external_reference: str = ""
    case_reference: str = ""
    marking: str = "OFFICIAL"
    subject_kind: str = ""
    subject_reference: str = ""
    priority: str = ""
    area_id: str | None = None
    place: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None
    problem_times: str = ""
    constraints: str = ""
    pair_up: bool = False
    urgency: str = ""
    score: int | None = None
    due_on: date | None = None
    due_words: str = ""
    due_rule: str = ""
    """The rule that gave the due date, in words; "" where somebody gave it."""
    review_on: date | None = None
    needed_power: str = ""

    def check(self, *, today: date) -> None:
        """Refuse what cannot be a tasking.

        Raises:
            Invalid: by field, what is missing or cannot be.
        """
        problems: dict[str, str] = {}
        if not self.title.strip():
            problems["title"] = "Say in a few words what it is about."
        if self.district_id is None:
            problems["district_id"] = "Choose the district whose CSU asks."
        if self.received_on > today:
            problems["received_on"] = "It cannot have been received after today."
        if self.due_on is not None and self.due_on < self.received_on:
            problems["due_on"] = "It cannot be due before it was received."
        if self.review_on is not None and self.review_on < self.received_on:
            problems["review_on"] = "The review cannot be before it was received."
        if (self.easting is None) != (self.northing is None):
            problems["easting"] = "A place needs both an easting and a northing."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class TaskingRow:
    """One tasking as lists show it."""

    id: str
    reference: str
    title: str
    marking: str
    district_id: str
    area: str
    state: State
    urgency: str
    due_on: date | None
    due_words: str
    hold_until: date | None
    district: str
    category: str
    priority: str
    external_reference: str
    received_on: date
    who: tuple[str, ...]
    """Who has it, the lead first."""


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Who has a tasking, since when, and whether they have said so."""

    id: str
    person_id: str
    name: str
    role: str
    assigned_by: str
    assigned_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    """Who heard it from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskingDetail:
    """All that is known of one tasking. Names stand beside the ids that the draft holds."""

    id: str
    reference: str
    draft: TaskingDraft
    situation: Situation
    is_sensitive: bool
    is_hidden: bool = False
    """Most of it is left out: whoever asked may not see it."""
    state_since: datetime
    hold_until: date | None
    outcome: str
    outcome_label: str
    district: str
    area: str
    csu: str
    category_label: str
    priority_label: str
    assignments: tuple[AssignmentRow, ...] = ()
    entries: tuple[EntryRow, ...] = field(default=())
    """The log, newest first, struck entries included."""
    links: tuple[LinkRow, ...] = ()

    @property
    def state(self) -> State:
        return self.situation.state


class DeadlineKind(StrEnum):
    """How a due date stands to today."""

    NONE = "none"
    LATER = "later"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A due date in words. `words` is "" where there is nothing to say."""

    kind: DeadlineKind
    words: str


def deadline(state: State, due_on: date | None, today: date, *, due_words: str = "") -> Deadline:
    """How urgent the due date is. Work that is done is never overdue."""
    if state not in TO_DO or (due_on is None and not due_words):
        return Deadline(DeadlineKind.NONE, "")
    if due_on is None:
        return Deadline(DeadlineKind.LATER, f"Due {due_words}")
    days = (due_on - today).days
    if days < 0:
        return Deadline(DeadlineKind.OVERDUE, f"Overdue {_days(-days)}")
    if days == 0:
        return Deadline(DeadlineKind.TODAY, "Due today")
    if days <= SOON_DAYS:
        return Deadline(DeadlineKind.SOON, f"Due {WEEKDAYS[due_on.weekday()][:3]} {due_on.day}")
    same_year = due_on.year == today.year
    words = short_day(due_on) if same_year else plain_date(due_on)
    return Deadline(DeadlineKind.LATER, f"Due {words}")


def state_words(state: State, hold_until: date | None = None) -> str:
    """The state as lists say it."""
    if state is State.ON_HOLD and hold_until is not None:
        return f"On hold to {hold_until.day} {short_day(hold_until).split()[-1]}"
    return LABELS[state]


def reference(district_code: str, year: int, number: int) -> str:
    """`ASH-26-0147`: what people say on the phone."""
    return f"{district_code}-{year % 100:02d}-{number:04d}"


@dataclass(frozen=True, slots=True)
class TypedReference:
    """What somebody typed for a reference; parts they left out are None."""

    district_code: str | None
    year: int | None
    number: int


_TYPED = re.compile(
    r"\s*(?:(?P<code>[a-z]{2,4})[\s/-]*)?(?:(?P<year>20\d\d|\d\d)[\s/-]+)?(?P<number>\d{1,5})\s*",
    re.IGNORECASE,
)


def parse_reference(text: str) -> TypedReference | None:
    """Read "ASH-26-0147", "ash 26 147", "ash147" or only "147"; None if it is something else."""
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    code, year = found["code"], found["year"]
    return TypedReference(
        code.upper() if code else None,
        2000 + int(year) % 100 if year else None,
        int(found["number"]),
    )


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
