"""Time away: whether it was granted, and what is left of it when somebody comes back earlier."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY, times

_ONE = timedelta(days=1)


class AbsenceState(StrEnum):
    """Where an absence stands. The values are stored."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both inclusive; with minutes, that part of each of them."""

    first: date
    last: date
    start_minute: int | None = None
    end_minute: int | None = None

    def check(self) -> None:
        """Refuse what is no time.

        Raises:
            Invalid: it ends before it begins, or one of its times is missing.
        """
        start, end = self.start_minute, self.end_minute
        if self.last < self.first:
            raise Invalid({"last": "The last day is before the first."})
        if (start is None) != (end is None):
            raise Invalid({"start_minute": "Give both times, or neither for whole days."})
        if start is not None and end is not None and not 0 <= start < end <= DAY:
            raise Invalid({"end_minute": "The end is not after the start, on the same day."})

    @property
    def minutes(self) -> tuple[int, int]:
        """The part of each day, the whole of it where nothing else is said."""
        return self.start_minute or 0, DAY if self.end_minute is None else self.end_minute

    @property
    def sentence(self) -> str:
        """`Mon 23 Nov – Wed 25 Nov`, or `Mon 23 Nov 0900–1200`."""
        days = short_day(self.first)
        if self.last != self.first:
            days += f" – {short_day(self.last)}"
        return f"{days} {times(self.start_minute, self.end_minute)}".strip()

    def touches(self, other: "Span") -> bool:
        """Whether the two share any minute."""
        (start, end), (first, last) = self.minutes, other.minutes
        days_meet = self.first <= other.last and other.first <= self.last
        return days_meet and start < last and first < end


def without(span: Span, hole: Span) -> tuple[Span, ...]:
    """What is left of a time when another is taken out of it, in order; cutting may split it."""
    if not span.touches(hole):
        return (span,)
    first, last = max(span.first, hole.first), min(span.last, hole.last)
    start, end = span.minutes
    out, back = hole.minutes
    left: list[Span] = []
    if span.first < first:
        left.append(Span(span.first, first - _ONE, span.start_minute, span.end_minute))
    if start < out:
        left.append(Span(first, last, start, out))
    if back < end:
        left.append(Span(first, last, back, end))
    if last < span.last:
        left.append(Span(last + _ONE, span.last, span.start_minute, span.end_minute))
    return tuple(left)
