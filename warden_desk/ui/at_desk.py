"""Who sits at the desk, what they see, and the record of what they looked at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from warden_desk.domain.changes import Act, Change
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.errors import UserError
from warden_desk.domain.new_key import NewKey, NewKeyDraft, NewKeyPlan
from warden_desk.domain.progress import Progress
from warden_desk.domain.rights import Right, Rights
from warden_desk.domain.seats import Seat
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.access import audit, clearance, new_key, passphrases, users
from warden_desk.storage.database import Database
from warden_desk.storage.key_ring import KeyRing
from warden_desk.storage.tables import Base

_TABLES = ("setting", "desk_user", "credential", "person")
"""What clearance depends on."""

_ANEW = Change("Show what may be seen", frozenset(Base.metadata.tables) - {"setting"}, ())

_MINUTE = 60_000
AGAIN = 1_000
"""After so many milliseconds a record that could not be written is tried again."""

Noted = tuple[ActKind, str, tuple[str, ...], str, Act]


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
        *,
        ring: KeyRing | None = None,
    ) -> None:
        """`ring` holds the passphrases of users; without one nobody has any."""
        super().__init__(parent)
        self.ring = ring
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

    def may_not_record(self) -> str:
        """Why whoever sits here may keep no records, and note no paper; "" if they may."""
        return self.rights.refusal(Right.RECORD)

    def with_passphrase(self) -> frozenset[str]:
        """The users who prove with a passphrase of their own that it is them."""
        return self.ring.users() if self.ring else frozenset()

    def wants_proof(self, user_id: str) -> bool:
        """Whether somebody else may not simply say that they are this user."""
        if self.ring is None or self.ring.by_recovery:
            return False
        is_here = self.seat.user is not None and self.seat.user.id == user_id
        return not is_here and user_id in self.ring.users()

    def proves(self, user_id: str, passphrase: str) -> bool:
        """Whether this is the user's own passphrase. Takes a moment, so in a job."""
        return self.ring is not None and self.ring.opens(user_id, passphrase)

    def give_passphrase(self, user_id: str, passphrase: str) -> None:
        """A user opens the desk with this from now on. Takes a moment, so in a job.

        Raises:
            UserError: it is too short or somebody's, or whoever sits here may not give it.
        """
        given = (self._ring(), user_id, passphrase)
        keep = self._database.write_as_anybody
        keep("Give a passphrase", passphrases.give, *given, act=self._act())

    def take_passphrase(self, user_id: str) -> None:
        """A user's own passphrase opens the desk no longer.

        Raises:
            UserError: whoever sits here may not, or nobody could open the desk any more.
        """
        if self.ring is not None:
            keep = self._database.write_as_anybody
            keep("Take a passphrase", passphrases.take_away, self.ring, user_id, act=self._act())
            self.tell_anew()

    def new_key_plan(self) -> NewKeyPlan:
        """What another key of the desk would mean.

        Raises:
            UserError: this desk has none that could be changed.
        """
        return self._database.read(new_key.plan, self._ring(), self._today())

    def change_key(self, draft: NewKeyDraft, act: Act, progress: Progress) -> NewKey:
        """Put the desk under another key. Takes seconds, so in a job that writes alone.

        Raises:
            UserError: see `new_key.change`.
        """
        return new_key.change(self._database, self._ring(), draft, act=act, progress=progress)

    def tell_anew(self) -> None:
        """Have what is shown of users read again."""
        self.changed.emit(_ANEW)

    def sit(self, user_id: str, *, is_proven: bool = False) -> None:
        """Somebody else sits down. No undo: it would give the seat back to whoever had it.

        Raises:
            UserError: there is no such user, they are to prove that it is them, or something long
                is being saved.
        """
        if self.wants_proof(user_id) and not is_proven:
            raise UserError("They open the desk with a passphrase of their own: type it first.")
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
        self._note(ActKind.CONSULTATION, audit.TASKING, tasking_ids, how)

    def handed_on(self, keys: Sequence[str], how: str, *, thing_kind: str = audit.TASKING) -> None:
        """Keep that sensitive taskings, or other things of people, left the desk."""
        self._note(ActKind.DISCLOSURE, thing_kind, keys, how)

    def flush(self) -> bool:
        """Write the record that waits; whether nothing waits any more."""
        while self._waiting:
            kind, thing_kind, keys, how, act = self._waiting[0]
            note = (kind, thing_kind, keys, how)
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

    def _note(self, kind: ActKind, thing_kind: str, keys: Sequence[str], how: str) -> None:
        if keys:
            self._waiting.append((kind, thing_kind, tuple(keys), how, self._act()))
            self.flush()

    def _ring(self) -> KeyRing:
        if self.ring is None:
            raise UserError("This desk has no passphrases and no key of its own.")
        return self.ring

    def _take(self) -> Seat:
        return clearance.take_seat(self._database, self._today(), is_screen_shared=self._is_shared)
