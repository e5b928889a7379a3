"""Who may see what is sensitive, and what is noted of those who looked. Plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby

from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import Invalid


class Role(StrEnum):
    """What somebody is at this desk."""

    TEAM_LEADER = "team leader"
    SUPERVISOR = "supervisor"
    VIEWER = "viewer"

    @property
    def may_answer(self) -> bool:
        """Whether they keep the list of users, and see who looked at what."""
        return self is not Role.VIEWER


class ActKind(StrEnum):
    """What is done to a thing, in the words of the Data Protection Act 2018, section 62."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


ACT_WORDS = {
    ActKind.COLLECTION: "took in",
    ActKind.ALTERATION: "changed",
    ActKind.CONSULTATION: "looked at",
    ActKind.DISCLOSURE: "handed on",
    ActKind.COMBINATION: "put together",
    ActKind.ERASURE: "erased",
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What is kept from whoever reads: taskings that bear this marking; "" for nothing."""

    hides: str = ""

    @property
    def placeholder(self) -> str:
        """What stands in the place of a title."""
        return f"Hidden: {self.hides}" if self.hides else ""

    def is_hiding(self, marking: str) -> bool:
        """Whether a tasking with this marking is hidden."""
        return bool(self.hides) and marking.strip().casefold() == self.hides.casefold()


FULL_SIGHT = Sight()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """Somebody who may sit at the desk, as typed in."""

    name: str = ""
    role: Role = Role.TEAM_LEADER
    person_id: str | None = None
    cleared_until: date | None = None
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, on: date) -> bool:
        """Whether they may sit here on this day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: no name, or an end before the beginning.
        """
        problems: dict[str, str] = {}
        if not self.name.strip():
            problems["name"] = "Give the name: every entry is signed with it."
        if self.valid_to is not None and self.valid_to < self.valid_from:
            problems["valid_to"] = "The end cannot be before the beginning."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class UserRow:
    """Somebody who may sit at the desk, and whether they may see what is sensitive."""

    id: str
    name: str
    role: Role
    person_id: str | None
    person: str
    cleared_until: date | None
    vetting_until: date | None
    """The last day of the vetting on record; `date.max` where it names none."""
    valid_from: date
    valid_to: date | None

    def is_cleared(self, on: date) -> bool:
        """Whether vetting on record, or the letter that was seen, covers this day."""
        return any(
            day is not None and day >= on for day in (self.cleared_until, self.vetting_until)
        )

    def clearance(self, on: date) -> str:
        """In words: "Cleared to Fri 31 Mar 2028", "Not cleared"."""
        days = [day for day in (self.cleared_until, self.vetting_until) if day is not None]
        if not days:
            return "Not cleared"
        last = max(days)
        if last == date.max:
            return "Cleared, no end on record"
        return f"{'Cleared to' if last >= on else 'Clearance ended on'} {uk_date(last)}"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the record: who did what to which thing, when and where."""

    id: str
    at: datetime
    by: str
    act: ActKind
    thing_kind: str
    thing_id: str
    thing: str
    """What it is called in lists: a tasking's reference, never its title."""
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which lines of the record: by thing, person and days, both inclusive."""

    thing: str = ""
    """A tasking's reference, or a part of it."""
    by: str = ""
    first: date | None = None
    last: date | None = None


def in_lists(rows: Iterable[AuditRow], thing_kind: str) -> Iterator[AuditRow]:
    """The rows, with those of this kind that went into one file as one: "214 contacts".

    In the record each thing has a line of its own, for whoever asks where it went.
    """
    for key, alike in groupby(
        rows, lambda row: _file(row) if row.thing_kind == thing_kind else row.id
    ):
        first, *others = alike
        if isinstance(key, tuple):
            count = 1 + len(others)
            first = replace(first, thing=f"{count} {thing_kind}{'s' if others else ''}")
        yield first


def _file(row: AuditRow) -> tuple[object, ...]:
    return row.at, row.by, row.act, row.how
