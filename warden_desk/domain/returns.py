"""What goes back to a CSU: which taskings, in which columns, and what the CSU says to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.dates import long_date, uk_date
from warden_desk.domain.errors import Invalid
from warden_desk.domain.meetings import NextMeeting
from warden_desk.domain.sheets import Imprint


class Status(StrEnum):
    """How an answer stands with the CSU. "Owed" is computed; the others are kept."""

    OWED = "owed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    QUERIED = "queried"


class How(StrEnum):
    """How a pack went to the CSU."""

    EMAIL = "by e-mail"
    MEETING = "at the meeting"
    POST = "by post"
    PORTAL = "through their portal"
    PHONE = "by phone"


SPOKEN = (How.PHONE, How.MEETING)
"""No file need go: what was said is kept as the file that could have gone."""


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """A column of a pack: its heading, and which field of a tasking stands under it.

    A column of the CSU's own that says nothing we know of has the field "".
    """

    heading: str
    field: str


THEIR_REFERENCE = "external_reference"
OUR_REFERENCE = "our_reference"
OUTCOME = "outcome"
RESULT = "result"

ANSWERS = (
    LayoutColumn("Community Warden reference", OUR_REFERENCE),
    LayoutColumn("Visits", "visits"),
    LayoutColumn("Minutes", "minutes"),
    LayoutColumn("Outcome", OUTCOME),
    LayoutColumn("What came of it", RESULT),
    LayoutColumn("Referred to", "referral"),
    LayoutColumn("Recommendation", "recommendation"),
)
"""What we add to the columns of a CSU that asked in its own."""

DEFAULT_LAYOUT = (
    LayoutColumn("Your reference", THEIR_REFERENCE),
    LayoutColumn("Community Warden reference", OUR_REFERENCE),
    LayoutColumn("Place", "place"),
    LayoutColumn("What was asked", "asked"),
    *ANSWERS[1:],
)
"""For a CSU whose own columns are not known."""


def with_answers(columns: Sequence[LayoutColumn]) -> tuple[LayoutColumn, ...]:
    """A CSU's own columns in their order, then the answers that none of them holds."""
    held = {column.field for column in columns}
    return (*columns, *(answer for answer in ANSWERS if answer.field not in held))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnItem:
    """One checked tasking in words, by field; what a pack does not show is not in it.

    `warnings` say where its text seems to hold more of somebody than should leave the desk.
    """

    tasking_id: str
    reference: str
    their_reference: str
    title: str
    is_sensitive: bool
    cells: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    def cell(self, name: str) -> str:
        """What stands under a column of this field."""
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnContent:
    """A pack before it becomes a file: everything in words, its columns, and its marking."""

    csu_id: str
    csu: str
    meeting: NextMeeting | None
    layout: tuple[LayoutColumn, ...]
    is_own_layout: bool
    items: tuple[ReturnItem, ...]
    made_on: date
    imprint: Imprint

    @property
    def is_sensitive(self) -> bool:
        return any(item.is_sensitive for item in self.items)

    @property
    def marking(self) -> str:
        """A pack travels as one: it bears the marking of the most sensitive thing in it."""
        sign = self.imprint.sensitive_marking if self.is_sensitive else self.imprint.marking
        return sign.upper()

    @property
    def title(self) -> str:
        """`Results for Ashford CSU`, without anybody's name."""
        return f"Results for {self.csu}"

    @property
    def occasion(self) -> str:
        """The meeting it is for, or the day it was made."""
        if self.meeting is None:
            return f"Made on {long_date(self.made_on)}"
        return f"For the meeting of {long_date(self.meeting.on_date)}"

    @property
    def day(self) -> date:
        """The day that names its file."""
        return self.meeting.on_date if self.meeting else self.made_on

    def row(self, item: ReturnItem) -> tuple[str, ...]:
        """An item's text under each column of the layout."""
        return tuple(item.cell(column.field) for column in self.layout)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What somebody should look at before it is sent, by our reference."""
        return tuple(f"{item.reference}: {said}" for item in self.items for said in item.warnings)


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A pack as a file: its name, which names no person, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SendDraft:
    """How a pack goes out, as typed in."""

    how: How | None = How.EMAIL
    sent_to: str = ""

    def check(self) -> How:
        """How it goes.

        Raises:
            Invalid: that was not said, or nobody is named who was told by phone.
        """
        if self.how is None:
            raise Invalid({"how": "Say how it goes to the CSU."})
        if self.how is How.PHONE and not self.sent_to.strip():
            raise Invalid({"sent_to": "Say who was told: a post, such as the CSU’s sergeant."})
        return self.how


@dataclass(frozen=True, slots=True)
class TellDraft:
    """That a CSU was told an answer in words, as typed in."""

    how: How | None = How.PHONE
    told: str = ""
    on: date | None = None

    def check(self, *, today: date) -> SendDraft:
        """As it is kept; the day is said where it was not today.

        Raises:
            Invalid: how, who or when is missing, or the day is still to come.
        """
        problems: dict[str, str] = {}
        if self.how not in SPOKEN:
            problems["how"] = "Say whether it was by phone or at the meeting."
        if not self.told.strip():
            problems["told"] = "Say who was told: a post, such as the CSU’s sergeant."
        if self.on is None or self.on > today:
            problems["on"] = "Say on which day: today or before."
        if problems or self.on is None:
            raise Invalid(problems)
        when = "" if self.on == today else f", on {uk_date(self.on)}"
        return SendDraft(self.how, f"{self.told.strip()}{when}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentItem:
    """One tasking of a pack that went out, and how it stands with the CSU."""

    id: str
    tasking_id: str
    reference: str
    their_reference: str
    title: str
    status: Status
    query: str
    answered_at: datetime | None
    is_open: bool
    """Whether it still waits for something: its last word from the CSU is none, or a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentReturn:
    """One pack that went out."""

    id: str
    sent_at: datetime
    sent_by: str
    how: str
    sent_to: str
    meets_on: date | None
    file_name: str
    items: tuple[SentItem, ...] = ()

    @property
    def waiting(self) -> tuple[SentItem, ...]:
        """What the CSU has not answered."""
        return tuple(item for item in self.items if item.status is Status.SENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How things stand with one CSU. `id` is the CSU's."""

    id: str
    csu: str
    meeting: NextMeeting | None
    owed: int = 0
    to_check: int = 0
    open: int = 0
    late: int = 0
    sent: int = 0
    queried: int = 0

    @property
    def status(self) -> Status | None:
        """What presses most; None where nothing ever went back and nothing is owed."""
        if self.queried:
            return Status.QUERIED
        if self.owed or self.to_check:
            return Status.OWED
        return Status.SENT if self.sent else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChaseLine:
    """One tasking somebody has to be asked about. `says` is what it waits for."""

    tasking_id: str
    reference: str
    their_reference: str
    title: str
    is_sensitive: bool
    who: tuple[str, ...]
    says: str
    days_late: int = 0

    @property
    def text(self) -> str:
        """For an e-mail or a call: a sensitive one by its references alone."""
        what = "" if self.is_sensitive else self.title
        references = f"{self.reference} ({self.their_reference})"
        named = references if self.their_reference else self.reference
        return ", ".join(
            filter(None, (f"{named} {what}".strip(), " and ".join(self.who), self.says))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chaser:
    """What is to be settled before a CSU meets."""

    csu_id: str
    csu: str
    meeting: NextMeeting | None
    owed: tuple[ChaseLine, ...] = ()
    waiting: tuple[ChaseLine, ...] = ()
    queried: tuple[ChaseLine, ...] = ()

    def text(self) -> str:
        """The list to paste into an e-mail."""
        when = f" before {long_date(self.meeting.on_date)}" if self.meeting else ""
        parts = [f"{self.csu}: to settle{when}"]
        for heading, lines in (
            ("Waiting for a result", self.waiting),
            ("Queried by the CSU", self.queried),
            ("Checked, to go back", self.owed),
        ):
            if lines:
                parts.append("\n".join([heading, *(f"- {line.text}" for line in lines)]))
        return "\n\n".join(parts)
