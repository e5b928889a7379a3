"""Things found by name, whatever they are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thing:
    """Something one can open.

    `kind` is "person", "area", "contact", "tasking", "team" or "talk": what was said with the
    organisation whose key stands in `id`.
    """

    kind: str
    id: str
    title: str
    hint: str


_BEFORE, _SHOWN = 20, 60
"""Letters of a text that are shown before the word that was found, and in all."""


def excerpt(text: str, words: Sequence[str]) -> str:
    """What stands around the first of these words in a text, on one line and cut between words."""
    line = " ".join(text.split())
    found = [at for word in words if (at := line.casefold().find(word.casefold())) >= 0]
    start = max(0, min(found, default=0) - _BEFORE)
    if start:
        start = line.find(" ", start) + 1
    end = len(line) if len(line) <= start + _SHOWN else line.rfind(" ", start, start + _SHOWN)
    if end <= start:  # one word without an end
        end = start + _SHOWN
    return f"{'… ' if start else ''}{line[start:end]}{' …' if end < len(line) else ''}"
