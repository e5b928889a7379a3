"""What every page may use: read, write, undo, background work, news of changes.

A workspace is handed to each page when it is made; nothing imports one.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act, Change
from warden_desk.domain.progress import Progress
from warden_desk.domain.settings import Settings
from warden_desk.services import settings as settings_service
from warden_desk.storage.database import Database
from warden_desk.storage.key_ring import KeyRing
from warden_desk.storage.tables import Base
from warden_desk.ui.at_desk import AtDesk
from warden_desk.ui.history import History
from warden_desk.ui.jobs import Job, Jobs, while_it_lives
from warden_desk.ui.long_write import LongWrite
from warden_desk.ui.new_day import NewDay
from warden_desk.ui.preferences import PreferenceStore

P = ParamSpec("P")
T = TypeVar("T")


def now_utc() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


class Workspace(QObject):
    """One open desk and the machinery around it. Lives on the main thread.

    Edits of milliseconds are written on the main thread; a long write (`start_write`) runs on a
    worker, and every other write is refused until it has ended. So no change can overtake
    another, and undo always finds the rows as it left them.
    """

    changed = Signal(object)
    """A `Change`, after every write, undo and redo; one that wrote nothing when the day turns."""

    undid = Signal(str)
    """A sentence after undo or redo: "Undid: Record visit"."""

    open_requested = Signal(str, str)
    """Kind and id of a thing that shall be shown: "tasking", "person", "area"."""

    team_changed = Signal()
    writing_changed = Signal(bool)
    """Whether a long write is under way."""

    def __init__(
        self,
        database: Database,
        *,
        preferences: PreferenceStore | None = None,
        clock: Callable[[], datetime] = now_utc,
        is_practice: bool = False,
        ring: KeyRing | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.database = database
        self.is_practice = is_practice
        self.preferences = preferences or PreferenceStore(parent=self)
        self.jobs = Jobs(self)
        self.settings: Settings = self.read(settings_service.load)
        self._clock = clock
        self._team_id: str | None = None
        self._long_write = LongWrite(self.jobs, self)
        self._long_write.changed.connect(self.writing_changed)
        self._history = History(database.revert, self.changed.emit, self._long_write, self)
        self._history.moved.connect(self.undid)
        self.undo_stack = self._history.stack
        self.at_desk = AtDesk(database, self.today, self.act, self, ring=ring)
        self.at_desk.changed.connect(self.changed)
        self.changed.connect(self._follow)
        self.new_day = NewDay(self.today, self)
        self.new_day.came.connect(self._tell_new_day)

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a query now. If it may take longer than a blink, `start` it instead."""
        return self.database.read(query, *args, **kwargs)

    def write(
        self,
        label: str,
        work: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a service in one transaction, undoable under `label`.

        Raises:
            UserError: whatever the service refused; nothing was written.
            Busy: a long write is under way.
        """
        self._long_write.refuse_others()
        result, change = self.database.write(label, work, *args, **kwargs)
        self._history.push(change)
        return result

    def write_for_good(
        self,
        label: str,
        work: Callable[Concatenate[Session, P], object],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """As `write`, for what no undo can take back: that a paper was printed, say.

        Raises:
            UserError: as for `write`.
        """
        self._long_write.refuse_others()
        _, change = self.database.write(label, work, *args, **kwargs)
        self.changed.emit(change)

    def start(
        self, label: str, work: Callable[[Session, Progress], T], on_done: Callable[[T], object]
    ) -> Job:
        """Run `work` in the background on a read-only session, then `on_done` here."""
        return self.jobs.start(label, lambda job: self.database.read(work, job), on_done)

    def start_write(
        self,
        label: str,
        work: Callable[[Session, Progress], T],
        on_done: Callable[[T], object],
        *,
        batch_id: str | None = None,
    ) -> Job:
        """Write in the background, all of it or (cancelled, refused) nothing, then `on_done` here.

        Args:
            batch_id: the import this is, so that it can be taken back after closing, too.

        Raises:
            Busy: another long write is under way.
        """

        def write(job: Job) -> tuple[T, Change]:
            if batch_id is None:
                return self.database.write(label, work, job)
            return self.database.write_kept(batch_id, label, work, job)

        return self._start_long_write(label, write, on_done)

    def start_alone(
        self, label: str, work: Callable[[Job], T], on_done: Callable[[T], object]
    ) -> Job:
        """Run `work` in the background while nobody else writes; it opens the file itself.

        Raises:
            Busy: a long write is under way.
        """
        return self._long_write.start(label, work, while_it_lives(on_done))

    def start_take_back(self, label: str, batch_id: str, on_done: Callable[[None], object]) -> Job:
        """Undo an import in the background, however long ago it was; this can be undone as well.

        Raises:
            Busy: another long write is under way.
        """

        def write(_: Job) -> tuple[None, Change]:
            return None, replace(self.database.take_back(batch_id), label=label)

        return self._start_long_write(label, write, on_done)

    def _start_long_write(
        self, label: str, write: Callable[[Job], tuple[T, Change]], on_done: Callable[[T], object]
    ) -> Job:
        answer = while_it_lives(on_done)

        def finish(outcome: tuple[T, Change]) -> None:
            self._history.push(outcome[1])
            answer(outcome[0])

        return self._long_write.start(label, write, finish)

    def undo(self) -> None:
        """Take the last change back (see `History`)."""
        self._history.undo()

    def redo(self) -> None:
        """Do again what was undone (see `History`)."""
        self._history.redo()

    def act(self) -> Act:
        """Who does it and when, for services that write."""
        return Act(self.settings.user_name, self._clock())

    def today(self) -> date:
        """Today on this machine's wall."""
        return self._clock().astimezone().date()

    @property
    def is_writing(self) -> bool:
        """Whether a long write is under way."""
        return self._long_write.is_under_way

    @property
    def team_id(self) -> str | None:
        """The team the window is about; None for all of them."""
        return self._team_id

    def choose_team(self, team_id: str | None) -> None:
        if team_id != self._team_id:
            self._team_id = team_id
            self.team_changed.emit()

    def open_thing(self, kind: str, thing_id: str) -> None:
        """Ask the window to show one thing on the page that is its place."""
        self.open_requested.emit(kind, thing_id)

    def close(self) -> None:
        """Stop all jobs and let go of the file."""
        self.jobs.stop()
        self.at_desk.close()
        self.database.close()

    def _tell_new_day(self) -> None:
        self.changed.emit(Change("A new day", frozenset(Base.metadata.tables), ()))

    def _follow(self, change: Change) -> None:
        if change.touches("setting"):
            self.settings = self.read(settings_service.load)
        self.at_desk.follow(change)
