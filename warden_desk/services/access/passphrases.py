"""Giving users of a desk their own passphrases, and keeping that it was done."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right
from warden_desk.services import rights
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, users
from warden_desk.storage.key_ring import KeyRing
from warden_desk.storage.keys import COMMON


def give(session: Session, ring: KeyRing, user_id: str, passphrase: str, *, act: Act) -> None:
    """A user opens the desk with this from now on. Everybody may set their own.

    Raises:
        NotFound: there is no such user.
        NotAllowed: it is somebody else's, and whoever sits here does not keep the list of users.
        UserError: it is too short, or somebody else has it.
    """
    _refuse_others(session, user_id, act)
    audit.note(session, ActKind.ALTERATION, users.USER, [user_id], "passphrase given", act=act)
    session.flush()
    ring.give(user_id, passphrase)  # last, so that what could not be kept was not given


def take_away(session: Session, ring: KeyRing, user_id: str, *, act: Act) -> None:
    """A user's own passphrase, or the desk's, opens the desk no longer.

    Raises:
        NotAllowed: whoever sits here does not keep the list of users.
        UserError: nobody who answers for the desk could open it any more.
    """
    rights.need(session, Right.USERS)
    _refuse_locking_out(session, ring, user_id, local_day(act, desk_settings.load(session)))
    kept = [user_id] if user_id else sorted(ring.users() - {COMMON})
    audit.note(session, ActKind.ALTERATION, users.USER, kept, "passphrase taken away", act=act)
    session.flush()
    ring.take_away(user_id)


def _refuse_others(session: Session, user_id: str, act: Act) -> None:
    own = users.draft_of(session, user_id)
    if own.name.casefold() != act.by.casefold():
        rights.need(session, Right.USERS)


def _refuse_locking_out(session: Session, ring: KeyRing, user_id: str, on: date) -> None:
    left = ring.users() - {user_id}
    answering = {row.id for row in users.rows(session, on) if row.role.may_answer}
    if COMMON not in left and not left & answering:
        raise UserError(
            "No team leader or supervisor could open the desk any more. Give one of them their own "
            "passphrase first."
        )
