"""The permanent log of an organisation: who spoke to whom, when, and about what."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.contacts import ContactRow
from warden_desk.domain.errors import Invalid


class ContactEntryKind(StrEnum):
    """What an entry records."""

    SPOKE = "spoke"
    CONFIRMED = "confirmed"
    BOUNCED = "bounced"
    TERM = "term"
    CHANGED = "changed"
    LEFT = "left"


class How(StrEnum):
    """In which way people were in touch."""

    PHONE = "by phone"
    EMAIL = "by e-mail"
    MET = "in person"
    MEETING = "at a meeting"
    LETTER = "by letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkDraft:
    """A conversation as typed in."""

    happened_on: date | None
    contact_id: str | None = None
    """None: the organisation as a whole, or somebody who is not on its list."""
    how: How = How.PHONE
    who: str = ""
    """Which of us spoke; empty for whoever writes it down."""
    text: str = ""
    tasking: str = ""
    """The reference of the tasking it was about."""

    def check(self, *, today: date) -> None:
        """Refuse what cannot have been said.

        Raises:
            Invalid: no day or one to come, or no word of what it was about.
        """
        problems: dict[str, str] = {}
        if self.happened_on is None:
            problems["happened_on"] = "Say when it was."
        elif self.happened_on > today:
            problems["happened_on"] = "It is logged once it has been. Choose today or before."
        if not self.text.strip():
            problems["text"] = "Write what it was about."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntryRow:
    """One line of the log."""

    id: str
    kind: ContactEntryKind
    happened_on: date
    at: datetime
    by: str
    organisation: str
    whom: str = ""
    who: str = ""
    how: str = ""
    text: str = ""
    tasking_id: str = ""
    tasking: str = ""
    """The reference of the tasking it was about."""
    is_sensitive: bool = False
    """Whether that tasking is one that not everybody may see."""
    struck_at: datetime | None = None
    struck_by: str = ""
    struck_reason: str = ""

    @property
    def can_be_struck(self) -> bool:
        """What people wrote; what the desk recorded is put right by another act."""
        return self.kind is ContactEntryKind.SPOKE and self.struck_at is None

    def words(self) -> str:
        """The entry in one or two sentences, without its date."""
        if self.kind is not ContactEntryKind.SPOKE:
            whom = f"{self.whom}: " if self.whom else ""
            return f"{whom}{self.text}, noted by {self.by}."
        told = " ".join(filter(None, (self.who or self.by, "to", self.whom, self.how)))
        about = f" ({self.tasking})" if self.tasking else ""
        return f"{told if self.whom else self._without_name()}{about}: {self.text or 'hidden'}"

    def _without_name(self) -> str:
        return " ".join(filter(None, (self.who or self.by, self.how)))


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """Everything the desk shows of an organisation."""

    id: str
    name: str
    kind: str
    meets: str
    note: str
    areas: tuple[tuple[str, str], ...]
    """(id, name) of the places it serves today."""
    contacts: tuple[ContactRow, ...]
    log: tuple[ContactEntryRow, ...]
    """Newest first, struck entries included."""
