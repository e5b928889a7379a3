"""The right side: facts about a set; or an area of the file and what can be decided about it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import (
    SET_WORDS,
    BoundaryLine,
    BoundaryPlan,
    SetDifference,
    SetRow,
)
from warden_desk.domain.dates import uk_date
from warden_desk.ui.pages.boundaries.words import NOTHING_SENT, WORDS
from warden_desk.ui.widgets.basics import empty, label, rule
from warden_desk.ui.widgets.basics import row as row_of
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList

_SHOWN = 40


class SetDetail(QWidget):
    """One set of outlines."""

    compare_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def show_set(
        self,
        row: SetRow | None,
        before: SetRow | None,
        found: Sequence[SetDifference] | None = None,
    ) -> None:
        """Show a set, or what sets are for.

        Args:
            before: the set that held before it.
            found: how the two differ, once somebody asked.
        """
        empty(self._box)
        if row is not None:
            self._box.addWidget(label(row.name, "h2", wrap=True))
            facts = KeyValueList(key_width=92)
            facts.show_facts(
                [
                    ("Holds from", uk_date(row.valid_from)),
                    ("Shows", uk_date(row.captured_on) if row.captured_on else ""),
                    ("Source", row.source),
                    ("Licence", row.licence),
                ]
            )
            self._box.addWidget(facts)
            if not row.is_here:
                words = "Its file is not beside the desk: take the set in again."
                self._box.addWidget(label(words, "problem", wrap=True))
            elif before is not None and before.is_here:
                self._show_differences(before, found)
        self._box.addWidget(rule())
        words = (
            "The map of a day is drawn with the newest official set that holds on it, and with the "
            "indicative areas before the first one. Ctrl+Z takes back what was just taken in."
        )
        self._box.addWidget(label(words, "quiet", wrap=True))
        self._box.addWidget(label(NOTHING_SENT, "quiet", wrap=True))
        self._box.addStretch(1)

    def _show_differences(self, before: SetRow, found: Sequence[SetDifference] | None) -> None:
        if found is None:
            ask = Button("What changed", self.compare_wanted.emit, key="D", name="compare")
            self._box.addLayout(row_of(ask, None))
            return
        self._box.addWidget(label(f"Against {before.name}", "h2", wrap=True))
        said = "No area differs." if not found else f"{len(found)} areas differ."
        self._box.addWidget(label("1 area differs." if len(found) == 1 else said, "quiet"))
        facts = KeyValueList(key_width=150)
        facts.show_facts((one.name, one.words) for one in found[:_SHOWN])
        self._box.addWidget(facts)
        if len(found) > _SHOWN:
            more = f"and {len(found) - _SHOWN} more, which are alike in more of their land."
            self._box.addWidget(label(more, "quiet", wrap=True))


class LineDetail(QWidget):
    """One area of the file: why it stands where it does, and a button for each decision."""

    decided = Signal(str, str)
    """The line's key, and the choice's."""

    alike_wanted = Signal()
    """All in the state of this line shall be decided as it is."""

    def __init__(self, read_as: Callable[[AreaKind], object]) -> None:
        super().__init__()
        self._read_as = read_as
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def show_line(
        self, plan: BoundaryPlan, line: BoundaryLine | None, decided: str, *, alike: int
    ) -> None:
        """Show an area of a plan, and below it what is to be said of the whole file.

        Args:
            alike: how many areas can be decided as this one is.
        """
        empty(self._box)
        if line is not None:
            self._show(line, decided)
            if alike > 1:
                words = f"So for all {alike} that are {WORDS[line.state].lower()}"
                self._box.addWidget(
                    Button(words, self.alike_wanted.emit, rank="link", key="A", name="alike")
                )
            self._box.addWidget(rule())
        self._show_file(plan)
        self._box.addStretch(1)

    def _show(self, line: BoundaryLine, decided: str) -> None:
        self._box.addWidget(label(line.name, "h2", wrap=True))
        self._box.addWidget(label(f"{line.key} · {WORDS[line.state].lower()}", "quiet"))
        why = line.why or "The file and the register agree."
        self._box.addWidget(label(why, wrap=True))
        for number, choice in enumerate(line.choices, start=1):
            is_chosen = choice.key == decided
            button = Button(
                choice.words,
                partial(self.decided.emit, line.key, choice.key),
                icon_name="done" if is_chosen else "",
                key=str(number),
                name=f"choice_{choice.key}",
            )
            button.setAccessibleName(f"{choice.words}, chosen" if is_chosen else choice.words)
            self._box.addWidget(button)

    def _show_file(self, plan: BoundaryPlan) -> None:
        self._box.addWidget(label("The file", "h2"))
        facts = KeyValueList(key_width=92)
        register = uk_date(plan.changes_from)
        facts.show_facts(
            [
                ("Publisher", plan.file.publisher),
                ("Licence", plan.file.licence),
                ("Register", f"changes from {register}"),
                *(("Note", note) for note in plan.file.notes),
            ]
        )
        self._box.addWidget(facts)
        for kind in plan.file.also:
            words = f"Read its {SET_WORDS[kind].lower()} instead"
            again = partial(self._read_as, kind)
            self._box.addWidget(Button(words, again, rank="link", name=f"read_{kind}"))
