"""Signs that free text says more about somebody than this desk should keep."""

import re

_SIGNS = (
    (
        re.compile(r"\b(?:mr|mrs|ms|miss|mx)\.?\s+[A-Z][a-z’'-]+", re.IGNORECASE),
        "It seems to name a person (“{0}”). Use a reference, or go on if it is needed.",
    ),
    (
        re.compile(r"(?<!\d)(?:\+44|0)[\s()]*\d(?:[\s()-]*\d){8,9}(?!\d)"),
        "It seems to hold a telephone number. Leave it with the case, or go on if it is needed.",
    ),
    (
        re.compile(r"\b(?:d\.?o\.?b\.?|date of birth|born (?:on|in)?\s*\d)", re.IGNORECASE),
        "It seems to hold a date of birth. Leave it out.",
    ),
)
# Most text holds none: one look settles that.
_ANY = re.compile("|".join(sign.pattern for sign, _ in _SIGNS), re.IGNORECASE)


def warnings(text: str) -> list[str]:
    """A sentence for each kind of personal data the text seems to hold; empty if none."""
    if _ANY.search(text) is None:
        return []
    found = ((pattern.search(text), sentence) for pattern, sentence in _SIGNS)
    return [sentence.format(sign[0]) for sign, sentence in found if sign is not None]
