"""A pack for a CSU: which taskings are in it, and in which columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.dates import long_date
from warden_desk.domain.meetings import NextMeeting
from warden_desk.domain.sheets import Imprint


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
