"""Reading one entry of a list: typed values out, and everything odd remembered on the way."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from warden_desk.domain.date_reading import DateContext, DateKind, DateReading, Lean
from warden_desk.domain.imports import (
    Candidate,
    ColumnUse,
    FieldChange,
    Finding,
    OpenWord,
    PlannedRow,
    Verdict,
)
from warden_desk.domain.names import plain_name
from warden_desk.domain.written_dates import read_date
from warden_desk.formats.cells import Cell, cell_text
from warden_desk.formats.lists import Entry
from warden_desk.services.imports import words

_LONGEST = 5_000
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")


@dataclass(slots=True)
class RowReader:
    """One entry through the eyes of its columns.

    Attributes:
        errors: what makes the entry unusable.
        doubts: what somebody should decide; the value in question is left out.
        notes: what was assumed.
    """

    entry: Entry
    columns: dict[str, ColumnUse]
    dates: Mapping[Lean, DateContext]
    errors: list[Finding] = field(default_factory=list[Finding])
    doubts: list[Finding] = field(default_factory=list[Finding])
    notes: list[str] = field(default_factory=list[str])
    candidates: tuple[Candidate, ...] = ()
    decided: Mapping[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    """What the sender's words were decided to mean, by table and plain word."""
    open_words: list[OpenWord] = field(default_factory=list[OpenWord])
    is_blocked: bool = False
    """Whether a doubt must be settled before anything can be written."""

    def cell(self, key: str) -> Cell:
        use = self.columns.get(key)
        return None if use is None else self.entry.cells[use.column]

    def text(self, key: str) -> str:
        """The cell as text; too much of it is an error."""
        use = self.columns.get(key)
        if use is None or (value := self.entry.cells[use.column]) is None:
            return ""
        text = value if type(value) is str else cell_text(value)
        if len(text) > _LONGEST:
            self.error(key, f"The text is longer than {_LONGEST:,} characters. Shorten it.")
            return ""
        return text

    def needed(self, key: str, sentence: str) -> str:
        """The cell as text; an empty one is an error."""
        text = self.text(key)
        if not text:
            self.error(key, sentence)
        return text

    def error(self, key: str, text: str) -> None:
        self.errors.append(Finding(self.entry.row, self._heading(key), text))

    def doubt(
        self, key: str, text: str, candidates: Sequence[Candidate] = (), *, blocks: bool = False
    ) -> None:
        self.doubts.append(Finding(self.entry.row, self._heading(key), text))
        self.candidates = self.candidates or tuple(candidates)
        self.is_blocked = self.is_blocked or blocks

    def note(self, text: str) -> None:
        if text:
            self.notes.append(text)

    def written_date(self, key: str, lean: Lean = Lean.NEAREST) -> DateReading:
        """The cell as a date or words for one; what cannot be read becomes a doubt."""
        reading = read_date(self.cell(key), self.dates[lean])
        if reading.kind is DateKind.UNREADABLE:
            self.doubt(key, reading.problem)
        self.note(reading.assumed)
        return reading

    def day(self, key: str, lean: Lean = Lean.NEAREST) -> date | None:
        """The cell as a day; words such as "asap" are a doubt here."""
        if self.cell(key) is None:
            return None
        reading = self.written_date(key, lean)
        if reading.kind in (DateKind.ASAP, DateKind.NEXT_MEETING):
            self.doubt(key, f"“{self.text(key)}” is not a date. Write it as in 27/11/2026.")
            return None
        return reading.day

    def number(self, key: str, least: float, most: float) -> float | None:
        """The cell as a number between two bounds; anything else becomes a doubt."""
        value = self.cell(key)
        if value is None:
            return None
        text = cell_text(value).replace(",", ".") if not isinstance(value, bool) else ""
        if not _NUMBER.fullmatch(text) or not least <= float(text) <= most:
            shown = self.text(key)[:40]
            self.doubt(key, f"“{shown}” is not a number from {least:g} to {most:g}. Correct it.")
            return None
        return float(text)

    def word(self, key: str, table: str) -> str | None:
        """The meaning of a cell by a table of spellings; an unknown one becomes a doubt."""
        text = self.text(key)
        if not text:
            return None
        found = self.decided_word(table, text) or words.meaning(table, text)
        if found is None:
            meanings = tuple((key, f"means {key}") for key in words.keys(table))
            self.open_words.append(OpenWord(table, text, meanings))
            self.doubt(key, f"“{text[:40]}” is not known here. Correct it, or leave it empty.")
        return found

    def decided_word(self, table: str, written: str) -> str | None:
        """What somebody decided that a word of this sender's means."""
        return self.decided.get((table, plain_name(written))) if self.decided else None

    def yes(self, key: str) -> bool | None:
        """The cell as yes or no; None if it says neither."""
        answer = self.word(key, "yes_no")
        return None if answer is None else answer == "yes"

    def result(
        self, shown: str, *, is_new: bool, changes: Sequence[FieldChange] = (), same: str = ""
    ) -> PlannedRow:
        """The verdict, once everything was read and compared with the desk."""
        notes = tuple(dict.fromkeys(self.notes))
        if self.errors:
            return self._row(Verdict.ERROR, shown, self.errors, notes)
        if not is_new and not changes and not self.is_blocked:
            why = same or "The desk has all of this."
            return PlannedRow(self.entry.row, Verdict.SAME, shown, why, notes)
        if self.doubts:
            row = self._row(Verdict.LOOK, shown, self.doubts, notes)
            return replace(
                row,
                changes=tuple(changes),
                candidates=self.candidates,
                can_be_accepted=not self.is_blocked,
                words=tuple(self.open_words),
            )
        if is_new:
            verdict, why = Verdict.NEW, "Not on the desk yet."
        else:
            named = ", ".join(dict.fromkeys(change.field for change in changes))
            verdict, why = Verdict.UPDATE, f"Changes {named}."
        open_words = tuple(self.open_words)
        return PlannedRow(
            self.entry.row, verdict, shown, why, notes, tuple(changes), words=open_words
        )

    def _row(
        self, verdict: Verdict, shown: str, findings: list[Finding], notes: tuple[str, ...]
    ) -> PlannedRow:
        why = " ".join(finding.text for finding in findings)
        return PlannedRow(self.entry.row, verdict, shown, why, notes, findings=tuple(findings))

    def _heading(self, key: str) -> str:
        use = self.columns.get(key)
        return "" if use is None else use.heading
