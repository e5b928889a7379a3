"""The permanent log: who spoke to whom, and what the desk did; a wrong entry is struck."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import ContactEntryKind, ContactEntryRow, TalkDraft
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.services import settings as desk_settings
from warden_desk.services.access.sight import refuse_hidden
from warden_desk.storage.tables import Contact, ContactEntry, Organisation, Tasking

SHOWN = 12
"""Lines of the log on a card; the whole of it is a search away."""


def talk(session: Session, organisation_id: str, draft: TalkDraft, *, act: Act) -> str:
    """Keep that somebody of ours was in touch with an organisation. Returns the entry's key.

    Raises:
        Invalid: the draft breaks a rule, or names no tasking of this desk.
        NotFound: the organisation or the contact is not there any more.
    """
    draft.check(today=local_day(act, desk_settings.load(session)))
    assert draft.happened_on is not None
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.deleted_at is not None:
        raise NotFound("That organisation is no longer on the list.")
    entry = ContactEntry(
        organisation_id=organisation_id,
        kind=ContactEntryKind.SPOKE.value,
        happened_on=draft.happened_on,
        at=act.at,
        by=act.by,
        contact_id=draft.contact_id,
        whom=_whom(session, organisation_id, draft.contact_id),
        who=draft.who.strip(),
        how=draft.how.value,
        text=draft.text.strip(),
        tasking_id=_tasking_id(session, draft.tasking),
    )
    session.add(entry)
    session.flush()
    return entry.id


def note(
    session: Session,
    contact: Contact,
    kind: ContactEntryKind,
    text: str,
    *,
    act: Act,
    on: date | None = None,
) -> None:
    """Keep what was done to a contact; `on` where it was another day than today."""
    session.add(
        ContactEntry(
            organisation_id=contact.organisation_id,
            kind=kind.value,
            happened_on=on or local_day(act, desk_settings.load(session)),
            at=act.at,
            by=act.by,
            contact_id=contact.id,
            whom=_called(contact),
            text=text,
        )
    )


def strike(session: Session, entry_id: str, reason: str, *, act: Act) -> None:
    """Mark an entry as wrong. It stays, struck, with the reason.

    Raises:
        Invalid: no reason, or an entry that may not be struck.
        NotFound: there is no such entry.
        UserError: what it is about is hidden from whoever sits at the desk.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it is struck: the reason is kept."})
    entry = session.get(ContactEntry, entry_id)
    if entry is None or entry.struck_at is not None:
        raise NotFound("That entry is struck already.")
    if entry.kind != ContactEntryKind.SPOKE:
        raise Invalid({"reason": "What the desk recorded is put right by doing it again."})
    tasking = None if entry.tasking_id is None else session.get(Tasking, entry.tasking_id)
    if tasking is not None:
        refuse_hidden(session, tasking)
    entry.struck_at, entry.struck_by, entry.struck_reason = act.at, act.by, reason.strip()


def entries(
    session: Session, organisation_ids: Collection[str], *, most: int | None = None
) -> tuple[ContactEntryRow, ...]:
    """The log of some organisations, newest first, struck entries included."""
    sensitive = desk_settings.load(session).sensitive_marking.casefold()
    query = (
        select(ContactEntry, Organisation.name, Tasking.reference, Tasking.marking)
        .join(Organisation, Organisation.id == ContactEntry.organisation_id)
        .outerjoin(Tasking, Tasking.id == ContactEntry.tasking_id)
        .where(ContactEntry.organisation_id.in_(organisation_ids))
        .order_by(ContactEntry.happened_on.desc(), ContactEntry.id.desc())
        .limit(most)
    )
    return tuple(
        replace(_row(entry, organisation), tasking=reference or "", is_sensitive=is_sensitive)
        for entry, organisation, reference, marking in session.execute(query)
        for is_sensitive in [(marking or "").casefold() == sensitive]
    )


def _row(entry: ContactEntry, organisation: str) -> ContactEntryRow:
    return ContactEntryRow(
        id=entry.id,
        kind=ContactEntryKind(entry.kind),
        happened_on=entry.happened_on,
        at=entry.at,
        by=entry.by,
        organisation=organisation,
        whom=entry.whom,
        who=entry.who,
        how=entry.how,
        text=entry.text,
        tasking_id=entry.tasking_id or "",
        struck_at=entry.struck_at,
        struck_by=entry.struck_by,
        struck_reason=entry.struck_reason,
    )


def _whom(session: Session, organisation_id: str, contact_id: str | None) -> str:
    """The contact's name as it is now: contacts come and go, the log stays.

    Raises:
        NotFound: they are no contact of this organisation any more.
    """
    if contact_id is None:
        return ""
    contact = session.get(Contact, contact_id)
    if contact is None or contact.organisation_id != organisation_id:
        raise NotFound("That contact is no longer on the list.")
    return _called(contact)


def _called(contact: Contact) -> str:
    if not contact.name:
        return contact.role.capitalize()
    return f"{contact.name} ({contact.role})" if contact.role else contact.name


def _tasking_id(session: Session, reference: str) -> str | None:
    """Which tasking it was about.

    Raises:
        Invalid: there is none with this reference.
        UserError: it is hidden from whoever sits at the desk.
    """
    if not reference.strip():
        return None
    tasking = session.scalar(
        select(Tasking).where(
            Tasking.reference == reference.strip().upper(), Tasking.deleted_at.is_(None)
        )
    )
    if tasking is None:
        raise Invalid({"tasking": "No tasking has this reference. Leave it empty, or correct it."})
    refuse_hidden(session, tasking)
    return tasking.id
