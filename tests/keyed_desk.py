"""A desk at which two people have a passphrase of their own, beside the one that all know."""

import shutil
from pathlib import Path

from tests.tasking_desk import ACT, TODAY
from warden_desk.domain.clearance import Role, UserDraft
from warden_desk.services.access import passphrases, users
from warden_desk.storage import desks, keys
from warden_desk.storage.desks import Desk

SHARED, ADA, VERA = "otter lantern quarry", "copper meadow violin", "harbour thistle engine"


def make(path: Path) -> str:
    """Ada, a team leader who sits there, and Vera, a viewer; answers the recovery code."""
    desk, code = desks.create(path, SHARED)
    with desk:
        for name, role in (("Ada", Role.TEAM_LEADER), ("Vera", Role.VIEWER)):
            draft = UserDraft(name=name, role=role, valid_from=TODAY)
            desk.database.write("Add", users.save, draft, act=ACT)
        for name, own in (("Ada", ADA), ("Vera", VERA)):
            given = (desk.ring, user_key(desk, name), own)
            desk.database.write_as_anybody("Give", passphrases.give, *given, act=ACT)
        desk.database.write_as_anybody("Sit", users.sit, user_key(desk, "Ada"), act=ACT)
    return code


def user_key(desk: Desk, name: str) -> str:
    """The key of the user of this name."""
    user = desk.database.read(users.named, name, TODAY)
    assert user is not None
    return user.id


def copied(source: Path, target: Path) -> Path:
    """The same closed desk at another place."""
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    shutil.copyfile(keys.key_file(source), keys.key_file(target))
    return target


def opens(path: Path, secret: str, *, recovery: bool = False) -> bool:
    """Whether the desk can be opened so."""
    try:
        desks.open_desk(path, secret, recovery=recovery).close()
    except keys.WrongKey:
        return False
    return True
