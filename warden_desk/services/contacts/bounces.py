"""Mail that came back: which contacts a pasted text is about."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.contacts import ContactRow
from warden_desk.domain.mail_bounces import bounced_addresses
from warden_desk.formats import bounced_mail
from warden_desk.services.contacts import contact_lists
from warden_desk.storage.files import read_whole

_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Bounced:
    """What a pasted text names."""

    contacts: tuple[ContactRow, ...]
    """Whose mail came back; several may share an address."""
    unknown: tuple[str, ...]
    """Addresses of nobody on the desk."""


def text_of(path: Path) -> str:
    """What a saved mail or list says.

    Raises:
        UserError: it cannot be read.
    """
    return bounced_mail.read(read_whole(path, _MOST_BYTES))


def read(session: Session, text: str, on: date) -> Bounced:
    """Whose addresses stand in a text: a list, or the mails that said so."""
    addresses = bounced_addresses(text)
    known = [row for row in contact_lists.rows(session, on) if row.email]
    by_address: dict[str, list[ContactRow]] = {}
    for row in known:
        by_address.setdefault(row.email.casefold(), []).append(row)
    return Bounced(
        tuple(row for each in addresses for row in by_address.get(each, ())),
        tuple(each for each in addresses if each not in by_address),
    )
