"""What the map was asked for, and what the desk answered."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from warden_desk.domain.coverage_modes import Asked, ModeRow, ModeView
from warden_desk.services.coverage import coverage_modes
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.widgets.progress_strip import ProgressStrip
from warden_desk.ui.workspace import Workspace

PATIENCE_MS = 300
"""Until it is said that something is being read: most is there before, and nothing need flicker."""


class MapReading(QObject):
    """Asks for the map that is wanted and keeps the answer, until the next one comes.

    Args:
        wanted: what the map shall show now.
        progress: shows what is read in the background.
    """

    answered = Signal()
    """Another view is kept."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: Callable[[], Asked],
        scope: Scope,
        progress: ProgressStrip,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._wanted, self._scope = workspace, wanted, scope
        self._progress = progress
        self._job: Job | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say_busy)
        self._take(workspace.read(coverage_modes.shown, wanted()))

    @property
    def view(self) -> ModeView:
        """What is shown now."""
        return self._view

    @property
    def inside(self) -> Sequence[ModeRow]:
        """The areas of the districts one is about: of the team, or all."""
        return self._inside

    def rows(self, codes: Sequence[str]) -> list[ModeRow]:
        """The areas with these GSS codes, as far as there are any on the day."""
        return [self._rows[code] for code in codes if code in self._rows]

    def row_of(self, area_id: str) -> ModeRow | None:
        """One area."""
        return next((row for row in self._view.rows if row.area_id == area_id), None)

    def read(self) -> None:
        """Ask anew: at once for a day, in the background for a period."""
        asked = self._wanted()
        if not asked.mode.has_period:
            self.show(self._workspace.read(coverage_modes.shown, asked))
            return

        def show(view: ModeView) -> None:
            if asked == self._wanted():  # else something else is shown by now
                self.show(view)

        job = self._workspace.start(
            "Read the map", lambda session, _: coverage_modes.shown(session, asked), show
        )
        self._job = job
        self._patience.start()
        job.finished.connect(partial(self._end, job))

    def _end(self, job: Job) -> None:
        if job is self._job:  # else a later one is still at work
            self._job = None
            self._patience.stop()

    def _say_busy(self) -> None:
        if self._job is not None:
            self._progress.follow(self._job)

    def show(self, view: ModeView) -> None:
        """Take an answer from elsewhere, such as a month of the year that is played."""
        self._take(view)
        self.answered.emit()

    def day(self) -> date:
        """The day that is shown, or the last one of the period."""
        return self._view.on

    def _take(self, view: ModeView) -> None:
        districts = self._scope.district_ids(view.on)
        self._view = view
        self._rows = {row.gss_code: row for row in view.rows}
        self._inside = [r for r in view.rows if districts is None or r.district_id in districts]
