"""Who sits at the desk, what may be shown to them, and what they may do.

The hiding itself is done by storage (`storage/veil.py`): whatever a service reads for somebody who
is not cleared comes out veiled. So is the refusing (`storage/database.py`). Here is decided for
whom.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.rights import Rights
from warden_desk.domain.seats import Seat
from warden_desk.services import people
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import users
from warden_desk.services.access.sight import sight_of
from warden_desk.storage.database import Database
from warden_desk.storage.tables import ReturnItem, Tasking


def seat(session: Session, on: date) -> Seat:
    """Who sits at the desk on this day. Nobody the desk knows is cleared for nothing."""
    settings, listed = desk_settings.load(session), users.rows(session, on)
    name = settings.user_name
    user = users.among(listed, name)
    roles = {row.role for row in listed}
    return Seat(
        name,
        user,
        user is not None and user.is_cleared(on),
        settings.sensitive_marking,
        Rights.of(name, user.role if user else None, roles, settings.supervisors_alone),
    )


def take_seat(database: Database, on: date, *, is_screen_shared: bool = False) -> Seat:
    """From now on the desk shows and allows what whoever sits at it may see and do."""
    sitting = database.read(seat, on)
    database.sight = sitting.sight(is_screen_shared=is_screen_shared)
    database.rights = sitting.rights
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
