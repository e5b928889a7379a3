"""The page of hot-spots: one test for each thing that can be done there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.services.test_incidents import ASB, LENHAM, street
from tests.ui.conftest import find, rest
from tests.ui.pages import in_front_and_read, panel, rows, save
from warden_desk.domain.dates import Week
from warden_desk.domain.degrees import from_place
from warden_desk.domain.hot_spot_effect import CAUTION
from warden_desk.domain.incidents import MonthRow, RepeatLocation
from warden_desk.domain.months import Month
from warden_desk.services.hot_spots import hot_spots
from warden_desk.services.incidents import incidents
from warden_desk.ui.pages.hotspots.columns import area_columns
from warden_desk.ui.pages.hotspots.lists import MONTHS, PARISHES, PLACES, SPOTS, WARDS
from warden_desk.ui.pages.hotspots.page import HotSpotsPage
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.workspace import Workspace

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> HotSpotsPage:
    return in_front_and_read(qtbot, HotSpotsPage(workspace), workspace)


def press(page: HotSpotsPage, qtbot: QtBot, key: Qt.Key, *, control: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if control else NO_MODIFIER
    target = QApplication.focusWidget()
    assert target is not None
    assert page.isAncestorOf(target)
    qtbot.keyClick(target, key, modifier)


def told(page: HotSpotsPage) -> str:
    return "\n".join(said.text() for said in page.detail.findChildren(QLabel) if said.isVisible())


def counts(page: HotSpotsPage) -> dict[str, int]:
    return {row.id: row.count for row in rows(page.lists.areas)}


def test_a_repeat_location_becomes_a_hot_spot_with_one_key(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PLACES)
    page.begin()
    name = find(panel(page), QLineEdit, "name").text()

    save(page)
    rest(qtbot, workspace)

    assert page.lists.view == SPOTS
    newest = next(r for r in workspace.read(hot_spots.rows) if r.acts_from == workspace.today())
    assert newest.name == name
    assert page.lists.spots.chosen_id() == newest.id
    workspace.undo()
    assert newest.id not in [row.id for row in workspace.read(hot_spots.rows)]


def test_a_parish_becomes_a_hot_spot_of_all_of_it(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PARISHES)
    page.begin()
    save(page)
    rest(qtbot, workspace)

    newest = next(r for r in workspace.read(hot_spots.rows) if r.acts_from == workspace.today())
    assert newest.is_whole_parish


def test_what_is_missing_is_told_and_the_panel_stays(page: HotSpotsPage):
    page.show_view(PLACES)
    page.begin()
    find(panel(page), QLineEdit, "name").clear()

    save(page)

    assert page.panel() is not None


def test_patrols_are_put_on_the_rounds_that_are_ticked(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PLACES)
    page.begin()
    save(page)
    rest(qtbot, workspace)
    key = page.lists.spots.chosen_id()

    page.plan()
    save(page)

    assert workspace.read(hot_spots.row, key).patrols > 0
    assert "on the rounds of the week" in page.notice.text()


def test_the_sheet_is_shown_printed_and_noted(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_sheet()
    rest(qtbot, workspace)

    preview = page.acts.preview
    assert preview is not None
    assert preview.page_count() >= 1
    assert "What came of it" in preview.text(0)
    preview.printed.emit()
    assert workspace.undo_stack.undoText() == "Print a hot-spot sheet"


def test_a_hot_spot_is_changed_and_removed_and_both_can_be_undone(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    key = page.lists.spots.chosen_id()
    page.change()
    find(panel(page), QLineEdit, "name").setText("The new name")
    save(page)
    assert workspace.read(hot_spots.row, key).name == "The new name"

    page.remove()
    assert workspace.read(hot_spots.rows) == []
    workspace.undo()
    workspace.undo()
    rest(qtbot, workspace)
    assert workspace.read(hot_spots.row, key).name != "The new name"


def test_files_are_taken_in_and_what_became_of_them_is_said(
    make_workspace: Callable[[str], Workspace], qtbot: QtBot, tmp_path: Path
):
    workspace = make_workspace("founded")
    files = [street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 8)]
    page = in_front_and_read(qtbot, HotSpotsPage(workspace, lambda _: files), workspace)
    assert page.lists.nothing.isVisible()

    page.take_in()
    rest(qtbot, workspace)
    rest(qtbot, workspace)

    assert [row.rows for row in workspace.read(incidents.months)] == [8]
    assert "8 rows: 8 placed" in page.notice.text()
    page.show_view(PLACES)
    assert page.lists.places.chosen_id()
    page.show_view(WARDS)
    assert page.lists.nothing.isVisible()


def test_a_month_that_lacks_most_of_its_rows_is_asked_about_and_replaced_with_one_press(
    make_workspace: Callable[[str], Workspace], qtbot: QtBot, tmp_path: Path
):
    workspace = make_workspace("founded")
    path = street(tmp_path / "a.csv", "2026-01", [(ASB, LENHAM)] * 8)
    page = in_front_and_read(qtbot, HotSpotsPage(workspace, lambda _: [path]), workspace)
    page.take_in()
    rest(qtbot, workspace)
    street(path, "2026-01", [(ASB, LENHAM)] * 3)

    page.take_in()
    rest(qtbot, workspace)

    assert "3 rows, where the desk has 8" in page.notice.text()
    assert [row.rows for row in workspace.read(incidents.months)] == [8]
    find(page.notice, Button, "take_offer").click()
    rest(qtbot, workspace)
    assert [row.rows for row in workspace.read(incidents.months)] == [3]
    assert page.notice.text().endswith("They replace the 8 rows on the desk.")


def test_a_file_that_is_none_is_refused_in_the_notice(
    make_workspace: Callable[[str], Workspace], qtbot: QtBot, tmp_path: Path
):
    workspace = make_workspace("founded")
    path = tmp_path / "a.csv"
    path.write_text("colour\nblue\n")
    page = in_front_and_read(qtbot, HotSpotsPage(workspace, lambda _: [path]), workspace)

    page.take_in()
    rest(qtbot, workspace)

    assert "No street-level file" in page.notice.text()
    assert not workspace.undo_stack.canUndo()


def test_counting_anew_says_that_nothing_changed(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.recount()
    rest(qtbot, workspace)

    assert page.notice.text() == "Nothing changed."


def test_every_view_can_be_had_by_a_command(page: HotSpotsPage):
    commands = {command.key: command for command in page.commands()}

    for view in (PLACES, PARISHES, WARDS, MONTHS, SPOTS):
        commands[f"spot_view_{view}"].run()
        assert page.lists.view == view
        assert page.chips[view].isChecked()


def test_from_a_repeat_location_to_what_came_of_the_patrols_by_keyboard(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
):
    later: list[Path] = []
    page = in_front_and_read(qtbot, HotSpotsPage(workspace, lambda _: later), workspace)

    press(page, qtbot, Qt.Key.Key_T, control=True)
    place = page.lists.thing()
    assert isinstance(place, RepeatLocation)
    press(page, qtbot, Qt.Key.Key_N)
    find(panel(page), QLineEdit, "acts_from").setText("1/10/2026")
    press(page, qtbot, Qt.Key.Key_Return, control=True)
    rest(qtbot, workspace)
    assert page.lists.view == SPOTS
    assert "No whole month since the patrols began" in told(page)

    press(page, qtbot, Qt.Key.Key_A)
    press(page, qtbot, Qt.Key.Key_Return, control=True)
    rest(qtbot, workspace)
    assert "3 patrols are on the rounds of the week" in page.notice.text()
    assert "3 patrols, 3 h planned" in told(page)

    lat, lon = from_place(place.easting, place.northing)
    later.append(street(tmp_path / "later.csv", "2026-10", [(ASB, f"{lon},{lat}")] * 4))
    press(page, qtbot, Qt.Key.Key_I, control=True)
    rest(qtbot, workspace)
    rest(qtbot, workspace)
    qtbot.waitUntil(lambda: "4 incidents in 1 month (October 2026)" in told(page))
    assert CAUTION in told(page)

    page.focus_list()
    press(page, qtbot, Qt.Key.Key_P)
    rest(qtbot, workspace)
    preview = page.acts.preview
    assert preview is not None
    assert "What came of it" in preview.text(0)


def test_patrols_are_offered_for_days_that_are_still_to_come_and_for_later_weeks(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.plan()
    box = find(panel(page), QComboBox, "week")
    assert box.count() > 1
    assert box.currentText() == Week.of(TODAY).title

    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)

    texts = " ".join(said.text() for said in panel(page).findChildren(QLabel))
    assert "Nobody of the district works then" in texts


def shown_columns(page: HotSpotsPage) -> list[str]:
    table = page.lists.areas
    headings = [column.heading for column in area_columns()]
    return [name for at, name in enumerate(headings) if not table.isColumnHidden(at)]


def test_figures_of_one_month_are_compared_with_the_same_month_a_year_before(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PARISHES)
    before = counts(page)
    page.focus_list()
    assert shown_columns(page) == ["Area", "District", "Incidents", "ASB", "Rate"]
    press(page, qtbot, Qt.Key.Key_BracketLeft)
    rest(qtbot, workspace)

    assert page.period.month == Month(2026, 9)
    assert "September 2026 · " in page.subtitle.text()
    assert "the year before (September 2025)" in told(page)
    assert shown_columns(page)[4:6] == ["Before", "Trend"]
    after = counts(page)
    assert sum(after.values()) < sum(before.values())

    press(page, qtbot, Qt.Key.Key_Y)
    rest(qtbot, workspace)
    assert page.period.month is None
    assert counts(page) == before


def test_the_page_says_how_many_rows_were_placed_and_by_which_outlines(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    page.show_view(PARISHES)
    rest(qtbot, workspace)

    for words in ("rows:", "placed", "without a place"):
        assert words in page.subtitle.text()
    assert "Counted by" in told(page)
    assert "Indicative areas" in told(page)
    assert "Step to one month ([) to compare that" in told(page)


def test_a_month_is_taken_off_the_desk_and_brought_back(
    page: HotSpotsPage, workspace: Workspace, qtbot: QtBot
):
    held = workspace.read(incidents.months)
    page.show_view(MONTHS)
    rest(qtbot, workspace)
    month = page.lists.thing()
    assert isinstance(month, MonthRow)
    assert month.month == held[-1].month
    assert "Counted by" in told(page)

    find(page.detail, Button, "drop").click()
    rest(qtbot, workspace)
    assert [row.month for row in workspace.read(incidents.months)] == [
        row.month for row in held[:-1]
    ]

    workspace.undo()
    rest(qtbot, workspace)
    assert workspace.read(incidents.months) == held


def test_it_leads_to_the_page_of_need(page: HotSpotsPage, workspace: Workspace):
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    find(page, Button, "need").click()

    assert opened == [("page", "need")]
