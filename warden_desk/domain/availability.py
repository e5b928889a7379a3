"""When people say they can come: yes, maybe or no, as a rule and on single days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.dates import WEEKDAYS
from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY, times

_NOON = 12 * 60


class Answer(StrEnum):
    """What somebody says to being asked. The values are stored."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class Source(StrEnum):
    """Where an answer comes from; the later outweighs the earlier."""

    USUAL = "usual"
    THAT_DAY = "that day"
    ABSENCE = "absence"
    """Leave asked for, or absence from one kind of shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """One answer as typed in: for the whole day, or from one time to another.

    `role` is the shift code it is about; "" is any work.
    """

    answer: Answer = Answer.YES
    start_minute: int | None = None
    end_minute: int | None = None
    role: str = ""
    note: str = ""

    def check(self) -> None:
        """Refuse what cannot be.

        Raises:
            Invalid: one of the times is missing, or they do not fit.
        """
        start, end = self.start_minute, self.end_minute
        if (start is None) != (end is None):
            raise Invalid({"start_minute": "Give both times, or neither for the whole day."})
        if start is not None and end is not None and not 0 <= start < end <= 2 * DAY:
            raise Invalid({"end_minute": "The end is not after the start."})


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What one person said for one day."""

    person_id: str
    on_date: date
    answer: Answer
    source: Source
    start_minute: int | None = None
    end_minute: int | None = None
    role: str = ""
    note: str = ""

    def touches(self, start: int, end: int) -> bool:
        """Whether it is about any of these minutes of its day."""
        return (self.start_minute or 0) < end and start < self._end

    def covers(self, start: int, end: int) -> bool:
        """Whether it is about all of these minutes of its day."""
        return (self.start_minute or 0) <= start and end <= self._end

    @property
    def _end(self) -> int:
        return 2 * DAY if self.end_minute is None else self.end_minute

    @property
    def sentence(self) -> str:
        """`not available Tue pm`, `maybe Sat 0900–1200 (L)`, for a corner of a cell."""
        words = {Answer.YES: "available", Answer.MAYBE: "maybe", Answer.NO: "not available"}
        said = f"{words[self.answer]} {WEEKDAYS[self.on_date.weekday()][:3]} {self._part}".strip()
        return f"{said} ({self.role})" if self.role else said

    @property
    def _part(self) -> str:
        if (self.start_minute, self.end_minute) == (0, _NOON):
            return "am"
        if (self.start_minute, self.end_minute) == (_NOON, DAY):
            return "pm"
        return times(self.start_minute, self.end_minute)


def standing(rows: Iterable[AnswerRow]) -> list[AnswerRow]:
    """What holds of everything one person said for one day.

    An exception for the day takes the place of what is usual for the same kind of work; absences
    come on top of both.
    """
    held = list(rows)
    excepted = {row.role for row in held if row.source is Source.THAT_DAY}
    return sorted(
        (row for row in held if row.source is not Source.USUAL or not excepted & {"", row.role}),
        key=lambda row: (row.start_minute or 0, row.role, row.answer),
    )


def answer_to(
    rows: Sequence[AnswerRow], start: int, end: int, role: str = ""
) -> tuple[Answer, AnswerRow | None]:
    """What somebody says to a shift from `start` to `end` of that code, and in which answer.

    The worst of what is said of any part of it. Who named times when they can come means no to
    all others; who said nothing at all can come.
    """
    about = [row for row in rows if row.role in ("", role)]
    for worst in (Answer.NO, Answer.MAYBE):
        for row in about:
            if row.answer is worst and row.touches(start, end):
                return worst, row
    offered = [row for row in about if row.answer is Answer.YES]
    if offered and not any(row.covers(start, end) for row in offered):
        return Answer.NO, offered[0]
    return Answer.YES, None
