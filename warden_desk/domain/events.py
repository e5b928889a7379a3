"""Meetings and occasions the team is wanted at."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.dates import month_end
from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY, times

MOST_REPEATS = 120
"""Ten years of months; beyond it a year was mistyped."""


class Repeat(StrEnum):
    """How often an event comes again."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    """On the same weekday of the month: every second Tuesday. The fifth is the last one."""


def days_of(first: date, repeat: Repeat, until: date) -> tuple[date, ...]:
    """The days of a repeating event, from the first to at most `until`.

    Raises:
        Invalid: it ends before it begins, or comes more often than anybody plans.
    """
    if until < first:
        raise Invalid({"until": "The last day is before the first."})
    found: list[date] = []
    day: date = first
    while day <= until:
        found.append(day)
        if len(found) > MOST_REPEATS:
            raise Invalid({"until": f"That is more than {MOST_REPEATS} times. Check the year."})
        day = _next(first, repeat, len(found))
    return tuple(found)


def _next(first: date, repeat: Repeat, number: int) -> date:
    if repeat is not Repeat.MONTHLY:
        return first + timedelta(weeks=number * (2 if repeat is Repeat.FORTNIGHTLY else 1))
    years, month = divmod(first.month - 1 + number, 12)
    year, month = first.year + years, month + 1
    opening = date(year, month, 1)
    day = opening + timedelta(days=(first.weekday() - opening.weekday()) % 7)
    day += timedelta(weeks=(first.day - 1) // 7)
    return day if day <= month_end(year, month) else day - timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as typed in. `kind` is a code of the list of event kinds, or words.

    `person_ids` are the people wanted there.
    """

    kind: str = ""
    title: str = ""
    on_date: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    area_id: str | None = None
    place: str = ""
    person_ids: tuple[str, ...] = ()

    def check(self) -> date:
        """The day, if all is well.

        Raises:
            Invalid: no title or no day, or the times do not fit.
        """
        problems: dict[str, str] = {}
        if not self.title.strip():
            problems["title"] = "Say what it is, as in “Parish council”."
        start, end = self.start_minute, self.end_minute
        if end is not None and (start is None or not start < end <= start + DAY):
            problems["end_minute"] = "The end is not after the start."
        if self.on_date is None:
            problems["on_date"] = "Choose the day."
        if problems or self.on_date is None:
            raise Invalid(problems)
        return self.on_date


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event as lists show it.

    Attributes:
        who: the people whose shift stops there.
        wanted_ids: the keys of those who are wanted.
        missing: the names of those wanted whose shift does not stop there.
        series_id: the same for all the days of a repeating event.
    """

    id: str
    kind: str
    title: str
    on_date: date
    start_minute: int | None
    end_minute: int | None
    area_id: str | None
    area: str
    place: str
    who: tuple[str, ...] = ()
    wanted_ids: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    series_id: str = ""

    @property
    def times(self) -> str:
        """`1900–2030`, or the start alone."""
        return times(self.start_minute, self.end_minute)
