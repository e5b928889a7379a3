"""How answers go back to a CSU, and what the CSU says to them (see also `return_packs`)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import Invalid
from warden_desk.domain.meetings import NextMeeting


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
