"""For whose eyes a session reads, as other services ask it. Who sees what: `clearance`."""

from sqlalchemy.orm import Session

from warden_desk.domain.clearance import FULL_SIGHT, Sight
from warden_desk.domain.errors import UserError
from warden_desk.storage.database import SIGHT
from warden_desk.storage.tables import Tasking


def sight_of(session: Session) -> Sight:
    """For whose eyes this session reads; everything where nobody said."""
    return session.info.get(SIGHT, FULL_SIGHT)


def refuse_hidden(session: Session, tasking: Tasking) -> None:
    """Nobody puts right what they may not see.

    Raises:
        UserError: this tasking is hidden from whoever sits at the desk.
    """
    sight = sight_of(session)
    if sight.is_hiding(tasking.marking):
        raise UserError(
            f"{tasking.reference} is {sight.hides} and hidden here. Somebody who is cleared can "
            "do this, on a screen that nobody else sees."
        )
