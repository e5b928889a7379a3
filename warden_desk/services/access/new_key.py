"""Changing the desk's key, so that whoever left opens no later copy of it.

A verified copy is made before, and goes again once the first one under the new key is whole: it
would open with all that was just taken away.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind, UserRow
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.new_key import NewKey, NewKeyDraft, NewKeyPlan
from warden_desk.domain.progress import Progress
from warden_desk.domain.rights import Right
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, users
from warden_desk.storage import backup, keys, rekeying
from warden_desk.storage.database import Database
from warden_desk.storage.key_ring import KeyRing


def plan(session: Session, ring: KeyRing, on: date) -> NewKeyPlan:
    """What it would mean.

    Raises:
        UserError: a practice desk has no key of its own.
    """
    if ring.is_practice:
        raise UserError("A practice desk opens without a key: its data are invented.")
    listed = users.rows(session, on)
    held, stays = ring.users(), ring.stays()
    names = {row.id: row.name for row in listed}
    return NewKeyPlan(
        stays=tuple(names[row.id] for row in listed if row.id in stays),
        given_anew=tuple(names[row.id] for row in listed if row.id in held - stays),
        ends=len(held - {keys.COMMON} - names.keys()),
        has_common=keys.COMMON in held,
        may_do_without=any(row.id in stays and row.role.may_answer for row in listed),
        copies=len(backup.copies(ring.desk, backup.home(ring.desk))),
    )


def change(
    database: Database, ring: KeyRing, draft: NewKeyDraft, *, act: Act, progress: Progress
) -> NewKey:
    """Put the desk under a new key. Takes seconds; nobody else writes meanwhile.

    Raises:
        NotAllowed: whoever sits here does not keep the list of users.
        Invalid: what was typed will not do.
        Busy: something long is being saved or read.
        Cancelled: it was stopped. The desk is as it was.
        UserError: there is no room, or what was written is not whole. The desk is as it was.
    """
    database.rights.check(Right.USERS)
    on = database.read(_today, act)
    listed = database.read(users.rows, on)
    draft.check(database.read(plan, ring, on))
    _prove(ring, listed, draft, act)
    key, code = keys.new_data_key(), keys.new_recovery_code()
    stays = ring.stays() & {row.id for row in listed}
    ways = ring.ways_to(key, stays, draft.common, code)
    ended = sorted(ring.users() - stays - {keys.COMMON})

    progress.step(0, 0, "Backing up the desk as it is")
    before = backup.copy(ring.desk, ring.key, backup.home(ring.desk), act.at)

    def note(session: Session) -> None:
        _note(session, ended, act)

    try:
        rekeying.change(database, ring, key, ways, note, progress)
    except BaseException:
        backup.remove(before)  # it was made for this alone
        raise
    return _copied(ring, code, before, act, forget=draft.forget_copies)


def _copied(ring: KeyRing, code: str, before: Path, act: Act, *, forget: bool) -> NewKey:
    """What is still to do once the desk has its new key: nothing of it may fail the whole."""
    folder = backup.home(ring.desk)
    try:
        copied = backup.copy(ring.desk, ring.key, folder, act.at)
    except UserError:
        return NewKey(code, None, 0)
    backup.remove(before)
    return NewKey(code, copied, rekeying.forget_copies(ring, folder, copied) if forget else 0)


def _prove(ring: KeyRing, listed: Collection[UserRow], draft: NewKeyDraft, act: Act) -> None:
    own = users.among(list(listed), act.by)
    if not ring.proves(own.id if own else keys.COMMON, draft.proof):
        raise Invalid({"proof": "That does not open this desk as you. Type yours."})
    if draft.common and (owner := ring.owner(draft.common)) is not None:
        same = "It is the one of until now." if owner == keys.COMMON else "Somebody has it already."
        raise Invalid({"common": f"{same} Choose another."})


def _note(session: Session, ended: Collection[str], act: Act) -> None:
    audit.note(session, ActKind.ALTERATION, audit.DESK, [""], "key of the desk changed", act=act)
    how = "passphrase ended with the key of the desk"
    audit.note(session, ActKind.ALTERATION, users.USER, ended, how, act=act)


def _today(session: Session, act: Act) -> date:
    return local_day(act, desk_settings.load(session))
