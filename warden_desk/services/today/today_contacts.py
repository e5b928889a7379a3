"""Contacts that somebody should ask about, as one line of the Today page."""

from collections import Counter
from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.contacts import Due
from warden_desk.domain.today import Line, Opens, Weight
from warden_desk.services.contacts import contact_lists

_SAID = (Due.BOUNCED, Due.TERM_ENDED)
"""What is told apart: the rest is the usual upkeep."""


def to_confirm(session: Session, on: date, district_ids: Collection[str] | None) -> list[Line]:
    """How many, and what presses among them; nothing where all were asked lately."""
    found = contact_lists.due(session, on, district_ids=district_ids)
    if not found:
        return []
    first = Counter(row.due[0] for row in found)
    presses = [f"{first[why]} {why}" for why in _SAID if first[why]]
    count = "1 contact" if len(found) == 1 else f"{len(found)} contacts"
    text = f"{count} to confirm{': ' if presses else ''}{', '.join(presses)}"
    return [Line("Contacts", Weight.NEWS, text, "Contacts page", Opens("contact", found[0].id))]
