"""What the lists of this page show: the rows of a plan, and the imports of the past."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warden_desk.domain.dates import uk_date
from warden_desk.domain.imports import (
    BatchRow,
    ImportPlan,
    PlannedRow,
    RepeatChoice,
    Verdict,
)
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState

WORDS = {
    Verdict.NEW: "New",
    Verdict.UPDATE: "Change",
    Verdict.SAME: "Same",
    Verdict.LOOK: "Look at this",
    Verdict.ERROR: "Cannot be read",
}
LEFT_OUT = "Left out"
TAKEN = "Taken in"

_PILLS: dict[str, PillState] = {
    WORDS[Verdict.NEW]: ("New", Tone.GREEN, "+"),
    WORDS[Verdict.UPDATE]: ("Change", Tone.BLUE, None),
    WORDS[Verdict.SAME]: ("Same", Tone.NEUTRAL, "="),
    WORDS[Verdict.LOOK]: ("Look at this", Tone.AMBER, None),
    WORDS[Verdict.ERROR]: ("Cannot be read", Tone.RED, None),
    LEFT_OUT: (LEFT_OUT, Tone.NEUTRAL, "–"),
    TAKEN: (TAKEN, Tone.GREEN, None),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file; `planned` is None for one that is no entry."""

    id: str
    word: str
    shown: str
    why: str
    planned: PlannedRow | None = None
    can_be_entry: bool = False
    """Whether it was left out because somebody said that it is no entry."""

    @property
    def is_accepted(self) -> bool:
        """Whether a row to look at will be taken in as it stands."""
        return self.word == TAKEN


def lines(
    plan: ImportPlan, accepted: frozenset[int], repeats: Mapping[int, RepeatChoice]
) -> list[Line]:
    """Every line of the list in the order of the file, those left out included."""
    entries = [
        (row.row, _entry(row, row.row in accepted, repeats.get(row.row))) for row in plan.rows
    ]
    left = [
        (
            out.row,
            Line(f"out {out.row}", LEFT_OUT, out.text, out.why, can_be_entry=out.is_decided),
        )
        for out in plan.left_out
    ]
    return [line for _, line in sorted([*entries, *left], key=lambda each: each[0])]


def covered(word: str) -> tuple[str, ...]:
    """A row that was accepted still counts as one to look at, or it would vanish from the list."""
    return (word, TAKEN) if word == WORDS[Verdict.LOOK] else (word,)


def line_columns() -> Sequence[Column[Line]]:
    """Row, verdict, who or what, and why."""
    return (
        Column("Row", lambda line: line.id.removeprefix("out "), 52, role="quiet"),
        Column("Verdict", lambda line: line.word, 132, pill=lambda line: _PILLS[line.word]),
        Column("What", lambda line: line.shown, 240),
        Column("Why", lambda line: line.why, role="quiet"),
    )


def batch_columns() -> Sequence[Column[BatchRow]]:
    """When, what, how much, and by whom."""
    return (
        Column("When", lambda batch: uk_date(batch.done_at.date()), 132),
        Column("List", lambda batch: batch.source, 220),
        Column("What came of it", _counts),
        Column("By", lambda batch: batch.done_by, 140, role="quiet"),
    )


def _counts(batch: BatchRow) -> str:
    return ", ".join(
        f"{batch.counts[verdict]:,} {words.lower()}"
        for verdict, words in WORDS.items()
        if batch.counts.get(verdict)
    )


def _entry(row: PlannedRow, is_accepted: bool, repeat: RepeatChoice | None) -> Line:
    word = TAKEN if is_accepted else WORDS[row.verdict]
    if repeat is None:
        return Line(str(row.row), word, row.shown, row.why, row)
    if not repeat.tasking_id:
        return Line(str(row.row), word, row.shown, "It is new: it repeats nothing.", row)
    known = next((r.reference for r in row.repeats if r.tasking_id == repeat.tasking_id), "")
    why = f"Goes into {known} as a note." if repeat.is_same else f"Will be linked with {known}."
    return Line(str(row.row), word, row.shown, why, row)
