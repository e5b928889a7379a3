"""What taking in a list means: a verdict for every row before anything is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.repeats import Repeat


class ImportKind(StrEnum):
    """Which list a file holds. Staff and volunteers are both people."""

    PEOPLE = "people"
    CONTACTS = "contacts"
    TASKINGS = "taskings"
    ORGANISATIONS = "organisations"


class Verdict(StrEnum):
    """What will happen to a row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    ERROR = "error"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One fact an update replaces; both sides as people read them."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about one cell: what is wrong or was assumed, and what to do.

    Attributes:
        row: as the file numbers it.
        column: the heading, or empty if the whole row is meant.
    """

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An area a name might mean, with how well it fits (0 to 100)."""

    area_id: str
    name: str
    district: str
    score: int

    def __str__(self) -> str:
        return f"{self.name} ({self.district})"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the file that is no entry, and why it was passed over."""

    row: int
    why: str
    text: str = ""
    is_decided: bool = False
    """Whether somebody said so, now or of an earlier list of the sender's."""


THEIRS = "theirs"
"""What an owner means whose rows are not for the wardens."""


@dataclass(frozen=True, slots=True)
class OpenWord:
    """A word of the sender's that somebody has to explain once.

    Attributes:
        table: what kind of word: urgency, owner, category.
        meanings: what it may mean, as (key, words).
    """

    table: str
    written: str
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RepeatChoice:
    """What was decided of a row that may repeat a tasking: it is the same, or goes with it."""

    tasking_id: str
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderLayout:
    """How a sender's lists are laid out, and what was decided about them.

    Attributes:
        fingerprint: the headings, by which the next list of this sender is known.
        columns: the column (from 0) of each field.
        next_meeting_days: from the day of the list to what it calls the next meeting.
        words: what the sender's words mean, by table.
        areas: what the sender's names of places mean, where that had to be decided.
        date_order: what comes first in the sender's dates; empty while nothing showed it.
        sheet: which of the workbook's sheets was read; empty if it is the likeliest.
        skips: how lines look that are no entries, as somebody decided.
    """

    sender: str
    kind: ImportKind
    fingerprint: str
    columns: Mapping[str, int]
    district_id: str = ""
    next_meeting_days: int | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    areas: Mapping[str, str] = field(default_factory=dict[str, str])
    date_order: str = ""
    sheet: str = ""
    skips: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One entry of the file and what becomes of it.

    Attributes:
        row: as the file numbers it (of a block, its first row).
        shown: who or what it is, as a list shows it.
        why: the reason for the verdict; for an error, what to do.
        notes: what was assumed on the way: a year, a parish read through a slip of the pen.
        changes: what an update replaces.
        candidates: areas the row could mean, best first, where that has to be decided.
        can_be_accepted: whether a row to look at can be written as it stands.
        words: words of the sender's whose meaning can be decided for all rows at once.
        repeats: taskings on the desk that the row may repeat.
        match: how sure the place of an organisation is, as a word: exact, likely, doubtful.
    """

    row: int
    verdict: Verdict
    shown: str
    why: str = ""
    notes: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    can_be_accepted: bool = False
    words: tuple[OpenWord, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    match: str = ""


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """Which column of the file fills a field, and how sure that is (0 to 100)."""

    field: str
    label: str
    column: int
    heading: str
    confidence: int

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it before importing."""
        return self.confidence < 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """What the file's list is about. Everything left open is read from the file, if it says so.

    Attributes:
        today: the day of the import: what is written becomes true from then on.
        district_id: the district whose list it is; empty text means "not said".
        list_day: the day of the list: half-written dates are completed from it.
        next_meeting: what "next meeting" means.
        date_order: what comes first in dates of three numbers; None to go by the list.
        areas: decisions for doubtful names, by row: the area to use.
        words: decisions for words of the sender's, by table and plain word: what it means.
        skips: decisions for rows, whether they are no entries and to be left out.
    """

    today: date
    district_id: str = ""
    list_day: date | None = None
    next_meeting: date | None = None
    date_order: DateOrder | None = None
    areas: Mapping[int, str] = field(default_factory=dict[int, str])
    words: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    skips: Mapping[int, bool] = field(default_factory=dict[int, bool])


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import will do, row by row.

    Attributes:
        source: what list it is, without any person's name: "Ashford CSU list".
        notes: what concerns the list as a whole.
        drafts: what each row writes; `shared` what several rows need.
        basis: a digest of what the rows were compared with, by which a later change is noticed.
        cells: what stood in the rows that have an error or are to be looked at.
        layout: what will be remembered of the sender's list.
        read_as: the sender as whose list it was recognised; empty if it is the first of its kind.
    """

    kind: ImportKind
    file_name: str
    digest: str
    sheet: str
    sheets: Sequence[str] = ()
    source: str = ""
    context: ImportContext
    district: str = ""
    district_reason: str = ""
    headings: Sequence[str] = ()
    columns: Sequence[ColumnUse]
    notes: Sequence[str] = ()
    rows: Sequence[PlannedRow]
    left_out: Sequence[LeftOut] = ()
    drafts: Mapping[int, object] = field(default_factory=dict[int, object])
    shared: Mapping[str, object] = field(default_factory=dict[str, object])
    references: Sequence[str] = ()
    basis: str = ""
    cells: Mapping[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])
    layout: SenderLayout | None = None
    read_as: str = ""

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows got which verdict; every verdict is there."""
        counted = Counter(row.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in Verdict}

    def writes(self, accepted: frozenset[int] = frozenset()) -> list[PlannedRow]:
        """The rows that `apply` will write if these rows to look at are accepted."""
        return [
            row
            for row in self.rows
            if row.verdict in (Verdict.NEW, Verdict.UPDATE)
            or (row.verdict is Verdict.LOOK and row.can_be_accepted and row.row in accepted)
        ]

    def not_taken(self, accepted: frozenset[int] = frozenset()) -> list[PlannedRow]:
        """The rows with an error, and those to look at that were not accepted."""
        return [
            row
            for row in self.rows
            if row.verdict is Verdict.ERROR
            or (row.verdict is Verdict.LOOK and row.row not in accepted)
        ]


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did. `batch_id` is how it is taken back."""

    batch_id: str
    kind: ImportKind
    added: int
    updated: int
    counts: Mapping[Verdict, int]

    @property
    def sentence(self) -> str:
        """In words: `24 added, 3 updated, 1 could not be read`."""
        parts = [f"{self.added:,} added", f"{self.updated:,} updated"]
        if unread := self.counts[Verdict.ERROR]:
            parts.append(f"{unread:,} could not be read")
        if waiting := self.counts[Verdict.LOOK]:
            parts.append(f"{waiting:,} to look at")
        return ", ".join(parts) + "."


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A past import as the list of imports shows it."""

    id: str
    kind: ImportKind
    source: str
    done_at: datetime
    done_by: str
    counts: Mapping[str, int]
    can_be_taken_back: bool
