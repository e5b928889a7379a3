"""A file that is looked at: its areas, what is decided about each, and what is left to decide."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import AS, BoundaryLine, BoundaryPlan, LineState
from warden_desk.ui.pages.boundaries.detail import LineDetail
from warden_desk.ui.pages.boundaries.words import WORDS, Shown, line_columns, shown
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.lazy_table import LazyTable


@dataclass(slots=True)
class Opened:
    """The file, what it would do, and what somebody decided so far."""

    path: Path
    plan: BoundaryPlan
    decisions: dict[str, str] = field(default_factory=dict[str, str])

    def left(self) -> list[BoundaryLine]:
        """Areas that differ from the register and that nobody has decided about."""
        lines = self.plan.lines
        return [line for line in lines if line.choices and line.key not in self.decisions]

    def alike(self, line: BoundaryLine) -> list[BoundaryLine]:
        """Those in the same state that can be decided as this one is."""
        wanted = line.decided(self.decisions)
        return [
            each
            for each in self.plan.lines
            if each.state is line.state and any(one.key == wanted for one in each.choices)
        ]


class Review(QObject):
    """The list with its chips, and the detail beside it. Nothing here is written."""

    decided = Signal(str)
    """A sentence about what was decided; "" where the list shows it."""

    def __init__(self, read_as: Callable[[AreaKind], object]) -> None:
        super().__init__()
        self.opened: Opened | None = None
        self.lines: LazyTable[Shown] = LazyTable(line_columns(), "Areas of the file")
        self.detail = LineDetail(read_as)
        self.left = Chip("Left to decide", name="only_left")
        self.chips = {state: Chip(word, name=f"only_{state}") for state, word in WORDS.items()}
        for chip in (self.left, *self.chips.values()):
            chip.clicked.connect(self.show_lines)
        self.lines.chosen.connect(self._show_line)
        self.detail.decided.connect(self.decide)
        self.detail.alike_wanted.connect(self.decide_alike)

    @property
    def filters(self) -> tuple[QWidget, ...]:
        """What chooses among the areas."""
        return self.left, *self.chips.values()

    def open(self, path: Path, plan: BoundaryPlan) -> None:
        """Begin with a file; nothing is decided yet."""
        self.opened = Opened(path, plan)
        for chip in (self.left, *self.chips.values()):
            chip.setChecked(False)
        self.show_lines()
        self.lines.choose_first()

    def plan_anew(self, plan: BoundaryPlan) -> None:
        """The same file as of another day: what was decided stays."""
        if self.opened is not None:
            self.opened.plan = plan
            self.show_lines()

    def decide(self, key: str, choice: str) -> None:
        """Decide about one area."""
        if self.opened is not None:
            self.opened.decisions[key] = choice
            self.show_lines()
            self.decided.emit("")

    def decide_by_number(self, number: int) -> None:
        """Take the choice of this number for the chosen area."""
        line = self.line()
        if line is not None and number <= len(line.choices):
            self.decide(line.key, line.choices[number - 1].key)

    def decide_alike(self) -> None:
        """Decide about all areas in the state of the chosen one as about that one."""
        line, opened = self.line(), self.opened
        if line is None or opened is None or not line.choices:
            self.decided.emit("Choose an area that differs from the register.")
            return
        wanted = line.decided(opened.decisions)
        alike = [line] if wanted.startswith(AS) else opened.alike(line)
        opened.decisions.update({each.key: wanted for each in alike})
        words = next(choice.words for choice in line.choices if choice.key == wanted)
        areas = "1 area" if len(alike) == 1 else f"{len(alike)} areas"
        self.show_lines()
        self.decided.emit(f"{WORDS[line.state]}, {areas}: “{words}”, and so for each of them.")

    def line(self) -> BoundaryLine | None:
        """The area that is chosen."""
        number = self.lines.rows.number_of(self.lines.chosen_id())
        return None if number is None else self.lines.rows.row(number).line

    def show_lines(self) -> None:
        """Show the areas that the chips leave."""
        if (opened := self.opened) is None:
            return
        left = {line.key for line in opened.left()}
        self._count(opened, len(left))
        states = {state for state, chip in self.chips.items() if chip.isChecked()}
        chosen = self.lines.chosen_id()
        at = self.lines.rows.number_of(chosen) or 0
        self.lines.show_all(
            [
                shown(line, line.decided(opened.decisions), is_left=line.key in left)
                for line in opened.plan.lines
                if (not states or line.state in states)
                and (not self.left.isChecked() or line.key in left)
            ]
        )
        if not self.lines.choose(chosen):
            self.lines.choose_near(at)
        self._show_line()

    def _count(self, opened: Opened, left: int) -> None:
        self.left.set_count(left)
        self.left.setVisible(bool(left) or self.left.isChecked())
        for state, chip in self.chips.items():
            count = opened.plan.counts[state]
            chip.set_count(count)
            chip.setVisible(count > 0 or chip.isChecked())

    def _show_line(self, _: str = "") -> None:
        if self.opened is not None:
            line = self.line()
            decided = line.decided(self.opened.decisions) if line else ""
            count = len(self.opened.alike(line)) if line else 0
            self.detail.show_line(self.opened.plan, line, decided, alike=count)


def doubt_words(opened: Opened) -> str:
    """What is to be said of doubtful areas before the file is taken in; "" if there are none."""
    count = sum(line.state is LineState.DOUBTFUL for line in opened.left())
    if not count:
        return ""
    if count == 1:
        return "1 area is doubtful and stays out until you say what to do."
    return f"{count} areas are doubtful and stay out until you say what to do."
