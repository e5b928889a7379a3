"""The lesson of the practice desk: what to do next, ticked as it is done."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from warden_desk.domain.reorganisation import Plan
from warden_desk.formats import reorganisation_file
from warden_desk.paths import resource
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, empty, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.pill import Pill


class Task(StrEnum):
    """The things to do."""

    LOOK = "look"
    CARRY_OUT = "carry out"
    SEE = "see"
    UNDO = "undo"


_TASKS = {
    Task.LOOK: "Go through the steps with the arrow keys. The right side says in plain words what "
    "each does, what comes along and what is left to decide. E changes a step.",
    Task.CARRY_OUT: "Carry the plan out: Ctrl Enter. It becomes one change.",
    Task.SEE: "Show the map (M). Choose 31/03/2028: nothing has changed. Then 01/04/2028: the new "
    "authorities, with the same wardens.",
    Task.UNDO: "Take it all back: Ctrl Z. The plan stays here, to be tried again.",
}
_END = "That was all of it. The real plan is put together in the same way, or opened from a file."


def lesson_plan(which: str) -> Plan:
    """The plan a lesson begins with, by its key."""
    return reorganisation_file.read(resource(f"lessons/reorganisation_2028_{which}.toml"))


class Lesson(Card):
    """Four things to do, in any order."""

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__()
        self.setAccessibleName("Lesson")
        self._done: set[Task] = set()
        self._lines = QGridLayout()
        self._lines.setSpacing(8)
        self._lines.setColumnMinimumWidth(0, scaled(64))
        self._lines.setColumnStretch(1, 1)
        leave = Button("Leave the lesson", close, rank="link", name="leave_lesson")
        self.box.addLayout(row(label("Lesson", "h2"), None, leave))
        self.box.addLayout(self._lines)
        self._show()

    def begin(self) -> None:
        """Nothing is done yet."""
        self._done.clear()
        self._show()

    def tick(self, task: Task) -> None:
        """A thing has been done."""
        if task not in self._done:
            self._done.add(task)
            self._show()

    def ticked(self) -> frozenset[Task]:
        """What has been done."""
        return frozenset(self._done)

    def _show(self) -> None:
        empty(self._lines)
        for at, (task, words) in enumerate(_TASKS.items()):
            is_done = task in self._done
            state = ("Done", Tone.GREEN, None) if is_done else (str(at + 1), Tone.NEUTRAL, "")
            said = label(words, "quiet" if is_done else "", wrap=True)
            said.setAccessibleName(f"{'Done' if is_done else at + 1}: {words}")
            self._lines.addWidget(Pill(*state), at, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(said, at, 1)
        if len(self._done) == len(_TASKS):
            end = label(_END, "strong", wrap=True)
            self._lines.addWidget(end, len(_TASKS), 0, 1, 2)
