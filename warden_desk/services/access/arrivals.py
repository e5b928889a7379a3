"""Who sits down when a desk is opened: whoever's own passphrase opened it."""

from datetime import date, datetime

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.seats import Seat
from warden_desk.services.access import clearance, users
from warden_desk.storage.database import Database
from warden_desk.storage.key_ring import KeyRing


def arrive(database: Database, ring: KeyRing, on: date, at: datetime) -> Seat:
    """Take the seat as the passphrase says.

    The desk's own passphrase says nothing of who one is, so that nobody is taken for a user who has
    one of their own. The recovery code is the owner's, who may sit down as anybody.

    Raises:
        UserError: whoever the passphrase belongs to may not sit here any more.
    """
    seat = database.read(clearance.seat, on)
    if ring.opened_by:
        _seat(database, ring.opened_by, seat, on, at)
    elif seat.user is not None and not ring.by_recovery and seat.user.id in ring.users():
        database.write_as_anybody("Stand up", users.stand_up)
    return clearance.take_seat(database, on)


def _seat(database: Database, user_id: str, seat: Seat, on: date, at: datetime) -> None:
    listed = database.read(users.rows, on)
    user = next((row for row in listed if row.id == user_id), None)
    if user is None:
        raise UserError(
            "You may not sit at this desk today. Whoever keeps its list of users can change that."
        )
    if seat.user is None or seat.user.id != user_id:
        act = Act(user.name, at)
        database.write_as_anybody("Sit down at the desk", users.sit, user_id, act=act)
