"""The one long write there may be at a time."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from warden_desk.storage.engines import Busy
from warden_desk.ui.jobs import Job, Jobs

T = TypeVar("T")


class LongWrite(QObject):
    """Runs on a worker; whoever would write meanwhile is refused: no change overtakes another."""

    changed = Signal(bool)
    """Whether one is under way."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether one has begun and not ended yet."""
        return self._job is not None

    def refuse_others(self) -> None:
        """Let nobody else write while one is under way.

        Raises:
            Busy: one is.
        """
        if self._job is not None:
            raise Busy(
                f"“{self._job.label}” is being saved. Wait until it has finished, "
                "or cancel it; then do this again."
            )

    def start(self, label: str, write: Callable[[Job], T], on_done: Callable[[T], object]) -> Job:
        """Write in the background, then `on_done` here, when others may write again.

        Raises:
            Busy: another one is under way.
        """
        self.refuse_others()

        def finish(outcome: T) -> None:
            self._end()
            on_done(outcome)

        self._job = self._jobs.start(label, write, finish)
        self._job.finished.connect(self._end)
        self.changed.emit(True)
        return self._job

    def _end(self) -> None:
        if self._job is not None:
            self._job = None
            self.changed.emit(False)
