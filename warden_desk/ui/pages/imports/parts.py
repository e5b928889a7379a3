"""Small parts of the page: choosing a file, what is open, and what stands there before."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLayout, QScrollArea, QWidget

from warden_desk.domain.imports import ImportPlan, RepeatChoice
from warden_desk.formats.cells import Book
from warden_desk.formats.tabular import READABLE
from warden_desk.ui.pages.imports.choices import Choices
from warden_desk.ui.widgets.basics import kind
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import long_text
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.side_panel import SidePanel


@dataclass(slots=True)
class Opened:
    """The file being looked at, and what was decided about it so far."""

    book: Book
    choices: Choices
    plan: ImportPlan
    areas: dict[int, str] = field(default_factory=dict[int, str])
    words: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])
    skips: dict[int, bool] = field(default_factory=dict[int, bool])
    accepted: frozenset[int] = frozenset()
    repeats: dict[int, RepeatChoice] = field(default_factory=dict[int, RepeatChoice])


@dataclass(frozen=True, slots=True)
class PastedDraft:
    """What was pasted."""

    text: str = ""


def paste_panel(read: Callable[[str], object]) -> SidePanel:
    """Room for the text of an e-mail, or for rows of a spreadsheet; `read` gets what was typed."""
    example = "From: Swale CSU\n\n1) Bapchild – Noise\n   Music till two.\n   Ask: Visit by Friday"
    form = Form(PastedDraft(), {"text": ("Text", long_text(example, lines=18))}, label_width=40)
    panel = SidePanel("Paste text", form, "Read it", is_dirty=form.is_dirty)

    def accept() -> None:
        typed = form.draft().text
        panel.close_panel()
        read(typed)

    panel.accepted.connect(accept)
    return panel


def ask_for_file(parent: QWidget) -> Path | None:
    """The system's own window for choosing a file."""
    pattern = f"Lists ({' '.join(f'*{end}' for end in READABLE)});;All files (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "Choose a list to take in", "", pattern)
    return Path(name) if name else None


def ask_where(parent: QWidget, proposed: str) -> Path | None:
    """The system's own window for saving a file."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the rows left out", proposed, "*.csv")
    return Path(name) if name else None


def nothing_yet(choose: Callable[[], object]) -> EmptyState:
    """What the page shows before the first import."""
    return EmptyState(
        "import",
        "Nothing taken in yet",
        "Drop a file here, or choose one: the staff list first, then volunteers, parish "
        "councils and the CSUs' taskings. You see what becomes of every row before anything "
        "is written.",
        Button("Choose a file…", choose, rank="primary"),
    )


def scrolling(content: QLayout) -> QScrollArea:
    """A column that may be taller than the page."""
    inner = kind(QWidget(), "clear")
    inner.setLayout(content)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(inner)
    return area
