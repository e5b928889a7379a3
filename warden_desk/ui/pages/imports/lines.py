"""What the lists of this page show: the rows of a plan, and the imports of the past."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from warden_desk.domain.dates import uk_date
from warden_desk.domain.imports import (
    BatchRow,
    ImportPlan,
    LeftOut,
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
_NUMBER = attrgetter("row")

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


class Lines:
    """Every line of the list in the order of the file, those left out included.

    There may be tens of thousands: each is made when it comes into view.
    """

    def __init__(
        self,
        plan: ImportPlan,
        accepted: frozenset[int],
        repeats: Mapping[int, RepeatChoice],
        only: Container[str] = (),
    ) -> None:
        """With `only`, the lines with one of these words."""
        self._accepted, self._repeats = accepted, repeats
        every = sorted([*plan.rows, *plan.left_out], key=_NUMBER)
        words = [self._word(source) for source in every]
        self.counts = Counter(words)
        """How many lines have which word, shown or not."""
        self._shown = [s for s, word in zip(every, words, strict=True) if word in only or not only]

    def __len__(self) -> int:
        return len(self._shown)

    def row(self, number: int) -> Line:
        source = self._shown[number]
        if isinstance(source, LeftOut):
            key = f"out {source.row}"
            return Line(key, LEFT_OUT, source.text, source.why, can_be_entry=source.is_decided)
        why = _decided(source, self._repeats.get(source.row)) or source.why
        return Line(str(source.row), self._word(source), source.shown, why, source)

    def number_of(self, row_id: str) -> int | None:
        at = bisect_left(self._shown, int(row_id.removeprefix("out ")), key=_NUMBER)
        is_there = at < len(self._shown) and self.row(at).id == row_id
        return at if is_there else None

    def _word(self, source: PlannedRow | LeftOut) -> str:
        if isinstance(source, LeftOut):
            return LEFT_OUT
        return TAKEN if source.row in self._accepted else WORDS[source.verdict]


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


def _decided(row: PlannedRow, repeat: RepeatChoice | None) -> str:
    """What was decided of a row that may repeat a tasking; empty for nothing."""
    if repeat is None:
        return ""
    if not repeat.tasking_id:
        return "It is new: it repeats nothing."
    known = next((r.reference for r in row.repeats if r.tasking_id == repeat.tasking_id), "")
    return f"Goes into {known} as a note." if repeat.is_same else f"Will be linked with {known}."
