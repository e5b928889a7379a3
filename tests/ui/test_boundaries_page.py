# pyright: basic
"""The page of boundaries, as somebody uses it with a file from a publisher."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.boundary_files import boundary_line, frame, square
from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from warden_desk.domain.boundaries import LEAVE, LineState
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries
from warden_desk.ui.actions import install
from warden_desk.ui.pages.boundaries import BoundariesPage
from warden_desk.ui.workspace import Workspace

ALDINGTON = "E04004824"


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace, tmp_path: Path) -> BoundariesPage:
    rows = [
        (ALDINGTON, "Great Newname"),
        ("E04004825", "Appledore"),
        ("E04099001", "Bethersdenn with Woodchurch"),
    ]
    path = tmp_path / "Parishes_May_2026.gpkg"
    frame(
        [
            {
                "PARNCP26CD": code,
                "PARNCP26NM": name,
                "LAD26CD": "E07000105",
                "geometry": square(601000 + 2000 * at, 140000, 2000),
            }
            for at, (code, name) in enumerate(rows)
        ]
    ).to_file(path, driver="GPKG")
    page = BoundariesPage(new_workspace, lambda _: path)
    qtbot.addWidget(page)
    install(page, page.commands())
    page.resize(1214, 662)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def opened(page: BoundariesPage, qtbot: QtBot, new_workspace: Workspace) -> BoundariesPage:
    """The page with the file chosen by its key, the new name selected."""
    qtbot.keyClick(page.sets.table, Qt.Key.Key_N)
    rest(qtbot, new_workspace)
    page.review.lines.choose(ALDINGTON)
    return page


def told(page: BoundariesPage) -> dict[str, str]:
    rows = page.review.lines.rows
    found = [rows.row(number) for number in range(page.review.lines.model().rowCount())]
    return {row.id: row.decision for row in found}


def name_of(workspace: Workspace, code: str) -> str:
    rows = workspace.read(areas.local_areas, TODAY)
    return next(row.name for row in rows if row.gss_code == code)


def test_it_opens_with_the_sets_and_what_each_is(page: BoundariesPage):
    model = page.sets.table.model()
    assert [model.index(0, column).data() for column in (0, 3)] == [
        "Indicative areas",
        "Not official",
    ]
    assert not page.review.chips[LineState.NEW].isVisible()


def test_a_file_is_shown_with_what_it_changes_and_nothing_is_written(
    opened: BoundariesPage, new_workspace: Workspace
):
    assert opened.title.text() == "Parishes, May 2026"
    assert told(opened)[ALDINGTON].startswith("It is called Great Newname from")
    assert told(opened)["E04099001"] == "Leave it out"
    assert "1 area is doubtful" in opened.notice.text()
    assert len(new_workspace.read(boundaries.sets)) == 1
    assert not new_workspace.undo_stack.canUndo()


def test_a_decision_is_made_by_its_number_and_the_file_taken_in_by_keyboard(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_2)
    assert told(opened)[ALDINGTON] == "The register stays as it is"

    qtbot.keyClick(opened.review.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest(qtbot, new_workspace)

    assert new_workspace.read(boundaries.sets)[0].name == "Parishes, May 2026"
    assert name_of(new_workspace, ALDINGTON) == "Aldington"
    assert "Ctrl+Z takes it back" in opened.notice.text()
    assert opened.title.text() == "Boundaries"


def test_taking_in_is_one_step_of_undo(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    find(opened, QPushButton, "take_in").click()
    rest(qtbot, new_workspace)
    assert name_of(new_workspace, ALDINGTON) == "Great Newname"
    assert opened.sets.table.model().rowCount() == 2

    new_workspace.undo()

    assert name_of(new_workspace, ALDINGTON) == "Aldington"
    assert opened.sets.table.model().rowCount() == 1


def test_a_button_decides_about_the_chosen_area(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    find(opened.review.detail, QPushButton, f"choice_{LEAVE}").click()

    assert told(opened)[ALDINGTON] == "The register stays as it is"
    assert opened.review.lines.chosen_id() == ALDINGTON


def test_chips_leave_only_what_is_wanted(opened: BoundariesPage):
    opened.review.chips[LineState.DOUBTFUL].click()
    assert list(told(opened)) == ["E04099001"]
    opened.review.chips[LineState.DOUBTFUL].click()
    assert len(told(opened)) > 3


def test_another_day_changes_from_when_it_holds(opened: BoundariesPage):
    opened.since.set_value(date(2027, 4, 1))
    opened.since.left.emit()

    assert told(opened)[ALDINGTON] == "It is called Great Newname from Thu 1 Apr 2027"


def left(page: BoundariesPage) -> int:
    opened = page.review.opened
    return len(opened.left()) if opened else 0


def test_one_key_decides_about_all_of_a_kind_and_says_what_is_left(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    model = opened.review.opened
    assert model is not None
    gone = [line for line in model.plan.lines if line.state is LineState.GONE]
    assert left(opened) == len(gone) + 2
    opened.review.lines.choose(gone[0].key)

    qtbot.keyClick(opened.review.lines, Qt.Key.Key_2)
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_A)

    assert all(told(opened)[line.key].startswith("It ends on") for line in gone)
    assert f"Gone, {len(gone)} areas" in opened.notice.text()
    assert left(opened) == 2
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_L)
    assert set(told(opened)) == {ALDINGTON, "E04099001"}
    opened.take_in()
    rest(qtbot, new_workspace)
    ended = new_workspace.read(areas.local_areas, TODAY)
    assert not {line.area_id for line in gone} & {row.id for row in ended}


def test_that_a_doubtful_area_is_a_certain_one_is_said_of_that_one_alone(
    opened: BoundariesPage, qtbot: QtBot
):
    opened.review.lines.choose("E04099001")
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_2)
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_A)

    assert "Doubtful, 1 area: “It is " in opened.notice.text()
    assert "stays out" not in opened.notice.text()


def test_what_is_the_same_has_nothing_to_decide(opened: BoundariesPage, qtbot: QtBot):
    opened.review.lines.choose("E04004825")
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_A)

    assert "Choose an area that differs" in opened.notice.text()
    assert not opened.has_typing()


def test_two_sets_are_compared_beside_the_list(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    opened.take_in()
    rest(qtbot, new_workspace)
    qtbot.keyClick(opened.sets.table, Qt.Key.Key_D)
    rest(qtbot, new_workspace)

    texts = " ".join(said.text() for said in opened.sets.detail.findChildren(QLabel))
    assert "Against Indicative areas" in texts
    assert "% the same" in texts


def test_leaving_a_file_writes_nothing(
    opened: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    qtbot.keyClick(opened.review.lines, Qt.Key.Key_B)

    assert opened.title.text() == "Boundaries"
    assert len(new_workspace.read(boundaries.sets)) == 1


def test_a_file_with_several_sets_offers_the_others(
    page: BoundariesPage, qtbot: QtBot, new_workspace: Workspace, tmp_path: Path
):
    page.open_file(boundary_line(tmp_path / "bdline_gb-2025-05.gpkg"))
    rest(qtbot, new_workspace)
    find(page.review.detail, QPushButton, "read_ward").click()
    rest(qtbot, new_workspace)

    assert page.title.text() == "Wards, May 2025"


def test_a_bad_file_and_a_bad_address_are_said_and_change_nothing(
    page: BoundariesPage,
    qtbot: QtBot,
    new_workspace: Workspace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    cut = tmp_path / "cut.gpkg"
    cut.write_bytes(b"SQLite format 3\0" + bytes(50))
    page.open_file(cut)
    rest(qtbot, new_workspace)
    assert "cut.gpkg is damaged" in page.notice.text()

    from dataclasses import replace

    from warden_desk.services import settings

    bad = replace(new_workspace.settings, boundary_service="http://example.org/x")
    new_workspace.write("Set", settings.save, bad)
    page.fetch()
    rest(qtbot, new_workspace)
    assert "must begin with https://" in page.notice.text()
    assert page.title.text() == "Boundaries"


def test_looking_at_a_file_can_be_cancelled(
    page: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    page.choose()
    find(page, QPushButton, "cancel_job").click()
    rest(qtbot, new_workspace)

    assert page.title.text() == "Boundaries"
    assert page.progress.isHidden()


def test_the_window_answers_while_a_file_is_read(
    page: BoundariesPage, qtbot: QtBot, new_workspace: Workspace
):
    turns: list[bool] = []
    often = QTimer(page, interval=5)
    often.timeout.connect(lambda: turns.append(new_workspace.jobs.is_idle))
    page.choose()
    often.start()
    rest(qtbot, new_workspace)
    often.stop()

    assert turns.count(False) > 20, "another process reads; the window has its turns meanwhile"
