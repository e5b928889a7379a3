"""Parishes as the desk shows them: who looks after them, and whom to ring there."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.contact_log import ContactEntryRow
from warden_desk.domain.contacts import ContactRow
from warden_desk.domain.people import AssignmentRole


@dataclass(frozen=True, slots=True)
class ParishRow:
    """One parish or unparished area in a list. `clerk` is the council's, `primary` our warden."""

    id: str
    name: str
    district: str
    is_unparished: bool
    primary: str
    others: int
    clerk: str
    meets: str
    to_confirm: int = 0
    """How many of its contacts somebody should ask about."""


@dataclass(frozen=True, slots=True)
class CarerRow:
    """Somebody who looks after a parish, now or before. Dates as in `ParishAssignment`."""

    assignment_id: str
    person_id: str
    name: str
    collar_number: str
    role: str
    mobile: str
    visit_every_days: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class ParishCard:
    """Everything the desk shows of one parish."""

    area: AreaRow
    meets: str
    carers: tuple[CarerRow, ...]
    earlier: tuple[CarerRow, ...]
    contacts: tuple[ContactRow, ...]
    open_taskings: tuple[tuple[str, str, str], ...]
    """(id, reference, title), the first due first."""
    last_visits: tuple[tuple[date, str], ...]
    """(day, who), newest first."""
    log: tuple[ContactEntryRow, ...]
    """What was last said with whoever serves it, newest first."""


@dataclass(frozen=True, slots=True)
class DesignationDraft:
    """Who shall look after a parish, as typed in."""

    person_id: str | None = None
    role: AssignmentRole = AssignmentRole.PRIMARY
    visit_every_days: int = 14
