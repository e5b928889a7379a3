"""One contact at a time: taken in, changed, confirmed, put aside. Each is kept in the log."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import ContactEntryKind
from warden_desk.domain.contacts import ContactDraft, TermsDraft
from warden_desk.domain.dates import plain_date
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.names import uk_phone
from warden_desk.services import settings as desk_settings
from warden_desk.services.contacts.contact_log import note
from warden_desk.storage.tables import Contact

_TEXTS = ("name", "role", "phone", "email", "preferred", "salutation", "lawful_basis")
_SOURCE = "typed in"


def record(session: Session, organisation_id: str, draft: ContactDraft, *, act: Act) -> str:
    """Take in somebody at an organisation, known as of today. Returns the key.

    Raises:
        Invalid: the draft breaks a rule.
    """
    draft.check()
    today = local_day(act, desk_settings.load(session))
    contact = Contact(organisation_id=organisation_id, name="", confirmed_on=today, source=_SOURCE)
    _fill(contact, draft, today)
    session.add(contact)
    session.flush()
    note(session, contact, ContactEntryKind.CHANGED, "taken in", act=act)
    return contact.id


def draft_of(session: Session, contact_id: str) -> ContactDraft:
    """A contact as it can be changed.

    Raises:
        NotFound: it is not there any more.
    """
    contact = get(session, contact_id)
    return ContactDraft(
        **{name: getattr(contact, name) for name in _TEXTS},
        term_from=contact.term_from,
        term_ends_on=contact.term_ends_on,
        objected=contact.objected_on is not None,
    )


def amend(session: Session, contact_id: str, draft: ContactDraft, *, act: Act) -> None:
    """Change what is known of somebody. With another address no mail has come back yet.

    Raises:
        Invalid: the draft breaks a rule.
        NotFound: the contact is not there any more.
    """
    draft.check()
    contact = get(session, contact_id)
    before = draft_of(session, contact_id)
    if before == draft:
        return
    if draft.email.strip().casefold() != contact.email.casefold():
        contact.bounced_on = None
    _fill(contact, draft, local_day(act, desk_settings.load(session)))
    note(session, contact, ContactEntryKind.CHANGED, "details changed", act=act)


def confirm(session: Session, contact_ids: Collection[str], *, act: Act) -> int:
    """Keep that these were asked today and are as the desk has them. Returns how many."""
    today = local_day(act, desk_settings.load(session))
    found = _all(session, contact_ids)
    for contact in found:
        contact.confirmed_on, contact.bounced_on = today, None
        note(session, contact, ContactEntryKind.CONFIRMED, "confirmed", act=act)
    return len(found)


def put_aside(session: Session, contact_id: str, reason: str, *, act: Act) -> None:
    """Take somebody off the list who is there no longer; the log keeps them.

    Raises:
        Invalid: no reason.
        NotFound: they are gone already.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why: the reason is kept."})
    contact = get(session, contact_id)
    contact.deleted_at, contact.deleted_reason = act.at, reason.strip()
    note(session, contact, ContactEntryKind.LEFT, f"put aside: {reason.strip()}", act=act)


def mark_bounced(session: Session, contact_ids: Collection[str], on: date, *, act: Act) -> int:
    """Keep that mail to these came back on a day. Returns how many.

    Raises:
        Invalid: the day is yet to come.
    """
    if on > local_day(act, desk_settings.load(session)):
        raise Invalid({"on": "Mail has come back today or before."})
    found = _all(session, contact_ids)
    for contact in found:
        contact.bounced_on = on
        said = f"mail to {contact.email} came back"
        note(session, contact, ContactEntryKind.BOUNCED, said, act=act, on=on)
    return len(found)


def set_terms(
    session: Session, organisation_ids: Collection[str], draft: TermsDraft, *, act: Act
) -> int:
    """Give everybody with these roles at some councils the same term. Returns how many.

    Raises:
        Invalid: the draft breaks a rule.
    """
    draft.check()
    wanted = draft.wanted_roles
    query = select(Contact).where(
        Contact.organisation_id.in_(organisation_ids), Contact.deleted_at.is_(None)
    )
    found = [each for each in session.scalars(query) if each.role.casefold() in wanted]
    assert draft.term_ends_on is not None
    said = f"term ends on {plain_date(draft.term_ends_on)}"
    for contact in found:
        contact.term_from = draft.term_from or contact.term_from
        contact.term_ends_on = draft.term_ends_on
        note(session, contact, ContactEntryKind.TERM, said, act=act)
    return len(found)


def get(session: Session, contact_id: str) -> Contact:
    """A contact of today's lists.

    Raises:
        NotFound: it is not there any more.
    """
    contact = session.get(Contact, contact_id)
    if contact is None or contact.deleted_at is not None:
        raise NotFound("That contact is no longer on the list.")
    return contact


def _all(session: Session, contact_ids: Collection[str]) -> list[Contact]:
    query = select(Contact).where(Contact.id.in_(contact_ids), Contact.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Contact.id)))


def _fill(contact: Contact, draft: ContactDraft, today: date) -> None:
    for name in _TEXTS:
        setattr(contact, name, getattr(draft, name).strip())
    contact.phone = uk_phone(draft.phone)
    contact.term_from, contact.term_ends_on = draft.term_from, draft.term_ends_on
    contact.objected_on = (contact.objected_on or today) if draft.objected else None
