"""Letters to contacts: who gets one, and who is left out and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.contacts import ContactRow, Due

HEADINGS = ("Organisation", "Salutation", "Name", "Role", "E-mail", "Place")


class LeftOut(StrEnum):
    """Why somebody gets no letter."""

    NOBODY = "name nobody"
    NO_ADDRESS = "have no e-mail address"
    OBJECTED = "asked not to be written to"
    BOUNCED = "had mail come back"
    TERM_ENDED = "are past their term"
    NO_BASIS = "have no lawful basis on record"


@dataclass(frozen=True, slots=True)
class Mailing:
    """The letters of a mail merge, and those left out."""

    letters: tuple[ContactRow, ...]
    left_out: tuple[tuple[ContactRow, LeftOut], ...]

    @property
    def counts(self) -> dict[LeftOut, int]:
        """How many are left out, by reason."""
        counted = Counter(why for _, why in self.left_out)
        return {why: counted[why] for why in LeftOut if counted[why]}

    @property
    def sentence(self) -> str:
        """In words: `12 letters. Left out: 3 have no e-mail address`."""
        count = len(self.letters)
        written = "1 letter." if count == 1 else f"{count:,} letters."
        if not self.left_out:
            return f"{written} Nobody is left out."
        parts = ", ".join(f"{n:,} {why}" for why, n in self.counts.items())
        return f"{written} Left out: {parts}."


def mailing(rows: Iterable[ContactRow], on: date) -> Mailing:
    """Who of these may be written to."""
    letters: list[ContactRow] = []
    left: list[tuple[ContactRow, LeftOut]] = []
    for row in rows:
        why = why_left_out(row, on)
        if why is None:
            letters.append(row)
        else:
            left.append((row, why))
    return Mailing(tuple(letters), tuple(left))


def why_left_out(row: ContactRow, on: date) -> LeftOut | None:
    """The first reason against a letter; None if there is none."""
    reasons = (
        (not row.id, LeftOut.NOBODY),
        (not row.email, LeftOut.NO_ADDRESS),
        (row.objected_on is not None and row.objected_on <= on, LeftOut.OBJECTED),
        (row.bounced_on is not None, LeftOut.BOUNCED),
        (Due.TERM_ENDED in row.due, LeftOut.TERM_ENDED),
        (not row.lawful_basis, LeftOut.NO_BASIS),
    )
    return next((why for applies, why in reasons if applies), None)


def cells(row: ContactRow) -> tuple[str, ...]:
    """A letter's row under `HEADINGS`."""
    places = ", ".join(row.places)
    return row.organisation, greeting(row), row.name, row.role.capitalize(), row.email, places


def greeting(row: ContactRow) -> str:
    """How the letter begins: as they want it, else by name, else by post."""
    return row.salutation or f"Dear {row.name or row.role.capitalize() or row.organisation}"
