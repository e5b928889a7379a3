"""Names that try to be more than names: on the map in the real engine, and in the saved page."""

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from tests.formats.map_samples import HOSTILE, printed_map, rows
from tests.ui.map_shown import PATIENCE, page_of, shown_map
from tests.ui.web import NO_GRAPHICS_CARD, SUSPICIOUS, ask, wait_for
from warden_desk.domain.coverage_modes import Mode
from warden_desk.formats import areas, map_export, map_page
from warden_desk.ui.widgets.map_view import MapView

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
ADD, MAKE = "document.body.append", "document.createElement"


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine's, and what anybody asked it for."""
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", heard
        server.shutdown()
        thread.join()


@pytest.fixture
def files(map_cache: Path) -> dict[str, Path]:
    return map_page.make(map_cache, areas.topology())


@pytest.fixture
def plain(qtbot: QtBot, files: dict[str, Path]) -> Iterator[MapView]:
    with shown_map(qtbot, files, rows()) as view:
        yield view


@pytest.fixture
def hostile(qtbot: QtBot, files: dict[str, Path]) -> Iterator[MapView]:
    with shown_map(qtbot, files, rows(hostile=True)) as view:
        yield view


def test_hostile_words_of_pins_and_flags_are_only_words(qtbot: QtBot, plain: MapView) -> None:
    page = page_of(plain)
    assert len(HOSTILE) == 50
    pins = [
        {
            "kind": "tasking",
            "id": words,
            "lat": 51.0 + 0.012 * number,
            "lon": 0.2 + 0.02 * number,
            "name": words,
            "lines": [words, words],
            "tone": ("red", words)[number % 2],
            "mark": words,
        }
        for number, words in enumerate(HOSTILE)
    ]
    for words in HOSTILE:
        plain.fly_to((51.2, 0.7), words)
    plain.fly_to((51.2, 0.7), HOSTILE[0])
    plain.show_pins(pins)
    plain.zoom_to([])
    found = "[...document.querySelectorAll('.pin')]"
    assert wait_for(qtbot, page, f"{found}.length", bool) > 10
    ask(qtbot, page, f"{found}.map((p) => (p.focus(), p.ariaLabel)).length")
    over = "p.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))"
    ask(qtbot, page, f"{found}.map((p) => {over}).length")
    ask(qtbot, page, f"{found}.map((p) => (p.click(), 1)).length")
    qtbot.wait(300)

    assert ask(qtbot, page, SUSPICIOUS) == [True, 0, 0]
    assert ask(qtbot, page, "document.querySelector('.flag span').textContent") == HOSTILE[0]
    assert plain.traffic() == ([], [])
    assert page.url() == QUrl("warden://map/index.html")


def test_hostile_names_are_only_names(qtbot: QtBot, hostile: MapView) -> None:
    page = page_of(hostile)
    hostile.tell_notes(HOSTILE[0], HOSTILE[3])
    hostile.zoom_to([rows()[0].gss_code])
    for row in rows(hostile=True)[: len(HOSTILE)]:
        ask(qtbot, page, f"""document.querySelector('[data-area="{row.gss_code}"]').focus()""")
        assert row.name in ask(qtbot, page, "document.querySelector('.tip').textContent")
    qtbot.wait(300)

    assert ask(qtbot, page, SUSPICIOUS) == [True, 0, 0]
    assert ask(qtbot, page, "document.querySelector('.note .caption').textContent") == HOSTILE[0]
    assert ask(qtbot, page, "document.querySelectorAll('script:not([src])').length") == 0
    assert hostile.traffic() == ([], [])
    assert page.url() == QUrl("warden://map/index.html")


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('HOST/x')",
        "fetch('file:///etc/passwd')",
        "(new Image()).src = 'HOST/x.png'",
        f"{ADD}(Object.assign({MAKE}('script'), {{textContent: 'window.__ran=1'}}))",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.__ran=1>')",
        f"{ADD}(Object.assign({MAKE}('iframe'), {{src: 'file:///etc/passwd'}}))",
        "location.href = 'HOST/'",
        "location.href = 'file:///etc/passwd'",
        "window.open('HOST/')",
        "navigator.clipboard.readText()",
        "setTimeout('window.__ran=1', 0)",
    ],
)
def test_even_a_script_of_somebody_elses_could_reach_nothing(
    qtbot: QtBot,
    plain: MapView,
    attempt: str,
    listener: tuple[str, list[str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    page, (host, heard) = page_of(plain), listener
    with caplog.at_level(logging.CRITICAL):
        page.runJavaScript(f"try {{ {attempt.replace('HOST', host)} }} catch (refused) {{}}; 0")
        qtbot.wait(300)

    assert heard == []

    assert ask(qtbot, page, "window.__ran === undefined")
    assert page.url() == QUrl("warden://map/index.html")
    frames = ask(
        qtbot,
        page,
        "[...document.querySelectorAll('iframe')].map((f) => f.contentDocument?.body?.innerText)",
    )
    assert not any("root:" in (text or "") for text in frames)


@pytest.mark.parametrize(
    ("mode", "is_hostile"), [("coverage", False), ("coverage", True), ("warden", True)]
)
def test_the_saved_page_draws_itself_and_runs_nothing_else(
    qtbot: QtBot, tmp_path: Path, mode: str, is_hostile: bool
) -> None:
    path = tmp_path / "map.html"
    shown = printed_map(Mode(mode), hostile=is_hostile, has_names=True)
    path.write_text(map_export.html(shown, areas.topology()), "utf-8")
    view = QWebEngineView()
    view.resize(1100, 800)
    view.show()
    with qtbot.waitSignal(view.loadFinished, timeout=PATIENCE):
        view.load(QUrl.fromLocalFile(str(path)))
    page = view.page()

    wait_for(qtbot, page, "document.querySelectorAll('path.area').length", lambda n: n == 320)
    ask(qtbot, page, "(document.querySelector('details').open = true)")
    for number in range(0, 320, 16):
        ask(qtbot, page, f"document.querySelectorAll('path.area')[{number}].focus()")
    qtbot.wait(300)

    assert ask(qtbot, page, SUSPICIOUS) == [True, 0, 0]
    assert ask(qtbot, page, "performance.getEntriesByType('resource').length") == 0
    assert page.url() == QUrl.fromLocalFile(str(path))
    view.close()
    view.deleteLater()
    qtbot.wait(50)
