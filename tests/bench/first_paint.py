"""A window that says when it was first painted, and ends: run as a script, once per measurement.

    python first_paint.py bare
    python first_paint.py desk FOLDER

`bare` is the least that PySide6 can show, an empty QMainWindow. `desk` is this program as its users
start it, with its desk in the folder. Both print, at the first turn of the event loop after the
paint, what heavy modules they have loaded by then.
"""

import os
import sys
from typing import Any

HEAVY = (
    "sqlalchemy",
    "pandas",
    "numpy",
    "folium",
    "geopandas",
    "shapely",
    "reportlab",
    "python_calamine",
    "rapidfuzz",
    "PySide6.QtWebEngine",
)
"""What must not be loaded by then; a name also stands for what begins with it."""


def bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - the name is Qt's
            super().paintEvent(event)
            QTimer.singleShot(0, self, say)

    app = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1366, 768)
    window.show()
    app.exec()


def desk() -> None:
    from pathlib import Path

    from PySide6.QtCore import QTimer

    from warden_desk import app
    from warden_desk.ui.shell import Shell

    make = app.make_shell

    def watched(*given: Any) -> Shell:
        shell = make(*given)
        shell.painted.connect(lambda: QTimer.singleShot(0, shell, say))
        return shell

    app.make_shell = watched  # nothing else of the way the program starts is touched
    app.run(Path(sys.argv[2]))


def say() -> None:
    print(" ".join(heavy_modules()), flush=True)  # noqa: T201
    os._exit(0)  # the way out is not what is measured


def heavy_modules() -> list[str]:
    return [name for name in HEAVY if any(loaded.startswith(name) for loaded in sys.modules)]


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else desk()
