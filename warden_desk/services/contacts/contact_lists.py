"""Contacts as lists: all, those to confirm, those of a place. An organisation without any is one.

All of a county are some hundred: they are read whole and sorted out here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from warden_desk.domain.contacts import CHAIR, CLERK, ContactRow, Due, why_due
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Area, Contact, Organisation, OrganisationArea

_FIRST = (CLERK, CHAIR)
"""Roles that stand before the others of an organisation."""

_KNOWN = (
    *("id", "organisation_id", "name", "role", "phone", "email", "preferred", "salutation"),
    *("confirmed_on", "term_from", "term_ends_on", "bounced_on", "objected_on", "source"),
    "lawful_basis",
)
"""What a row takes from its contact: named columns are read in half the time of whole records."""

_Facts = dict[str, Any]


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
    why = _Why(session, on)
    facts = select(
        Contact.organisation_id,
        Contact.confirmed_on,
        Contact.term_ends_on,
        Contact.bounced_on,
    ).where(Contact.deleted_at.is_(None))
    due_there = Counter(each["organisation_id"] for each in _mapped(session, facts) if why(each))
    query = (
        select(OrganisationArea.area_id, OrganisationArea.organisation_id)
        .join(Organisation, Organisation.id == OrganisationArea.organisation_id)
        .where(on_day(OrganisationArea, on), Organisation.deleted_at.is_(None))
    )
    found: Counter[str] = Counter()
    for area_id, organisation_id in session.execute(query):
        found[area_id] += due_there[organisation_id]
    return found


def _read(
    session: Session,
    on: date,
    only: Collection[str] | None,
    district_ids: Collection[str] | None,
) -> list[ContactRow]:
    """What is asked for, one organisation after another; `only` names some of them."""
    served, people, why = _served(session, on, only), _people(session, only), _Why(session, on)
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
        row = partial(
            ContactRow, organisation=name, organisation_kind=kind, places=tuple(areas.names)
        )
        found += [row(**facts, due=why(facts)) for facts in people.get(key, ())] or [
            row(organisation_id=key)
        ]
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


def _people(session: Session, only: Collection[str] | None) -> Mapping[str, list[_Facts]]:
    """What is known of the contacts of each organisation, those to ring first before."""
    columns = [getattr(Contact, name) for name in _KNOWN]
    query = select(*columns).where(Contact.deleted_at.is_(None)).order_by(Contact.name, Contact.id)
    if only is not None:
        query = query.where(Contact.organisation_id.in_(only))
    found: defaultdict[str, list[_Facts]] = defaultdict(list)
    for facts in _mapped(session, query):
        found[facts["organisation_id"]].append(facts)
    for people in found.values():
        people.sort(key=lambda facts: _rank(facts["role"]))
    return found


def _mapped(session: Session, query: Executable) -> list[_Facts]:
    return [dict(facts) for facts in session.execute(query).mappings()]


def _rank(role: str) -> int:
    """Clerk, chair, then everybody else."""
    known = role.casefold()
    return _FIRST.index(known) if known in _FIRST else len(_FIRST)


class _Why:
    """Says why contacts are to be confirmed on a day, by the desk's own months."""

    def __init__(self, session: Session, on: date) -> None:
        self._on, self._months = on, desk_settings.load(session).contact_confirm_months

    def __call__(self, facts: _Facts) -> tuple[Due, ...]:
        return why_due(
            confirmed_on=facts["confirmed_on"],
            term_ends_on=facts["term_ends_on"],
            bounced_on=facts["bounced_on"],
            on=self._on,
            months=self._months,
        )


def _has_words(row: ContactRow, text: str) -> bool:
    said = (row.organisation, row.name, row.role, row.email, *row.places)
    told = " ".join(said).casefold()
    return all(word in told for word in text.casefold().split())
