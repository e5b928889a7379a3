"""From the start of the process to the first painted window, beside the least PySide6 can do."""

import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import run as run_script
from tests.bench.first_paint import HEAVY
from tests.bench.harness import ROOT, interleaved, medians, runs, seconds, surroundings
from warden_desk.services import founding
from warden_desk.storage import desks

WINDOW = Path(__file__).with_name("first_paint.py")
PASSPHRASE = "four quiet invented words"


def measure() -> dict[str, float]:
    """A real desk waits in the folder, so that the window is the one users see each morning."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "Warden Desk.desk"
        desk, _ = desks.create(path, PASSPHRASE)
        with desk:
            desk.database.write("New desk", founding.found)
        return _first_paint(Path(name)) | _second_start() | _unlock(path)


def _first_paint(folder: Path) -> dict[str, float]:
    loaded: set[str] = set()
    times = medians(
        interleaved(
            max(runs(15), 9),  # fewer say nothing: one start differs from the next by a tenth
            {
                "bare": partial(_until_painted, loaded, "bare"),
                "desk": partial(_until_painted, loaded, "desk", str(folder)),
            },
        )
    )
    return {
        "start: bare window painted, ms": times["bare"] * 1000,
        "start: first window painted, ms": times["desk"] * 1000,
        "start: first window against a bare one, times": times["desk"] / times["bare"],
        "start: heavy modules loaded by then": len(loaded),
        **{f"start: loaded by then: {module}": 1 for module in HEAVY if module in loaded},
    }


def _until_painted(loaded: set[str], *arguments: str) -> float:
    """Seconds from spawn to paint. `loaded` takes what heavy modules the window had by then."""
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(WINDOW), *arguments],
        env=surroundings() | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as window:
        assert window.stdout is not None
        assert window.stderr is not None
        said = window.stdout.readline()
        took = time.perf_counter() - began
        if not said:
            raise RuntimeError(f"The window closed unpainted: {window.stderr.read()}")
    loaded.update(said.split())
    return took


def _second_start() -> dict[str, float]:
    """What run.py adds to the command it starts; nothing where run.py did not set this up."""
    if not run_script.Environment(ROOT).ready(["run"]):
        return {}

    def call(*before: str) -> float:
        command = [*before, "--version"]
        return seconds(lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=True))

    base = getattr(sys, "_base_executable", sys.executable)
    ways = {
        "run": partial(call, base, "run.py"),
        "direct": partial(call, sys.executable, "-P", "-m", "warden_desk"),
    }
    times = medians(interleaved(runs(7), ways))
    return {"start: run.py adds, ms": (times["run"] - times["direct"]) * 1000}


def _unlock(path: Path) -> dict[str, float]:
    def once() -> float:
        return seconds(lambda: desks.open_desk(path, PASSPHRASE).close())

    return {"start: desk unlocked, ms": medians(interleaved(runs(7), {"": once}))[""] * 1000}
