"""What the page calls things: kinds of steps, columns, counts, and the files it asks for."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.dates import plain_date
from warden_desk.domain.reorganisation import Deed, Plan, Step
from warden_desk.domain.reorganisation_drafts import StepKind
from warden_desk.formats.reorganisation_file import ENDINGS
from warden_desk.ui.pages.reorganise.steps import StepRow
from warden_desk.ui.widgets.lazy_table import Column

KINDS: Mapping[StepKind, str] = {
    StepKind.MERGE: "Merge districts",
    StepKind.AUTHORITY: "New authority",
    StepKind.SPLIT: "Split a parish",
    StepKind.RENAME: "Rename a parish",
    StepKind.PARISH: "Council for a town",
    StepKind.LIST: "New list",
}
"""In the order of their keys, from 1."""

COUNTS: Mapping[str, str] = {
    "districts": "Districts",
    "areas": "Parishes and wards",
    "designations": "Looked after",
    "people": "By people",
    "open taskings": "Open taskings",
    "partners": "Partners",
    "contacts": "Their contacts",
    "teams": "Teams",
    "agreements": "Bought hours",
    "planned stops": "Planned stops",
    "events": "Events",
    "need figures": "Figures of need",
    "months of police figures": "Police months",
    "list entries": "Entries",
}

AskForFile = Callable[[QWidget], Path | None]
AskWhere = Callable[[QWidget, str], Path | None]


def columns() -> list[Column[StepRow]]:
    """A line for each step: what it is, and the most of what comes along; the side has the rest."""
    return [
        Column("", lambda row: str(row.number), 30, "quiet", is_number=True),
        Column("From", lambda row: plain_date(row.step.on), 92, "quiet"),
        Column("Step", lambda row: _brief(row.step)),
        Column("Areas", lambda row: row.count("areas"), 54, is_number=True),
        Column("People", lambda row: row.count("people"), 60, is_number=True),
        Column("Taskings", lambda row: row.count("open taskings"), 68, is_number=True),
        Column("", lambda row: row.standing[0], 124, pill=lambda row: row.standing),
    ]


def _brief(step: Step) -> str:
    """In the width of a list: of an authority its name comes first."""
    if step.deed is Deed.AUTHORITY:
        return f"{step.areas[0].name}: {', '.join((*step.districts, *step.parishes))}"
    return step.what[:1].upper() + step.what[1:]


def file_name(plan: Plan) -> str:
    """What a plan's file is called unless somebody says otherwise."""
    words = "".join(sign if sign.isalnum() else " " for sign in plan.title.lower()).split()
    return f"{'-'.join(words)[:60] or 'plan'}.toml"


def ask_for_file(parent: QWidget) -> Path | None:
    """The system's own window for choosing a plan."""
    pattern = f"Plans ({' '.join(f'*{end}' for end in ENDINGS)});;All files (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "Open a plan", "", pattern)
    return Path(name) if name else None


def ask_where(parent: QWidget, proposed: str) -> Path | None:
    """The system's own window for saying where a plan is kept."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the plan", proposed, "Plan (*.toml)")
    return Path(name) if name else None
