"""Taking in figures from a list: what it would enter is said first."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.errors import Invalid
from warden_desk.domain.need import RESIDENTS, Indicator
from warden_desk.services.incidents import need_imports
from warden_desk.services.incidents.need_imports import FiguresPlan
from warden_desk.ui.pages.need.forms import SourceDraft, source_form
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, kind, label
from warden_desk.ui.widgets.facts import KeyValueList
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_SHOWN = 12

AskForList = Callable[[QWidget], Path | None]


def ask_for_list(parent: QWidget) -> Path | None:
    """The system's own window for choosing a list."""
    pattern = "Lists (*.csv *.xlsx *.xls *.ods *.txt);;All files (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "Figures by parish or ward", "", pattern)
    return Path(name) if name else None


def look_at(
    page: SplitPage, workspace: Workspace, path: Path, indicators: Sequence[Indicator]
) -> None:
    """Say what a list would enter, in a panel; nothing is written before it is accepted."""

    def read(_: str) -> None:
        plan = _plan(workspace, path, indicators, SourceDraft(on=workspace.today()))
        page.open_panel(_panel(page, workspace, path, indicators, plan))

    attempt(page, read)


def _panel(
    page: SplitPage,
    workspace: Workspace,
    path: Path,
    indicators: Sequence[Indicator],
    plan: FiguresPlan,
) -> SidePanel:
    form = source_form(workspace.today)
    body = _preview(form, plan, {one.code: one.label for one in indicators})
    panel = SidePanel(f"Figures of {path.name}", body, "Enter these figures")

    def save(_: str) -> None:
        draft = form.draft()
        if not draft.source:
            raise Invalid({"source": "Say where the figures come from, as in “Census 2021”."})
        if draft.on is None:
            raise Invalid({"on": "Say from when they are known."})
        wanted = _plan(workspace, path, indicators, draft)
        label = f"Enter need figures of {path.name}"
        workspace.write(label, need_imports.take_in, wanted, act=workspace.act())
        panel.close_panel()
        page.tell(f"{wanted.sentence} Ctrl+Z takes them back.", Tone.GREEN)

    panel.accepted.connect(partial(attempt, panel, save, form=form))
    return panel


def _plan(
    workspace: Workspace, path: Path, indicators: Sequence[Indicator], draft: SourceDraft
) -> FiguresPlan:
    return workspace.read(
        need_imports.plan,
        path,
        source=draft.source,
        on=draft.on or workspace.today(),
        indicators=indicators,
    )


def _preview(form: Form[SourceDraft], plan: FiguresPlan, labels: dict[str, str]) -> QWidget:
    """The form, and below it what the list holds and what of it cannot be used."""
    facts = KeyValueList(key_width=150)
    names = {RESIDENTS: "Residents", **labels}
    facts.show_facts((names[code], words) for code, words in plan.by_indicator)
    parts: list[QWidget] = [form, label("What it enters", "h2"), facts]
    if plan.passed_over:
        over = f"Columns passed over: {', '.join(plan.passed_over)}."
        parts.append(label(over, "quiet", wrap=True))
    if plan.findings:
        parts.append(label(f"Not used: {len(plan.findings)}", "h2"))
        parts += [label(str(one), "quiet", wrap=True) for one in plan.findings[:_SHOWN]]
        if len(plan.findings) > _SHOWN:
            parts.append(label(f"and {len(plan.findings) - _SHOWN} more.", "quiet"))
    body = kind(QWidget(), "clear")
    body.setLayout(column(*parts, gap=10))
    return body
