"""Ways of looking at a list, kept under names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.services import successions
from warden_desk.storage.tables import SavedView


@dataclass(frozen=True, slots=True)
class SavedViewRow:
    """One of them. `view` is text that only the list understands."""

    id: str
    name: str
    view: str


def rows(session: Session, list_name: str) -> list[SavedViewRow]:
    """Those of a list, by name."""
    query = select(SavedView).where(SavedView.list_name == list_name)
    found = session.scalars(query.order_by(SavedView.name))
    return [SavedViewRow(each.id, each.name, each.view) for each in found]


def find(session: Session, list_name: str, name: str) -> SavedViewRow:
    """The view of this name, in any case.

    Raises:
        NotFound: there is none; the text lists those there are.
    """
    kept = rows(session, list_name)
    for row in kept:
        if row.name.casefold() == name.strip().casefold():
            return row
    named = ", ".join(row.name for row in kept) or "none"
    raise NotFound(f"No view is kept as “{name}”. There are: {named}.")


def districts_on(session: Session, kept: Iterable[str], on: date) -> tuple[str, ...]:
    """The districts of a kept view as they are on a day: those that came after it was kept, too."""
    now = successions.heirs_of(session, list(kept), on)
    return tuple(dict.fromkeys(each for several in now.values() for each in several))


def save(session: Session, list_name: str, name: str, view: str) -> str:
    """Keep a view; one of the same name is replaced. Returns its key.

    Raises:
        Invalid: it has no name.
    """
    if not (name := name.strip()):
        raise Invalid({"name": "Give it a name."})
    found = session.scalar(
        select(SavedView).where(SavedView.list_name == list_name, SavedView.name == name)
    )
    if found is None:
        found = SavedView(list_name=list_name, name=name, view=view)
        session.add(found)
    found.view = view
    return found.id


def remove(session: Session, view_id: str) -> None:
    """Forget a view.

    Raises:
        NotFound: it is gone already.
    """
    found = session.get(SavedView, view_id)
    if found is None:
        raise NotFound("That view is not kept any more.")
    session.delete(found)
