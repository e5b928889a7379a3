"""Meetings and occasions the team is wanted at."""

from dataclasses import dataclass
from datetime import date

from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY, times


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as typed in. `kind` is a code of the list of event kinds, or words."""

    kind: str = ""
    title: str = ""
    on_date: date | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    area_id: str | None = None
    place: str = ""

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
    """One event as lists show it. `who` are the people whose shift stops there."""

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

    @property
    def times(self) -> str:
        """`1900–2030`, or the start alone."""
        return times(self.start_minute, self.end_minute)
