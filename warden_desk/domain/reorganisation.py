"""A reorganisation as it is written down: steps with dates, in the order they are carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError


class Deed(StrEnum):
    """What a step does. The values are what plan files say."""

    AUTHORITY = "authority"
    SPLIT = "split"
    RENAME = "rename"
    PARISH = "parish"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class NewArea:
    """An area that begins. Without a code, one of our own is made until the official one is known.

    `letters` start the references of a district.
    """

    name: str
    code: str = ""
    letters: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of a plan.

    Attributes:
        districts: that become one authority, whole.
        parishes: of other districts that come to the authority; the parish that is split or
            renamed; the unparished town that gets a council.
        areas: what begins.
        keeps_rest: a part of the town stays without a council.
        note: why, or what it means, for whoever reads the plan.
    """

    deed: Deed
    on: date
    districts: tuple[str, ...] = ()
    parishes: tuple[str, ...] = ()
    areas: tuple[NewArea, ...] = ()
    keeps_rest: bool = False
    list_name: str = ""
    entries: tuple[CodeRow, ...] = ()
    note: str = ""

    @property
    def what(self) -> str:
        """What it does, in a few words: "Lenham is split into Lenham and Lenham Heath"."""
        new = _and([area.name for area in self.areas])
        old = _and([*self.districts, *self.parishes])
        match self.deed:
            case Deed.AUTHORITY:
                become = "become" if len(self.districts) + len(self.parishes) > 1 else "becomes"
                return f"{old} {become} {new}"
            case Deed.SPLIT:
                return f"{old} is split into {new}"
            case Deed.RENAME:
                return f"{old} is called {new}"
            case Deed.PARISH:
                return f"{old} has a parish council, {new}"
            case Deed.LIST:
                count = len(self.entries)
                entries = "1 entry" if count == 1 else f"{count} entries"
                return f"the list “{self.list_name}” has {entries}"

    @property
    def sentence(self) -> str:
        """What it does and from when, in a whole sentence."""
        left = " A part of the town stays without one." if self.keeps_rest else ""
        return f"From {uk_date(self.on)}, {self.what}.{left}"


@dataclass(frozen=True, slots=True)
class Plan:
    """A reorganisation: its steps, the earliest first."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class StepDone:
    """What a step does to the records: counts by what is counted, and what people must look at."""

    step: Step
    counts: Mapping[str, int]
    warnings: tuple[str, ...] = ()


class StepRefused(UserError):
    """A step does not fit the records."""

    def __init__(self, step: Step, why: str) -> None:
        super().__init__(f"{step.sentence} {why}")
        self.step, self.why = step, why


@dataclass(frozen=True, slots=True)
class Preview:
    """What a plan would do: step by step, as far as the first that is refused."""

    done: tuple[StepDone, ...]
    refused: StepRefused | None = None


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
