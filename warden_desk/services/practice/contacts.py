"""What is known of invented clerks and chairs, what was said with them, and two other groups."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import How, TalkDraft
from warden_desk.domain.contacts import CHAIR, Basis, ContactDraft, ContactRow, OrganisationDraft
from warden_desk.services.contacts import contact_lists, contact_log, contacts, organisations
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import Contact

_STALE = 20
"""One contact in so many was not asked for long."""
_WITHOUT_BASIS = 40
_ELECTION = 2023
"""A year of parish elections; they are held every four years."""
_TALKS = 8


def add(session: Session, texts: dict[str, Any], today: date, crews: Sequence[Crew]) -> None:
    """Most were asked this year; of some the term is over, and one has had mail come back."""
    for at, contact in enumerate(session.scalars(select(Contact).order_by(Contact.email))):
        contact.lawful_basis = "" if at % _WITHOUT_BASIS == 7 else Basis.PUBLIC_TASK.value
        if contact.role == CHAIR:
            contact.term_from, contact.term_ends_on = _term(today)
        if at % _STALE:
            contact.confirmed_on = today - timedelta(days=5 + at * 7 % 300)
        else:
            contact.confirmed_on = today - timedelta(days=400 + at)
    session.flush()
    near = contact_lists.rows(session, today, district_ids=list(crews[0].areas))
    councils = [row for row in near if row.id]
    _trouble(session, councils, today)
    _talks(session, texts, councils, today)
    _groups(session, texts, crews[0], today)


def _term(today: date) -> tuple[date, date]:
    """The council's term that runs today."""
    year = today.year - (today.year - _ELECTION) % 4
    if today < date(year, 5, 8):
        year -= 4
    return date(year, 5, 8), date(year + 4, 5, 10)


def _trouble(session: Session, councils: Sequence[ContactRow], today: date) -> None:
    act = _act(today, 3)
    clerk = next(row for row in councils if row.role != CHAIR)
    contacts.mark_bounced(session, [clerk.id], today - timedelta(days=3), act=act)
    chairs = [row.id for row in councils if row.role == CHAIR][3:5]
    for contact in session.scalars(select(Contact).where(Contact.id.in_(chairs))):
        contact.confirmed_on = today - timedelta(days=90)
        contact.term_ends_on = today - timedelta(days=20)


def _talks(
    session: Session, texts: dict[str, Any], councils: Sequence[ContactRow], today: date
) -> None:
    ways = list(How)
    for at, row in enumerate(councils[:_TALKS]):
        said = texts["talks"][at % len(texts["talks"])]
        day = today - timedelta(days=2 + 5 * at)
        draft = TalkDraft(happened_on=day, contact_id=row.id, how=ways[at % len(ways)], text=said)
        contact_log.talk(session, row.organisation_id, draft, act=_act(day, 0))


def _groups(session: Session, texts: dict[str, Any], crew: Crew, today: date) -> None:
    """A school and a residents' association, each with whom to ring."""
    places = crew.places[2:4]
    for at, (group, area_id) in enumerate(zip(texts["groups"], places, strict=True)):
        act = _act(today, 40)
        draft = OrganisationDraft(name=group["name"], kind=group["kind"], area_ids=(area_id,))
        key = organisations.record(session, draft, act=act)
        person = ContactDraft(
            name=group["contact"],
            role=group["role"],
            phone=f"01632 960{950 + at}",
            email=f"group{at + 1}@group.example",
            lawful_basis=Basis.CONSENT.value,
        )
        contacts.record(session, key, person, act=act)


def _act(today: date, days: int) -> Act:
    return Act("M. Quested", datetime.combine(today - timedelta(days=days), time(10), UTC))
