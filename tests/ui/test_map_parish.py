"""The parish one looks at on the map: found, told, and left for the pages under the map."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.reorganised_desk import split
from tests.ui.conftest import find, rest
from tests.ui.map_shown import opened_page, page_of, pane_of, rows_of
from tests.ui.web import NO_GRAPHICS_CARD, middle_of, wait_for
from warden_desk.domain.changes import Act
from warden_desk.domain.reorganisation import Plan
from warden_desk.services.incidents import need
from warden_desk.services.reorganisation import reorganisation
from warden_desk.storage.tables import ParishAssignment
from warden_desk.ui.page_table import PAGES
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


def test_a_click_on_the_map_shows_who_covers_the_parish(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    row = next(row for row in rows_of(workspace) if row.name == "Lenham")
    web, pane = page_of(page.views.map), pane_of(page.views.map)
    wait_for(qtbot, web, "document.querySelector('.group-line')?.getBBox().width ?? 0", bool)

    QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=middle_of(qtbot, web, row.gss_code))
    qtbot.waitUntil(lambda: bool(page.side.parish.findChildren(QLabel, "area_name")))

    assert find(page.side.parish, QLabel, "area_name").text() == "Lenham"
    names = [button.text() for button in page.side.parish.findChildren(QPushButton)]
    assert row.primary in names
    assert page.views.table.chosen_id() == row.area_id


def test_the_panel_tells_who_was_there_and_what_they_wrote(
    page: MapPage, workspace: Workspace
) -> None:
    row = next(row for row in rows_of(workspace) if row.name == "Lenham")
    workspace.write("Note", _hand_on, row.area_id)

    page.chosen.choose(row.gss_code)

    said = [one.text() for one in page.side.parish.findChildren(QLabel)]
    assert "“Ring the clerk on Mondays.”" in said
    assert "Last visits" in said


def _hand_on(session: Session, area_id: str) -> None:
    for held in session.scalars(
        select(ParishAssignment).where(ParishAssignment.area_id == area_id)
    ):
        held.handover_note = "Ring the clerk on Mondays."


def test_the_panel_tells_of_need_and_incidents_and_leads_to_their_pages(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    first = next(row for row in workspace.read(need.scores, TODAY) if row.rank == 1)
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))

    page.chosen.open(first.area_id)
    rest(qtbot, workspace)

    said = [one.text() for one in page.side.parish.findChildren(QLabel)]
    assert any("rank 1 of 320" in text for text in said)
    assert any("of them anti-social" in text for text in said)
    for name in ("need", "hotspots"):
        find(page.side.parish, QPushButton, f"to_{name}").click()
    assert opened == [("page", "need"), ("page", "hotspots")]


def test_the_pages_under_the_map_are_a_press_away_by_button_and_key(
    page: MapPage, workspace: Workspace
) -> None:
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    keys = {one.key: one for one in page.commands()}
    assert len(keys) == len(page.commands())
    under = [e.key for e in PAGES if e.under == "map" and e.key != "atlas"]  # it has a button above
    assert {"boundaries", "hotspots", "need", "reorganise"} <= set(under)

    for key in under:
        find(page.side.parish, QPushButton, f"go_{key}").click()
        keys[f"map_to_{key}"].run()

    assert opened == [("page", key) for key in under for _ in range(2)]
    shortcuts = [one.keys for one in page.commands() if one.shortcut]
    assert len(shortcuts) == len(set(shortcuts))


@pytest.mark.parametrize(
    ("typed", "name"), [("Lenham", "Lenham"), ("ME17 2PX", "Lenham"), ("TQ 899 522", "Lenham")]
)
def test_what_is_looked_for_is_flown_to(
    qtbot: QtBot, page: MapPage, workspace: Workspace, typed: str, name: str
) -> None:
    assert page.search is not None
    page.search.setText(typed)
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    assert find(page.side.parish, QLabel, "area_name").text() == name


def test_what_is_not_found_is_said(qtbot: QtBot, page: MapPage, workspace: Workspace) -> None:
    assert page.search is not None
    page.search.setText("Atlantis")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    assert "Atlantis" in find(page.notice, QLabel, "notice_text").text()


def test_a_parish_that_was_divided_offers_its_other_parts_which_no_click_can_reach(
    qtbot: QtBot, page: MapPage, workspace: Workspace, act: Act
) -> None:
    plan = Plan("Plan", (split("Lenham", "Lenham", "Lenham Heath", on=TODAY),))
    workspace.write("Divide", reorganisation.apply, plan, act=act)
    rest(qtbot, workspace)
    qtbot.waitUntil(lambda: page.views.map.is_ready)
    parts = [row for row in page.reading.view.rows if row.name.startswith("Lenham")]
    assert len(parts) == 2

    page.chosen.choose(parts[0].gss_code)
    other = find(page.side.parish, QPushButton, "sharing")
    assert other.text() == parts[1].name

    other.click()
    assert find(page.side.parish, QLabel, "area_name").text() == parts[1].name
    assert find(page.side.parish, QPushButton, "sharing").text() == parts[0].name
