"""Parishes are picked on the map and handed over, for good or only to see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.map_shown import bare_parish, opened_page, page_of, pane_of, rows_of, shown
from tests.ui.web import NO_GRAPHICS_CARD, ask, wait_for
from warden_desk.domain.people import PersonRow
from warden_desk.services import people
from warden_desk.ui.pages.map import MapPage
from warden_desk.ui.pages.map.handing import HandOverPanel
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace

pytestmark = [
    pytest.mark.web,
    pytest.mark.timeout(90),
    pytest.mark.qt_log_ignore(*NO_GRAPHICS_CARD, extend=True),
]
LASSO = "document.querySelector('.lasso-line').getAttribute('d')"


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, map_cache: Path) -> Iterator[MapPage]:
    with opened_page(qtbot, workspace, map_cache) as page:
        yield page


def test_a_group_drawn_round_on_the_map_is_handed_over_and_one_undo_takes_it_back(
    qtbot: QtBot, page: MapPage, workspace: Workspace
) -> None:
    before = {row.area_id: row.primary for row in rows_of(workspace)}
    lasso(qtbot, page)
    picked = page.views.table.chosen_ids()
    assert len(picked) > 3

    page.hand_over()
    panel = page.panel()
    assert panel is not None
    chosen = people_of(workspace)[-1]
    find(panel, ChoiceBox, "person_id").set_value(chosen.id)
    panel.accepted.emit()

    after = {row.area_id: row.primary for row in rows_of(workspace)}
    assert {key for key in picked if after[key] == chosen.name} == set(picked)
    assert page.panel() is None

    workspace.undo()
    assert {row.area_id: row.primary for row in rows_of(workspace)} == before


def lasso(qtbot: QtBot, page: MapPage) -> None:
    """Draw a square round the middle of the map with the mouse."""
    page.bar.lasso.setChecked(True)
    web, pane = page_of(page.views.map), pane_of(page.views.map)
    wait_for(qtbot, web, "document.querySelectorAll('.lasso').length", bool)
    x, y, far = pane.width() // 2, pane.height() // 2, 90
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(pane, left, pos=QPoint(x - far, y - far))
    before = ask(qtbot, web, LASSO)
    for dx, dy in ((far, -far), (far, far), (-far, far), (-far, 0)):
        QTest.mouseMove(pane, QPoint(x + dx, y + dy))
        before = wait_for(qtbot, web, LASSO, lambda drawn, before=before: drawn != before)
    QTest.mouseRelease(pane, left, pos=QPoint(x - far, y))
    qtbot.waitUntil(lambda: len(page.views.table.chosen_ids()) > 1, timeout=10_000)
    page.bar.lasso.setChecked(False)


def people_of(workspace: Workspace) -> list[PersonRow]:
    return [row for row in workspace.read(people.rows, TODAY) if not row.kind.is_volunteer]


def test_rows_chosen_with_shift_in_the_table_are_handed_over_by_keyboard(
    page: MapPage, workspace: Workspace
) -> None:
    page.bar.as_table.setChecked(True)
    table = page.views.table
    table.setFocus()
    table.choose(shown(page)[0].id)
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert find(page.picking.panel, QLabel, "picked").text() == "3 parishes picked"

    page.hand_over()
    panel = page.panel()
    assert isinstance(panel, HandOverPanel)
    assert set(panel.draft().area_ids) == {row.id for row in shown(page)[:3]}
    find(panel, ChoiceBox, "person_id").set_value(people_of(workspace)[0].id)
    panel.foretell()
    said = [one.text() for one in panel.preview.findChildren(QLabel)]
    assert people_of(workspace)[0].name in said
    assert any(" → " in text for text in said)


def test_what_is_tried_is_shown_but_not_saved_until_it_is_kept(
    page: MapPage, workspace: Workspace
) -> None:
    bare = bare_parish(workspace)
    chosen = people_of(workspace)[0]
    page.bar.what_if.setChecked(True)
    assert "nothing is saved" in find(page, QLabel, "what_if").text()

    def hand_over() -> None:
        page.chosen.choose(bare.gss_code)
        page.hand_over()
        panel = page.panel()
        assert panel is not None
        find(panel, ChoiceBox, "person_id").set_value(chosen.id)
        panel.accepted.emit()

    hand_over()

    assert next(row for row in shown(page) if row.id == bare.id).primary == chosen.name
    assert next(row for row in rows_of(workspace) if row.id == bare.id).primary == ""
    assert not workspace.undo_stack.canUndo()
    assert page.has_typing()

    page.bar.what_if.setChecked(False)
    assert page.bar.what_if.isChecked()  # it asks first

    find(page, QPushButton, "discard_tried").click()
    assert next(row for row in shown(page) if row.id == bare.id).primary == ""
    assert not page.bar.what_if.isChecked()

    page.bar.what_if.setChecked(True)
    hand_over()
    find(page, QPushButton, "keep").click()

    assert next(row for row in rows_of(workspace) if row.id == bare.id).primary == chosen.name
    assert not page.work.trial.is_on


def test_handing_nothing_over_says_what_to_do_first(page: MapPage) -> None:
    page.hand_over()

    assert "Choose a parish first" in find(page.notice, QLabel, "notice_text").text()
