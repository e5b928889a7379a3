"""What must not have happened when the window is first painted."""

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    *("sqlalchemy", "alembic", "sqlcipher3", "argon2", "cryptography", "pandas", "numpy", "folium"),
    *("geopandas", "shapely", "reportlab", "python_calamine", "rapidfuzz"),
    *("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtSvg"),
)

AT_FIRST_PAINT = """
import json, os, sys
from pathlib import Path
import warden_desk.app
from warden_desk.ui.shell import Shell

paint = Shell.paintEvent

def paint_and_tell(self, event):
    paint(self, event)
    qt_made = "Qt" in vars(sys.modules["PySide6.QtCore"])
    print(json.dumps({"modules": sorted(sys.modules), "qt": qt_made}), flush=True)
    os._exit(0)

Shell.paintEvent = paint_and_tell
warden_desk.app.run(Path(sys.argv[1]))
"""

GL_CONTEXTS = """
import sys
from warden_desk.app import make_application
app = make_application(["warden-desk"])
from PySide6.QtCore import QCoreApplication, Qt
print(QCoreApplication.testAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts))
"""


def run(program: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    seen = json.loads(run(AT_FIRST_PAINT, str(tmp_path)))

    assert "warden_desk.ui.shell" in seen["modules"]
    assert [name for name in HEAVY if name in seen["modules"]] == []


def test_pysides_qt_namespace_is_not_made_before_the_first_paint(tmp_path: Path) -> None:
    assert not json.loads(run(AT_FIRST_PAINT, str(tmp_path)))["qt"]


def test_a_web_view_can_be_made_later() -> None:
    assert run(GL_CONTEXTS).strip() == "True"
