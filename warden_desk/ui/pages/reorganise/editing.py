"""Changing the plan: a step is added, changed, moved or taken out."""

from collections.abc import Callable
from datetime import date

from warden_desk.domain.reorganisation_drafts import StepDraft, StepKind, draft_of
from warden_desk.services.reorganisation import reorganisation_choices
from warden_desk.ui.pages.reorganise.forms import step_form
from warden_desk.ui.pages.reorganise.steps import PlanSteps, StepRow
from warden_desk.ui.pages.reorganise.words import KINDS
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace


class Editing:
    """What can be done with the steps. A plan that was carried out is taken back first."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        steps: PlanSteps,
        table: LazyTable[StepRow],
        on_changed: Callable[[str], object],
    ) -> None:
        """`on_changed` is told the key of the step that was changed."""
        self._page, self._workspace = page, workspace
        self._steps, self._table, self._on_changed = steps, table, on_changed

    def add(self, kind: StepKind) -> None:
        """Begin a step of this kind."""
        if self._is_open():
            self._ask(KINDS[kind], "Add", StepDraft(kind, on=self._steps.day))

    def edit(self, key: str = "") -> None:
        """Change a step, or else the chosen one."""
        self._table.choose(key)
        chosen = self._chosen()
        if chosen is not None and self._is_open():
            draft = draft_of(chosen.step)
            self._ask(f"{KINDS[draft.kind]}, step {chosen.number}", "Change", draft, chosen.id)

    def remove(self) -> None:
        """Take the chosen step out."""
        chosen = self._chosen()
        if chosen is not None and self._is_open():
            self._steps.remove(chosen.id)
            self._on_changed("")
            self._table.choose_near(chosen.number - 1)
            self._page.tell(f"Taken out: {chosen.step.sentence}")

    def move(self, by: int) -> None:
        """Move the chosen step up (-1) or down (1) among those of its day."""
        chosen = self._chosen()
        if chosen is None or not self._is_open():
            return
        if self._steps.move(chosen.id, by):
            self._on_changed(chosen.id)
        else:
            self._page.tell(
                "Steps are carried out by their days. Only those of one day change places.",
                Tone.AMBER,
            )

    def move_day(self, new: date) -> None:
        """The plan begins on another day, and with it every step that began on the old one."""
        if new != self._steps.day and self._is_open():
            self._steps.move_day(new)
            self._on_changed(self._table.chosen_id())

    def _ask(self, heading: str, verb: str, draft: StepDraft, key: str = "") -> None:
        on = draft.on or self._workspace.today()
        offered = self._workspace.read(reorganisation_choices.choices, on, self._steps.before(key))
        form = step_form(draft, offered)
        panel = SidePanel(heading, form, verb, is_dirty=form.is_dirty)

        def save(_: str) -> None:
            kept = self._steps.put(form.draft().step(), key)
            panel.close_panel()
            self._on_changed(kept)

        panel.accepted.connect(lambda: attempt(panel, save, form=form))
        before = self._page.panel()
        if before is not None and not before.is_dirty():
            before.close_panel()
        self._page.open_panel(panel)

    def _chosen(self) -> StepRow | None:
        chosen = self._steps.row(self._table.chosen_id())
        if chosen is None:
            self._page.tell("Choose a step first.", Tone.AMBER)
        return chosen

    def _is_open(self) -> bool:
        """Whether the plan can still be changed."""
        if any(row.is_carried_out for row in self._steps.rows):
            self._page.tell(
                "This plan has been carried out. Take it back first (Ctrl Z), or begin another "
                "(B).",
                Tone.AMBER,
            )
            return False
        return True
