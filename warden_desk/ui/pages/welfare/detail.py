"""All that is needed of one person working alone: how to reach them, their calls, the log."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.ui.pages.welfare.words import LoneRow, calls, facts, steps
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import kind, label, row, rule
from warden_desk.ui.widgets.facts import KeyValueList, LogList
from warden_desk.ui.widgets.pill import Pill

_NOTHING_YET = [("", "Nothing noted yet.")]


class LoneDetail(QWidget):
    """Shows one row; hidden parts are those with nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        kind(self, "clear")
        self._name, self._pill = label("", "h1", wrap=True), Pill("", Tone.NEUTRAL)
        self._facts, self._calls = KeyValueList(64), KeyValueList(64)
        self._steps, self._log = KeyValueList(64), LogList(64)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(10)
        box.addWidget(self._name)
        box.addLayout(row(self._pill, None))
        box.addWidget(self._facts)
        parts = (("Calls", self._calls), ("If there is no answer", self._steps), ("Log", self._log))
        for heading, part in parts:
            box.addWidget(rule())
            box.addWidget(label(heading, "h2"))
            box.addWidget(part)
        box.addStretch(1)

    def show_row(self, shown: LoneRow) -> None:
        """Show somebody as they stand now."""
        self._name.setText(shown.shift.name)
        self._pill.set_state(*shown.pill)
        self._facts.show_facts(facts(shown))
        self._calls.show_facts(calls(shown))
        self._steps.show_facts(steps(shown) or [("", "No steps are on the desk's list.")])
        entries = [
            (f"{entry.at.astimezone(shown.zone):%H:%M}", entry.sentence(shown.zone))
            for entry in shown.shift.log
        ]
        self._log.show_entries(entries or _NOTHING_YET)
