"""The permanent log of a tasking: what is written in it, and how it reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warden_desk.domain.errors import Invalid
from warden_desk.domain.tasking_states import State

LONGEST_VISIT = 12 * 60


class EntryKind(StrEnum):
    """What an entry records."""

    NOTE = "note"
    VISIT = "visit"
    REFERRAL = "referral"
    STATUS = "status"
    RESULT = "result"
    ASSIGNED = "assigned"
    UNASSIGNED = "unassigned"
    ACKNOWLEDGED = "acknowledged"
    AMENDED = "amended"
    ATTACHED = "attached"
    DETACHED = "detached"


STRIKABLE = frozenset({EntryKind.NOTE, EntryKind.VISIT, EntryKind.REFERRAL, EntryKind.RESULT})
"""What people wrote can be struck; what the desk recorded is put right by another move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """A visit as typed in. `start_minute` is wall-clock, from midnight of `on`."""

    on: date
    start_minute: int | None = None
    minutes: int | None = 15
    person_ids: tuple[str, ...] = ()
    text: str = ""
    area_id: str | None = None
    """None: where the tasking is."""

    def check(self, *, today: date) -> None:
        """Refuse a visit that cannot have happened.

        Raises:
            Invalid: no date up to today, no length, or nobody.
        """
        problems: dict[str, str] = {}
        if self.on > today:
            problems["on"] = "A visit is logged once it has been made. Choose today or before."
        if self.minutes is None or not 1 <= self.minutes <= LONGEST_VISIT:
            problems["minutes"] = "A visit lasts between 1 minute and 12 hours."
        if not self.person_ids:
            problems["person_ids"] = "Say who was there."
        if problems:
            raise Invalid(problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One line of the log."""

    id: str
    kind: EntryKind
    at: datetime
    by: str
    text: str = ""
    happened_on: date | None = None
    start_minute: int | None = None
    minutes: int | None = None
    outcome_label: str = ""
    agency: str = ""
    has_consent: bool | None = None
    from_state: State | None = None
    to_state: State | None = None
    people: tuple[str, ...] = ()
    struck_at: datetime | None = None
    struck_by: str = ""
    struck_reason: str = ""

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    def words(self) -> str:
        """The entry in one or two sentences, without its date."""
        said = _said(self)
        text = self.text.strip()
        if not text:
            return f"{said}."
        if self.kind is EntryKind.NOTE:
            return text
        if self.kind in (EntryKind.VISIT, EntryKind.RESULT, EntryKind.REFERRAL):
            return f"{said}. {text}"
        return f"{said}: {text}"


def _said(entry: EntryRow) -> str:
    people = ", ".join(entry.people)
    recorded = {
        EntryKind.ASSIGNED: f"Assigned to {people} by {entry.by}",
        EntryKind.UNASSIGNED: f"Taken from {people} by {entry.by}",
        EntryKind.ACKNOWLEDGED: f"{people} knows of it",
        EntryKind.AMENDED: f"Changed by {entry.by}",
        EntryKind.ATTACHED: f"File attached by {entry.by}",
        EntryKind.DETACHED: f"File removed by {entry.by}",
        EntryKind.RESULT: f"Result: {entry.outcome_label}",
        EntryKind.NOTE: "Note",
    }
    if entry.kind is EntryKind.VISIT:
        return " · ".join(filter(None, (f"Visit, {entry.minutes or 0} min", people)))
    if entry.kind is EntryKind.REFERRAL:
        consent = "with consent" if entry.has_consent else "without consent"
        return f"Referred to {entry.agency}, {consent}"
    if entry.kind is EntryKind.STATUS:
        held = entry.from_state is State.ON_HOLD
        moved = "Taken off hold" if held else _MOVED.get(entry.to_state, "Changed")
        return f"{moved} by {entry.by}"
    return recorded[entry.kind]


_MOVED: Mapping[State | None, str] = {
    State.ACCEPTED: "Accepted",
    State.REOPENED: "Reopened",
    State.IN_PROGRESS: "Sent back",
    State.ON_HOLD: "Put on hold",
    State.CHECKED: "Checked",
    State.RETURNED: "Returned to the CSU",
    State.CLOSED: "Closed",
    State.DECLINED: "Declined",
    State.CANCELLED: "Cancelled",
}
