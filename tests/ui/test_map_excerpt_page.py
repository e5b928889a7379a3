"""A piece of the map saved for a browser, in the real engine: where it opens, what lies over it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import cycle
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from tests.formats.map_samples import HOSTILE, printed_map
from tests.ui.map_shown import PATIENCE
from tests.ui.web import NO_GRAPHICS_CARD, SUSPICIOUS, ask, wait_for
from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.map_excerpts import Extent, Layer, Overlay, Spot
from warden_desk.formats import areas, map_export, map_extents

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
GROUND = Extent(574_000, 144_000, 592_000, 156_000)
PINS = "document.querySelectorAll('.pin').length"

Opened = Callable[[str], QWebEnginePage]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Iterator[Opened]:
    """Opens the text of a page in a browser."""
    view = QWebEngineView()
    view.resize(1100, 800)
    view.show()

    def load(text: str) -> QWebEnginePage:
        path = tmp_path / "map.html"
        path.write_text(text, "utf-8")
        with qtbot.waitSignal(view.loadFinished, timeout=PATIENCE):
            view.load(QUrl.fromLocalFile(str(path)))
        return view.page()

    yield load
    view.close()
    view.deleteLater()
    qtbot.wait(50)


def excerpt(ground: bytes | None = None, *, hostile: bool = False) -> str:
    whole = printed_map(hostile=hostile, has_names=True)
    inside = map_extents.inside(areas.shapes(), GROUND)
    rows = [row for row in whole.view.rows if row.gss_code in inside]
    over = Overlay(
        extent=GROUND,
        layers=frozenset({Layer.DISTRICTS, Layer.NAMES}),
        in_part=3,
        pins=tuple(_pins()),
        spots=(Spot(583_000, 150_000, 40),),
    )
    return map_export.html(
        replace(whole.only(rows, "Part of Maidstone"), overlay=over),
        areas.topology(),
        ground=ground,
    )


def _pins() -> Iterator[Pin]:
    """One at a place of its own for each hostile name."""
    words = cycle(HOSTILE)
    for at, name in enumerate(HOSTILE):
        lat, lon = 51.19 + at // 10 * 0.02, 0.58 + at % 10 * 0.02
        yield Pin(
            kind="tasking",
            id=next(words),
            lat=lat,
            lon=lon,
            name=name,
            lines=(next(words),),
            tone="red",
            mark="!",
            sort=next(words),
        )


def test_it_opens_where_the_screen_was_and_holds_only_what_was_seen(
    qtbot: QtBot, opened: Opened
) -> None:
    page = opened(excerpt())

    shown = "document.querySelectorAll('path.area:not(.absent)').length"
    count = len(map_extents.inside(areas.shapes(), GROUND))
    wait_for(qtbot, page, shown, lambda found: found == count)
    west, south, east, north = GROUND.degrees()
    seen = ask(
        qtbot,
        page,
        "(() => { const b = map_areas.getBounds();"
        " return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; })()",
    )
    assert seen[0] <= west
    assert seen[1] <= south
    assert east <= seen[2] < east + (east - west)
    assert north <= seen[3] < north + (north - south)


def test_no_pin_on_it_becomes_more_than_a_pin(qtbot: QtBot, opened: Opened) -> None:
    page = opened(excerpt(hostile=True))

    wait_for(qtbot, page, PINS, lambda found: found > 10)
    for number in range(0, ask(qtbot, page, PINS), 5):
        ask(qtbot, page, f"document.querySelectorAll('.pin')[{number}].focus()")

    assert ask(qtbot, page, SUSPICIOUS) == [True, 0, 0]
    assert ask(qtbot, page, "performance.getEntriesByType('resource').length") == 0


def test_the_picture_of_the_ground_lies_under_areas_that_let_it_through(
    qtbot: QtBot, opened: Opened
) -> None:
    buffer = BytesIO()
    Image.new("RGB", (300, 200), (90, 120, 90)).save(buffer, "JPEG")

    page = opened(excerpt(buffer.getvalue()))

    wait_for(
        qtbot, page, "document.querySelector('img.ground')?.naturalWidth", lambda wide: wide == 300
    )
    assert ask(qtbot, page, "document.querySelectorAll('.has-ground path.area').length") > 10
