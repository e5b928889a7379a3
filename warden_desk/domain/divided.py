"""What is still under way for a parish that was divided, until somebody says for which part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class WorkKind(StrEnum):
    """The sorts of things that go to a part. The values are stable: JSON."""

    TASKING = "tasking"
    MARKER = "marker"
    VISIT = "visit"
    EVENT = "event"


_COUNTED: Mapping[WorkKind, tuple[str, str]] = {
    WorkKind.TASKING: ("tasking", "taskings"),
    WorkKind.MARKER: ("marker", "markers"),
    WorkKind.VISIT: ("planned visit", "planned visits"),
    WorkKind.EVENT: ("event", "events"),
}


class Part(NamedTuple):
    """An area that a parish was divided into."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DividedWork:
    """One thing that may go to a part.

    Attributes:
        ref: a tasking's reference; empty for all else.
        parish: what was divided.
        now_at: the part it stands at; empty while it belongs to all of them.
        on: when it is due, reviewed or planned.
        parts: what there is to choose from, the first part first.
    """

    kind: WorkKind
    key: str
    what: str
    parish_id: str
    parish: str
    parts: tuple[Part, ...]
    ref: str = ""
    now_at: str = ""
    on: date | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has said yet for which part it is."""
        return not self.now_at


def work_words(rows: Sequence[DividedWork]) -> str:
    """`3 taskings, 1 marker and 2 planned visits`."""
    said: list[str] = []
    for kind, (one, several) in _COUNTED.items():
        if count := sum(row.kind is kind for row in rows):
            said.append(f"{count} {one if count == 1 else several}")
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)
