"""Pictures of every page, to be looked at before calling it done. Not a test.

    python -m tests.shots OUT [--page KEY] [--size 1366x768] [--theme light]

Pages come from the table of pages, so a new one is in the next set of pictures by itself.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtWidgets import QApplication

from warden_desk.app import make_application, make_shell
from warden_desk.app.program import Program
from warden_desk.domain.errors import UserError
from warden_desk.services import founding, practice
from warden_desk.storage import desks
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.theme import ThemeChoice

SIZES = ((1366, 768), (1920, 1080))
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
DAY = date.today()  # noqa: DTZ011 - the window shows this machine's day


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--page", choices=[*(page.key for page in PAGES), "welcome", "unlock"])
    parser.add_argument("--size", choices=["x".join(map(str, size)) for size in SIZES])
    parser.add_argument("--theme", choices=[str(theme) for theme in THEMES])
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    app = make_application(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        for fill in ("full", "empty"):
            _desk(Path(folder), fill, app, wanted)
        if wanted.page in (None, "welcome", "unlock"):
            _entrance(Path(folder), app, wanted)
    return 0


def _desk(root: Path, fill: str, app: QApplication, wanted: argparse.Namespace) -> None:
    if wanted.page in ("welcome", "unlock"):
        return
    folder = root / fill
    with desks.create_practice(folder / "Practice.desk") as desk:
        desk.database.write("New desk", founding.found)
        if fill == "full":
            desk.database.write("Practice data", practice.fill, today=DAY)
    program = _program(app, folder)
    program.shell.show()
    program.begin()
    _wait(app, lambda: program.workspace is not None)
    for page in PAGES:
        if wanted.page in (None, page.key):
            program.frame.go_to(page.key)
            _settle(app, program, seconds=4 if page.key == "map" else 0.4)
            _pictures(app, program, f"{page.key}-{fill}", wanted)
    program.shell.close()


def _program(app: QApplication, folder: Path) -> Program:
    program = Program(app, make_shell(folder), folder)
    program.catcher.broke.connect(sys.stderr.write)
    return program


def _entrance(root: Path, app: QApplication, wanted: argparse.Namespace) -> None:
    program = _program(app, root / "first")
    program.shell.show()
    _pictures(app, program, "welcome", wanted)
    program.shell.close()
    desk, _ = desks.create(root / "locked" / "Warden Desk.desk", "four words in a row")
    desk.close()
    program = _program(app, root / "locked")
    program.shell.show()
    program.begin()
    _settle(app, program)
    program.frame.tell(str(UserError("That passphrase does not open this desk.")))
    _pictures(app, program, "unlock", wanted)
    program.shell.close()


def _pictures(app: QApplication, program: Program, name: str, wanted: argparse.Namespace) -> None:
    for (width, height), theme in product(SIZES, THEMES):
        size = f"{width}x{height}"
        if wanted.size not in (None, size) or wanted.theme not in (None, str(theme)):
            continue
        program.preferences.update(theme=theme)
        program.shell.resize(width, height)
        _settle(app, program)
        program.shell.grab().save(str(wanted.out / f"{name}-{theme}-{size}.png"))


def _settle(app: QApplication, program: Program, *, seconds: float = 0.2) -> None:
    """Let jobs end and everything be painted."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        app.processEvents()
        time.sleep(0.01)
    if program.workspace is not None:
        _wait(app, lambda: program.workspace is None or program.workspace.jobs.is_idle)
    app.processEvents()


def _wait(app: QApplication, is_done: Callable[[], bool], *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError("a page did not come to rest")
        app.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    sys.exit(main())
