"""Puts the program together. The only module that knows every floor."""

import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from warden_desk.domain.errors import UserError
from warden_desk.paths import data_folder
from warden_desk.ui.door import Door
from warden_desk.ui.errors import Catcher
from warden_desk.ui.main_window import MainWindow
from warden_desk.ui.preferences import PreferenceStore
from warden_desk.ui.theme import Appearance, Tone, offer_inter

if TYPE_CHECKING:  # these bring SQLAlchemy, which must not delay the first paint
    from warden_desk.storage.desks import Desk
    from warden_desk.ui.workspace import Workspace

MAP_WARM_UP_MS = 1500
"""After the desk is open: the map's engine starts while the user reads the first page."""


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application, ready for the map's engine to be loaded later."""
    offer_inter()
    # All that WebEngine needs before the application exists. Its import, and its URL scheme, can
    # then wait until the first page is painted.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([*arguments])
    app.setApplicationName("Warden Desk")
    app.setApplicationDisplayName("Warden Desk")
    app.setDesktopFileName("warden-desk")
    return app


class Program(QObject):
    """The window, the door, and the desk behind it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__(app)
        self._desk: Desk | None = None
        self.workspace: Workspace | None = None
        self.preferences = PreferenceStore(folder / "preferences.json", self)
        self.appearance = Appearance(app)
        wanted = self.preferences.now
        self.appearance.set(wanted.theme, wanted.text_size)
        self.door = Door(folder, wanted.last_desk, self)
        self.catcher = Catcher(self)
        self.window = MainWindow(self.preferences, self.appearance)
        self._put_back = self.catcher.install()
        self._connect()
        self._show_entrance()

    def begin(self) -> None:
        """After the first paint: load the rest, and go in if no passphrase is needed."""
        logging_to(self.door.folder / "log.txt")
        self.door.warm_up()
        path = self.door.found()
        if path is not None:
            self.door.needs_passphrase(path, self._go_in_unless, self._refuse)

    def close(self) -> None:
        """Let go of everything."""
        self.door.close()
        if self.workspace is not None:
            self.workspace.close()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self._put_back()

    def _connect(self) -> None:
        self.catcher.refused.connect(self.window.tell)
        self.catcher.broke.connect(self.window.report.show_report)
        self.door.opened.connect(self._open)
        self.door.broke.connect(self.catcher.take)
        self.window.back_up_wanted.connect(self._back_up)
        self.window.closing.connect(self.close)

    def _show_entrance(self) -> None:
        path = self.door.found()
        if path is None:
            self._show_welcome()
        else:
            from warden_desk.ui.pages.unlock import UnlockPage  # one of the two is enough to start

            self.window.show_entrance(UnlockPage(self.door, path, self._show_welcome))

    def _show_welcome(self) -> None:
        from warden_desk.ui.pages.welcome.page import WelcomePage  # see above

        self.window.show_entrance(WelcomePage(self.door))

    def _go_in_unless(self, asks: object) -> None:
        path = self.door.found()
        if not asks and path is not None:
            self.door.unlock(path, "", self._refuse)

    def _refuse(self, error: UserError) -> None:
        self.window.tell(str(error), Tone.RED)

    def _open(self, desk: "Desk") -> None:
        from warden_desk.ui.workspace import Workspace  # SQLAlchemy: after the first paint

        self._desk = desk
        self.workspace = Workspace(
            desk.database,
            preferences=self.preferences,
            is_practice=desk.is_practice,
            parent=self,
        )
        self.workspace.jobs.failed.connect(self._job_failed)
        self.preferences.update(last_desk=str(desk.path))
        self.window.open(self.workspace)
        self.window.show_backup(last_backup(desk.path))
        QTimer.singleShot(MAP_WARM_UP_MS, self, self._warm_map)

    def _job_failed(self, label: str, error: Exception) -> None:
        del label
        self.catcher.take(error)

    def _warm_map(self) -> None:
        self.window.host.page("map")

    def _back_up(self) -> None:
        if self._desk is not None and self.workspace is not None:
            copy = self._desk.back_up
            self.workspace.jobs.start("Back up the desk", lambda _: copy(), self._say_backed_up)

    def _say_backed_up(self, path: Path) -> None:
        self.window.show_backup(datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone())
        self.window.status.say(f"Backed up to {path.name}")


def last_backup(desk: Path) -> datetime | None:
    """When the newest backup beside the desk was made, by this machine's clock."""
    made = [file.stat().st_mtime for file in desk.parent.glob("backups/*") if file.is_file()]
    return datetime.fromtimestamp(max(made), UTC).astimezone() if made else None


def logging_to(file: Path) -> None:
    """Keep a short log: what went wrong and where, never what was typed."""
    from logging.handlers import RotatingFileHandler  # it brings sockets: after the first paint

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=200_000, backupCount=1, encoding="utf-8")
    except OSError:
        return  # no log is no reason not to start
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)


def run(folder: Path | None = None) -> int:
    """Open the window and stay until it is closed."""
    app = make_application(sys.argv[:1])
    program = Program(app, folder or data_folder())
    program.window.show()
    QTimer.singleShot(0, program, program.begin)
    return app.exec()
