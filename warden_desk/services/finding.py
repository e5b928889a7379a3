"""Finding people, parishes, contacts, taskings and teams by a part of a name, for the palette.

What was said with a contact is found by its words, too.
"""

from datetime import date

from sqlalchemy import ColumnElement, String, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from warden_desk.domain.contact_log import ContactEntryKind
from warden_desk.domain.dates import plain_date
from warden_desk.domain.finding import Thing, excerpt
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Area,
    Contact,
    ContactEntry,
    Organisation,
    Person,
    Tasking,
    Team,
)

MOST = 8
"""Of each kind: a palette is for what one can name."""
_LEAST_SAID = 3
"""Letters of a word that is looked for in what was said: of a talk one remembers a word."""


def things(session: Session, typed: str, on: date) -> list[Thing]:
    """What bears every word typed in its name, number or reference: people first."""
    words = typed.split()
    if not words:
        return []
    return [
        *_people(session, words),
        *_areas(session, words, on),
        *[*_contacts(session, words), *_organisations(session, words)][:MOST],
        *_taskings(session, words),
        *_teams(session, words),
        *_talks(session, words),
    ]


def _people(session: Session, words: list[str]) -> list[Thing]:
    query = (
        select(Person.id, Person.forename, Person.surname, Person.collar_number)
        .where(
            Person.deleted_at.is_(None),
            _all_in(words, Person.forename, Person.surname, Person.collar_number),
        )
        .order_by(Person.surname, Person.forename)
        .limit(MOST)
    )
    return [
        Thing("person", key, f"{forename} {surname}", f"{collar or ''} · person".lstrip(" ·"))
        for key, forename, surname, collar in session.execute(query)
    ]


def _areas(session: Session, words: list[str], on: date) -> list[Thing]:
    query = (
        select(Area.id, Area.name, Area.kind)
        .where(on_day(Area, on), Area.parent_id.is_not(None), _all_in(words, Area.name))
        .order_by(Area.name)
        .limit(MOST)
    )
    return [Thing("area", key, name, kind) for key, name, kind in session.execute(query)]


def _contacts(session: Session, words: list[str]) -> list[Thing]:
    """By their own name; the role and the organisation help to say which one."""
    query = (
        select(Contact.id, Contact.name, Contact.role, Organisation.name)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .where(
            Contact.deleted_at.is_(None),
            Organisation.deleted_at.is_(None),
            or_(*(Contact.name.icontains(word, autoescape=True) for word in words)),
            _all_in(words, Contact.name, Contact.role, Organisation.name),
        )
        .order_by(Contact.name, Contact.id)
        .limit(MOST)
    )
    return [
        Thing("contact", key, name, f"{role} · {organisation}".lstrip(" ·"))
        for key, name, role, organisation in session.execute(query)
    ]


def _organisations(session: Session, words: list[str]) -> list[Thing]:
    query = (
        select(Organisation.id, Organisation.name, Organisation.kind)
        .where(Organisation.deleted_at.is_(None), _all_in(words, Organisation.name))
        .order_by(Organisation.name, Organisation.id)
        .limit(MOST)
    )
    return [Thing("contact", key, name, kind) for key, name, kind in session.execute(query)]


def _taskings(session: Session, words: list[str]) -> list[Thing]:
    query = (
        select(Tasking.id, Tasking.reference, Tasking.title)
        .where(
            Tasking.deleted_at.is_(None),
            _all_in(words, Tasking.reference, Tasking.title, Tasking.external_reference),
        )
        .order_by(Tasking.received_on.desc(), Tasking.id.desc())
        .limit(MOST)
    )
    return [
        Thing("tasking", key, f"{reference} · {title}", "tasking")
        for key, reference, title in session.execute(query)
    ]


def _teams(session: Session, words: list[str]) -> list[Thing]:
    query = (
        select(Team.id, Team.name)
        .where(Team.deleted_at.is_(None), _all_in(words, Team.name))
        .order_by(Team.number)
    )
    return [Thing("team", key, name, "team") for key, name in session.execute(query)]


def _talks(session: Session, words: list[str]) -> list[Thing]:
    """By what was said; with whom, where and about which tasking help to say which one.

    What is kept from whoever asks has no words here. Of what is sensitive only the tasking is
    named: to read it, one opens the log, and that is noted.
    """
    telling = [word for word in words if len(word) >= _LEAST_SAID]
    if not telling:
        return []
    sensitive = desk_settings.load(session).sensitive_marking.casefold()
    query = (
        select(ContactEntry, Organisation.name, Tasking.reference, Tasking.marking)
        .join(Organisation, Organisation.id == ContactEntry.organisation_id)
        .outerjoin(Tasking, Tasking.id == ContactEntry.tasking_id)
        .where(
            ContactEntry.kind == ContactEntryKind.SPOKE,
            ContactEntry.struck_at.is_(None),
            Organisation.deleted_at.is_(None),
            or_(*(ContactEntry.text.icontains(word, autoescape=True) for word in telling)),
            _all_in(
                words, ContactEntry.text, ContactEntry.whom, Organisation.name, Tasking.reference
            ),
        )
        .order_by(ContactEntry.happened_on.desc(), ContactEntry.id.desc())
        .limit(MOST)
    )
    return [
        Thing(
            "talk",
            entry.organisation_id,
            f"Talk about {reference}"
            if (marking or "").casefold() == sensitive
            else excerpt(entry.text, telling),
            f"{plain_date(entry.happened_on)} · {organisation}",
        )
        for entry, organisation, reference, marking in session.execute(query)
    ]


_Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def _all_in(words: list[str], *columns: _Column) -> ColumnElement[bool]:
    return and_(
        *(
            or_(*(column.cast(String).icontains(word, autoescape=True) for column in columns))
            for word in words
        )
    )
