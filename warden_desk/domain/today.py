"""What one look in the morning must tell: the rows of the Today page."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Weight(StrEnum):
    """How much a line presses. The values are the theme's tones."""

    LATE = "red"
    SOON = "amber"
    NEWS = "blue"
    DONE = "green"
    PLAIN = "neutral"


@dataclass(frozen=True, slots=True)
class Opens:
    """What a line leads to: a thing by its kind and id, or ("page", its key)."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure at the head of the page. Only a figure that presses has a weight."""

    figure: str
    what: str
    hint: str
    weight: Weight
    opens: Opens


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: a pill, what it is, and who or where at the right."""

    word: str
    weight: Weight
    text: str
    hint: str
    opens: Opens


@dataclass(frozen=True, slots=True)
class OutRow:
    """Somebody who works on the day. Minutes are from midnight, past 1440 for the next day."""

    person_id: str
    name: str
    code: str
    start_minute: int | None
    end_minute: int | None
    places: tuple[str, ...]
    is_alone_late: bool
    buddy: str


@dataclass(frozen=True, slots=True)
class Presence:
    """Who of the team is out, who is away, and how many there are."""

    out: tuple[OutRow, ...]
    away: int
    people: int


@dataclass(frozen=True, slots=True)
class OwedRow:
    """What a CSU is still to be told. `meets_on` is its next meeting, if it is in the diary."""

    csu: str
    checked: int
    waiting: int
    meets_on: date | None
    meets_at: int | None


@dataclass(frozen=True, slots=True)
class Today:
    """The whole page."""

    on: date
    tiles: tuple[Tile, ...]
    needs: tuple[Line, ...]
    more_needs: int
    """How many more there are than `needs` shows."""
    owed: tuple[Line, ...]
    out: tuple[OutRow, ...]
    calls: tuple[Line, ...]


def days_late(due_on: date, on: date) -> str:
    """`1 day`, `5 days`."""
    days = (on - due_on).days
    return "1 day" if days == 1 else f"{days} days"


def in_days(day: date, on: date) -> str:
    """`today`, `tomorrow`, `in 5 days`."""
    days = (day - on).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def clock(minute: int | None) -> str:
    """`15:30`; "" where nothing is planned."""
    return "" if minute is None else f"{minute % 1440 // 60:02d}:{minute % 60:02d}"
