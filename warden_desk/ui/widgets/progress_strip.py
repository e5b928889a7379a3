"""What a job is doing, with the way to stop it."""

from typing import Any, Protocol

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.buttons import Button


class Work(Protocol):
    """What the strip can follow: a job, or anything with its signals."""

    label: str

    @property
    def progressed(self) -> Any:
        """A signal of done, total and words."""

    @property
    def finished(self) -> Any:
        """A signal, whatever the outcome."""

    def cancel(self) -> object:
        """Ask it to stop."""


class ProgressStrip(QFrame):
    """Hidden until it follows a job, and again when the job ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self._job: Work | None = None
        self._label = label("")
        self._step = label("", "label")
        self._bar = QProgressBar(textVisible=False)
        self._bar.setFixedHeight(6)
        self._bar.setMinimumWidth(scaled(160))
        self._cancel = Button("Cancel", self._stop, rank="quiet", name="cancel_job")
        self.setLayout(row(self._label, self._bar, self._step, None, self._cancel, gap=10))
        self.hide()

    def follow(self, job: Work) -> None:
        """Show this job until it ends."""
        self._job = job
        self._label.setText(job.label)
        self._bar.setAccessibleName(job.label)
        self._bar.setRange(0, 0)
        self._step.clear()
        self._cancel.setEnabled(True)
        job.progressed.connect(self._show_step)
        job.finished.connect(self._end)
        self.show()

    @Slot(int, int, str)
    def _show_step(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._step.setText(words or (f"{done:,} of {total:,}" if total else ""))

    def _stop(self) -> None:
        if self._job:
            self._cancel.setEnabled(False)
            self._step.setText("Stopping…")
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.hide()
