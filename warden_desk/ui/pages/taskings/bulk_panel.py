"""One act on several taskings: what will happen is said first; many are done in the background."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from warden_desk.domain.errors import NeedsReason, UserError
from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_bulk import BulkPlan, counted
from warden_desk.services.tasking.tasking_bulk import QUIETLY
from warden_desk.ui.jobs import Job
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, label
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

AT_ONCE = 50
"""More taskings than this take longer than a blink, to look at and to write."""

Work = Callable[[Any, Progress], BulkPlan]


class BulkAct(Protocol):
    """What shall be done to all of them; `hint` is said while the form does not say enough."""

    verb: str
    heading: str
    hint: str
    form: Form[Any]

    def label(self) -> str:
        """What undo calls it."""
        ...

    def words(self) -> str:
        """As `BulkPlan.words` wants them; "" while the form does not say enough."""
        ...

    def plan(self, session: Any, progress: Progress) -> BulkPlan:
        """What would happen."""
        ...

    def carry_out(self, reason: str) -> Work:
        """What to run.

        Raises:
            Invalid: the form does not say what it takes.
        """
        ...


class BulkPanel(QWidget):
    """The form, and under it what will happen."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        opener: PanelOpener,
        act: BulkAct,
        count: int,
    ) -> None:
        super().__init__()
        self._page, self._workspace, self._opener = page, workspace, opener
        self._act, self._form, self._count = act, act.form, count
        self._plan: BulkPlan | None = None
        self._looking: Job | None = None
        self._asked = 0
        self._foreseen: object = None
        self._preview = label("", "quiet", wrap=True)
        self._preview.setObjectName("preview")
        self.setLayout(column(act.form, self._preview, gap=8))
        act.form.edited.connect(self._foresee)
        self._foresee()

    def save(self, reason: str) -> None:
        """Do it: at once to a few, in the background to many, all in one change.

        Raises:
            UserError: none of them can be treated so, or what will happen is not known yet.
            NeedsReason: a rule warns.
        """
        work = self._act.carry_out(reason)
        if self._count <= AT_ONCE:
            self._workspace.write(self._act.label(), work, QUIETLY)
            self._opener.close()
            return
        if self._plan is None:
            raise UserError("Wait a moment: the taskings are still being looked at.")
        if self._plan.warnings and not reason.strip():
            raise NeedsReason(self._plan.warnings)
        page = self._page
        job = self._workspace.start_write(self._act.label(), work, partial(_tell, page))
        job.failed.connect(partial(_refuse, page))
        page.progress.follow(job)
        self._opener.close()

    def _foresee(self) -> None:
        """Say what will happen, as far as what is typed can be read."""
        typed = None if self._form.unreadable() else self._form.draft()
        if typed is not None and typed == self._foreseen:
            return  # a field was left as it was
        self._plan, self._foreseen = None, typed
        self._asked += 1
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if typed is None:
            return
        if not self._act.words():
            self._preview.setText(self._act.hint)
        elif self._count <= AT_ONCE:
            self._foresee_now()
        else:
            self._preview.setText(f"Looking at {counted(self._count)}…")
            self._looking = job = self._workspace.start(
                self._preview.text(), self._act.plan, partial(self._show_asked, self._asked)
            )
            job.failed.connect(self._show_refusal)

    def _foresee_now(self) -> None:
        try:
            self._show(self._workspace.read(self._act.plan, QUIETLY))
        except UserError as refusal:  # one of them was put aside meanwhile
            self._show_refusal(refusal)

    def _show_asked(self, asked: int, plan: BulkPlan) -> None:
        if asked == self._asked:  # the form may say something else by now
            self._show(plan)

    def _show(self, plan: BulkPlan) -> None:
        self._plan = plan
        needed = (f"Needs a reason: {said}" for said in plan.warnings)
        self._preview.setText("\n".join((plan.words(self._act.words()), *needed)))

    def _show_refusal(self, refusal: Exception) -> None:
        if isinstance(refusal, UserError):
            self._preview.setText(str(refusal))


def _tell(page: SplitPage, plan: BulkPlan) -> None:
    page.tell(plan.done("{} done"), Tone.GREEN)


def _refuse(page: SplitPage, refusal: Exception) -> None:
    if isinstance(refusal, UserError):
        page.tell(str(refusal), Tone.AMBER)
