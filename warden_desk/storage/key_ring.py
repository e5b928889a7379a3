"""The passphrases of a desk's users: given, changed, taken away while the desk is open.

The key file is written whole or not at all, so that a power cut leaves the ways in as they were or
as they shall be. What is taken away opens this file no longer; a copy of the key file that somebody
made before still opens a copy of the desk, until the desk is made anew under another key
(`rekeying`).
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from warden_desk.domain.errors import UserError
from warden_desk.domain.passphrases import check_passphrase
from warden_desk.storage.keys import COMMON, PASSPHRASE, RECOVERY, KeyFile, WrongKey, key_file


class KeyRing:
    """The ways into one open desk. Everything here but `users` takes a moment (Argon2)."""

    def __init__(self, desk: Path, key: bytes, *, opened_by: str, by_recovery: bool) -> None:
        """`opened_by` is the user whose own passphrase opened the desk."""
        self.desk, self.key = desk, key
        self.opened_by, self.by_recovery = opened_by, by_recovery

    @property
    def is_practice(self) -> bool:
        """Whether the desk opens without any passphrase, so that nobody needs one."""
        return KeyFile.of(self.desk).practice

    def users(self) -> frozenset[str]:
        """The users who have a passphrase of their own; "" among them if the desk has one."""
        held = KeyFile.of(self.desk).slots
        return frozenset(slot.user for slot in held if slot.kind == PASSPHRASE)

    def give(self, user: str, passphrase: str) -> None:
        """Let this user open the desk with a passphrase of their own, or with another than before.

        Raises:
            UserError: it is too short, or somebody else has the same.
        """
        check_passphrase(passphrase)
        ways = KeyFile.of(self.desk)
        if ways.practice:
            raise UserError("A practice desk opens without a passphrase: its data are invented.")
        if self.owner(passphrase) not in {None, user}:
            raise UserError("Choose another passphrase: with this one nobody could tell you apart.")
        ways.with_slot(PASSPHRASE, passphrase, self.key, user).save(key_file(self.desk))

    def take_away(self, user: str) -> None:
        """A user's own passphrase opens the desk no longer; "" for the one that is the desk's.

        Raises:
            UserError: nobody could open the desk any more.
        """
        ways = KeyFile.of(self.desk).without(PASSPHRASE, user)
        if not any(slot.kind == PASSPHRASE for slot in ways.slots):
            raise UserError("Somebody must be able to open the desk. Give another user one first.")
        ways.save(key_file(self.desk))

    def opens(self, user: str, passphrase: str) -> bool:
        """Whether this is the user's own passphrase."""
        return KeyFile.of(self.desk).opens(passphrase, user)

    def renew(self, user: str, passphrase: str) -> None:
        """Keep a user's own passphrase, which just opened the desk, in the form of today."""
        ways = KeyFile.of(self.desk)
        ways.with_slot(PASSPHRASE, passphrase, self.key, user).save(key_file(self.desk))

    def owner(self, passphrase: str) -> str | None:
        """Whose passphrase this is; "" for the desk's, None for nobody's."""
        try:
            return KeyFile.of(self.desk).unlock(passphrase).user
        except WrongKey:
            return None

    def proves(self, user: str, secret: str) -> bool:
        """Whether this is the user's passphrase, the desk's, or the recovery code."""
        if self.owner(secret) in {COMMON, user}:
            return True
        try:
            return bool(KeyFile.of(self.desk).unlock(secret, RECOVERY).key)
        except WrongKey:
            return False

    def stays(self) -> frozenset[str]:
        """The users for whom another key can be wrapped without their passphrase."""
        slots = KeyFile.of(self.desk).slots
        return frozenset(s.user for s in slots if s.user and s.handed(self.key, self.key))

    def ways_to(self, key: bytes, users: Collection[str], common: str, code: str) -> KeyFile:
        """The ways to another key: of these users as they have them, and the two that are new.

        Args:
            common: the desk's new passphrase; "" for none.
            code: the new recovery code.
        """
        kept = KeyFile.of(self.desk)
        handed = [s.handed(self.key, key) for s in kept.slots if s.user in users]
        ways = replace(kept, slots=tuple(slot for slot in handed if slot is not None))
        if common:
            ways = ways.with_slot(PASSPHRASE, common, key)
        return ways.with_slot(RECOVERY, code, key)
