"""The passphrases of a desk's users: given, changed, taken away while the desk is open.

The key file is written whole or not at all, so that a power cut leaves the ways in as they were or
as they shall be. What is taken away opens this file no longer; a copy of the key file that somebody
made before still opens a copy of the desk, for the desk's own key stays the same.
"""

from pathlib import Path

from warden_desk.domain.errors import UserError
from warden_desk.domain.passphrases import check_passphrase
from warden_desk.storage.keys import PASSPHRASE, KeyFile, WrongKey, key_file


class KeyRing:
    """The ways into one open desk. Everything here but `users` takes a moment (Argon2)."""

    def __init__(self, desk: Path, key: bytes, *, opened_by: str, by_recovery: bool) -> None:
        """`opened_by` is the user whose own passphrase opened the desk."""
        self._file, self._key = key_file(desk), key
        self.opened_by, self.by_recovery = opened_by, by_recovery

    @property
    def is_practice(self) -> bool:
        """Whether the desk opens without any passphrase, so that nobody needs one."""
        return KeyFile.load(self._file).practice

    def users(self) -> frozenset[str]:
        """The users who have a passphrase of their own; "" among them if the desk has one."""
        held = KeyFile.load(self._file).slots
        return frozenset(slot.user for slot in held if slot.kind == PASSPHRASE)

    def give(self, user: str, passphrase: str) -> None:
        """Let this user open the desk with a passphrase of their own, or with another than before.

        Raises:
            UserError: it is too short, or somebody else has the same.
        """
        check_passphrase(passphrase)
        ways = KeyFile.load(self._file)
        if ways.practice:
            raise UserError("A practice desk opens without a passphrase: its data are invented.")
        try:
            same = ways.unlock(passphrase).user
        except WrongKey:
            same = user
        if same != user:
            raise UserError("Choose another passphrase: with this one nobody could tell you apart.")
        ways.with_slot(PASSPHRASE, passphrase, self._key, user).save(self._file)

    def take_away(self, user: str) -> None:
        """A user's own passphrase opens the desk no longer; "" for the one that is the desk's.

        Raises:
            UserError: nobody could open the desk any more.
        """
        ways = KeyFile.load(self._file).without(PASSPHRASE, user)
        if not any(slot.kind == PASSPHRASE for slot in ways.slots):
            raise UserError("Somebody must be able to open the desk. Give another user one first.")
        ways.save(self._file)

    def opens(self, user: str, passphrase: str) -> bool:
        """Whether this is the user's own passphrase."""
        return KeyFile.load(self._file).opens(passphrase, user)
