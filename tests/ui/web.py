"""What tests of web pages share: an engine that starts in a container, and answers to questions."""

import json
import os
from collections.abc import Callable
from time import monotonic
from typing import Any

# The engine's sandbox refuses to run as root, as containers do; there is no graphics card either.
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QPoint
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot

from warden_desk.ui.widgets.map_scheme import register_scheme

# Before any test shows a page of another kind: afterwards it would be too late for the map's own.
register_scheme()

NO_GRAPHICS_CARD = ("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints")

PATIENCE_S = 20

SUSPICIOUS = """
[window.__ran === undefined,
 document.querySelectorAll(`img, iframe, object, embed, video, math, input, base,
   link[href*="//"], meta[http-equiv=refresh], a[href^=javascript]`).length,
 [...document.querySelectorAll('*')]
   .filter((e) => [...e.attributes].some((a) => /^on/.test(a.name))).length]
"""
"""A script that answers [nothing ran, 0, 0] on a page where no name became more than a name."""


def ask(qtbot: QtBot, page: QWebEnginePage, script: str) -> Any:
    """What a script in the page answers."""
    answers: list[str] = []
    page.runJavaScript(f"JSON.stringify({script.strip().rstrip(';')})", 0, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=2 * PATIENCE_S * 1000)
    return json.loads(answers[0]) if answers[0] else None


def wait_for(
    qtbot: QtBot, page: QWebEnginePage, script: str, is_right: Callable[[Any], bool]
) -> Any:
    """What a script answers once it answers right."""
    end = monotonic() + PATIENCE_S
    while not is_right(answer := ask(qtbot, page, script)):
        assert monotonic() < end, f"{script} still answers {answer!r}"
        qtbot.wait(50)
    return answer


def wait_for_size(qtbot: QtBot, view: QWebEngineView) -> None:
    """Until the map has taken the size of its window: what is measured before moves once more."""
    size = f"[{view.width()}, {view.height()}]"
    script = f"(({{x, y}}) => [x, y].join() === {size}.join())(map_areas.getSize())"
    wait_for(qtbot, view.page(), script, bool)


def middle_of(qtbot: QtBot, page: QWebEnginePage, area: str) -> QPoint:
    """A pixel of the page that lies on an area and on nothing above it."""
    x, y = ask(
        qtbot,
        page,
        f"""(() => {{
          const path = document.querySelector('[data-area="{area}"]');
          const box = path.getBoundingClientRect();
          for (const [a, b] of [[.5, .5], [.4, .5], [.6, .5], [.5, .4], [.5, .6], [.35, .35]]) {{
            const at = [box.x + box.width * a, box.y + box.height * b];
            if (document.elementFromPoint(...at) === path) return at.map(Math.round);
          }}
          return [-1, -1];
        }})()""",
    )
    assert x >= 0, f"{area} cannot be seen"
    return QPoint(x, y)
