"""What makes a passphrase hard to guess, in words a person can act on."""

from enum import StrEnum
from math import log2

from warden_desk.domain.errors import UserError

MIN_LENGTH = 12
_FAIR_BITS, _GOOD_BITS = 50, 70
_COMMON = ("password", "passphrase", "qwerty", "12345", "abcdef", "letmein", "warden", "kent")


class Strength(StrEnum):
    """How a passphrase would stand."""

    SHORT = "short"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


def strength(passphrase: str) -> tuple[Strength, str]:
    """How strong it is, and what would help."""
    missing = MIN_LENGTH - len(passphrase)
    if missing > 0:
        return Strength.SHORT, f"{missing} more character{'s' if missing > 1 else ''} needed."
    plain = passphrase.casefold()
    common = next((word for word in _COMMON if word in plain), "")
    bits = _bits(plain.replace(common, "") if common else plain)
    if bits < _FAIR_BITS:
        why = f"“{common}” is guessed first. " if common else "It repeats or is easy to guess. "
        return Strength.WEAK, why + "Add words that do not belong together."
    if bits < _GOOD_BITS:
        return Strength.FAIR, "Fair. One more word would make it good."
    return Strength.GOOD, "Good: hard to guess."


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything.

    Raises:
        UserError: fewer than `MIN_LENGTH` characters, or one character over and over.
    """
    if len(passphrase) < MIN_LENGTH:
        raise UserError(
            f"The passphrase needs at least {MIN_LENGTH} characters. "
            "Three or four words that do not belong together are easy to keep in mind."
        )
    if len(set(passphrase)) < 5:
        raise UserError("The passphrase repeats too few characters. Choose several words.")


def _bits(text: str) -> float:
    """A careful guess: letters of a language carry about half of what random ones would."""
    pool = 26 + 10 * any(c.isdigit() for c in text) + 12 * any(not c.isalnum() for c in text)
    fresh = sum(1 for i, c in enumerate(text) if c not in text[max(0, i - 2) : i])
    distinct = len(set(text))
    return fresh * log2(pool) * 0.6 * min(1.0, distinct / 8)
