"""The right side: what the chosen step does, what comes along, and what people must decide."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from warden_desk.ui.pages.reorganise.editing import Editing
from warden_desk.ui.pages.reorganise.steps import StepRow
from warden_desk.ui.pages.reorganise.words import COUNTS
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import empty, label, row, rule
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.pill import Pill

_WHAT = (
    "Records stay with the area they were made for. From its day on a step begins new areas, and "
    "what is under way goes with them: who looks after a parish, teams, partners, bought hours and "
    "plans. Every day before stays as it was, on the map and in every figure."
)
_HOW = (
    "Nothing is written before you carry the plan out; then it is one change, and Ctrl Z takes "
    "all of it back."
)


class StepDetail(QWidget):
    """One step, or what a reorganisation is."""

    def __init__(self, editing: Editing) -> None:
        super().__init__()
        self._editing = editing
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)

    def show_step(self, step: StepRow | None) -> None:
        """Show a step of the plan; None for what all this is about."""
        empty(self._box)
        if step is None:
            for words in (_WHAT, _HOW):
                self._box.addWidget(label(words, "quiet", wrap=True))
        else:
            self._show(step)
        self._box.addStretch(1)

    def _show(self, step: StepRow) -> None:
        self._box.addWidget(label(f"Step {step.number}", "label"))
        self._box.addWidget(label(step.step.sentence, "h2", wrap=True))
        if step.refused:
            self._box.addLayout(row(Pill("Not possible", Tone.RED), None))
            self._box.addWidget(_named(label(step.refused, "problem", wrap=True), "refused"))
        if step.waits:
            words = "It is looked at once the step before it is possible."
            self._box.addWidget(label(words, "quiet", wrap=True))
        if step.step.note:
            self._box.addWidget(_named(label(step.step.note, "quiet", wrap=True), "note"))
        if step.done is not None:
            self._show_done(step)
        if not step.is_carried_out:
            self._box.addLayout(self._buttons())

    def _show_done(self, step: StepRow) -> None:
        assert step.done is not None
        counts = step.done.counts
        facts = KeyValueList(key_width=128)
        facts.show_facts(
            [(words, f"{counts[what]:,}") for what, words in COUNTS.items() if what in counts]
        )
        self._box.addWidget(rule())
        self._box.addWidget(label("What comes along", "h2"))
        self._box.addWidget(facts)
        if step.done.warnings:
            self._box.addWidget(label("To decide", "h2"))
        for warning in step.done.warnings:
            self._box.addWidget(label(warning, wrap=True))

    def _buttons(self) -> QHBoxLayout:
        do = self._editing
        return row(
            Button("Change", do.edit, key="E", name="edit"),
            Button("Up", partial(do.move, -1), rank="quiet", name="up"),
            Button("Down", partial(do.move, 1), rank="quiet", name="down"),
            Button("Take out", do.remove, rank="quiet", name="remove"),
            None,
        )


def _named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget
