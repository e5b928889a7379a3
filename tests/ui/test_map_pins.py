"""Pins and lines over the map: counted, named, opened, taken away."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.map_shown import (
    opened_page,
    page_of,
)
from tests.ui.web import NO_GRAPHICS_CARD, wait_for
from warden_desk.services.coverage import coverage_overlays
from warden_desk.storage.tables import Area, Event
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, map_cache) as page:
        yield page


def pins_of(qtbot: QtBot, page: MapPage, kind: str) -> list[str]:
    web = page_of(page.views.map)
    script = f"[...document.querySelectorAll('[data-pin={kind}]')].map((p) => p.ariaLabel)"
    return wait_for(qtbot, web, script, lambda found: found is not None)


@pytest.mark.parametrize(
    ("layer", "kind"), [("taskings", "tasking"), ("events", "event"), ("bases", "area")]
)
def test_a_layer_of_pins_is_counted_named_and_taken_away_again(
    qtbot: QtBot, page: MapPage, workspace: Workspace, layer: str, kind: str
) -> None:
    if layer == "events":
        page.bar.day.set_value(workspace.read(_day_with_an_event))
        page.bar.day.left.emit()
    chip = find(page, QPushButton, f"layer_{layer}")

    chip.click()

    count = int(chip.text().rsplit(" ", 1)[1])
    named = pins_of(qtbot, page, kind)
    assert 0 < len(named) <= count
    total = sum(int(name.split(" ")[0]) if " of " in name else 1 for name in named)
    assert total == count
    told = find(page.side, QLabel, "pins").text().split(" · ")
    assert sum(int(sign.rsplit(" ", 1)[1]) for sign in told) == count

    chip.click()
    assert pins_of(qtbot, page, kind) == []
    assert find(page.side, QLabel, "pins").isHidden()


def _day_with_an_event(session: Session) -> date:
    query = select(Event.on_date).join(Area, Area.id == Event.area_id)
    return session.scalars(query.where(Area.centre_easting.is_not(None))).first() or TODAY


def test_a_pin_opens_its_tasking_and_pins_of_one_place_are_taken_apart(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    found = workspace.read(coverage_overlays.taskings, TODAY, None)
    places = Counter((pin.lat, pin.lon) for pin in found)
    wanted = next(pin for pin in found if places[pin.lat, pin.lon] > 1)
    find(page, QPushButton, "layer_taskings").click()
    page.views.map.fly_to((wanted.lat, wanted.lon), "here")
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    web = page_of(page.views.map)

    press = """(() => {
        const pins = [...document.querySelectorAll('[data-pin=tasking]')];
        const one = pins.find((p) => p.ariaLabel.startsWith(NAME));
        const middle = [innerWidth / 2, innerHeight / 2];
        const far = (p) => Math.hypot(p.getBoundingClientRect().x + 11 - middle[0],
                                      p.getBoundingClientRect().y + 11 - middle[1]);
        const nearest = pins.sort((a, b) => far(a) - far(b))[0];
        (one ?? nearest).click();
        return Boolean(one);
    })()""".replace("NAME", json.dumps(f"{wanted.name}, "))
    wait_for(qtbot, web, press, bool)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)

    assert opened == [("tasking", wanted.id)]


def test_the_lines_of_districts_can_be_taken_away(qtbot: QtBot, page: MapPage) -> None:
    web = page_of(page.views.map)
    script = "getComputedStyle(document.querySelector('.label.group')).display"

    find(page, QPushButton, "layer_districts").click()

    assert wait_for(qtbot, web, script, lambda shown: shown == "none")
