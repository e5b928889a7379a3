"""Starts the program: paints the window first, and loads everything else after that."""

import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QApplication

from warden_desk.paths import data_folder, resource
from warden_desk.ui.shell import Shell

PREFERENCES = "preferences.json"


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application, ready for the map's engine to be loaded later."""
    # All that WebEngine needs before the application exists. Its import, and its URL scheme, can
    # then wait until the first page is painted.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    app = QApplication([*arguments])
    app.setApplicationName("Warden Desk")
    app.setDesktopFileName("warden-desk")
    return app


def make_shell(app: QApplication, folder: Path) -> Shell:
    """The empty window, in the theme that the program will wear."""
    return Shell(resource(f"themes/{_theme(app, folder)}.toml"))


def run(folder: Path | None = None) -> int:
    """Open the window and stay until it is closed."""
    gc.disable()  # a tenth of the time to the first paint; nothing to collect has been made yet
    folder = folder or data_folder()
    app = make_application(sys.argv[:1])
    shell = make_shell(app, folder)

    def load() -> None:
        from warden_desk.app.program import Program  # everything else: after the first paint

        gc.enable()
        Program(app, shell, folder).begin()

    shell.painted.connect(lambda: QTimer.singleShot(0, shell, load))
    shell.show()
    return app.exec()


def _theme(app: QApplication, folder: Path) -> str:
    try:
        wanted = json.loads((folder / PREFERENCES).read_text("utf-8"))["theme"]
    except (OSError, ValueError, KeyError, TypeError):
        wanted = ""
    if wanted in ("light", "dark"):
        return wanted
    return "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
