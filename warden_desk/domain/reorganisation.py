"""A reorganisation as it is written down: steps with dates, in the order they are carried out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError

Facts = Mapping[str, Any]


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
    """

    deed: Deed
    on: date
    districts: tuple[str, ...] = ()
    parishes: tuple[str, ...] = ()
    areas: tuple[NewArea, ...] = ()
    keeps_rest: bool = False
    list_name: str = ""
    entries: tuple[CodeRow, ...] = ()

    @property
    def sentence(self) -> str:
        """What it does, in plain words."""
        day, new = uk_date(self.on), _and([area.name for area in self.areas])
        old = _and([*self.districts, *self.parishes])
        match self.deed:
            case Deed.AUTHORITY:
                become = "become" if len(self.districts) + len(self.parishes) > 1 else "becomes"
                return f"From {day}, {old} {become} {new}."
            case Deed.SPLIT:
                return f"From {day}, {old} is split into {new}."
            case Deed.RENAME:
                return f"From {day}, {old} is called {new}."
            case Deed.PARISH:
                left = " A part of the town stays without one." if self.keeps_rest else ""
                return f"From {day}, {old} has a parish council, {new}.{left}"
            case Deed.LIST:
                return f"From {day}, the list “{self.list_name}” has {len(self.entries)} entries."


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


def read(facts: Facts) -> Plan:
    """The plan that a file says.

    Raises:
        UserError: it cannot be carried out as written; the text names the step.
    """
    title = str(facts.get("title", "")).strip()
    if not title:
        raise UserError("Give the plan a title: the Undo menu will name it.")
    written = facts.get("step")
    if not isinstance(written, list) or not written:
        raise UserError("The plan has no steps. Each begins with [[step]].")
    steps: list[Step] = []
    for number, each in enumerate(cast("list[Any]", written), start=1):
        try:
            steps.append(_step(each, facts.get("date")))
        except UserError as error:
            raise UserError(f"Step {number}: {error}") from error
    plan = Plan(title, tuple(sorted(steps, key=lambda step: step.on)))
    _refuse_twice(plan.steps)
    return plan


def _step(written: object, usual: object) -> Step:
    if not isinstance(written, dict):
        raise UserError("A step is written as [[step]], with a line for each fact.")
    facts = cast("Facts", written)
    known = [deed.value for deed in Deed]
    if facts.get("act") not in known:
        raise UserError(f"Its act must be one of {', '.join(known)}.")
    deed = Deed(str(facts["act"]))
    allowed = {"act", "date", *_FACTS[deed]}
    if strange := sorted(set(facts) - allowed):
        can = ", ".join(sorted(_FACTS[deed]))
        raise UserError(f"“{strange[0]}” says nothing here. It can say {can}.")
    return _READERS[deed](facts, _day(facts.get("date", usual)))


def _authority(facts: Facts, on: date) -> Step:
    districts, parishes = _texts(facts, "districts"), _texts(facts, "parishes")
    if not districts and not parishes:
        raise UserError("Name the districts, or the parishes, that it is made of.")
    return Step(
        deed=Deed.AUTHORITY, on=on, districts=districts, parishes=parishes, areas=(_area(facts),)
    )


def _split(facts: Facts, on: date) -> Step:
    into = facts.get("into")
    parts = cast("list[Any]", into) if isinstance(into, list) else []
    if len(parts) < 2 or not all(isinstance(part, dict) for part in parts):
        raise UserError("Say what it is split into: two parishes or more, each with a name.")
    new = tuple(_area(cast("Facts", part)) for part in parts)
    if len({area.name.casefold() for area in new}) < len(new):
        raise UserError("Its parts need names of their own.")
    return Step(deed=Deed.SPLIT, on=on, parishes=(_text(facts, "parish"),), areas=new)


def _rename(facts: Facts, on: date) -> Step:
    area = (_area(facts),)
    return Step(deed=Deed.RENAME, on=on, parishes=(_text(facts, "parish"),), areas=area)


def _parish(facts: Facts, on: date) -> Step:
    return Step(
        deed=Deed.PARISH,
        on=on,
        parishes=(_text(facts, "town"),),
        areas=(_area(facts),),
        keeps_rest=facts.get("keeps_rest") is True,
    )


def _list(facts: Facts, on: date) -> Step:
    found = facts.get("entries")
    rows = cast("list[Any]", found) if isinstance(found, list) else []
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise UserError("Give the list its entries, each with a code and a label.")
    entries = tuple(CodeRow(_text(row, "code"), _text(row, "label")) for row in rows)
    if len({entry.code.casefold() for entry in entries}) < len(entries):
        raise UserError("Two entries of the list have the same code.")
    return Step(deed=Deed.LIST, on=on, list_name=_text(facts, "list"), entries=entries)


_NAMED = ("name", "code", "letters")
_FACTS = {
    Deed.AUTHORITY: ("districts", "parishes", *_NAMED),
    Deed.SPLIT: ("parish", "into"),
    Deed.RENAME: ("parish", *_NAMED),
    Deed.PARISH: ("town", "keeps_rest", *_NAMED),
    Deed.LIST: ("list", "entries"),
}
_READERS = {
    Deed.AUTHORITY: _authority,
    Deed.SPLIT: _split,
    Deed.RENAME: _rename,
    Deed.PARISH: _parish,
    Deed.LIST: _list,
}


def _area(facts: Facts) -> NewArea:
    letters = str(facts.get("letters", "")).strip().upper()
    if letters and not (letters.isascii() and letters.isalpha() and 2 <= len(letters) <= 4):
        raise UserError("The letters of its references are two to four, from A to Z.")
    return NewArea(_text(facts, "name"), str(facts.get("code", "")).strip(), letters)


def _text(facts: Facts, key: str) -> str:
    found = facts.get(key)
    if not isinstance(found, str) or not found.strip():
        raise UserError(f"“{key}” is missing.")
    return found.strip()


def _texts(facts: Facts, key: str) -> tuple[str, ...]:
    found = facts.get(key, [])
    if not isinstance(found, list):
        raise UserError(f"“{key}” must be a list of names.")
    return tuple(str(name).strip() for name in cast("list[Any]", found))


def _day(value: object) -> date:
    """TOML has dates of its own, JSON writes them as text."""
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UserError("Its date is missing, or is none: write it as 2028-04-01.") from error


def _refuse_twice(steps: Sequence[Step]) -> None:
    """A district can go into one authority only."""
    taken: set[str] = set()
    for name in _merged(steps):
        if name.casefold() in taken:
            raise UserError(f"{name} goes into two authorities. Name it once, and parishes singly.")
        taken.add(name.casefold())


def _merged(steps: Sequence[Step]) -> Iterator[str]:
    for step in steps:
        yield from step.districts


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
