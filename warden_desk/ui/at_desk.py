"""Who sits at the desk, what they see, and the record of what they looked at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from warden_desk.domain.changes import Act, Change
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Rights
from warden_desk.domain.seats import Seat
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.access import audit, clearance, users
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Base

_TABLES = ("setting", "desk_user", "credential", "person")
"""What clearance depends on."""

_ANEW = Change("Show what may be seen", frozenset(Base.metadata.tables) - {"setting"}, ())

_MINUTE = 60_000
AGAIN = 1_000
"""After so many milliseconds a record that could not be written is tried again."""

Noted = tuple[ActKind, tuple[str, ...], str, Act]


class AtDesk(QObject):
    """Keeps the desk showing what whoever sits at it may see, whoever else can see the screen."""

    changed = Signal(object)
    """Another person sits here, or what they may see is no longer the same.

    A `Change` that wrote nothing: what the tables say to this person is to be read anew.
    """

    def __init__(
        self,
        database: Database,
        today: Callable[[], date],
        act: Callable[[], Act],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database, self._today, self._act = database, today, act
        self._is_shared, self._seen = False, ""
        self._waiting: list[Noted] = []
        self._again = QTimer(self, interval=AGAIN, singleShot=True)
        self._again.timeout.connect(self.flush)
        self.seat: Seat = self._take()
        # A clearance may end while the window stays open over midnight.
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.refresh)
        self._clock.start()

    @property
    def is_screen_shared(self) -> bool:
        """Whether others can see this screen, so that what is sensitive is hidden."""
        return self._is_shared

    @property
    def hides(self) -> bool:
        """Whether anything is hidden on this screen now."""
        return bool(self._database.sight.hides)

    @property
    def rights(self) -> Rights:
        """What whoever sits here may do."""
        return self.seat.rights

    def sit(self, user_id: str) -> None:
        """Somebody else sits down. No undo: it would give the seat back to whoever had it.

        Raises:
            UserError: there is no such user, or something long is being saved.
        """
        label = "Sit down at the desk"
        _, change = self._database.write_as_anybody(label, users.sit, user_id, act=self._act())
        self.changed.emit(replace(change, inverse=()))

    def share_screen(self, *, on: bool) -> None:
        """Say that others can see the screen, or that nobody does any more."""
        self._is_shared = on
        self.refresh()

    def follow(self, change: Change) -> None:
        """Look again at who may see what, if that may have changed."""
        if change.touches(*_TABLES):
            self.refresh()

    def refresh(self) -> None:
        """Look again at who sits here and what they may see."""
        before = self.seat, self._database.sight
        self.seat = self._take()
        if before != (self.seat, self._database.sight):
            self.changed.emit(_ANEW)

    def saw(self, tasking: TaskingDetail | None) -> None:
        """A tasking came to the screen: a sensitive one is noted, once until another one comes."""
        before, self._seen = self._seen, ""
        if tasking is not None and tasking.is_sensitive and not tasking.is_hidden:
            self._seen = tasking.id
            if tasking.id != before:
                self.looked([tasking.id], "screen")

    def looked(self, tasking_ids: Sequence[str], how: str) -> None:
        """Keep that sensitive taskings were looked at."""
        self._note(ActKind.CONSULTATION, tasking_ids, how)

    def handed_on(self, tasking_ids: Sequence[str], how: str) -> None:
        """Keep that sensitive taskings left the desk."""
        self._note(ActKind.DISCLOSURE, tasking_ids, how)

    def flush(self) -> bool:
        """Write the record that waits; whether nothing waits any more."""
        while self._waiting:
            kind, keys, how, act = self._waiting[0]
            note = (kind, audit.TASKING, keys, how)
            try:
                self._database.write_as_anybody("Keep who looked", audit.note, *note, act=act)
            except UserError:  # something long is being written, or the disk is full
                self._again.start()
                return False
            del self._waiting[0]
        return True

    def close(self) -> None:
        """Write what waits, and look no more."""
        self._clock.stop()
        self.flush()
        self._again.stop()

    def _note(self, kind: ActKind, tasking_ids: Sequence[str], how: str) -> None:
        if tasking_ids:
            self._waiting.append((kind, tuple(tasking_ids), how, self._act()))
            self.flush()

    def _take(self) -> Seat:
        return clearance.take_seat(self._database, self._today(), is_screen_shared=self._is_shared)
