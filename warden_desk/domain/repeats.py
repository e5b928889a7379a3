"""When a request is likely to be one that came in before, and how the two may be linked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import hypot
from typing import Protocol

from warden_desk.domain.names import plain_name, words_of
from warden_desk.domain.tasking_states import LABELS, State


class LinkKind(StrEnum):
    """How one tasking stands to another."""

    DUPLICATE = "duplicate of"
    PARENT = "parent of"
    RELATED = "related to"
    MAYBE = "may be the same as"
    """Laid by the program, where whoever took one of them in may not see the other."""


INVERSE = {
    LinkKind.DUPLICATE: "has the duplicate",
    LinkKind.PARENT: "part of",
    LinkKind.RELATED: "related to",
    LinkKind.MAYBE: "may be the same as",
}
"""How the other side of a link says it."""


class Request(Protocol):
    """What of a request is compared: a draft and a tasking on the desk have it alike."""

    @property
    def received_on(self) -> date: ...
    @property
    def area_id(self) -> str | None: ...
    @property
    def category(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def postcode(self) -> str: ...
    @property
    def easting(self) -> int | None: ...
    @property
    def northing(self) -> int | None: ...
    @property
    def csu_id(self) -> str | None: ...
    @property
    def external_reference(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Earlier:
    """A tasking on the desk, as far as a new one is compared with it."""

    id: str
    reference: str
    title: str
    state: State
    received_on: date
    area_id: str | None
    category: str
    place: str
    postcode: str
    easting: int | None
    northing: int | None
    csu_id: str | None
    external_reference: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """An earlier tasking that a new one seems to repeat, and why it seems so."""

    tasking_id: str
    reference: str
    title: str
    state: State
    received_on: date
    why: str

    @property
    def sentence(self) -> str:
        """Enough to decide whether it is the same."""
        return f"{self.reference} ({LABELS[self.state].lower()}): {self.title}. {self.why}"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as one of its taskings shows it."""

    id: str
    words: str
    tasking_id: str
    reference: str
    title: str


def repeats(
    asked: Request, earlier: Iterable[Earlier], *, area: str, days: int, metres: int
) -> list[Repeat]:
    """The earlier taskings this request seems to repeat, the latest first.

    Args:
        area: the name of its parish.
    """
    told = [
        Repeat(e.id, e.reference, e.title, e.state, e.received_on, said)
        for e in earlier
        if (said := why(asked, e, area=area, days=days, metres=metres))
    ]
    return sorted(told, key=lambda repeat: (repeat.received_on, repeat.reference), reverse=True)


def why(asked: Request, earlier: Request, *, area: str, days: int, metres: int) -> str:
    """Why a request seems to repeat an earlier one; empty if it does not."""
    same_sender = asked.csu_id is not None and asked.csu_id == earlier.csu_id
    is_same = asked.external_reference == earlier.external_reference
    if same_sender and is_same and asked.external_reference:
        return f"The CSU’s reference {asked.external_reference} is the same."
    if not asked.category or asked.category != earlier.category:
        return ""
    apart = abs((asked.received_on - earlier.received_on).days)
    if apart > days:
        return ""
    where = _same_place(asked, earlier, area, metres)
    when = "on the same day" if apart == 0 else f"{apart} {'day' if apart == 1 else 'days'} apart"
    return f"{where}, the same kind of problem, {when}." if where else ""


def _same_place(asked: Request, earlier: Request, area: str, metres: int) -> str:
    """How the places are the same, as the beginning of a sentence; empty if they are not.

    A point and a postcode know no parish's border; words do not tell across one.
    """
    far = _distance(asked, earlier)
    is_across = asked.area_id != earlier.area_id
    if far is not None:
        where = ", across the parish's border" if is_across else ""
        return f"{far} m away{where}" if far <= metres else ""
    if asked.postcode and asked.postcode == earlier.postcode:
        return f"The same postcode {asked.postcode}"
    if asked.area_id is None or is_across:
        return ""
    new, old = _telling(asked.place, area), _telling(earlier.place, area)
    if not new and not old:
        return "The same parish, no place in it named"
    return "The same place" if new and old and (new <= old or old <= new) else ""


def _telling(place: str, area: str) -> frozenset[str]:
    """The words of a place beyond its parish's name."""
    said, own = set(plain_name(place).split()), set(plain_name(area).split())
    left = said - own
    return words_of(" ".join(sorted(left))) if left else frozenset()


def _distance(asked: Request, earlier: Request) -> int | None:
    if (
        asked.easting is None
        or asked.northing is None
        or earlier.easting is None
        or earlier.northing is None
    ):
        return None
    return round(hypot(asked.easting - earlier.easting, asked.northing - earlier.northing))
