"""What becomes of each tasking that another desk hands over."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import uk_date
from warden_desk.domain.hand_over import HandedTasking, HandOver
from warden_desk.domain.imports import (
    FieldChange,
    Finding,
    ImportContext,
    ImportKind,
    ImportPlan,
    PlannedRow,
    Verdict,
)
from warden_desk.domain.names import plain_name
from warden_desk.domain.tasking_states import LABELS
from warden_desk.formats.cells import Book
from warden_desk.services.imports import handed_known
from warden_desk.services.imports.handed_known import KnownHere, Standing

HANDED = "hand over"
"""Under which name a plan keeps what was handed over (`ImportPlan.shared`)."""


@dataclass(frozen=True, slots=True)
class HandedWrite:
    """A tasking to take in as it is, or what it adds to the one that stands here.

    Attributes:
        tasking_id: the tasking here; empty for a new one.
        is_newer: whether its facts and state replace those here, too.
        renumber: whether its reference is another tasking's here.
    """

    handed: HandedTasking
    district_id: str
    area_id: str | None
    csu_id: str | None
    people: tuple[str, ...]
    visitors: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    tasking_id: str = ""
    is_newer: bool = True
    renumber: bool = False
    lines: frozenset[str] = frozenset()
    """The keys of the log's lines that this desk lacks."""


def plan(session: Session, book: Book, content: HandOver, context: ImportContext) -> ImportPlan:
    """Say what taking them in would do; nothing is written."""
    known = handed_known.load(session, content, context.today)
    planner = _Planner(known, content.is_list)
    rows: list[PlannedRow] = []
    drafts: dict[int, object] = {}
    for number, handed in enumerate(content.taskings, start=1):
        row, write = planner.plan(number, handed)
        rows.append(row)
        if write is not None:
            drafts[number] = write
    made = f"{uk_date(content.made_at.date())}"
    by = f" by {content.made_by}" if content.made_by else ""
    source = "List from another desk" if content.is_list else "Hand-over from another desk"
    return ImportPlan(
        kind=ImportKind.TASKINGS,
        file_name=book.file_name,
        digest=book.digest,
        sheet="",
        source=source,
        context=context,
        headings=("Reference", "What"),
        columns=(),
        notes=[_LIST_ONLY if content.is_list else f"Handed over{by} on {made}."],
        rows=rows,
        drafts=drafts,
        shared={HANDED: content},
        basis=_digest(known),
        cells=_cells(content, rows),
    )


def _cells(content: HandOver, rows: Sequence[PlannedRow]) -> dict[int, list[str]]:
    return {
        row.row: [handed.reference, handed.title]
        for row, handed in zip(rows, content.taskings, strict=True)
        if row.verdict in (Verdict.ERROR, Verdict.LOOK)
    }


def basis(session: Session, content: HandOver, plan: ImportPlan) -> str:
    """What the taskings would be compared with now."""
    return _digest(handed_known.load(session, content, plan.context.today))


_LIST_ONLY = (
    "A list that another desk exported: it brings neither logs nor states. With a hand-over file "
    "(“tasking hand-over”) they come, too."
)


@dataclass(slots=True)
class _Planner:
    known: KnownHere
    is_list: bool
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def plan(self, number: int, handed: HandedTasking) -> tuple[PlannedRow, HandedWrite | None]:
        shown = f"{handed.reference} {handed.title}".strip()
        if problem := self._problem(number, handed):
            finding = Finding(number, "", problem)
            return PlannedRow(number, Verdict.ERROR, shown, problem, findings=(finding,)), None
        write, notes = self._write(handed)
        standing = self.known.standing(handed)
        if standing is None:
            return self._new(number, shown, write, notes)
        return self._meeting(number, shown, replace(write, tasking_id=standing.id), standing)

    def _problem(self, number: int, handed: HandedTasking) -> str:
        first = self._seen.setdefault(handed.reference, number)
        if first != number:
            return f"{handed.reference} stands in row {first} already. Take one of them out."
        if handed.district not in self.known.districts:
            return (
                f"Its district “{handed.district}” is not on this desk. Add the district here "
                "first, then take the file in again."
            )
        return ""

    def _write(self, handed: HandedTasking) -> tuple[HandedWrite, list[str]]:
        notes: list[str] = []
        district_id, area = self.known.districts[handed.district].id, self._area(handed.area)
        if handed.area and area is None:
            notes.append(f"Its parish “{handed.area}” is not on this desk: it comes without one.")
        missing = [name for name in handed.people if name not in self.known.people]
        if missing:
            notes.append(f"{', '.join(missing)} had it there, and is not on this desk: assign it.")
        write = HandedWrite(
            handed,
            district_id,
            None if area is None else area.id,
            self.known.csus.get(district_id),
            self._keys(handed.people),
            {entry.id: self._keys(entry.people) for entry in handed.entries},
            lines=frozenset(entry.id for entry in handed.entries),
        )
        return write, notes

    def _new(
        self, number: int, shown: str, write: HandedWrite, notes: Sequence[str]
    ) -> tuple[PlannedRow, HandedWrite]:
        other = self.known.by_reference.get(write.handed.reference)
        if other is None:
            why = "Not on the desk yet."
            return PlannedRow(number, Verdict.NEW, shown, why, tuple(notes)), write
        words = "hidden from you" if other.is_hidden else other.title
        why = (
            f"{other.reference} is another tasking here: {words}. Accept the row to take it "
            "in under the next free number; its log will name the old one."
        )
        row = PlannedRow(
            number,
            Verdict.LOOK,
            shown,
            why,
            tuple(notes),
            findings=(Finding(number, "Reference", why),),
            can_be_accepted=True,
        )
        return row, replace(write, renumber=True)

    def _meeting(
        self, number: int, shown: str, write: HandedWrite, here: Standing
    ) -> tuple[PlannedRow, HandedWrite | None]:
        """The tasking is here: the log joins, and the facts come from whichever knows more."""
        lines = write.lines - here.lines
        if self.is_list or not lines:
            why = f"{here.reference} is here, with all of this."
            return PlannedRow(number, Verdict.SAME, shown, why), None
        if here.is_hidden or here.is_aside:
            why = f"{here.reference} was put aside on this desk. Bring it back first."
            if here.is_hidden:
                why = f"{here.reference} is hidden from you: somebody who is cleared takes it in."
            return PlannedRow(number, Verdict.LOOK, shown, why), None
        write = replace(write, lines=lines, is_newer=here.lines <= write.lines)
        said = "1 new line" if len(lines) == 1 else f"{len(lines)} new lines"
        changes = (FieldChange("Log", "", said),)
        if write.is_newer:
            changes += _changes(write.handed, here)
            why = f"Changes {', '.join(change.field for change in changes)}."
            return PlannedRow(number, Verdict.UPDATE, shown, why, changes=changes), write
        why = (
            f"{here.reference} was worked on here, too. Accept the row to add {said} to its log; "
            "its state and facts stay as they are here."
        )
        row = PlannedRow(
            number,
            Verdict.LOOK,
            shown,
            why,
            changes=changes,
            findings=(Finding(number, "", why),),
            can_be_accepted=True,
        )
        return row, write

    def _keys(self, people: Sequence[str]) -> tuple[str, ...]:
        return tuple(self.known.people[name] for name in people if name in self.known.people)

    def _area(self, named: str) -> AreaRow | None:
        return self.known.areas.get(named) or self.known.areas.get(plain_name(named))


def _changes(handed: HandedTasking, here: Standing) -> tuple[FieldChange, ...]:
    changes: list[FieldChange] = []
    if handed.state is not here.state:
        changes.append(FieldChange("State", LABELS[here.state], LABELS[handed.state]))
    for name, value in handed.facts.items():
        if value != here.facts[name]:
            said = name.replace("_", " ").capitalize()
            changes.append(FieldChange(said, str(here.facts[name] or ""), str(value or "")))
    return tuple(changes)


def _digest(known: KnownHere) -> str:
    return sha256(repr(known).encode()).hexdigest()
