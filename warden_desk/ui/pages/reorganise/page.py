"""A reorganisation, step by step: put together or opened, looked at, and carried out at one go."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.dates import uk_date
from warden_desk.domain.reorganisation import Plan
from warden_desk.domain.rights import Right
from warden_desk.services import areas
from warden_desk.ui.actions import Command
from warden_desk.ui.jobs import Job
from warden_desk.ui.lessons import REORGANISATIONS
from warden_desk.ui.pages.reorganise.detail import StepDetail
from warden_desk.ui.pages.reorganise.editing import Editing
from warden_desk.ui.pages.reorganise.files import Asks, PlanFiles
from warden_desk.ui.pages.reorganise.head import PlanHead
from warden_desk.ui.pages.reorganise.lesson import Lesson, Task, lesson_plan
from warden_desk.ui.pages.reorganise.steps import PlanSteps, StepRow
from warden_desk.ui.pages.reorganise.trial import Trial
from warden_desk.ui.pages.reorganise.words import KINDS, columns
from warden_desk.ui.saving import attempt_job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, kind
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

_NOTHING = (
    "Say what becomes of districts and parishes from a day on, a step for each: keys 1 to 6. "
    "A plan that was kept, or that somebody sent, is opened from its file."
)


class ReorganisePage(SplitPage):
    """Nothing is written before the plan is carried out; then it is one change, and one undo."""

    def __init__(self, workspace: Workspace, asks: Asks | None = None) -> None:
        super().__init__("Reorganisation", detail_width=360)
        self._workspace = workspace
        self.steps = PlanSteps(workspace.today())
        self.trial = Trial(workspace, self.steps, self)
        self.table: LazyTable[StepRow] = LazyTable(columns(), "Steps of the plan")
        self.files = PlanFiles(self, self.steps, asks or Asks(), self._begin)
        self.editing = Editing(self, workspace, self.steps, self.table, self._take_change)
        self.head = PlanHead(workspace.today)
        self.detail = StepDetail(self.editing)
        self.lesson = Lesson(self.leave_lesson)
        self._stack = QStackedWidget()
        self._looked_at: set[str] = set()
        self._arrange()
        self._connect()
        self._show_plan()

    def commands(self) -> Sequence[Command]:
        one, edit, files = partial(Command, group="Reorganisation"), self.editing, self.files
        plan = partial(one, needs=Right.AREAS)
        kinds = (
            plan(f"reorganise_{each}", words, partial(edit.add, each), str(number))
            for number, (each, words) in enumerate(KINDS.items(), start=1)
        )
        return (
            *kinds,
            plan("reorganise_edit", "Change the step", edit.edit, "E"),
            plan("reorganise_remove", "Take the step out", edit.remove, "Delete"),
            plan("reorganise_up", "Move the step up", partial(edit.move, -1), "Alt+Up"),
            plan("reorganise_down", "Move the step down", partial(edit.move, 1), "Alt+Down"),
            one("reorganise_open", "Open a plan", files.open, "Ctrl+O"),
            one("reorganise_save", "Save the plan", files.save, "Ctrl+S"),
            plan("reorganise_do", "Carry the plan out", self.carry_out, "Ctrl+Return"),
            one("reorganise_anew", "Begin another plan", files.begin_anew, "B"),
            one("reorganise_map", "Show the map", self.show_map, "M"),
            one("reorganise_divided", "Show divided parishes", self.show_divided, "D"),
        )

    def read(self) -> None:
        """Count what there is on the plan's day, and ask again what the steps would do."""
        day = self.steps.day
        whole, local = (
            len(self._workspace.read(rows, day)) for rows in (areas.districts, areas.local_areas)
        )
        has = f"{uk_date(day)}: {whole} districts, {local} parishes and towns"
        self.set_titles("Reorganisation", has)
        self.trial.look()

    def open_item(self, item_id: str) -> None:
        """Begin a lesson, by its key."""
        if item_id in REORGANISATIONS and self.files.may_leave():
            self._begin(lesson_plan(item_id))
            self.lesson.begin()
            self.lesson.show()
            self._choose(self.table.chosen_id())

    def has_typing(self) -> bool:
        return super().has_typing() or not self.steps.is_kept

    def carry_out(self) -> None:
        """Write the plan as one change."""
        if refusal := self._why_not():
            self.tell(refusal, Tone.AMBER)
            return

        def start(_: str) -> Job:
            job = self.trial.carry_out()
            self.progress.follow(job)
            return job

        attempt_job(self, start)

    def leave_lesson(self) -> None:
        """Go on without the lesson."""
        self.lesson.hide()
        self.focus_list()

    def show_map(self) -> None:
        """Go to the map."""
        self.lesson.tick(Task.SEE)
        self._workspace.open_thing("page", "map")

    def show_divided(self) -> None:
        """Go to what is under way for parishes that were divided."""
        self._workspace.open_thing("page", "divided")

    def focus_list(self) -> None:
        """Put the cursor into the list, or on the first kind of step."""
        (self.table if self.steps else self._kinds[0]).setFocus()

    def _why_not(self) -> str:
        if not self.steps:
            return "There is no step yet. Add one, or open a plan."
        if self.trial.is_carried_out:
            return "It has been carried out. Ctrl Z takes it back."
        return "A step is still open. Add it, or close it first." if self.panel() else ""

    def _arrange(self) -> None:
        self._do = Button("Carry out", self.carry_out, rank="primary", name="carry_out")
        for button in (
            Button("Divided parishes", self.show_divided, rank="quiet", key="D", name="divided"),
            Button("Begin anew", self.files.begin_anew, rank="quiet", key="B", name="anew"),
            Button("Open a plan…", self.files.open, icon_name="open", name="open_plan"),
            Button("Save the plan…", self.files.save, icon_name="save", name="save_plan"),
            self._do,
        ):
            self.actions_row.addWidget(button)
        self._kinds = [
            Button(words, partial(self.editing.add, each), key=str(number), name=f"add_{each}")
            for number, (each, words) in enumerate(KINDS.items(), start=1)
        ]
        for button in self._kinds:
            self.chips_row.addWidget(button)
        self.chips_row.addStretch(1)
        practise = (
            Button(f"Practise: {words}", partial(self.open_item, key), name=f"lesson_{key}")
            for key, words in REORGANISATIONS.items()
            if self._workspace.is_practice
        )
        self._stack.addWidget(EmptyState("parishes", "No step yet", _NOTHING, *practise))
        self._stack.addWidget(self.table)
        plan = column(self.head, self._stack, gap=0)
        plan.setStretch(1, 1)
        left = kind(QWidget(), "clear")
        left.setLayout(column(Card(plan, margins=(0, 4, 0, 4)), self.lesson, gap=12))
        self.lesson.hide()
        self.set_sides(left, Card(scrolling(self.detail)))

    def _connect(self) -> None:
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self.editing.edit)
        self.head.renamed.connect(self.steps.rename)
        self.head.moved.connect(self.editing.move_day)
        self.trial.seen.connect(self._show_seen)
        self.trial.refused.connect(partial(self.tell, tone=Tone.RED))
        self.trial.undone.connect(self._tell_undone)
        self.follow(self._workspace.changed)

    def _begin(self, plan: Plan | None) -> None:
        """Show a plan, or an empty one."""
        self.steps.begin(plan)
        self._looked_at.clear()
        self.lesson.hide()
        self.notice.clear()
        self.table.clear_choice()
        self._take_change("")
        self.table.choose_first()
        self.focus_list()

    def _take_change(self, key: str) -> None:
        """Steps were added, changed or moved."""
        self.trial.forget()
        self._show_plan()
        self.table.choose(key)
        self.refresh()

    def _show_plan(self) -> None:
        steps = self.steps
        self.table.show_all(steps.rows)
        self._stack.setCurrentIndex(1 if steps else 0)
        self._do.setEnabled(bool(steps) and not self.trial.is_carried_out)
        self.head.show_plan(steps.title, steps.day, is_open=not self.trial.is_carried_out)
        self.detail.show_step(steps.row(self.table.chosen_id()))

    def _show_seen(self) -> None:
        self._show_plan()
        refused = next((row for row in self.steps.rows if row.refused), None)
        if self.trial.is_carried_out:
            self.lesson.tick(Task.CARRY_OUT)
            self.tell(self.steps.told_done, Tone.GREEN)
        elif refused is not None:
            self.tell(f"Step {refused.number} is not possible: {refused.refused}", Tone.AMBER)
        elif any(row.done for row in self.steps.rows):
            self.notice.clear()

    def _tell_undone(self) -> None:
        self.lesson.tick(Task.UNDO)
        self.tell("Taken back: every table is as it was before. The plan is still here.")

    def _choose(self, key: str) -> None:
        self.detail.show_step(self.steps.row(key))
        self._looked_at.add(key)
        if self.steps and self._looked_at.issuperset(row.id for row in self.steps.rows):
            self.lesson.tick(Task.LOOK)
