"""Several parishes are picked by keys alone, as well as with the lasso; the side says which."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.map_shown import opened_page, page_of, pane_of, rows_of
from tests.ui.pages import run
from tests.ui.web import NO_GRAPHICS_CARD, ask, wait_for
from warden_desk.services import teams
from warden_desk.ui.actions import install
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.handing import HandOverPanel
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
FOCUSED = "document.activeElement.dataset.area ?? ''"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, map_cache) as page:
        install(page, page.commands())
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        yield page


@pytest.fixture
def lenham(page: MapPage, workspace: Workspace) -> str:
    """The parish one looks at."""
    row = next(row for row in rows_of(workspace) if row.name == "Lenham")
    page.chosen.choose(row.gss_code)
    return row.gss_code


def said(page: MapPage) -> str:
    return find(page.picking.panel, QLabel, "picked").text()


def test_keys_go_to_the_map_pick_there_and_hand_over_what_is_picked(
    qtbot: QtBot, page: MapPage, lenham: str
) -> None:
    pane, web = pane_of(page.views.map), page_of(page.views.map)
    page.bar.mode.setFocus()

    QTest.keyClick(page.bar.mode, Qt.Key.Key_F6)
    qtbot.waitUntil(pane.hasFocus)
    wait_for(qtbot, web, FOCUSED, lambda area: area == lenham)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        before = list(page.picking.codes)
        QTest.keyClick(pane, key, Qt.KeyboardModifier.ShiftModifier)
        qtbot.waitUntil(lambda before=before: page.picking.codes != before)
    assert said(page) == "3 parishes picked"

    QTest.keyClick(pane, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: page.panel() is not None)
    panel = page.panel()
    assert isinstance(panel, HandOverPanel)
    assert len(panel.draft().area_ids) == 3
    assert lenham in page.picking.codes


def test_the_key_for_the_next_part_goes_round_the_page(qtbot: QtBot, page: MapPage) -> None:
    pane = pane_of(page.views.map)
    seen: list[str] = []
    page.bar.mode.setFocus()
    for _ in range(3):
        page.next_part()
        qtbot.waitUntil(lambda: here(page) not in seen[-1:])
        seen.append(here(page))

    assert seen == ["map", "side", "bar"]
    assert not pane.hasFocus()


def here(page: MapPage) -> str:
    """Which part of the page has the cursor."""
    parts = {"map": page.views, "side": page.side, "bar": page.bar}
    focused = page.window().focusWidget()
    return next((name for name, part in parts.items() if part.isAncestorOf(focused)), "")


def test_neighbours_are_picked_one_ring_after_the_other_and_let_go(
    qtbot: QtBot, page: MapPage, lenham: str
) -> None:
    run(page, "map_pick_beside")
    ring = set(page.picking.codes)
    assert lenham in ring
    assert 5 < len(ring) < 20
    marked = ask(qtbot, page_of(page.views.map), "document.querySelectorAll('.is-picked').length")
    assert marked == len(ring)
    assert set(page.views.table.chosen_ids()) == {r.area_id for r in page.reading.rows([*ring])}

    find(page.picking.panel, QPushButton, "pick_neighbours").click()
    assert ring < set(page.picking.codes)

    find(page.picking.panel, QPushButton, "let_go").click()
    assert page.picking.codes == []
    assert find(page.side.parish, QLabel, "area_name").text() == "Lenham"
    assert not page.side.parish.isHidden()
    assert page.picking.panel.isHidden()


def test_a_whole_district_is_picked(page: MapPage, lenham: str) -> None:
    run(page, "map_pick_district")

    picked = page.reading.rows([*page.picking.codes])
    assert {row.district for row in picked} == {"Maidstone"}
    assert len(picked) == sum(row.district == "Maidstone" for row in page.reading.view.rows)
    assert lenham in page.picking.codes


def test_what_lies_within_some_kilometres_is_picked(page: MapPage, lenham: str) -> None:
    find(page.picking.panel, QSpinBox, "kilometres").setValue(3)
    run(page, "map_pick_near")
    near = set(page.picking.codes)
    find(page.picking.panel, QSpinBox, "kilometres").setValue(9)
    run(page, "map_pick_near")

    assert lenham in near < set(page.picking.codes)


def test_the_team_that_is_chosen_limits_what_is_picked(
    page: MapPage, workspace: Workspace, lenham: str
) -> None:
    rows = workspace.read(teams.rows, TODAY)
    workspace.choose_team(next(team.id for team in rows if "Maidstone" in team.districts))
    run(page, "map_pick_beside")

    inside = {row.gss_code for row in page.reading.inside}
    assert set(page.picking.codes) <= inside
    assert lenham in page.picking.codes


def test_looking_for_one_parish_lets_go_of_those_picked(page: MapPage, lenham: str) -> None:
    run(page, "map_pick_beside")
    other = next(row for row in page.reading.view.rows if row.name == "Tenterden")

    page.open_item(other.area_id)

    assert page.picking.codes == []
    assert find(page.side.parish, QLabel, "area_name").text() == "Tenterden"
    assert other.gss_code != lenham


def test_picking_more_of_nothing_says_what_to_do_first(page: MapPage) -> None:
    run(page, "map_pick_beside")

    assert "Choose a parish first" in find(page.notice, QLabel, "notice_text").text()
