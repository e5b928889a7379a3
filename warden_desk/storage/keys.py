"""The data key, and the ways to it: a passphrase, a recovery code.

The desk is encrypted with a random key that never changes with the passphrase. A small file beside
it holds that key wrapped once per way in (`key_slots`). A user of the desk may have a way of their
own, known by the user's key and never by a name, for this file is not encrypted. A practice desk
holds only invented data; its slot is open, so that nobody has to think of one to try the program.

While a desk is made anew under another key, its key file holds the ways to both (`rekeying`).
"""

import json
import secrets
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from warden_desk.domain.errors import UserError
from warden_desk.storage.files import replace_file
from warden_desk.storage.key_slots import Slot, text

PASSPHRASE = "passphrase"
RECOVERY = "recovery"
COMMON = ""
"""Stands for the user of the passphrase that is the desk's, and nobody's own."""
_OPEN = "open"
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread
_GROUPS, _GROUP = 6, 5
_BEGINS = 16


class WrongKey(UserError):
    """The passphrase or recovery code does not open this desk."""


class NoKeys(UserError):
    """The key file is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The data key, and whose passphrase opened it; nobody's if it was the desk's own."""

    key: bytes
    user: str = ""
    is_plain: bool = False
    """Whether it is a user's own in the form of earlier programs, without a key pair."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The ways to the desk's next key, while the file under it is put in place."""

    begins: str
    """How that file begins: every encrypted file begins with random bytes of its own."""
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The ways to one desk's data key."""

    slots: tuple[Slot, ...]
    practice: bool = False
    coming: Coming | None = None

    @classmethod
    def for_practice(cls, key: bytes) -> Self:
        return cls((Slot(_OPEN, text(key)),), practice=True)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file.

        Raises:
            NoKeys: it is not there, or is not a key file.
        """
        try:
            data = json.loads(path.read_text("utf-8"))
            coming = data.get("coming")
            after = Coming(coming["begins"], _slots(coming["slots"])) if coming else None
            return cls(_slots(data["slots"]), data["practice"], after)
        except FileNotFoundError:
            raise NoKeys(
                f"The key file {path.name} is not beside the desk. Copy it back from a backup: "
                "without it nobody can open the desk."
            ) from None
        except (OSError, ValueError, KeyError, TypeError):
            raise NoKeys(
                f"The key file {path.name} is damaged. Copy it back from a backup."
            ) from None

    @classmethod
    def of(cls, desk: Path) -> Self:
        """The ways to the desk at `desk` as it lies there, also if a change of key was cut off.

        Raises:
            NoKeys: it is not there, or is not a key file.
        """
        ways = cls.load(key_file(desk))
        if ways.coming is None:
            return ways
        is_changed = ways.coming.begins == beginning(desk)
        return cls(ways.coming.slots if is_changed else ways.slots, ways.practice)

    def save(self, path: Path) -> None:
        data: dict[str, object] = {"format": 1, "practice": self.practice}
        data["slots"] = [slot.as_kept() for slot in self.slots]
        if self.coming is not None:
            after = [slot.as_kept() for slot in self.coming.slots]
            data["coming"] = {"begins": self.coming.begins, "slots": after}
        replace_file(path, json.dumps(data, indent=1).encode())

    def with_slot(self, kind: str, secret: str, key: bytes, user: str = "") -> "KeyFile":
        """The same ways in, and `secret` as the (only) way of this kind, and of this user."""
        slot = Slot(kind, "", user=user).holding(key, secret)
        return replace(self, slots=(*self.without(kind, user).slots, slot))

    def without(self, kind: str, user: str) -> "KeyFile":
        """The same ways in but for this one."""
        kept = tuple(s for s in self.slots if (s.kind, s.user) != (kind, user))
        return replace(self, slots=kept)

    def unlock(self, secret: str, kind: str = PASSPHRASE) -> Opened:
        """The data key. Each slot takes about 0.15 s on purpose, so not on the window's thread.

        Raises:
            WrongKey: `secret` is none of them.
        """
        for slot in self.slots:
            if slot.kind == _OPEN:
                return Opened(b64decode(slot.wrapped))
        own = [slot for slot in self.slots if slot.kind == kind]
        if not own:
            raise WrongKey("This desk has no such way in. Use the passphrase.")
        typed = tidy_code(secret) if kind == RECOVERY else secret
        for slot in own:
            if (key := slot.unwrapped(typed)) is not None:
                return Opened(key, slot.user, bool(slot.user) and not slot.public)
        what = "recovery code" if kind == RECOVERY else "passphrase"
        raise WrongKey(f"That {what} does not open this desk. Nothing was changed.")

    def opens(self, secret: str, user: str) -> bool:
        """Whether this is the passphrase of this user."""
        own = (s for s in self.slots if (s.kind, s.user) == (PASSPHRASE, user))
        return any(slot.unwrapped(secret) is not None for slot in own)


def key_file(path: Path) -> Path:
    """Where the keys of the desk at `path` lie."""
    return path.with_name(path.name + ".keys")


def new_data_key() -> bytes:
    """32 random bytes, the desk's own until it is made anew under others."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """150 random bits in groups that can be read out over the telephone."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[i : i + _GROUP]) for i in range(0, len(letters), _GROUP))


def tidy_code(typed: str) -> str:
    """A recovery code as it was printed, whatever the spaces, case and look-alike letters."""
    plain = typed.upper().translate(str.maketrans("ILO", "110", " -\t\n"))
    return "-".join(plain[i : i + _GROUP] for i in range(0, len(plain), _GROUP))


def beginning(desk: Path) -> str:
    """The random bytes that a desk's file begins with; "" if it is not there."""
    try:
        with desk.open("rb") as file:
            return file.read(_BEGINS).hex()
    except FileNotFoundError:
        return ""


def _slots(kept: Iterable[dict[str, Any]]) -> tuple[Slot, ...]:
    return tuple(Slot(**slot) for slot in kept)
