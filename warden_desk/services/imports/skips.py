"""Rows that somebody said are no entries: left out, and known again in the sender's next list."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from warden_desk.domain.imports import LeftOut
from warden_desk.domain.names import plain_name
from warden_desk.formats.cells import Row, cell_text
from warden_desk.formats.lists import Entry, SheetList

_SHORT = 3
"""A line of so many cells may differ in its numbers next time; a whole row is meant as it is."""

_DIGITS = re.compile(r"\d+")
_NOW = "Left out as no entry, as decided."
_BEFORE = "Left out as no entry, as decided of an earlier list."


@dataclass(frozen=True, slots=True)
class Skipped:
    """A list without the rows that are no entries, and how such rows look from now on."""

    found: SheetList
    shapes: tuple[str, ...]


def without(found: SheetList, decided: Mapping[int, bool], known: Collection[str]) -> Skipped:
    """Leave out what was decided of these rows now, or of rows like them before.

    Args:
        decided: the rows somebody has looked at now, and whether each is no entry.
        known: how the rows look that were left out before.
    """
    if not decided and not known:
        return Skipped(found, ())
    shapes = {entry.row: shape(entry.cells) for entry in found.entries}
    said = {shapes[row]: is_none for row, is_none in decided.items() if row in shapes}
    kept: list[Entry] = []
    out = list(found.left_out)
    for entry in found.entries:
        looks = shapes[entry.row]
        # Rows that look alike go the same way.
        is_out = decided.get(entry.row, said.get(looks, looks in known))
        if not is_out:
            kept.append(entry)
            continue
        why = _NOW if entry.row in decided else _BEFORE
        text = " ".join(filter(None, map(cell_text, entry.cells)))
        out.append(LeftOut(entry.row, why, text, is_decided=True))
    dropped = {looks for looks, is_none in said.items() if not is_none}
    added = {looks for looks, is_none in said.items() if is_none}
    shapes_kept = tuple(sorted((set(known) - dropped) | added))
    return Skipped(replace(found, entries=kept, left_out=out), shapes_kept)


def shape(cells: Row) -> str:
    """How a row looks: its words, and of a short line any numbers as one and the same."""
    texts = [cell_text(cell) for cell in cells if cell is not None]
    plain = [plain_name(text) or text for text in texts]
    looks = "|".join(plain)
    is_short = len(plain) <= _SHORT and any(letter.isalpha() for letter in looks)
    return _DIGITS.sub("#", looks) if is_short else looks
