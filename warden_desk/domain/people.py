"""Who serves: wardens, their leaders, volunteers; and what they may do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.absences import AbsenceState, Span
from warden_desk.domain.errors import Invalid

LONGEST_ABSENCE_DAYS = 731
"""Longer than any leave; beyond it a year was mistyped."""


class PersonKind(StrEnum):
    """What somebody does in the service."""

    WARDEN = "warden"
    LEADER = "team leader"
    SUPERVISOR = "supervisor"
    VOLUNTEER = "volunteer"
    APPRENTICE = "apprentice"

    @property
    def is_volunteer(self) -> bool:
        """Whether the working week is given, not owed."""
        return self is PersonKind.VOLUNTEER


class Status(StrEnum):
    """Where somebody stands with the service."""

    APPLICANT = "applicant"
    IN_CHECKS = "in checks"
    ACTIVE = "active"
    ON_LEAVE = "on leave of absence"
    LEFT = "left"


class AssignmentRole(StrEnum):
    """How somebody looks after a parish."""

    PRIMARY = "primary"
    BACKUP = "backup"
    VOLUNTEER = "volunteer"
    CONTACT_ONLY = "contact only"


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team on a day. `districts` are names, alphabetical."""

    id: str
    number: int
    name: str
    district_ids: tuple[str, ...]
    districts: tuple[str, ...]
    leader: str = ""
    members: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as lists show them. `vetting` is in words, `vetting_ends` the day it runs out."""

    id: str
    name: str
    kind: PersonKind
    collar_number: str
    team: str
    team_id: str | None
    base: str
    status: Status
    mobile: str
    vetting: str
    vetting_ends: date | None


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A clearance or certificate."""

    kind: str
    level: str
    status: str
    issued_on: date | None
    expires_on: date | None

    def is_current(self, on: date) -> bool:
        """Held, and not run out on this day. Without an expiry it counts as current."""
        return self.status == "held" and (self.expires_on is None or self.expires_on >= on)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Time away, both days inclusive; with minutes, a part of each day.

    Attributes:
        role: the shift code it is about; "" where it is all work.
        by: who asked, granted or refused last.
        answer: why it was refused, or what was said when it was granted.
    """

    id: str
    person_id: str
    person: str
    code: str
    starts_on: date
    ends_on: date
    start_minute: int | None
    end_minute: int | None
    note: str
    state: AbsenceState = AbsenceState.APPROVED
    role: str = ""
    by: str = ""
    answer: str = ""

    @property
    def span(self) -> Span:
        """When it is."""
        return Span(self.starts_on, self.ends_on, self.start_minute, self.end_minute)


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything the desk shows of one person."""

    row: PersonRow
    email: str
    phone: str
    contract_minutes: int | None
    started_on: date | None
    takes_taskings: bool
    credentials: tuple[CredentialRow, ...]
    parishes: tuple[tuple[str, str, str], ...]
    """(area id, name, role), primary first."""
    absences: tuple[AbsenceRow, ...]
    agreement: str
    """A volunteer's agreement in words; empty for others."""
    open_taskings: int


@dataclass(frozen=True, slots=True)
class AbsenceDraft:
    """Time away as typed in. `role` is the shift code it is about; "" is all work."""

    code: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    note: str = ""
    role: str = ""

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: by field, what is missing or ends before it starts.
        """
        problems: dict[str, str] = {}
        if self.code is None:
            problems["code"] = "Choose what kind of absence it is."
        if self.starts_on is None:
            problems["starts_on"] = "Give the first day."
        elif self.ends_on is not None and self.ends_on < self.starts_on:
            problems["ends_on"] = "The last day is before the first."
        elif ((self.ends_on or self.starts_on) - self.starts_on).days > LONGEST_ABSENCE_DAYS:
            problems["ends_on"] = "That is more than two years. Check the years."
        if (self.start_minute is None) != (self.end_minute is None):
            problems["start_minute"] = "Give both times, or neither for whole days."
        elif self.start_minute is not None and (self.end_minute or 0) <= self.start_minute:
            problems["end_minute"] = "The end is not after the start."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as typed in."""

    forename: str
    surname: str
    kind: PersonKind = PersonKind.WARDEN
    collar_number: str = ""
    mobile: str = ""
    email: str = ""
    contract_minutes: int | None = None

    def problems(self) -> dict[str, str]:
        """What must be put right first, by field; empty if nothing."""
        found: dict[str, str] = {}
        if not self.surname.strip():
            found["surname"] = "Give a surname."
        if not self.kind.is_volunteer and not self.collar_number.strip():
            found["collar_number"] = "Everybody in uniform has a collar number."
        return found
