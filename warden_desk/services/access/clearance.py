"""Who sits at the desk, and what may be shown to whom.

The hiding itself is done by storage (`storage/veil.py`): whatever a service reads for somebody who
is not cleared comes out veiled. Here is decided for whom.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.clearance import Seat
from warden_desk.services import people
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import users
from warden_desk.services.access.sight import sight_of
from warden_desk.storage.database import Database
from warden_desk.storage.tables import ReturnItem, Tasking


def seat(session: Session, on: date) -> Seat:
    """Who sits at the desk on this day. Nobody the desk knows is cleared for nothing."""
    settings = desk_settings.load(session)
    user = users.named(session, settings.user_name, on)
    return Seat(
        settings.user_name,
        user,
        user is not None and user.is_cleared(on),
        settings.sensitive_marking,
    )


def take_seat(database: Database, on: date, *, is_screen_shared: bool = False) -> Seat:
    """From now on the desk shows what whoever sits at it may see."""
    sitting = database.read(seat, on)
    database.sight = sitting.sight(is_screen_shared=is_screen_shared)
    return sitting


def cleared_people(session: Session, person_ids: Collection[str], on: date) -> frozenset[str]:
    """Those of these people whose vetting is in date on this day."""
    kind = desk_settings.load(session).vetting_kind
    held = people.credentials(session, list(person_ids), kind=kind)
    return frozenset(key for key, rows in held.items() if any(row.is_current(on) for row in rows))


def sensitive_in_return(session: Session, return_id: str) -> list[str]:
    """The sensitive taskings that went back in one pack, if this session sees them in full."""
    items = select(ReturnItem.tasking_id).where(ReturnItem.return_id == return_id)
    return sensitive_among(session, list(session.scalars(items)))


def sensitive_among(session: Session, tasking_ids: Collection[str]) -> list[str]:
    """Those of these taskings that are sensitive and seen in full by this session."""
    marking, sight = desk_settings.load(session).sensitive_marking, sight_of(session)
    query = select(Tasking.id).where(Tasking.id.in_(tasking_ids), Tasking.marking.ilike(marking))
    return [] if sight.hides else list(session.scalars(query))
