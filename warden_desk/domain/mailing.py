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

    NOBODY = "nobody named"
    NO_ADDRESS = "no address"
    OBJECTED = "objected"
    BOUNCED = "mail came back"
    TERM_ENDED = "term ended"
    NO_BASIS = "no lawful basis"


_WORDS = {
    LeftOut.NOBODY: "where nobody is named",
    LeftOut.NO_ADDRESS: "without an e-mail address",
    LeftOut.OBJECTED: "who asked not to be written to",
    LeftOut.BOUNCED: "whose mail came back",
    LeftOut.TERM_ENDED: "past their term",
    LeftOut.NO_BASIS: "without a lawful basis on record",
}


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

    def left_out_for(self, why: LeftOut) -> list[ContactRow]:
        """Who is left out for one reason."""
        return [row for row, reason in self.left_out if reason is why]

    @property
    def sentence(self) -> str:
        """In words: `12 letters. Left out: 3 without an e-mail address`."""
        count = len(self.letters)
        written = "1 letter." if count == 1 else f"{count:,} letters."
        if not self.left_out:
            return f"{written} Nobody is left out."
        parts = ", ".join(f"{n:,} {_WORDS[why]}" for why, n in self.counts.items())
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
