"""What whoever sits at the desk may do.

The door to the file refuses what they may not (`storage/database.py`), by the tables that an act
touches. A service asks here where the tables do not tell: signing a week changes the same as
sending it.
"""

from sqlalchemy.orm import Session

from warden_desk.domain.rights import ALL, Right, Rights
from warden_desk.storage.database import NEEDED, RIGHTS


def rights_of(session: Session) -> Rights:
    """What may be done by whoever this session works for; everything where nobody said."""
    return session.info.get(RIGHTS, ALL)


def need(session: Session, right: Right) -> None:
    """Go on only if this may be done here. Whoever takes the act back will need the right, too.

    Raises:
        NotAllowed: it may not.
    """
    rights_of(session).check(right)
    session.info.setdefault(NEEDED, set()).add(right)
