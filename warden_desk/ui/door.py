"""The way into a desk: making one, unlocking one, and letting go of it.

Light to import: storage brings SQLAlchemy, so it is imported by the jobs that need it, after the
first paint.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from warden_desk.domain.clearance import UserDraft
from warden_desk.domain.errors import UserError
from warden_desk.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from datetime import date

    from warden_desk.storage.desks import Desk

DESK_NAME = "Warden Desk.desk"
PRACTICE_NAME = "Practice.desk"

SLOW_IMPORTS = (
    "sqlalchemy",
    "sqlalchemy.orm",
    "alembic.runtime.migration",
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "warden_desk.storage.tables",
    "warden_desk.storage.desks",
    "warden_desk.services.founding",
    "warden_desk.ui.workspace",
)
"""What stands between the first paint and an open desk, in pieces of a blink each."""

Refuse = Callable[[UserError], None]


class Door(QObject):
    """Opens one desk at a time. Everything slow (Argon2, migrations) runs as a job."""

    opened = Signal(object)
    """The `Desk`."""

    broke = Signal(Exception)
    """A defect on the way in."""

    def __init__(self, folder: Path, last: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.jobs = Jobs(self)
        self._last = last
        self._waiting: Desk | None = None
        self._cold = list(SLOW_IMPORTS)

    def found(self) -> Path | None:
        """The desk to open: the one opened last, or the first in the folder."""
        if self._last and Path(self._last).exists():
            return Path(self._last)
        real = self.folder / DESK_NAME
        if real.exists():
            return real
        return next(iter(sorted(self.folder.glob("*.desk"))), None)

    def warm_up(self, then: Callable[[], object]) -> None:
        """Import what opening needs, a piece at each turn of the event loop; then go on.

        On this thread: two threads importing SQLAlchemy at once break its circular imports.
        """
        if not self._cold:
            then()
            return
        import_module(self._cold.pop(0))
        QTimer.singleShot(0, self, lambda: self.warm_up(then))

    def is_practice(self, path: Path) -> bool:
        """Whether this desk opens without a passphrase. Asked before storage is loaded."""
        from warden_desk.storage.keys import KeyFile, NoKeys, key_file  # the light part of it

        try:
            return KeyFile.load(key_file(path)).practice
        except NoKeys:
            return False  # opening it will say what is wrong

    def create(
        self,
        path: Path,
        passphrase: str,
        user: UserDraft,
        show_code: Callable[[str], None],
        refuse: Refuse,
    ) -> Job:
        """Make a desk and hand over its recovery code. `enter` opens it, once that is kept."""

        def make(job: Job) -> tuple["Desk", str]:
            from warden_desk.services import founding
            from warden_desk.services.access import users
            from warden_desk.storage import desks  # after the first paint

            job.step(0, 3, "Making the keys")
            desk, code = desks.create(path, passphrase)
            job.step(1, 3, "Writing districts and parishes")
            desk.database.write("New desk", founding.found)
            desk.database.write("First user", users.found_first, user)
            return desk, code

        def made(outcome: tuple["Desk", str]) -> None:
            self._waiting, code = outcome
            show_code(code)

        return self._start("Making the desk", make, made, refuse)

    def create_practice(self, path: Path, today: "date", refuse: Refuse) -> Job:
        """Make a desk of invented people and work, and enter it."""

        def make(job: Job) -> "Desk":
            from warden_desk.services import founding, practice
            from warden_desk.storage import desks  # after the first paint

            job.step(0, 3, "Making the desk")
            desk = desks.create_practice(path)
            job.step(1, 3, "Writing districts and parishes")
            desk.database.write("New desk", founding.found)
            job.step(2, 3, "Inventing people and work")
            desk.database.write("Practice data", practice.fill, today=today)
            return desk

        return self._start("Making the practice desk", make, self.opened.emit, refuse)

    def unlock(self, path: Path, secret: str, refuse: Refuse, *, recovery: bool = False) -> Job:
        """Open a desk with its passphrase or recovery code; a practice desk with ""."""

        def open_it(job: Job) -> "Desk":
            from warden_desk.services.access import arrivals
            from warden_desk.storage import desks  # after the first paint

            del job
            desk = desks.open_desk(path, secret, recovery=recovery)
            try:
                now = datetime.now(UTC)
                arrivals.arrive(desk.database, desk.ring, now.astimezone().date(), now)
            except BaseException:
                desk.close()
                raise
            return desk

        return self._start("Opening the desk", open_it, self.opened.emit, refuse)

    def check_place(self, path: Path) -> str:
        """Why no desk can be made here; "" if one can."""
        from warden_desk.storage import desks  # after the first paint

        try:
            desks.check_new(path)
        except UserError as refusal:
            return str(refusal)
        return ""

    def enter(self) -> None:
        """Go into the desk just made."""
        if self._waiting is not None:
            desk, self._waiting = self._waiting, None
            self.opened.emit(desk)

    def close(self) -> None:
        """Let go of a desk that was made but never entered, and end the jobs."""
        self.jobs.stop()
        if self._waiting is not None:
            self._waiting.close()
            self._waiting = None

    def _start(
        self,
        label: str,
        work: Callable[[Job], object],
        on_done: Callable[..., object],
        refuse: Refuse,
    ) -> Job:
        while self._cold:
            import_module(self._cold.pop(0))
        job = self.jobs.start(label, work, on_done)

        def failed(error: Exception) -> None:
            if isinstance(error, UserError):
                refuse(error)
            else:
                self.broke.emit(error)

        job.failed.connect(failed)
        return job
