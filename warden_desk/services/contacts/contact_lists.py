"""Contacts as lists: all, those to confirm, those of a place. An organisation without any is one.

All of a county are some hundred: they are read whole and sorted out here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.contacts import CHAIR, CLERK, ContactRow, why_due
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Area, Contact, Organisation, OrganisationArea

_FIRST = (CLERK, CHAIR)
"""Roles that stand before the others of an organisation."""


@dataclass(slots=True)
class _Served:
    """The places an organisation serves, and the areas they lie in."""

    ids: set[str] = field(default_factory=set[str])
    names: list[str] = field(default_factory=list[str])


def rows(
    session: Session,
    on: date,
    *,
    district_ids: Collection[str] | None = None,
    text: str = "",
) -> list[ContactRow]:
    """Contacts and organisations that name nobody, by organisation, those to ring first before.

    Args:
        district_ids: only organisations that serve these districts or something in them.
        text: words that must all stand in the name, role, address, organisation or place.
    """
    found = _read(session, on, None, None if district_ids is None else frozenset(district_ids))
    return [row for row in found if _has_words(row, text)]


def due(
    session: Session, on: date, *, district_ids: Collection[str] | None = None
) -> list[ContactRow]:
    """Contacts that somebody should confirm, what presses most first."""
    found = [row for row in rows(session, on, district_ids=district_ids) if row.due]
    return sorted(found, key=lambda row: row.pressing)


def of_organisations(
    session: Session, organisation_ids: Collection[str], on: date
) -> list[ContactRow]:
    """The contacts of some organisations; one that names nobody is left out."""
    return [row for row in _read(session, on, organisation_ids, None) if row.id]


def serving(session: Session, area_id: str, on: date) -> list[str]:
    """The organisations that serve a place on a day."""
    query = select(OrganisationArea.organisation_id).where(
        OrganisationArea.area_id == area_id, on_day(OrganisationArea, on)
    )
    return list(session.scalars(query))


def due_by_area(session: Session, on: date) -> Mapping[str, int]:
    """How many contacts of whoever serves it are to be confirmed, by area."""
    by_organisation = Counter(
        row.organisation_id for row in _read(session, on, None, None) if row.due
    )
    query = select(OrganisationArea.area_id, OrganisationArea.organisation_id).where(
        on_day(OrganisationArea, on)
    )
    found: Counter[str] = Counter()
    for area_id, organisation_id in session.execute(query):
        found[area_id] += by_organisation[organisation_id]
    return found


def _read(
    session: Session,
    on: date,
    only: Collection[str] | None,
    district_ids: Collection[str] | None,
) -> list[ContactRow]:
    """What is asked for, one organisation after another; `only` names some of them."""
    served = _served(session, on, only)
    people = _people(session, on, only)
    query = select(Organisation.id, Organisation.name, Organisation.kind).where(
        Organisation.deleted_at.is_(None)
    )
    if only is not None:
        query = query.where(Organisation.id.in_(only))
    found: list[ContactRow] = []
    for key, name, kind in session.execute(query.order_by(Organisation.name, Organisation.id)):
        areas = served.get(key, _Served())
        if district_ids is not None and areas.ids.isdisjoint(district_ids):
            continue
        nobody = ContactRow(
            organisation_id=key,
            organisation=name,
            organisation_kind=kind,
            places=tuple(areas.names),
        )
        found += [
            replace(each, organisation=name, organisation_kind=kind, places=nobody.places)
            for each in people.get(key, ())
        ] or [nobody]
    return found


def _served(session: Session, on: date, only: Collection[str] | None) -> Mapping[str, _Served]:
    found: defaultdict[str, _Served] = defaultdict(_Served)
    query = (
        select(OrganisationArea.organisation_id, Area.id, Area.parent_id, Area.name)
        .join(Area, Area.id == OrganisationArea.area_id)
        .where(on_day(OrganisationArea, on))
        .order_by(Area.name)
    )
    if only is not None:
        query = query.where(OrganisationArea.organisation_id.in_(only))
    for key, area_id, parent_id, name in session.execute(query):
        found[key].ids |= {area_id, parent_id or area_id}
        found[key].names.append(name)
    return found


def _people(
    session: Session, on: date, only: Collection[str] | None
) -> Mapping[str, list[ContactRow]]:
    """The contacts of each organisation, without its name."""
    months = desk_settings.load(session).contact_confirm_months
    found: defaultdict[str, list[ContactRow]] = defaultdict(list)
    query = select(Contact).where(Contact.deleted_at.is_(None)).order_by(Contact.name, Contact.id)
    if only is not None:
        query = query.where(Contact.organisation_id.in_(only))
    for contact in session.scalars(query):
        found[contact.organisation_id].append(_row(contact, on, months))
    for people in found.values():
        people.sort(key=lambda row: _rank(row.role))
    return found


def _rank(role: str) -> int:
    """Clerk, chair, then everybody else."""
    known = role.casefold()
    return _FIRST.index(known) if known in _FIRST else len(_FIRST)


def _row(contact: Contact, on: date, months: int) -> ContactRow:
    return ContactRow(
        id=contact.id,
        organisation_id=contact.organisation_id,
        organisation="",
        organisation_kind="",
        name=contact.name,
        role=contact.role,
        phone=contact.phone,
        email=contact.email,
        preferred=contact.preferred,
        salutation=contact.salutation,
        confirmed_on=contact.confirmed_on,
        term_from=contact.term_from,
        term_ends_on=contact.term_ends_on,
        bounced_on=contact.bounced_on,
        objected_on=contact.objected_on,
        source=contact.source,
        lawful_basis=contact.lawful_basis,
        due=why_due(
            confirmed_on=contact.confirmed_on,
            term_ends_on=contact.term_ends_on,
            bounced_on=contact.bounced_on,
            on=on,
            months=months,
        ),
    )


def _has_words(row: ContactRow, text: str) -> bool:
    said = (row.organisation, row.name, row.role, row.email, *row.places)
    told = " ".join(said).casefold()
    return all(word in told for word in text.casefold().split())
