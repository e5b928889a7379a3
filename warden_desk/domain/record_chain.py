"""How the lines of the record of who looked hold together: each bears a seal of the one before.

Whoever changes, adds or takes out a line in the middle breaks every seal after it. The end of the
record can be cut off without a trace in the file, so a seal that was printed or noted elsewhere
is what the record is held against.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Self

from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError

_SHOWN = 16
"""So many of the digest's 64 signs are read out, typed and printed."""
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says. The seal stands in the file for good: never change what goes into it."""

    id: str
    at: datetime
    by: str
    act: str
    thing_kind: str
    thing_id: str
    how: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Stands for a line and all before it; the first line follows on number 0."""

    number: int = 0
    digest: str = ""

    def next(self, line: Line) -> Self:
        """The seal of the line that follows."""
        number, at = self.number + 1, line.at.astimezone(UTC).isoformat()
        said = (line.id, at, line.by, line.act, line.thing_kind, line.thing_id, line.how)
        kept = json.dumps([self.digest, number, *said], ensure_ascii=False)
        return type(self)(number, sha256(kept.encode()).hexdigest())

    @classmethod
    def read(cls, typed: str) -> Self:
        """As it was shown, printed or exported.

        Raises:
            UserError: it is no seal.
        """
        number, _, digest = typed.strip().lower().replace(" ", "").partition("-")
        digest = digest.replace("-", "")
        is_digest = len(digest) >= _SHORTEST and set(digest) <= set("0123456789abcdef")
        if not number.isdecimal() or not is_digest:
            raise UserError(
                f"“{typed}” is no seal. One reads 1204-3f2a91bc…: the line's number, a dash, and "
                "at least 8 of the signs after it."
            )
        return cls(int(number), digest)

    def is_of(self, whole: "Seal") -> bool:
        """Whether this, perhaps shortened, is that seal."""
        return self.number == whole.number and whole.digest.startswith(self.digest)

    def __str__(self) -> str:
        return f"{self.number}-{self.digest[:_SHOWN]}" if self.number else "none yet"


def broken_at(start: Seal, lines: Iterable[tuple[Seal, Line]]) -> tuple[Seal, int | None]:
    """The last seal that holds, and the number of the line after it that does not; None if all do.

    Args:
        start: the seal that the first of the lines follows on.
    """
    last = start
    for kept, line in lines:
        if last.next(line) != kept:
            return last, last.number + 1
        last = kept
    return last, None


@dataclass(frozen=True, slots=True)
class RecordState:
    """What following all seals came to."""

    gone: int
    """So many lines at the beginning were disposed of."""
    last: Seal
    """The last one that holds."""
    broken: int | None = None
    """The number of the first line that does not follow on the one before."""

    @property
    def is_whole(self) -> bool:
        """Whether every line still stands as it was written, and none is missing before the end."""
        return self.broken is None

    @property
    def sentence(self) -> str:
        """For whoever answers for the desk."""
        if self.broken is not None:
            return (
                f"The record of who looked was changed outside this program, at line {self.broken} "
                "or just before it. Keep the desk as it is, and compare with a copy from before."
            )
        return f"No line was changed. Seal {self.last}" if self.last.number else "No line yet"


@dataclass(frozen=True, slots=True)
class Disposal:
    """Lines that may go: all up to a number, the oldest first."""

    lines: int
    last: Seal
    last_at: datetime | None
    until: date
    """Lines of this day and later stay."""
    years: int

    @property
    def sentence(self) -> str:
        """What will be done, before it is."""
        if not self.lines:
            return f"Nothing is older than {self.years} years. Every line stays."
        lines = "1 line goes" if self.lines == 1 else f"{self.lines:,} lines go"
        return (
            f"{lines} for good, all from before {uk_date(self.until)} ({self.years} years ago). "
            f"Line {self.last.number} is the last of them; the record goes on with the next, and "
            "says that this was done."
        )
