"""The data key, and the ways to it: a passphrase, a recovery code.

The desk is encrypted with a random key that never changes with the passphrase. A small file beside
it holds that key wrapped once per way in (a "slot"): AES-GCM under Argon2id (RFC 9106's second
recommended option: 3 passes, 64 MiB, 4 lanes). A user of the desk may have a way of their own,
known by the user's key and never by a name, for this file is not encrypted. A practice desk holds
only invented data; its slot is open, so that nobody has to think of one to try the program.
"""

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from warden_desk.domain.errors import UserError
from warden_desk.storage.files import replace_file

PASSPHRASE = "passphrase"
RECOVERY = "recovery"
_OPEN = "open"
_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread
_GROUPS, _GROUP = 6, 5


class WrongKey(UserError):
    """The passphrase or recovery code does not open this desk."""


class NoKeys(UserError):
    """The key file is missing or damaged."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to the data key. Bytes are base64 text."""

    kind: str
    wrapped: str
    salt: str = ""
    nonce: str = ""
    passes: int = _PASSES
    memory_kib: int = _MEMORY_KIB
    lanes: int = _LANES
    user: str = ""
    """Whose own way it is; empty for the one that is the desk's."""

    @property
    def bound_to(self) -> bytes:
        """What the wrapping is bound to: nobody makes another's slot of it."""
        return (f"{self.kind}:{self.user}" if self.user else self.kind).encode()

    def as_kept(self) -> dict[str, object]:
        """For the file. A desk without users of their own is readable by older programs."""
        kept = asdict(self)
        if not self.user:
            del kept["user"]
        return kept


@dataclass(frozen=True, slots=True)
class Opened:
    """The data key, and whose passphrase opened it; nobody's if it was the desk's own."""

    key: bytes
    user: str = ""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The ways to one desk's data key."""

    slots: tuple[Slot, ...]
    practice: bool = False

    @classmethod
    def for_practice(cls, key: bytes) -> Self:
        return cls((Slot(_OPEN, _text(key)),), practice=True)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file.

        Raises:
            NoKeys: it is not there, or is not a key file.
        """
        try:
            data = json.loads(path.read_text("utf-8"))
            return cls(tuple(Slot(**slot) for slot in data["slots"]), data["practice"])
        except FileNotFoundError:
            raise NoKeys(
                f"The key file {path.name} is not beside the desk. Copy it back from a backup: "
                "without it nobody can open the desk."
            ) from None
        except (OSError, ValueError, KeyError, TypeError):
            raise NoKeys(
                f"The key file {path.name} is damaged. Copy it back from a backup."
            ) from None

    def save(self, path: Path) -> None:
        data = {"format": 1, "practice": self.practice, "slots": [s.as_kept() for s in self.slots]}
        replace_file(path, json.dumps(data, indent=1).encode())

    def with_slot(self, kind: str, secret: str, key: bytes, user: str = "") -> "KeyFile":
        """The same ways in, and `secret` as the (only) way of this kind, and of this user."""
        salt, nonce = os.urandom(16), os.urandom(12)
        slot = Slot(kind, "", _text(salt), _text(nonce), user=user)
        wrapped = AESGCM(_derive(secret, slot)).encrypt(nonce, key, slot.bound_to)
        others = self.without(kind, user).slots
        return replace(self, slots=(*others, replace(slot, wrapped=_text(wrapped))))

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
            if (key := _unwrapped(slot, typed)) is not None:
                return Opened(key, slot.user)
        what = "recovery code" if kind == RECOVERY else "passphrase"
        raise WrongKey(f"That {what} does not open this desk. Nothing was changed.")

    def opens(self, secret: str, user: str) -> bool:
        """Whether this is the passphrase of this user."""
        own = (s for s in self.slots if (s.kind, s.user) == (PASSPHRASE, user))
        return any(_unwrapped(slot, secret) is not None for slot in own)


def key_file(path: Path) -> Path:
    """Where the keys of the desk at `path` lie."""
    return path.with_name(path.name + ".keys")


def new_data_key() -> bytes:
    """32 random bytes, the desk's own for life."""
    return secrets.token_bytes(32)


def new_recovery_code() -> str:
    """150 random bits in groups that can be read out over the telephone."""
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[i : i + _GROUP]) for i in range(0, len(letters), _GROUP))


def tidy_code(typed: str) -> str:
    """A recovery code as it was printed, whatever the spaces, case and look-alike letters."""
    plain = typed.upper().translate(str.maketrans("ILO", "110", " -\t\n"))
    return "-".join(plain[i : i + _GROUP] for i in range(0, len(plain), _GROUP))


def _unwrapped(slot: Slot, secret: str) -> bytes | None:
    try:
        aead = AESGCM(_derive(secret, slot))
        return aead.decrypt(b64decode(slot.nonce), b64decode(slot.wrapped), slot.bound_to)
    except InvalidTag:
        return None


def _derive(secret: str, slot: Slot) -> bytes:
    return hash_secret_raw(
        secret.encode(),
        b64decode(slot.salt),
        time_cost=slot.passes,
        memory_cost=slot.memory_kib,
        parallelism=slot.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _text(data: bytes) -> str:
    return b64encode(data).decode()
