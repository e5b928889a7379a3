"""What lies under and over the areas in the real web engine: seen, and nothing is fetched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWebEngineCore import QWebEnginePage
from pytestqt.qtbot import QtBot

from tests.formats.map_samples import rows
from tests.ui.map_shown import STYLE, page_of, shown_map
from tests.ui.web import NO_GRAPHICS_CARD, ask, middle_of, wait_for
from warden_desk.formats import areas, map_page
from warden_desk.ui.widgets.map_view import Ground, MapView

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
LENHAM = next(row.gss_code for row in rows() if row.name == "Lenham")
OPACITY = "getComputedStyle(document.querySelector('.area')).fillOpacity"
OVERLAPS = """(() => {
  const boxes = [...document.querySelectorAll('.label span')]
    .filter((s) => getComputedStyle(s.parentElement).display !== 'none')
    .map((s) => {
      const words = document.createRange();
      words.selectNodeContents(s);
      return words.getBoundingClientRect();
    });
  const crosses = (a, b) =>
    a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
  return [boxes.length, boxes.filter((a) => boxes.some((b) => a !== b && crosses(a, b))).length];
})()"""


@pytest.fixture
def files(map_cache: Path) -> dict[str, Path]:
    return map_page.make(map_cache, areas.topology())


@pytest.fixture
def view(qtbot: QtBot, files: dict[str, Path]) -> Iterator[MapView]:
    with shown_map(qtbot, files, rows()) as shown:
        yield shown


def picture(colour: str) -> bytes:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
    return bytes(buffer.data().data())


def colour_at(view: MapView, at: QPoint) -> QColor:
    return view.grab().toImage().pixelColor(at)


def redness(colour: QColor) -> int:
    return colour.red() - colour.green()


def test_pictures_of_a_base_map_come_through_the_maps_own_door_and_are_seen(
    qtbot: QtBot, view: MapView
) -> None:
    asked: list[tuple[int, int, int]] = []
    magenta = picture("#FF00FF")

    def tile(level: int, column: int, row: int) -> tuple[bytes, str] | None:
        asked.append((level, column, row))
        return None if column % 2 else (magenta, "image/png")

    sea = QPoint(view.width() - 60, view.height() // 2)
    inside = middle_of(qtbot, page_of(view), LENHAM)
    before = colour_at(view, inside)

    view.show_ground(Ground((7, 9), tile))
    wait_for(qtbot, page_of(view), "document.querySelectorAll('.leaflet-tile-loaded').length", bool)
    view.zoom_to([LENHAM])  # closer than the file has pictures
    view.zoom_to([])

    def is_magenta(colour: QColor) -> bool:
        return colour.red() > 200 > 80 > colour.green()

    grab = view.grab
    qtbot.waitUntil(
        lambda: any(is_magenta(grab().toImage().pixelColor(x, sea.y())) for x in range(4, 880, 40)),
        timeout=15_000,
    )
    assert asked
    assert {level for level, _, _ in asked} <= {7, 8, 9}
    qtbot.waitUntil(lambda: colour_at(view, inside) != before or len(asked) > 8)
    assert ask(qtbot, page_of(view), OPACITY) == "0.55"
    assert view.traffic() == ([], [])

    view.show_ground(None)
    assert ask(qtbot, page_of(view), "document.querySelectorAll('.leaflet-tile').length") == 0
    assert ask(qtbot, page_of(view), OPACITY) == "1"


def test_incidents_glow_where_they_were_and_nowhere_else(qtbot: QtBot, view: MapView) -> None:
    page = page_of(view)
    here = middle_of(qtbot, page, LENHAM)
    far = middle_of(qtbot, page, next(r.gss_code for r in rows() if r.name == "Tenterden"))
    bare = QColor(STYLE["--ground"])
    qtbot.waitUntil(lambda: bare not in (colour_at(view, here), colour_at(view, far)))
    before = colour_at(view, here)

    view.show_heat([(*place_at(qtbot, page, far), 50)])
    qtbot.waitUntil(lambda: colour_at(view, here) != before)  # all areas fade
    faded, glowing = colour_at(view, here), colour_at(view, far)

    view.show_heat([(*place_at(qtbot, page, here), 50)])
    qtbot.waitUntil(lambda: redness(colour_at(view, here)) > redness(faded))
    assert redness(colour_at(view, far)) < redness(glowing)

    view.show_heat([])
    qtbot.waitUntil(lambda: colour_at(view, here) == before)


def place_at(qtbot: QtBot, page: QWebEnginePage, pixel: QPoint) -> tuple[float, float]:
    at = f"map_areas.containerPointToLatLng([{pixel.x()}, {pixel.y()}])"
    lat, lon = ask(qtbot, page, f"(({{lat, lng}}) => [lat, lng])({at})")
    return lat, lon


def test_names_of_places_never_cover_one_another_at_any_zoom(qtbot: QtBot, view: MapView) -> None:
    page = page_of(view)
    few, _ = ask(qtbot, page, OVERLAPS)

    view.name_places(True)

    many, covered = ask(qtbot, page, OVERLAPS)
    assert many > few + 15
    assert covered == 0
    for code in (LENHAM, rows()[0].gss_code):
        view.zoom_to([code])
        for _ in range(3):
            named, covered = ask(qtbot, page, OVERLAPS)
            assert named > 0
            assert covered == 0
            ask(qtbot, page, "map_areas.setZoom(map_areas.getZoom() - 0.7, {animate: false}) && 1")

    view.name_places(False)
    view.zoom_to([])
    assert ask(qtbot, page, OVERLAPS) == [few, 0]


def test_further_lines_are_drawn_over_the_areas_and_taken_away(qtbot: QtBot, view: MapView) -> None:
    view.show_further_lines(areas.topology())
    width = "document.querySelector('.ward-line')?.getBBox().width ?? 0"
    assert wait_for(qtbot, page_of(view), width, lambda found: found > 300)

    view.show_further_lines("")
    assert ask(qtbot, page_of(view), width) == 0
