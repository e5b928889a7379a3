"""Which taskings a list shows, and in what order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from warden_desk.domain.tasking_states import OPEN, TO_DO, UNASSIGNED, State
from warden_desk.domain.taskings import TaskingRow


class Which(StrEnum):
    """The filter a chip stands for."""

    OPEN = "open"
    OVERDUE = "overdue"
    UNASSIGNED = "unassigned"
    TO_CHECK = "to check"
    OWED = "owed"
    ALL = "all"

    @property
    def states(self) -> tuple[State, ...]:
        """The states such taskings are in."""
        return {
            Which.OPEN: OPEN,
            Which.OVERDUE: TO_DO,
            Which.UNASSIGNED: UNASSIGNED,
            Which.TO_CHECK: (State.RESULT_ENTERED,),
            Which.OWED: (State.CHECKED,),
            Which.ALL: tuple(State),
        }[self]


class SortBy(StrEnum):
    """The order of a list."""

    DUE = "due"
    REFERENCE = "reference"
    STATE = "state"
    NEWEST = "newest"
    WHAT = "what"
    WHERE = "where"
    WHO = "who"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskingFilter:
    """What a list shows. Empty tuples and None mean "whichever".

    `states` narrows `which`. `text` is searched in the facts and in the log; what is found comes
    newest first, whatever the sort.
    """

    today: date
    which: Which = Which.OPEN
    states: tuple[State, ...] = ()
    district_ids: tuple[str, ...] = ()
    person_id: str | None = None
    area_id: str | None = None
    text: str = ""
    sort: SortBy = SortBy.DUE
    is_descending: bool = False
    """The other way round; those without a date, a place or a person still come last."""

    def wanted_states(self) -> tuple[State, ...]:
        """Both `which` and `states`, in the order of a tasking's life."""
        return tuple(s for s in self.which.states if not self.states or s in self.states)


def filter_of(view: Mapping[str, Any], today: date, *, me: str | None) -> TaskingFilter:
    """What a kept view of the list shows; `me` is the person whose taskings are "mine"."""
    return TaskingFilter(
        today=today,
        which=Which(view["which"]),
        district_ids=tuple(view["districts"]),
        person_id=me if view["mine"] else None,
        text=view["text"],
        sort=SortBy(view["sort"]),
        is_descending=view.get("descending", False),
    )


Cursor = tuple[object, ...]
"""Where a page ended; only the list that gave it out can read it."""


@dataclass(frozen=True, slots=True)
class TaskingPage:
    """Some rows of a list, and where the next ones begin; None when there are no more."""

    rows: tuple[TaskingRow, ...]
    cursor: Cursor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many taskings each chip would show."""

    open: int = 0
    overdue: int = 0
    unassigned: int = 0
    to_check: int = 0
    owed: int = 0
