"""The round of one person on one day: stops with their minutes, and what could be added."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.errors import Invalid
from warden_desk.domain.shifts import DAY, ShiftRow, StopRow, hours

USUAL_STOP_MINUTES = 60
"""What a tasking books on a round where nobody says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """What a shift says besides its times and stops. `buddy` is a name or collar number."""

    buddy: str = ""
    vehicle: str = ""
    is_lone: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A tasking that could be done on a round. `is_own` if the person has it already."""

    tasking_id: str
    reference: str
    title: str
    place: str
    due_on: date | None
    is_own: bool
    is_near: bool
    """In a parish the round goes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRound:
    """One person's day for a team, with the taskings that could be added."""

    person_id: str
    person: str
    on_date: date
    team_id: str
    shifts: tuple[ShiftRow, ...]
    offers: tuple[Offer, ...] = ()


def booked(shift: ShiftRow) -> int:
    """The minutes its stops take, as far as they say."""
    return sum(stop.minutes_planned or 0 for stop in shift.stops)


def booked_words(shift: ShiftRow) -> str:
    """`3 of 7.5 h booked`, and by how much a round is too full."""
    total, room = booked(shift), shift.minutes
    said = f"{hours(total)} of {hours(room)} h booked"
    return f"{said}, {hours(total - room)} h too many" if total > room else said


def is_too_full(shift: ShiftRow) -> bool:
    """Whether its stops take longer than the shift."""
    return booked(shift) > shift.minutes


def check_minutes(minutes: int | None) -> None:
    """A stop takes some minutes, or nobody says how many.

    Raises:
        Invalid: it takes none, or more than a day.
    """
    if minutes is not None and not 0 < minutes <= DAY:
        raise Invalid({"minutes": "Give minutes between 1 and a day, or none."})


def moved(keys: Sequence[str], key: str, by: int) -> list[str]:
    """The order with one stop further up (-1) or down (1); at the ends it stays."""
    order = list(keys)
    at = order.index(key)
    to = max(0, min(len(order) - 1, at + by))
    order.insert(to, order.pop(at))
    return order


Hours = tuple[int, int]
"""From one minute of a shift's day to another; past midnight it goes on counting."""


def times_of_stops(shift: ShiftRow, events: Mapping[str, Hours]) -> list[tuple[StopRow, Hours]]:
    """When each stop of a round is, as far as its order and minutes say.

    Stops that do not say how long they take share what is left of the shift. An event is when
    it is.
    """
    at = shift.start_minute or 0
    end = DAY if shift.end_minute is None else shift.end_minute
    silent = sum(stop.minutes_planned is None for stop in shift.stops)
    share = max(0, end - at - booked(shift)) // silent if silent else 0
    found: list[tuple[StopRow, Hours]] = []
    for stop in shift.stops:
        length = share if stop.minutes_planned is None else stop.minutes_planned
        found.append((stop, events.get(stop.event_id or "", (at, at + length))))
        at += length
    return found


def parted(
    shift: ShiftRow, away: Hours, events: Mapping[str, Hours]
) -> tuple[tuple[StopRow, ...], tuple[StopRow, ...], tuple[StopRow, ...]]:
    """The stops before, within and after some hours; each is where its middle is."""
    before: list[StopRow] = []
    within: list[StopRow] = []
    after: list[StopRow] = []
    for stop, (first, last) in times_of_stops(shift, events):
        middle = (first + last) / 2
        side = before if middle < away[0] else within if middle < away[1] else after
        side.append(stop)
    return tuple(before), tuple(within), tuple(after)


def part_of(shift: ShiftRow, away: Hours) -> Hours | None:
    """The part of a shift that is in these hours; None where that is none of it, or all."""
    if shift.start_minute is None or shift.end_minute is None:
        return None
    first, last = max(shift.start_minute, away[0]), min(shift.end_minute, away[1])
    is_all = (first, last) == (shift.start_minute, shift.end_minute)
    return None if is_all or last <= first else (first, last)
