"""The data key, and the ways to it: a passphrase, a recovery code.

The desk is encrypted with a random key that never changes with the passphrase. A small file beside
it holds that key wrapped once per way in (a "slot"): AES-GCM under Argon2id (RFC 9106's second
recommended option: 3 passes, 64 MiB, 4 lanes). A practice desk holds only invented data; its slot
is open, so that nobody has to think of a passphrase to try the program.
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
        data = {"format": 1, "practice": self.practice, "slots": [asdict(s) for s in self.slots]}
        replace_file(path, json.dumps(data, indent=1).encode())

    def with_slot(self, kind: str, secret: str, key: bytes) -> "KeyFile":
        """The same ways in, and `secret` as the (only) way of this kind."""
        salt, nonce = os.urandom(16), os.urandom(12)
        slot = Slot(kind, "", _text(salt), _text(nonce))
        wrapped = AESGCM(_derive(secret, slot)).encrypt(nonce, key, kind.encode())
        others = tuple(s for s in self.slots if s.kind != kind)
        return replace(self, slots=(*others, replace(slot, wrapped=_text(wrapped))))

    def unlock(self, secret: str, kind: str = PASSPHRASE) -> bytes:
        """The data key. Takes about 0.15 s on purpose, so not on the window's thread.

        Raises:
            WrongKey: `secret` is not the one.
        """
        for slot in self.slots:
            if slot.kind == _OPEN:
                return b64decode(slot.wrapped)
            if slot.kind == kind:
                return _unwrap(slot, tidy_code(secret) if kind == RECOVERY else secret)
        raise WrongKey("This desk has no such way in. Use the passphrase.")


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


def _unwrap(slot: Slot, secret: str) -> bytes:
    try:
        aead = AESGCM(_derive(secret, slot))
        return aead.decrypt(b64decode(slot.nonce), b64decode(slot.wrapped), slot.kind.encode())
    except InvalidTag:
        what = "recovery code" if slot.kind == RECOVERY else "passphrase"
        raise WrongKey(f"That {what} does not open this desk. Nothing was changed.") from None


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
