"""Markers, agreements and overridden rules at the window."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests.conftest import NOW, TODAY
from tests.ui.conftest import find
from tests.ui.pages import in_front
from warden_desk.domain.changes import Act
from warden_desk.domain.funding import FundingDraft
from warden_desk.domain.markers import MarkerDraft, MarkerState
from warden_desk.services import areas, funding, markers
from warden_desk.ui.pages.registers import RegistersPage
from warden_desk.ui.pages.registers.page import Register
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace

OTHER = Act("A. Other", NOW)


def lenham(workspace: Workspace) -> str:
    return workspace.read(areas.find, "Lenham", TODAY).id


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace) -> RegistersPage:
    draft = MarkerDraft(
        kind="dog",
        control="pair",
        area_id=lenham(new_workspace),
        place="Bull Lane",
        evidence_reference="E 14",
    )
    new_workspace.write("Add", markers.add, draft, act=OTHER)
    page = in_front(qtbot, RegistersPage(new_workspace), has_keys=True)
    page.focus_list()
    return page


def listed(table: LazyTable[Any]) -> list[list[str]]:
    model = table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def turn_to(page: RegistersPage, which: Register) -> None:
    find(page, Chip, which.name.lower()).setChecked(True)
    page.focus_list()


def test_a_marker_is_approved_by_another_person_and_taken_back(
    qtbot: QtBot, page: RegistersPage, new_workspace: Workspace
) -> None:
    assert listed(page.markers)[0][:3] == ["To approve", "Lenham, Bull Lane", "pair"]
    page.markers.selectRow(0)
    qtbot.keyClick(page.markers, Qt.Key.Key_A)
    panel = page.panel()
    assert panel is not None

    name = find(panel, QLineEdit, "name")
    name.setText("a. other")
    panel.accepted.emit()
    assert "Another person" in panel.notice.text()

    name.setText("B. Third")
    panel.accepted.emit()
    assert listed(page.markers)[0][0] == "Live"
    new_workspace.undo()
    assert listed(page.markers)[0][0] == "To approve"


def test_a_marker_is_entered_by_keyboard_and_says_what_is_missing(
    qtbot: QtBot, page: RegistersPage
) -> None:
    qtbot.keyClick(page.markers, Qt.Key.Key_N)
    panel = page.panel()
    assert panel is not None
    find(panel, QLineEdit, "kind").setText("no signal")
    panel.accepted.emit()
    assert len(listed(page.markers)) == 1  # refused: nothing is done about it yet

    find(panel, QLineEdit, "control").setText("check in")
    find(panel, QLineEdit, "reference").setText("KP/26/1")
    find(panel, QLineEdit, "evidence_reference").setText("E 15")
    panel.accepted.emit()
    assert sorted(row[1] for row in listed(page.markers)) == ["KP/26/1", "Lenham, Bull Lane"]


def test_a_marker_ends_with_a_reason(qtbot: QtBot, page: RegistersPage) -> None:
    page.markers.selectRow(0)
    qtbot.keyClick(page.markers, Qt.Key.Key_E)
    panel = page.panel()
    assert panel is not None
    find(panel, QPlainTextEdit, "reason").setPlainText("The dog moved away.")
    panel.accepted.emit()

    assert not listed(page.markers)


def test_the_list_to_look_at_leaves_out_what_is_live(
    page: RegistersPage, new_workspace: Workspace
) -> None:
    [row] = new_workspace.read(markers.rows, TODAY)
    assert row.state is MarkerState.WAITING
    turn_to(page, Register.REVIEW)
    assert len(listed(page.markers)) == 1

    new_workspace.write("Approve", markers.approve, row.id, act=Act("B. Third", NOW))
    assert not listed(page.markers)


def test_an_agreement_is_made_compared_with_the_month_and_ended(
    qtbot: QtBot, page: RegistersPage, new_workspace: Workspace
) -> None:
    draft = FundingDraft(
        area_ids=(lenham(new_workspace),), minutes_a_week=420, valid_from=TODAY.replace(day=1)
    )
    new_workspace.write("Agree", funding.add, draft, act=OTHER)
    turn_to(page, Register.FUNDING)
    assert [row[:2] + row[4:7] for row in listed(page.funding)] == [
        ["Short", "Lenham", "30 h", "0 h", "0 h"]
    ]

    qtbot.keyClick(page.funding, Qt.Key.Key_N)
    panel = page.panel()
    assert panel is not None
    find(panel, QSpinBox, "minutes_a_week").setValue(5)
    panel.accepted.emit()
    assert len(listed(page.funding)) == 1  # refused: no parish is named
    panel.close_panel()

    page.focus_list()
    page.funding.selectRow(0)
    qtbot.keyClick(page.funding, Qt.Key.Key_E)
    panel = page.panel()
    assert panel is not None
    panel.accepted.emit()
    [ended] = new_workspace.read(funding.rows)
    assert ended.valid_to == TODAY


def test_overridden_rules_are_counted_by_month(qtbot: QtBot, page: RegistersPage) -> None:
    turn_to(page, Register.OVERRIDES)
    qtbot.waitUntil(lambda: not page.progress.isVisible())
    assert listed(page.overrides) == []
    assert page.title.text() == "Overridden rules"
