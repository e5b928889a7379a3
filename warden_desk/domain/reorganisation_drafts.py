"""A step of a reorganisation as somebody types it in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warden_desk.domain.areas import CodeRow
from warden_desk.domain.errors import Invalid
from warden_desk.domain.reorganisation import Deed, NewArea, Step
from warden_desk.domain.reorganisation_plans import LETTERS, can_begin_references


class StepKind(StrEnum):
    """What somebody sets out to do: a deed, but that merging names whole districts only."""

    MERGE = "merge"
    AUTHORITY = "authority"
    SPLIT = "split"
    RENAME = "rename"
    PARISH = "parish"
    LIST = "list"

    @property
    def deed(self) -> Deed:
        return Deed.AUTHORITY if self is StepKind.MERGE else Deed(self.value)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """All that any step says; a form shows what its kind needs.

    `parts` and `entries` are lines: a name with its official code after a comma, and a code with
    its label.
    """

    kind: StepKind
    on: date | None = None
    districts: tuple[str, ...] = ()
    parishes: tuple[str, ...] = ()
    parish: str | None = None
    name: str = ""
    code: str = ""
    letters: str = ""
    parts: str = ""
    keeps_rest: bool = False
    list_name: str | None = None
    entries: str = ""
    note: str = ""

    def step(self) -> Step:
        """As a plan has it.

        Raises:
            Invalid: something is missing, or cannot be.
        """
        problems = {} if self.on else {"on": "Say from which day."}
        problems |= _CHECKS[self.kind](self)
        if problems or self.on is None:
            raise Invalid(problems)
        return Step(
            deed=self.kind.deed,
            on=self.on,
            districts=self.districts,
            parishes=(self.parish,) if self.parish else self.parishes,
            areas=self._areas(),
            keeps_rest=self.keeps_rest,
            list_name=self.list_name or "",
            entries=tuple(CodeRow(code, label) for code, label in _read(self.entries)),
            note=self.note.strip(),
        )

    def _areas(self) -> tuple[NewArea, ...]:
        if self.kind is StepKind.SPLIT:
            return tuple(NewArea(name, code) for name, code in _read(self.parts))
        if self.kind is StepKind.LIST:
            return ()
        return (NewArea(self.name.strip(), self.code.strip(), self.letters.strip().upper()),)


def draft_of(step: Step) -> StepDraft:
    """A step as it was, or might have been, typed in."""
    kind = StepKind(step.deed.value)
    if kind is StepKind.AUTHORITY and not step.parishes:
        kind = StepKind.MERGE
    has_one = kind in (StepKind.SPLIT, StepKind.RENAME, StepKind.PARISH)
    is_split = kind is StepKind.SPLIT
    named = step.areas[0] if step.areas and not is_split else NewArea("")
    return StepDraft(
        kind,
        on=step.on,
        districts=step.districts,
        parishes=() if has_one else step.parishes,
        parish=step.parishes[0] if has_one else None,
        name=named.name,
        code=named.code,
        letters=named.letters,
        parts=_typed((area.name, area.code) for area in step.areas) if is_split else "",
        keeps_rest=step.keeps_rest,
        list_name=step.list_name or None,
        entries=_typed((entry.code, entry.label) for entry in step.entries),
        note=step.note,
    )


def _authority(draft: StepDraft) -> dict[str, str]:
    problems = _name(draft)
    if draft.kind is StepKind.MERGE and not draft.districts:
        problems["districts"] = "Choose the districts that become one."
    elif not draft.districts and not draft.parishes:
        problems["districts"] = "Choose the districts, or the parishes, that it is made of."
    letters = draft.letters.strip().upper()
    if letters and not can_begin_references(letters):
        problems["letters"] = LETTERS
    return problems


def _split(draft: StepDraft) -> dict[str, str]:
    problems = _which(draft, "Choose the parish that is split.")
    names = [name.casefold() for name, _ in _read(draft.parts)]
    if len(names) < 2:
        problems["parts"] = "Name two parishes or more, each on a line of its own."
    elif len(set(names)) < len(names):
        problems["parts"] = "Its parts need names of their own."
    return problems


def _rename(draft: StepDraft) -> dict[str, str]:
    return _which(draft, "Choose the parish that gets another name.") | _name(draft)


def _parish(draft: StepDraft) -> dict[str, str]:
    return _which(draft, "Choose the town that gets a council.") | _name(draft)


def _list(draft: StepDraft) -> dict[str, str]:
    problems = {} if draft.list_name else {"list_name": "Choose the list."}
    entries = _read(draft.entries)
    codes = {code.casefold() for code, _ in entries}
    if not entries or not all(label for _, label in entries):
        problems["entries"] = "Write an entry a line: its code, a comma, and its words."
    elif len(codes) < len(entries):
        problems["entries"] = "Two entries have the same code."
    return problems


_CHECKS = {
    StepKind.MERGE: _authority,
    StepKind.AUTHORITY: _authority,
    StepKind.SPLIT: _split,
    StepKind.RENAME: _rename,
    StepKind.PARISH: _parish,
    StepKind.LIST: _list,
}


def _which(draft: StepDraft, missing: str) -> dict[str, str]:
    return {} if draft.parish else {"parish": missing}


def _name(draft: StepDraft) -> dict[str, str]:
    return {} if draft.name.strip() else {"name": "Give it a name."}


def _read(lines: str) -> list[tuple[str, str]]:
    """What stands before the first comma of each line, and after it."""
    parts = (line.partition(",") for line in lines.splitlines())
    return [(first.strip(), rest.strip()) for first, _, rest in parts if first.strip()]


def _typed(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(", ".join(filter(None, pair)) for pair in pairs)
