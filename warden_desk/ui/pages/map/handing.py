"""Handing parishes to somebody: a panel that says beforehand what it means for whom."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage_proposals import HandOverDraft, HandOverPreview, Load, LoadChange
from warden_desk.domain.errors import Invalid
from warden_desk.domain.people import AssignmentRole, PersonRow
from warden_desk.domain.shifts import hours
from warden_desk.services.coverage import coverage_handing
from warden_desk.ui.pages.map.trying import WhatIf
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, empty, label
from warden_desk.ui.widgets.choice_box import Option
from warden_desk.ui.widgets.editors import Editor, choice, day, long_text, pick, whole_number
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

PAUSE_MS = 150
"""Until what is typed is worked out."""

MOST_NAMED = 6


class HandOverPanel(SidePanel):
    """Who shall look after these parishes, as what, from when; below it everybody's load."""

    def __init__(
        self,
        workspace: Workspace,
        draft: HandOverDraft,
        names: Sequence[str],
        everybody: Sequence[PersonRow],
        trial: WhatIf,
    ) -> None:
        self._workspace, self._trial = workspace, trial
        self.form = Form(draft, _fields(everybody))
        self.preview = Preview(is_anybody=bool(everybody))
        inner = QWidget()
        named = label(_named(names), "quiet", wrap=True)
        named.setVisible(len(names) > 1)  # one stands in the heading
        inner.setLayout(column(named, self.form, self.preview))
        verb = "Try it" if trial.is_on else "Hand over"
        heading = names[0] if len(names) == 1 else f"{len(names)} parishes"
        super().__init__(
            f"Who looks after {heading}?", inner, verb, is_dirty=lambda: self.form.is_dirty()
        )
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.foretell)
        self.form.edited.connect(self._pause.start)
        self.foretell()

    def draft(self) -> HandOverDraft:
        """What is typed now."""
        return self.form.draft()

    def foretell(self) -> None:
        """Say what it would mean, as far as it can be said."""
        try:
            found = self._workspace.read(coverage_handing.preview, self.draft(), self._trial.drafts)
        except Invalid:
            self.preview.show_nothing()
        else:
            self.preview.show_preview(found)


class Preview(QWidget):
    """Loads before and after, and what to mind."""

    def __init__(self, *, is_anybody: bool) -> None:
        super().__init__()
        self._is_anybody = is_anybody
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def show_nothing(self) -> None:
        """As long as nobody is chosen."""
        empty(self._box)
        words = "Nobody is on the desk yet. Add the wardens on the People page first."
        if self._is_anybody:
            words = "Choose somebody to see what it means for their week."
        self._box.addWidget(label(words, "quiet", wrap=True))

    def show_preview(self, found: HandOverPreview) -> None:
        """Show another one."""
        empty(self._box)
        if found.warnings:
            notice = Notice()
            notice.setObjectName("hand_over_warnings")
            notice.say("\n".join(found.warnings), Tone.AMBER)
            self._box.addWidget(notice)
        for change in found.loads:
            self._box.addWidget(label(change.name, "strong"))
            facts = KeyValueList(key_width=110)
            facts.show_facts(_facts(change))
            self._box.addWidget(facts)


def _fields(everybody: Sequence[PersonRow]) -> dict[str, tuple[str, Editor]]:
    options = [Option(one.id, one.name, one.team or one.kind) for one in everybody]
    return {
        "person_id": ("Who", pick(options)),
        "role": ("As", choice({role: role.value.capitalize() for role in AssignmentRole})),
        "from_day": ("From", day()),
        "visit_every_days": (
            "Visits every",
            whole_number(0, 365, " days", lowest="As agreed before"),
        ),
        "note": ("Hand-over note", long_text(lines=2)),
    }


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _facts(change: LoadChange) -> list[tuple[str, str | QWidget]]:
    before, after = change.before, change.after
    contract = f" of {hours(change.contract_minutes)} h" if change.contract_minutes else ""
    return [
        ("Parishes", _moved(str(before.parishes), str(after.parishes))),
        ("Visits a week", _moved(f"{before.visits_a_week:g}", f"{after.visits_a_week:g}")),
        (
            "Hours a week",
            _moved(hours(before.minutes_a_week), hours(after.minutes_a_week)) + contract,
        ),
        ("Travel a week", _moved(_far(before), _far(after))),
        ("Taskings", f"{change.open_taskings} open" if change.open_taskings else "none open"),
    ]


def _far(load: Load) -> str:
    return "base not known" if load.kilometres is None else f"{load.kilometres} km"


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} → {after}"
