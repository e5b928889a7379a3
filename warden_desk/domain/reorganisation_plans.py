"""A reorganisation as a file says it: facts with names, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.errors import UserError
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step

Facts = Mapping[str, Any]
LETTERS = "The letters of its references are two to four, from A to Z."


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
    _refuse_twice(steps)
    return arranged(title, steps)


def arranged(title: str, steps: Iterable[Step]) -> Plan:
    """Steps as they are carried out: the earliest first, those of one day as they stand."""
    return Plan(title, tuple(sorted(steps, key=lambda step: step.on)))


def written(plan: Plan) -> dict[str, Any]:
    """The facts that `read` makes the same plan of."""
    return {"title": plan.title, "step": [_written(step) for step in plan.steps]}


def can_begin_references(letters: str) -> bool:
    """Whether these may stand at the front of a district's references."""
    return letters.isascii() and letters.isalpha() and 2 <= len(letters) <= 4


def _written(step: Step) -> dict[str, Any]:
    said: dict[str, Any] = {"act": step.deed.value, "date": step.on}
    match step.deed:
        case Deed.AUTHORITY:
            said |= {"districts": list(step.districts), "parishes": list(step.parishes)}
            said |= _named(step.areas[0])
        case Deed.SPLIT:
            said |= {"parish": step.parishes[0], "into": [_named(area) for area in step.areas]}
        case Deed.RENAME:
            said |= {"parish": step.parishes[0], **_named(step.areas[0])}
        case Deed.PARISH:
            said |= {"town": step.parishes[0], **_named(step.areas[0])}
            said["keeps_rest"] = step.keeps_rest
        case Deed.LIST:
            entries = [{"code": entry.code, "label": entry.label} for entry in step.entries]
            said |= {"list": step.list_name, "entries": entries}
    return {key: value for key, value in (said | {"note": step.note}).items() if value}


def _named(area: NewArea) -> dict[str, str]:
    facts = {"name": area.name, "code": area.code, "letters": area.letters}
    return {key: value for key, value in facts.items() if value}


def _step(written: object, usual: object) -> Step:
    if not isinstance(written, dict):
        raise UserError("A step is written as [[step]], with a line for each fact.")
    facts = cast("Facts", written)
    known = [deed.value for deed in Deed]
    if facts.get("act") not in known:
        raise UserError(f"Its act must be one of {', '.join(known)}.")
    deed = Deed(str(facts["act"]))
    allowed = {"act", "date", "note", *_FACTS[deed]}
    if strange := sorted(set(facts) - allowed):
        can = ", ".join(sorted(_FACTS[deed]))
        raise UserError(f"“{strange[0]}” says nothing here. It can say {can}.")
    step = _READERS[deed](facts, _day(facts.get("date", usual)))
    return replace(step, note=str(facts.get("note", "")).strip())


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
    if letters and not can_begin_references(letters):
        raise UserError(LETTERS)
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
