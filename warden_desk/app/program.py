"""Puts the program together: the only package that knows every floor."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from warden_desk.app import PREFERENCES
from warden_desk.domain.errors import UserError
from warden_desk.ui.door import Door
from warden_desk.ui.errors import Catcher
from warden_desk.ui.frame import Frame
from warden_desk.ui.preferences import PreferenceStore
from warden_desk.ui.shell import Shell
from warden_desk.ui.theme import Appearance, Tone, offer_inter
from warden_desk.ui.tidying import Tidying
from warden_desk.ui.widgets.page import Page

if TYPE_CHECKING:  # these bring SQLAlchemy, which must not delay the first paint
    from warden_desk.storage.desks import Desk
    from warden_desk.ui.workspace import Workspace

FRAME_PAINTED_MS = 30
"""Until the frame is on the screen; imports that take a blink each come after it."""

MAP_WARM_UP_MS = 1500
"""After the desk is open: the map's engine starts while the user reads the first page."""


class Program(QObject):
    """What the window shows, the door, and the desk behind it."""

    def __init__(
        self, app: QApplication, shell: Shell, folder: Path, *, warm_map: bool = True
    ) -> None:
        """`warm_map` makes the map's page when idle, so that it opens at once."""
        super().__init__(shell)
        self._warms_map = warm_map
        self.shell = shell
        self._desk: Desk | None = None
        self.workspace: Workspace | None = None
        self.preferences = PreferenceStore(folder / PREFERENCES, self)
        offer_inter()
        self.appearance = Appearance(app)
        wanted = self.preferences.now
        self.appearance.set(wanted.theme, wanted.text_size)
        self.door = Door(folder, wanted.last_desk, self)
        self.catcher = Catcher(self)
        self.frame = Frame(self.preferences, self.appearance)
        self._put_back = self.catcher.install()
        self._stop_logging: Callable[[], None] = _nothing
        self._stop_tidying: Callable[[], None] = _nothing
        self._connect()
        self._show_entrance()
        shell.take(self.frame)

    def begin(self) -> None:
        """After the first paint: load the rest, and go in if no passphrase is needed."""
        self._stop_logging = logging_to(self.door.folder / "log.txt")
        self._stop_tidying = Tidying(self.shell).stop
        QTimer.singleShot(FRAME_PAINTED_MS, self, lambda: self.door.warm_up(self._go_in))

    def close(self) -> None:
        """Let go of everything."""
        self.door.close()
        if self.workspace is not None:
            self.workspace.close()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self._put_back()
        self._stop_tidying()
        self._stop_logging()

    def _may_close(self) -> bool:
        if not self.frame.is_free_to_close():
            return False
        self.close()
        return True

    def _connect(self) -> None:
        self.catcher.refused.connect(self.frame.tell)
        self.catcher.broke.connect(self.frame.report.show_report)
        self.door.opened.connect(self._open)
        self.door.broke.connect(self.catcher.take)
        self.frame.back_up_wanted.connect(self._back_up)
        self.shell.may_close = self._may_close

    def _show_entrance(self) -> None:
        path = self.door.found()
        if path is None:
            self._show_welcome()
        elif self.door.is_practice(path):
            self.frame.show_entrance(Page("Opening the practice desk…"))
        else:
            from warden_desk.ui.pages.unlock import UnlockPage  # one of the two is enough to start

            self.frame.show_entrance(UnlockPage(self.door, path, self._show_welcome))

    def _show_welcome(self) -> None:
        from warden_desk.ui.pages.welcome import WelcomePage  # see above

        self.frame.show_entrance(WelcomePage(self.door))

    def _go_in(self) -> None:
        path = self.door.found()
        if path is not None and self.door.is_practice(path):
            self.door.unlock(path, "", self._refuse)

    def _refuse(self, error: UserError) -> None:
        self.frame.tell(str(error), Tone.RED)

    def _open(self, desk: "Desk") -> None:
        from warden_desk.ui.workspace import Workspace  # SQLAlchemy: after the first paint

        self._desk = desk
        self.workspace = Workspace(
            desk.database,
            preferences=self.preferences,
            is_practice=desk.is_practice,
            ring=desk.ring,
            parent=self,
        )
        self.workspace.jobs.failed.connect(self._job_failed)
        self.preferences.update(last_desk=str(desk.path))
        self.frame.open(self.workspace)
        self.frame.show_backup(last_backup(desk.path))
        if self._warms_map:
            QTimer.singleShot(MAP_WARM_UP_MS, self, self._warm_map)

    def _job_failed(self, label: str, error: Exception) -> None:
        del label
        self.catcher.take(error)

    def _warm_map(self) -> None:
        self.frame.host.page("map")

    def _back_up(self) -> None:
        if self._desk is not None and self.workspace is not None:
            copy = self._desk.back_up
            self.workspace.jobs.start("Back up the desk", lambda _: copy(), self._say_backed_up)

    def _say_backed_up(self, path: Path) -> None:
        self.frame.show_backup(datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone())
        self.frame.status.say(f"Backed up to {path.name}")


def last_backup(desk: Path) -> datetime | None:
    """When the newest backup beside the desk was made, by this machine's clock."""
    made = [file.stat().st_mtime for file in desk.parent.glob(f"backups/*{desk.suffix}")]
    return datetime.fromtimestamp(max(made), UTC).astimezone() if made else None


def logging_to(file: Path) -> Callable[[], None]:
    """Keep a short log: what went wrong and where, never what was typed. The answer ends it."""
    from logging.handlers import RotatingFileHandler  # it brings sockets: after the first paint

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=200_000, backupCount=1, encoding="utf-8")
    except OSError:
        return _nothing  # no log is no reason not to start
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)

    def end() -> None:
        logging.getLogger().removeHandler(handler)
        handler.close()

    return end


def _nothing() -> None:
    pass
