"""Asking the desk what a plan would do, in the background, and carrying it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from warden_desk.domain.errors import UserError
from warden_desk.domain.reorganisation import Preview, StepDone
from warden_desk.services.reorganisation import reorganisation
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.reorganise.steps import PlanSteps
from warden_desk.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Recorded:
    """Where the plan stands among what can be undone."""

    at: int
    title: str
    done: Sequence[StepDone]
    is_in_file: bool


class Trial(QObject):
    """Whether the plan fits is asked once more after every change, of the plan or of the desk."""

    seen = Signal()
    """The steps know what they would do, or that they have been carried out."""

    refused = Signal(str)
    undone = Signal()

    def __init__(self, workspace: Workspace, steps: PlanSteps, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._steps = workspace, steps
        self._recorded: _Recorded | None = None
        self._is_looking = self._is_late = self._stood = False
        workspace.undid.connect(self._follow_undo)

    @property
    def is_carried_out(self) -> bool:
        """Whether the plan is in the records now."""
        recorded, stack = self._recorded, self._workspace.undo_stack
        if recorded is None or stack.index() < recorded.at:
            return False
        return stack.text(recorded.at - 1) == recorded.title

    def forget(self) -> None:
        """Another plan stands here now, and has not been carried out."""
        self._recorded, self._stood = None, False

    def look(self) -> None:
        """Ask what each step would do; nothing of it stays."""
        if self._is_looking:
            self._is_late = True
            return
        if self.is_carried_out or not self._steps:
            self.seen.emit()
            return
        self._is_looking, self._is_late = True, False
        database, plan, act = self._workspace.database, self._steps.plan, self._workspace.act()
        job = self._workspace.jobs.start(
            "Look at the plan",
            lambda _: reorganisation.preview(database, plan, act=act),
            self._take,
        )
        job.failed.connect(self._say_refused)
        job.finished.connect(self._look_again)

    def carry_out(self) -> Job:
        """Write the plan in the background, as one change with one undo.

        Raises:
            Busy: something long is being saved.
        """
        plan, act = self._steps.plan, self._workspace.act()
        return self._workspace.start_write(
            plan.title,
            lambda session, progress: reorganisation.apply(
                session, plan, act=act, progress=progress
            ),
            self._take_done,
        )

    def _take(self, seen: Preview) -> None:
        if not self._is_late and not self.is_carried_out:
            self._steps.show_preview(seen)
            self.seen.emit()

    def _look_again(self) -> None:
        self._is_looking = False
        if self._is_late:
            self.look()

    def _say_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.refused.emit(str(error))

    def _take_done(self, done: Sequence[StepDone]) -> None:
        stack = self._workspace.undo_stack
        kept = self._steps.is_kept
        self._recorded = _Recorded(stack.index(), stack.undoText(), done, kept)
        self._stood = True
        self._steps.show_done(done)
        self._steps.mark_kept()
        self.seen.emit()

    def _follow_undo(self) -> None:
        """Undone it can be changed and carried out again; done again it stands as it did."""
        if self._recorded is None or self.is_carried_out == self._stood:
            return
        self._stood = not self._stood
        if self._stood:
            self._steps.show_done(self._recorded.done)
            self._steps.mark_kept()
            self.seen.emit()
        else:
            self._steps.forget_preview()
            self._steps.mark_kept(is_kept=self._recorded.is_in_file)
            self.undone.emit()
            self.look()
