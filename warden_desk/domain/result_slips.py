"""The slip at the foot of a job sheet: its number, and what is keyed in from it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from warden_desk.domain.errors import Invalid
from warden_desk.domain.tasking_entries import VisitDraft

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""What a check letter may be: 23 of them, a prime. "I", "O" and "Q" look too much like others."""

_TYPED = re.compile(
    r"\s*(?P<code>[a-z]{2,4})[\s/-]*(?P<year>\d\d)[\s/-]*(?P<number>\d{4,5})[\s/-]+"
    r"(?P<slip>\d{1,2})[\s/-]*(?P<check>[a-z])\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SlipNumber:
    """A slip of a tasking: `ASH-26-0147` and 2."""

    reference: str
    number: int

    def __str__(self) -> str:
        """As it is printed, with its check letter: `ASH-26-0147-2X`."""
        return f"{self.reference}-{self.number}{self.check_letter}"

    @property
    def check_letter(self) -> str:
        """Differs whenever one digit does, or two neighbours have changed places.

        The weights all differ and stay below 23, so that two such sums never come out the same.
        """
        signs = re.sub(r"[^A-Z0-9]", "", f"{self.reference}{self.number:02d}".upper())
        total = sum(weight * int(sign, 36) for weight, sign in enumerate(signs, start=1))
        return LETTERS[total % len(LETTERS)]


EXAMPLE = str(SlipNumber("ASH-26-0147", 1))


def parse(typed: str) -> SlipNumber:
    """Read "ASH-26-0147-2X", "ash 26 0147 2x" or "ash260147-2x".

    Raises:
        Invalid: it is no slip number, or the letter says that something was mistyped.
    """
    found = _TYPED.fullmatch(typed)
    if found is None:
        raise Invalid({"number": f"Type the number at the top of the slip, as in {EXAMPLE}."})
    reference = f"{found['code'].upper()}-{found['year']}-{found['number']}"
    slip = SlipNumber(reference, int(found["slip"]))
    if slip.check_letter != found["check"].upper():
        raise Invalid(
            {
                "number": f"{typed.strip().upper()} is mistyped: its last letter does not go with "
                "the rest. Look at the slip again."
            }
        )
    return slip


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDraft:
    """What stands on a slip that came back. Without an outcome only the visit is kept."""

    on: date | None
    start_minute: int | None = None
    minutes: int | None = None
    person_ids: tuple[str, ...] = ()
    outcome: str = ""
    text: str = ""

    def visit(self) -> VisitDraft:
        """The visit it tells of.

        Raises:
            Invalid: there is no day.
        """
        if self.on is None:
            raise Invalid({"on": "Say on which day the visit was."})
        return VisitDraft(
            on=self.on,
            start_minute=self.start_minute,
            minutes=self.minutes,
            person_ids=self.person_ids,
            # The sentence is the result's where there is one; it is not said twice.
            text="" if self.outcome else self.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """A slip that was printed. `returned_at` is empty while it is still out."""

    id: str
    number: SlipNumber
    tasking_id: str
    title: str
    who: tuple[str, ...]
    """Who has the tasking, the lead first."""
    person_ids: tuple[str, ...]
    printed_at: datetime
    printed_by: str
    returned_at: datetime | None = None
    returned_by: str = ""
