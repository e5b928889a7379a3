"""Starts the program: paints the window first, and loads everything else after that."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from warden_desk.app.early import share_gl_contexts
from warden_desk.paths import data_folder, resource
from warden_desk.ui.shell import Shell

PREFERENCES = "preferences.json"


def make_application(arguments: Sequence[str]) -> QApplication:
    """The Qt application, ready for the map's engine to be loaded later."""
    share_gl_contexts()
    app = QApplication([*arguments])
    app.setApplicationName("Warden Desk")
    app.setDesktopFileName("warden-desk")
    return app


def make_shell(folder: Path) -> Shell:
    """The empty window, in the ground colour of the theme that the program will wear."""
    theme = resource(f"themes/{_theme(folder)}.toml").read_text("utf-8")
    return Shell(_between(theme, 'ground = "', '"'))


def run(folder: Path | None = None) -> int:
    """Open the window and stay until it is closed."""
    gc.disable()  # a tenth of the time to the first paint; nothing to collect has been made yet
    folder = folder or data_folder()
    app = make_application(sys.argv[:1])
    shell = make_shell(folder)

    def load() -> None:
        from warden_desk.app.program import Program  # everything else: after the first paint

        gc.enable()
        Program(app, shell, folder).begin()

    shell.painted.connect(lambda: QTimer.singleShot(0, shell, load))
    shell.show()
    return app.exec()


def _theme(folder: Path) -> str:
    try:
        wanted = _between((folder / PREFERENCES).read_text("utf-8"), '"theme": "', '"')
    except OSError:
        wanted = ""
    if wanted in ("light", "dark"):
        return wanted
    return "dark" if QPalette().window().color().lightness() < 128 else "light"


def _between(text: str, before: str, after: str) -> str:
    # One word out of a small file of our own: a parser takes longer to import than to be missed.
    return text.partition(before)[2].partition(after)[0]
