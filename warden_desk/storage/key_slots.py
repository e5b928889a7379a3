"""One way to a desk's data key: the key as only somebody with one secret can have it.

The desk's passphrase and the recovery code wrap it by themselves: AES-GCM under Argon2id (RFC
9106's second recommended option: 3 passes, 64 MiB, 4 lanes). A user's own passphrase makes a key
pair instead, and the data key is wrapped for its open half (HPKE, RFC 9180). So the desk's key can
be changed without asking every user for theirs: the new one is wrapped for the same open halves.
"""

import hmac
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

_PASSES, _MEMORY_KIB, _LANES = 3, 64 * 1024, 4


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
    public: str = ""
    """The open half of the user's key pair; empty where the secret itself wraps."""
    vouched: str = ""
    """Made with the data key: only somebody who could open the desk put this open half here."""

    @property
    def bound_to(self) -> bytes:
        """What the wrapping is bound to: nobody makes another's slot of it."""
        return (f"{self.kind}:{self.user}" if self.user else self.kind).encode()

    def as_kept(self) -> dict[str, object]:
        """For the file. A desk without users of their own is readable by older programs."""
        kept = asdict(self)
        return {name: value for name, value in kept.items() if value or name not in _OF_USERS}

    def unwrapped(self, secret: str) -> bytes | None:
        """The data key, if this is the secret. Takes about 0.15 s on purpose."""
        made, wrapped = _derived(self, secret), b64decode(self.wrapped)
        try:
            if self.public:
                pair = X25519PrivateKey.from_private_bytes(made)
                return _suite().decrypt(wrapped, pair, info=self.bound_to)
            return AESGCM(made).decrypt(b64decode(self.nonce), wrapped, self.bound_to)
        except InvalidTag:
            return None

    def holding(self, key: bytes, secret: str) -> "Slot":
        """The same way, with a key that this secret opens."""
        fresh = replace(self, salt=text(os.urandom(16)), nonce="", public="", vouched="")
        made = _derived(fresh, secret)
        if self.user:
            pair = X25519PrivateKey.from_private_bytes(made)
            return _wrapping(replace(fresh, public=text(pair.public_key().public_bytes_raw())), key)
        nonce = os.urandom(12)
        wrapped = AESGCM(made).encrypt(nonce, key, self.bound_to)
        return replace(fresh, nonce=text(nonce), wrapped=text(wrapped))

    def handed(self, key: bytes, new_key: bytes) -> "Slot | None":
        """The same way to another key, without the secret; None where that cannot be.

        Args:
            key: the data key until now. An open half that somebody put here without it is none.
        """
        if not self.public or not hmac.compare_digest(self.vouched, _vouching(self, key)):
            return None
        return _wrapping(self, new_key)


def text(data: bytes) -> str:
    """Bytes as a slot keeps them."""
    return b64encode(data).decode()


_OF_USERS = ("user", "public", "vouched")


def _wrapping(slot: Slot, key: bytes) -> Slot:
    public = X25519PublicKey.from_public_bytes(b64decode(slot.public))
    wrapped = _suite().encrypt(key, public, info=slot.bound_to)
    return replace(slot, wrapped=text(wrapped), vouched=_vouching(slot, key))


def _vouching(slot: Slot, key: bytes) -> str:
    said = f"{slot.salt}:{slot.public}:".encode() + slot.bound_to
    return text(hmac.digest(key, said, "sha256"))


def _derived(slot: Slot, secret: str) -> bytes:
    return hash_secret_raw(
        secret.encode(),
        b64decode(slot.salt),
        time_cost=slot.passes,
        memory_cost=slot.memory_kib,
        parallelism=slot.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
