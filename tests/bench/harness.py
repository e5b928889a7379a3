"""What a measurement is judged by, and how two ways of doing a thing are timed fairly."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = "WARDEN_DESK_BENCH_RUNS"
PATIENCE_S = 900
PEAK = "peak memory, MB"

Figures = Mapping[str, float]
"""What a part measured: "part: what, unit" and the number."""


class State(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    UNMEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the table.

    Attributes:
        name: short, for `--only`.
        part: the module of this package whose `measure` tells the figure.
        what: as people read it, with what it is compared to.
        figure: which of the part's figures is judged.
        limit: the most it may be, or the least where `at_least`.
        unit: what follows the number.
        on_request: measured only where it is named: it needs a program that few have.
    """

    name: str
    part: str
    what: str
    figure: str
    limit: float
    unit: str = "×"
    at_least: bool = False
    on_request: bool = False

    def state(self, figures: Figures) -> State:
        """Whether the figures keep it. A figure that is missing or no number keeps nothing."""
        measured = figures.get(self.figure)
        if measured is None:
            return State.UNMEASURED
        kept = measured >= self.limit if self.at_least else measured <= self.limit
        return State.KEPT if kept else State.BROKEN

    @property
    def bound(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {number(self.limit)} {self.unit}".rstrip()


class PartFailed(Exception):
    """A part stopped before it had measured everything; the text is the end of what it said."""


def runs(usual: int) -> int:
    """How often to repeat: as often as this part usually does, or as `--runs` says."""
    return int(os.environ.get(RUNS) or usual)


def interleaved(
    times: int, ways: Mapping[str, Callable[[], float]], *, warm_up: bool = True
) -> dict[str, list[float]]:
    """Each way's own figure, taken in turns: A B A B …, so that a busy moment hits all alike.

    Args:
        warm_up: go round once more at first, and forget it.
    """
    found: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(times + warm_up):
        for name, way in ways.items():
            figure = way()
            if turn or not warm_up:
                found[name].append(figure)
    return found


def medians(found: Mapping[str, Sequence[float]]) -> dict[str, float]:
    """The middle figure of each way."""
    return {name: statistics.median(figures) for name, figures in found.items()}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measured(part: str, repeat: int | None = None) -> dict[str, float]:
    """The figures of a part, taken in a process of its own: no part warms another's imports.

    Raises:
        PartFailed: it did not come to its end.
    """
    command = [sys.executable, "-m", "tests.bench", "--part", part]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=surroundings(repeat),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PartFailed(f"It took more than {PATIENCE_S} seconds.") from error
    if done.returncode:
        raise PartFailed("\n".join(done.stderr.splitlines()[-12:]))
    return json.loads(done.stdout.splitlines()[-1])


def measure_here(part: str) -> str:
    """What the process of a part prints last."""
    figures = import_module(f"tests.bench.{part}").measure()
    peak = peak_mb()
    return json.dumps(figures if peak is None else {**figures, f"{part}: {PEAK}": peak})


def surroundings(repeat: int | None = None) -> dict[str, str]:
    """The environment of everything measured: no screen, and no talk of Qt on the way."""
    found = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if sys.platform == "linux" and os.geteuid() == 0:
        # Chromium will not start as root inside its sandbox.
        found.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
    if repeat is not None:
        found[RUNS] = str(repeat)
    return found


def peak_mb() -> float | None:
    """The most memory this process ever held; None where the system does not tell."""
    try:
        import resource  # not on Windows
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)


def number(value: float) -> str:
    """A figure as people read it: three digits are enough."""
    if value == int(value) and abs(value) < 1e6:
        return f"{value:,.0f}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
