"""What the desk has of parish councils, for lists of them to be compared with."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.contacts import PARISH_COUNCIL
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Contact,
    Organisation,
    OrganisationArea,
    ParishAssignment,
    Person,
)


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A clerk or chair on the desk."""

    id: str
    name: str
    phone: str
    email: str


@dataclass(slots=True)
class KnownCouncil:
    """A council on the desk, with its people by role."""

    id: str
    meets: str
    contacts: dict[str, KnownContact] = field(default_factory=dict[str, KnownContact])


@dataclass(slots=True)
class KnownContacts:
    """What the desk has of councils (by area), wardens (by collar) and who is designated."""

    councils: dict[str, KnownCouncil]
    wardens: dict[str, str]
    primaries: dict[str, tuple[str, str]]
    """Assignment and person by area."""


def load(session: Session, on: date) -> KnownContacts:
    """The councils that serve an area on this day, and the wardens they may name."""
    by_id: dict[str, KnownCouncil] = {}
    councils: dict[str, KnownCouncil] = {}
    served = (
        select(Organisation.id, Organisation.meets, OrganisationArea.area_id)
        .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
        .where(
            Organisation.kind == PARISH_COUNCIL,
            Organisation.deleted_at.is_(None),
            on_day(OrganisationArea, on),
        )
        .order_by(Organisation.id, OrganisationArea.id)
    )
    for key, meets, area_id in session.execute(served):
        councils[area_id] = by_id.setdefault(key, KnownCouncil(key, meets))
    contacts = (
        select(
            Contact.organisation_id,
            Contact.role,
            Contact.id,
            Contact.name,
            Contact.phone,
            Contact.email,
        )
        .where(Contact.deleted_at.is_(None))
        .order_by(Contact.id)
    )
    for council_id, role, key, name, phone, email in session.execute(contacts):
        if council_id in by_id:
            by_id[council_id].contacts[role] = KnownContact(key, name, phone, email)
    wardens = select(Person.collar_number, Person.id).where(
        Person.collar_number.is_not(None), Person.deleted_at.is_(None)
    )
    primaries = select(
        ParishAssignment.area_id, ParishAssignment.id, ParishAssignment.person_id
    ).where(ParishAssignment.role == AssignmentRole.PRIMARY, on_day(ParishAssignment, on))
    return KnownContacts(
        councils,
        {str(collar): key for collar, key in session.execute(wardens)},
        {area_id: (key, person) for area_id, key, person in session.execute(primaries)},
    )
