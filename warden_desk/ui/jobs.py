"""Work that must not freeze the window."""

import gc
import logging
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from warden_desk.domain.errors import Cancelled, UserError

log = logging.getLogger(__name__)

T = TypeVar("T")
Closure = Callable[[], object]

_USUAL_TURN_S = sys.getswitchinterval()
_SHORT_TURN_S = 0.0005
"""How long a worker may keep the interpreter while the window wants it.

Painting a list asks Python for hundreds of cells, and between any two of them a busy worker takes
the interpreter: at the usual 5 ms a turn one repaint during an import takes up to 0.8 s. Only while
a job runs, for shorter turns cost the worker some speed.
"""

_TIDY_EVERY_MS = 50
"""How often memory is tidied while a job runs: often, so that each time is short.

Only what came since the last time is looked at; what is older waits for the job's end. The rows of
a large file alone take a tenth of a second to look through.
"""
_YOUNG = 1
"""The older of the two generations that are looked at."""


class Job(QObject):
    """One piece of background work, seen from the main thread. Is itself its `Progress`.

    All signals are emitted on the main thread: one of `done`, `failed` and `cancelled`, then
    `finished`. The first comes after the event loop has turned, so whoever started the job has
    time to connect.
    """

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    finished = Signal()

    def __init__(self, label: str, post: Callable[[Closure], None], parent: QObject) -> None:
        super().__init__(parent)
        self.label = label
        self._post = post
        self._stop = threading.Event()

    @Slot()
    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Called by the work, on its own thread."""
        if self._stop.is_set():
            raise Cancelled
        self._post(partial(self.progressed.emit, done, total, label))


class Jobs(QObject):
    """Runs jobs on threads, and brings what they say to the main thread.

    Worker threads touch one Qt object only, this one, which outlives them all. While they run,
    Python's collector of circles is driven from the main thread: by itself it collects on whichever
    thread asks for memory next, and a widget that is destroyed on a worker crashes the program.
    """

    started = Signal(Job)
    failed = Signal(str, Exception)
    """Label and error of a job whose failure nobody else took up (see `Job.failed`)."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads = ThreadPoolExecutor(thread_name_prefix="job")
        self._running: set[Job] = set()
        self._is_stopped = False
        self._posted.connect(self._run_posted, Qt.ConnectionType.QueuedConnection)
        self._tidying = QTimer(self)
        self._tidying.setInterval(_TIDY_EVERY_MS)
        self._tidying.timeout.connect(partial(gc.collect, _YOUNG))

    def start(self, label: str, work: Callable[[Job], T], on_done: Callable[[T], object]) -> Job:
        """Run `work(job)` in the background, then `on_done(result)` on the main thread.

        A method of a widget (or a partial of one) is not called once the widget is gone. After
        `stop` nothing begins any more: a timer of a page may still go off while the window closes.
        """
        job = Job(label, self._posted.emit, self)
        if self._is_stopped:
            return job
        job.done.connect(while_it_lives(on_done))
        self._running.add(job)
        self._share_time()
        self._threads.submit(self._work, job, work)
        self.started.emit(job)
        return job

    @property
    def is_idle(self) -> bool:
        """Whether nothing runs."""
        return not self._running

    def stop(self) -> None:
        """Cancel everything and wait for it to stop."""
        self._is_stopped = True
        for job in self._running:
            job.cancel()
        self._threads.shutdown(cancel_futures=True)
        self._take_time_back()

    def _work(self, job: Job, work: Callable[[Job], object]) -> None:
        tell: Closure
        try:
            tell = partial(job.done.emit, work(job))
        except Cancelled:
            tell = job.cancelled.emit
        except Exception as error:
            # Only the kind of error is logged here: its text may quote what somebody typed.
            log.info("job %r ended with %s", job.label, type(error).__name__)
            tell = partial(self._fail, job, error)
        self._posted.emit(partial(self._end, job, tell))

    def _fail(self, job: Job, error: Exception) -> None:
        # A refusal is for whoever started the job; a defect is everybody's business.
        heard = job.receivers("2failed(PyObject)") > 0
        job.failed.emit(error)
        if not heard or not isinstance(error, UserError):
            self.failed.emit(job.label, error)

    def _end(self, job: Job, tell: Closure) -> None:
        self._running.discard(job)
        if self.is_idle:
            self._take_time_back()
        try:
            tell()
        finally:
            job.finished.emit()
            job.deleteLater()

    def _share_time(self) -> None:
        sys.setswitchinterval(_SHORT_TURN_S)
        gc.disable()
        self._tidying.start()

    def _take_time_back(self) -> None:
        self._tidying.stop()
        gc.collect(0)  # or the worker, which has still to wind up, would be the next to collect
        gc.enable()
        sys.setswitchinterval(_USUAL_TURN_S)

    @Slot(object)
    def _run_posted(self, closure: Closure) -> None:
        closure()


def while_it_lives(on_done: Callable[[T], object]) -> Callable[[T], None]:
    """The same, but nothing is called of a widget that is gone.

    Qt forgets the bound methods of a deleted widget by itself, but not partials of them.
    """
    method: object = on_done
    while isinstance(method, partial):
        method = cast("partial[object]", method).func
    owner = getattr(method, "__self__", None)

    def answer(result: T) -> None:
        if not isinstance(owner, QObject) or isValid(owner):
            on_done(result)

    return answer
