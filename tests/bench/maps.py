"""How much sooner the map is there, and recoloured, than a plain folium map made anew each time.

Both show the same areas with the same tool tips at the same size, take turns, and count until the
second animation frame after the work. The plain map draws its outlines as publishers give them, of
some 165 points an area; ours had its own simplified when they were built. In the rest the plain
map has the advantage: folium is loaded before the clock starts, Leaflet is its only library and
lies beside it, and nothing comes over the network.

`python -m tests.bench.maps` prints the figures.
"""

import itertools
import json
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count, pairwise
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSize, QTimer, QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.harness import runs
from tests.formats.map_samples import area_words, in_state, rows
from warden_desk.domain.coverage import Coverage
from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.formats import areas, map_folium, map_page
from warden_desk.formats.map_looks import EVERY, looks, palette
from warden_desk.ui.widgets.map_scheme import register_scheme
from warden_desk.ui.widgets.map_view import MapView

ROUNDS = runs(7)
SIZE = QSize(1000, 680)
PATIENCE_MS = 30_000
SETTLE_MS = 300
MAPS = 10
FRAME_MS = 1000 / 60
"""Of a screen that shows sixty pictures a second."""
POINTS = 165
"""Of an average parish in the ONS's generalised boundaries, clipped to the coast."""
_TOKENS = count()
_PAINTED = """requestAnimationFrame(() => requestAnimationFrame(
  () => (document.title = "painted {token}")))"""
_FILLED = """(function look() {{
  const line = document.querySelector("path.group-line").getBoundingClientRect();
  if (line.width < 700 || line.right > innerWidth) return requestAnimationFrame(look);
  {painted};
}})()"""
"""Waits until the map has taken the size of its window, too."""


def measure() -> dict[str, float]:
    """Medians in milliseconds, and how many times faster."""
    _ = QApplication.instance() or QApplication([])
    register_scheme()  # before any page of any other kind is shown
    with tempfile.TemporaryDirectory() as folder:
        files = map_page.make(Path(folder) / "page", areas.topology())
        plain = PlainMap(Path(folder))
        rounds: list[tuple[float, ...]] = []
        for _ in range(ROUNDS + 1):
            ours = OurMap(files)
            rounds.append(
                (
                    ours.open(),
                    ours.recolour_one(),
                    ours.recolour_all(),
                    plain.make(),
                    ours.change_mode(),
                    ours.do_nothing(),
                )
            )
            ours.close()
        plain.close()
        memory = _memory(files, Path(folder))
    # The first round warms both engines up.
    opened, one, everything, anew, changed, nothing = (
        statistics.median(times) * 1000 for times in zip(*rounds[1:], strict=True)
    )
    return {
        "map: pre-warmed open, ms": opened,
        "map: recolour one, ms": one,
        "map: recolour all, ms": everything,
        "map: plain folium made anew, ms": anew,
        "map: open, times faster": anew / opened,
        "map: recolour, times faster": anew / one,
        "map: recolour all, times faster": anew / everything,
        "map: mode changed, ms": changed,
        "map: nothing changed, ms": nothing,
        "map: mode changed, frames": changed / FRAME_MS,
        **memory,
    }


class OurMap:
    """The window's map, made hidden before the clock starts."""

    def __init__(self, files: dict[str, Path]) -> None:
        self.view = MapView()
        self.view.tell_style(
            {"--ground": "#FFFFFF", "--text": "#000000", "--size": "13px"},
            {name: look.plain() for name, look in palette().items()},
        )
        self._show(rows())
        self.view.expect_size(SIZE)
        _until(self.view.ready.connect, lambda: self.view.start(files))

    def open(self) -> float:
        """Shown at a size it did not have while it was hidden."""

        def show() -> None:
            self.view.resize(SIZE)
            self.view.show()

        return self._timed(show, _FILLED.format(painted=_script()))

    def recolour_one(self) -> float:
        """As after a change of one parish: all are told again, one has changed."""
        changed = rows()
        changed[100] = replace(in_state(changed[100], Coverage.NONE), primary="")
        return self._timed(lambda: self._show(changed))

    def recolour_all(self) -> float:
        changed = shuffled()
        return self._timed(lambda: self._show(changed))

    def change_mode(self) -> float:
        """Every area gets another look and other words."""
        names = itertools.cycle(random.sample(EVERY, len(EVERY)))
        told = [{**area_words(row), "state": next(names)} for row in shuffled()]
        return self._timed(lambda: self.view.tell_areas(told))

    def do_nothing(self) -> float:
        return self._timed(lambda: None)

    def close(self) -> None:
        _end(self.view)

    def _show(self, shown: list[ModeRow]) -> None:
        self.view.tell_areas([area_words(row) for row in shown])

    def _timed(self, act: Callable[[], object], script: str = "") -> float:
        web = self.view.web
        assert web is not None
        script = script or _script()
        return _painted(web, lambda: (act(), web.page().runJavaScript(script)))


class PlainMap:
    """What a program does that asks folium for a new page whenever something changed."""

    def __init__(self, folder: Path) -> None:
        for name in ("leaflet.js", "leaflet.css"):
            shutil.copy(map_folium.leaflet(name), folder / name)
        self._path = folder / "plain.html"
        self._outlines = _geojson()
        self.view = QWebEngineView()
        self.view.resize(SIZE)
        self.view.show()

    def make(self) -> float:
        changed = shuffled()
        return _painted(self.view, lambda: self._make(changed))

    def close(self) -> None:
        _end(self.view)

    def _make(self, changed: list[ModeRow]) -> None:
        import folium

        by_code = {row.gss_code: row for row in changed}
        fills = {state: look.fill for state, look in looks().items()}
        for feature in self._outlines["features"]:
            row = by_code[feature["properties"]["gss_code"]]
            feature["properties"] |= {"name": row.name, "state": row.key, "who": row.primary}
        shown = folium.Map([51.2, 0.75], zoom_start=10, tiles=None)
        shown.default_js, shown.default_css = [("js", "leaflet.js")], [("css", "leaflet.css")]
        folium.GeoJson(
            self._outlines,
            style_function=lambda feature: {
                "fillColor": fills[Coverage(feature["properties"]["state"])],
                "fillOpacity": 1,
                "weight": 1,
                "color": "#FFFFFF",
            },
            tooltip=folium.GeoJsonTooltip(["name", "state", "who"]),
        ).add_to(shown)
        page: str = shown.get_root().render()
        script = f"<script>addEventListener('load', () => {{ {_script()} }})</script>"
        self._path.write_text(page.replace("</html>", f"{script}</html>"), "utf-8")
        self.view.load(QUrl.fromLocalFile(str(self._path)))


def _memory(files: dict[str, Path], folder: Path) -> dict[str, float]:
    """What the engine's own processes hold after ten maps of either kind; Linux alone tells."""
    if not Path("/proc/self/smaps_rollup").exists():
        return {}
    ours = OurMap(files)
    ours.open()
    for _ in range(MAPS):
        ours.change_mode()
    kept = _engine_mb()
    ours.close()
    _settle()
    plain = PlainMap(folder)
    for _ in range(MAPS):
        plain.make()
    anew = _engine_mb()
    plain.close()
    return {
        "map: memory after ten modes, MB": kept,
        "map: memory after ten plain maps, MB": anew,
        "map: memory, share of a plain map": kept / anew,
    }


def _engine_mb() -> float:
    """Proportional memory of the engine's processes that this one started."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            if b"QtWebEngineProcess" not in command or not _is_ours(folder):
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:  # it has just ended
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1000


def _is_ours(folder: Path) -> bool:
    """Whether a process descends from this one."""
    while folder.name not in ("0", "1"):
        if folder.name == str(os.getpid()):
            return True
        parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
        folder = folder.with_name(parent)
    return False


def shuffled() -> list[ModeRow]:
    """The sample with its states dealt out again."""
    return [in_state(row, random.choice(list(Coverage))) for row in rows()]


def _geojson() -> dict[str, Any]:
    """Our own outlines, decoded and as detailed as published ones."""
    topology = json.loads(areas.topology())
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[list[list[float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            arcs[-1].append([x * scale_x + left, y * scale_y + bottom])

    arcs = _as_published(arcs, shares=len(topology["objects"]["areas"]["geometries"]))

    def ring(indexes: list[int]) -> list[list[float]]:
        walked = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indexes]
        return [place for at, arc in enumerate(walked) for place in arc[min(at, 1) :]]

    def polygon(rings: list[list[int]]) -> list[list[list[float]]]:
        return [ring(indexes) for indexes in rings]

    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"gss_code": shape["properties"]["gss_code"]},
                "geometry": {
                    "type": shape["type"],
                    "coordinates": polygon(shape["arcs"])
                    if shape["type"] == "Polygon"
                    else [polygon(part) for part in shape["arcs"]],
                },
            }
            for shape in topology["objects"]["areas"]["geometries"]
        ],
    }


def _as_published(arcs: list[list[list[float]]], shares: int) -> list[list[list[float]]]:
    """The same lines with more points on them. An inner border counts for two areas."""
    wanted = POINTS * shares / 2
    pieces = max(1, round(wanted / sum(len(arc) - 1 for arc in arcs)))
    return [
        [
            [a + (b - a) * piece / pieces for a, b in zip(start, end, strict=True)]
            for start, end in pairwise(arc)
            for piece in range(pieces)
        ]
        + [arc[-1]]
        for arc in arcs
    ]


def _script() -> str:
    return _PAINTED.format(token=next(_TOKENS))


def _painted(view: QWebEngineView, act: Callable[[], object]) -> float:
    """Seconds from the act to the second frame after it."""
    ended: list[float] = []
    _settle()
    loop = QEventLoop()

    def hear(title: str) -> None:
        if title.startswith("painted"):
            ended.append(time.perf_counter())
            loop.quit()

    view.titleChanged.connect(hear)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    began = time.perf_counter()
    act()
    loop.exec()
    view.titleChanged.disconnect(hear)
    if not ended:
        raise TimeoutError("the map was not painted")
    return ended[0] - began


def _settle() -> None:
    """Let what went before be painted, or it would be counted to what comes next."""
    loop = QEventLoop()
    QTimer.singleShot(SETTLE_MS, loop.quit)
    loop.exec()


def _end(view: QWidget) -> None:
    """Let a view go now: an engine that outlives the program ends it with a crash."""
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _until(connect: Callable[[Callable[[], object]], object], act: Callable[[], object]) -> None:
    loop = QEventLoop()
    connect(loop.quit)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    act()
    loop.exec()


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))  # noqa: T201 - a bench is run to be read
