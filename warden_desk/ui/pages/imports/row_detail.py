"""The selected row of the file: why it got its verdict, what would change, what can be decided."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.imports import Candidate, OpenWord, PlannedRow
from warden_desk.ui.pages.imports.lines import Line
from warden_desk.ui.widgets.basics import empty, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import choice
from warden_desk.ui.widgets.facts import KeyValueList

_BUTTONS = 4
"""A word that may mean more than so many things is explained by a list, not by buttons."""


class RowDetail(QWidget):
    """What is known of one row, with buttons for what can be decided about it."""

    area_chosen = Signal(int, str)
    """The row, and the area it shall mean."""

    word_explained = Signal(str, str, str)
    """A table, a word of the sender's, and what it means in all rows."""

    repeat_decided = Signal(int, str, bool)
    """The row, the earlier tasking (empty for none), and whether it is that very one."""

    accepted = Signal(int, bool)
    """The row, and whether it shall be taken in as it stands."""

    skipped = Signal(int, bool)
    """The row, and whether it is no entry: then the like of it stays out of the next list, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Show one row, or what to do if none is selected."""
        empty(self._box)
        if line is None:
            self._box.addWidget(label("Choose a row to see why it got its verdict.", "quiet"))
            return
        number = line.id.removeprefix("out ")
        self._box.addWidget(label(f"Row {number}: {line.word.lower()}", "strong"))
        self._box.addWidget(label(line.shown, wrap=True))
        if line.planned is None or not line.planned.findings:
            self._box.addWidget(label(line.why, "quiet", wrap=True))
        if line.planned is not None:
            self._show_planned(line.planned, is_accepted=line.is_accepted)
            self._box.addWidget(self._skip(int(number), "Not an entry: leave it out", True))
        elif line.can_be_entry:
            self._box.addWidget(self._skip(int(number), "It is an entry: take it in", False))

    def _show_planned(self, row: PlannedRow, *, is_accepted: bool) -> None:
        facts = KeyValueList()
        facts.show_facts(
            [(finding.column or "Row", finding.text) for finding in row.findings]
            + [(c.field, f"{c.before or '(nothing)'} → {c.after}") for c in row.changes]
            + [("Read as", note) for note in row.notes]
        )
        self._box.addWidget(facts)
        for candidate in row.candidates:
            self._box.addWidget(self._candidate(row.row, candidate))
        if row.repeats:
            self._show_repeat(row)
        for word in row.words:
            self._show_word(word)
        if row.can_be_accepted:
            words = "Leave it out" if is_accepted else "Take it in as it stands"
            accept = Button(
                words, lambda: self.accepted.emit(row.row, not is_accepted), name="accept"
            )
            self._box.addWidget(accept)

    def _candidate(self, row: int, candidate: Candidate) -> Button:
        return Button(
            f"It means {candidate}",
            lambda: self.area_chosen.emit(row, candidate.area_id),
            icon_name="pin",
            name=f"candidate_{candidate.area_id}",
        )

    def _skip(self, row: int, words: str, is_none: bool) -> Button:
        return Button(words, partial(self.skipped.emit, row, is_none), name="skip")

    def _show_word(self, word: OpenWord) -> None:
        if len(word.meanings) <= _BUTTONS:
            for key, meaning in word.meanings:
                self._box.addWidget(self._meaning(word, key, meaning))
            return
        editor = choice(dict(word.meanings))
        editor.set(None)
        editor.widget.setObjectName(f"word_{word.table}")
        editor.widget.setAccessibleName(f"“{word.written[:30]}” means")
        editor.left.connect(lambda: self._explain(word, editor.get()))
        self._box.addWidget(label(f"“{word.written[:30]}” in all rows, next time too:", wrap=True))
        self._box.addWidget(editor.widget)

    def _explain(self, word: OpenWord, key: str | None) -> None:
        if key is not None:
            self.word_explained.emit(word.table, word.written, key)

    def _meaning(self, word: OpenWord, key: str, meaning: str) -> Button:
        return Button(
            f"“{word.written[:30]}” {meaning}",
            lambda: self.word_explained.emit(word.table, word.written, key),
            name=f"word_{word.table}_{key}",
        )

    def _show_repeat(self, row: PlannedRow) -> None:
        repeat = row.repeats[0]
        self._box.addWidget(label(repeat.sentence, wrap=True))
        for words, is_same, name in (
            (f"Link it with {repeat.reference}", False, "repeat_link"),
            (f"It is the same: add it to {repeat.reference}", True, "repeat_merge"),
        ):
            decide = partial(self.repeat_decided.emit, row.row, repeat.tasking_id, is_same)
            self._box.addWidget(Button(words, decide, name=name))
        ignore = partial(self.repeat_decided.emit, row.row, "", False)
        self._box.addWidget(Button("It is new: take it in by itself", ignore, name="repeat_ignore"))
