"""Taskings as one desk hands them to another: names and codes stand in for the desk's own keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import State
from warden_desk.domain.taskings import TaskingDraft

SUFFIX = ".wdtaskings"

OWN_KEYS = ("district_id", "area_id", "csu_id")
"""The facts of a draft that mean nothing on another desk."""

FACTS = tuple(each.name for each in fields(TaskingDraft) if each.name not in OWN_KEYS)
"""The facts that travel as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedEntry:
    """A line of the log. `people` are those who made a visit, by collar number or name."""

    id: str
    kind: EntryKind
    at: datetime
    by: str
    text: str = ""
    happened_on: date | None = None
    start_minute: int | None = None
    minutes: int | None = None
    outcome: str = ""
    agency: str = ""
    has_consent: bool | None = None
    from_state: str = ""
    to_state: str = ""
    struck_at: datetime | None = None
    struck_by: str = ""
    struck_reason: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedLink:
    """How a tasking stands to another, which is known by its key."""

    to_id: str
    kind: LinkKind
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedTasking:
    """A tasking with its log.

    Attached files stay where they are: they may be large, and each is to be looked at before it
    leaves the desk.

    Attributes:
        id: its key on every desk; empty where only a list of it came.
        district, area: GSS codes, or names where only a list came.
        facts: the facts of its draft by name, but for `OWN_KEYS`.
        people: who has it, the lead first, by collar number or name.
        links: each from one of its two sides only; both logs tell of it.
    """

    id: str
    reference: str
    district: str
    area: str = ""
    state: State = State.RECEIVED
    state_since: datetime
    outcome: str = ""
    hold_until: date | None = None
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    people: tuple[str, ...] = ()
    entries: tuple[HandedEntry, ...] = ()
    links: tuple[HandedLink, ...] = ()

    @property
    def title(self) -> str:
        """What it is about."""
        return str(self.facts.get("title", ""))


@dataclass(frozen=True, slots=True)
class HandOver:
    """What one desk hands to another. `is_list`: without logs, states and keys."""

    made_by: str
    made_at: datetime
    taskings: tuple[HandedTasking, ...]
    is_list: bool = False
