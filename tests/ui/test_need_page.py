"""The page of need: one test for each thing that can be done there."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import in_front_and_read, panel, save
from tests.ui.pages import rows as listed
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Measure, Moved
from warden_desk.services.incidents import need, need_figures
from warden_desk.ui.pages.need import NeedPage
from warden_desk.ui.pages.need.forms import MEASURES
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> NeedPage:
    return in_front_and_read(qtbot, NeedPage(workspace), workspace)


def ranked(page: NeedPage) -> list[Moved]:
    return listed(page.ranking.table)


def weigh(page: NeedPage, **weights: int) -> None:
    for code, weight in weights.items():
        find(page, QSpinBox, f"weight_{code}").setValue(weight)


def only(page: NeedPage, code: str) -> None:
    weigh(page, **{one.code: 0 for one in page.typed if one.code != code})


def type_into(within: SidePanel, name: str, text: str) -> None:
    find(within, QLineEdit, name).setText(text)


def test_it_opens_with_the_areas_ranked_and_the_formula_in_words(page: NeedPage):
    rows = ranked(page)
    assert [moved.row.rank for moved in rows[:2]] == [1, 2]
    assert find(page, QLabel, "formula").text().startswith("Score = (25 × Anti-social behaviour")
    assert not page.has_typing()


def test_a_weight_that_is_typed_ranks_at_once_and_writes_nothing(
    page: NeedPage, workspace: Workspace
):
    before = {moved.id: moved.row.rank for moved in ranked(page)}

    only(page, "elderly")

    rows = ranked(page)
    shares = [moved.row.parts[4].value or 0 for moved in rows]
    assert shares == sorted(shares, reverse=True)
    assert {moved.id: moved.before for moved in rows} == before
    assert any(moved.up for moved in rows)
    assert find(page, QLabel, "share_elderly").text() == "100 %"
    assert page.has_typing()
    assert not workspace.undo_stack.canUndo()


def test_weights_are_typed_and_saved_from_the_keyboard_as_one_change(
    page: NeedPage, workspace: Workspace, qtbot: QtBot
):
    qtbot.keyClick(page.ranking.table, Qt.Key.Key_W)
    box = find(page, QSpinBox, "weight_asb")
    assert box.hasFocus()
    qtbot.keyClicks(box, "60")
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    rest(qtbot, workspace)

    assert workspace.read(need.indicators, TODAY)[0].weight == 60
    assert workspace.read(need.indicators, date(2026, 11, 22))[0].weight == 25
    assert not page.has_typing()
    workspace.undo()
    rest(qtbot, workspace)
    assert box.value() == 25
    assert workspace.read(need.indicators, TODAY)[0].weight == 25


def test_weights_that_are_all_nought_are_refused_with_a_sentence(
    page: NeedPage, workspace: Workspace
):
    weigh(page, **{one.code: 0 for one in page.typed})
    page.save()

    assert page.notice.text() == "Give at least one indicator a weight."
    assert not workspace.undo_stack.canUndo()


def test_what_was_typed_is_put_back(page: NeedPage):
    weigh(page, asb=99)
    find(page, Button, "put_back").click()

    assert not page.is_changed
    assert find(page, QSpinBox, "weight_asb").value() == 25


def test_an_earlier_weighting_is_listed_and_tried_again(page: NeedPage, workspace: Workspace):
    earlier = workspace.read(need.weightings)[1]
    find(page, Button, "use_1").click()

    assert page.typed == earlier.indicators
    assert page.is_changed
    assert not workspace.undo_stack.canUndo()


def test_a_weighting_from_a_later_day_waits_and_says_what_it_replaces(
    page: NeedPage, workspace: Workspace, qtbot: QtBot
):
    weigh(page, asb=50)
    page.detail.since.set_value(date(2027, 4, 1))
    page.save()
    rest(qtbot, workspace)

    assert find(page, QSpinBox, "weight_asb").value() == 25, "of today nothing has changed"
    assert workspace.read(need.indicators, date(2027, 4, 1))[0].weight == 50
    page.detail.since.set_value(TODAY)
    page.detail.since.left.emit()
    assert "from 1 Apr 2027" in find(page, QLabel, "replaces").text()


def test_figures_of_another_day_are_ranked_by_the_weighting_of_that_day(
    page: NeedPage, workspace: Workspace, qtbot: QtBot
):
    page.on.set_value(date(2026, 3, 1))
    page.on.left.emit()
    rest(qtbot, workspace)

    assert find(page, QSpinBox, "weight_asb").value() == 30
    assert all(moved.row.parts[4].value is None for moved in ranked(page))


def test_the_score_of_the_chosen_area_is_told_in_numbers(page: NeedPage):
    first = ranked(page)[0].row
    texts = {said.text() for said in page.detail.findChildren(QLabel)}

    assert first.sum_words in texts
    assert first.sum_words.endswith(f"= {first.score:.1f}")


def test_an_area_is_found_by_its_name(page: NeedPage, qtbot: QtBot):
    assert page.search is not None
    rank = next(moved.row.rank for moved in ranked(page) if moved.row.name == "Lenham")
    qtbot.keyClicks(page.search, "lenh")
    qtbot.waitUntil(lambda: len(ranked(page)) < 9)
    [found] = ranked(page)
    assert (found.row.name, found.row.rank) == ("Lenham", rank)

    qtbot.keyClicks(page.search, "zzz")
    qtbot.waitUntil(page.ranking.nothing.isVisible)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(ranked(page)) > 9)


def test_an_indicator_is_added_tried_and_saved(page: NeedPage, workspace: Workspace, qtbot: QtBot):
    page.add_indicator()
    type_into(panel(page), "label", "Residents in debt")
    type_into(panel(page), "unit", "%")
    save(page)

    assert page.typed[-1] == Indicator(
        code="residents-in-debt", label="Residents in debt", weight=10, unit="%"
    )
    assert workspace.read(need.indicators, TODAY)[-1].label == "Hours bought"
    page.save()
    rest(qtbot, workspace)
    assert workspace.read(need.indicators, TODAY)[-1].label == "Residents in debt"


def test_a_name_that_is_taken_is_refused_beside_its_field(page: NeedPage):
    page.add_indicator()
    type_into(panel(page), "label", "crime")
    save(page)

    assert "is there twice" in find(panel(page), QLabel, "label_problem").text()
    assert page.panel() is not None


def test_an_indicator_is_renamed_and_keeps_its_figures(page: NeedPage):
    find(page, Button, "change_elderly").click()
    type_into(panel(page), "label", "Older people")
    save(page)

    assert (page.typed[4].code, page.typed[4].label) == ("elderly", "Older people")
    assert ranked(page)[0].row.parts[4].value is not None


def test_an_indicator_is_retired_and_earlier_days_keep_it(
    page: NeedPage, workspace: Workspace, qtbot: QtBot
):
    page.change_indicator("elderly")
    find(panel(page), Button, "retire").click()
    assert "elderly" not in [one.code for one in page.typed]
    page.save()
    rest(qtbot, workspace)

    codes = [one.code for one in workspace.read(need.indicators, date(2026, 11, 22))]
    assert "elderly" in codes
    page.add_indicator()
    type_into(panel(page), "label", "Residents over 65")
    save(page)
    assert page.typed[-1].code == "elderly", "its figures are there again"
    assert ranked(page)[0].row.parts[-1].value is not None


@pytest.fixture
def census(tmp_path: Path) -> Path:
    path = tmp_path / "census.csv"
    path.write_text(
        "parish,residents over 65,residents,colour\nLenham,99,3370,blue\nNowhere,1,2,red\n"
    )
    return path


def test_a_list_of_figures_is_shown_before_it_is_entered_and_can_be_taken_back(
    workspace: Workspace, qtbot: QtBot, census: Path
):
    page = in_front_and_read(qtbot, NeedPage(workspace, lambda _: census), workspace)
    qtbot.keyClick(page.ranking.table, Qt.Key.Key_I, CONTROL)
    texts = " ".join(said.text() for said in panel(page).findChildren(QLabel))
    for words in ("1 parish, 99 to 99", "passed over: colour", "“Nowhere” is no parish"):
        assert words in texts
    assert not workspace.undo_stack.canUndo()

    save(page)
    assert "Say where" in find(panel(page), QLabel, "source_problem").text()
    type_into(panel(page), "source", "Census 2021")
    save(page)
    rest(qtbot, workspace)

    assert 99 in workspace.read(need_figures.figures, ["elderly"], TODAY)["elderly"].values()
    assert "2 figures of 1 parish entered" in page.notice.text()
    workspace.undo()
    assert workspace.read(need_figures.residents, TODAY) == {}


def test_a_list_without_an_indicator_is_refused_on_the_page(
    workspace: Workspace, qtbot: QtBot, tmp_path: Path
):
    path = tmp_path / "a.csv"
    path.write_text("parish,colour\nLenham,blue\n")
    page = in_front_and_read(qtbot, NeedPage(workspace, lambda _: path), workspace)
    page.import_figures()

    assert "no column for an indicator" in page.notice.text()
    assert page.panel() is None


def test_without_wards_it_says_where_they_come_from(
    page: NeedPage, workspace: Workspace, qtbot: QtBot
):
    opened: list[tuple[str, str]] = []
    workspace.open_requested.connect(lambda kind, key: opened.append((kind, key)))
    page.show_level(Level.WARD)
    rest(qtbot, workspace)

    find(page, Button, "to_boundaries").click()
    assert opened == [("page", "boundaries")]
    assert not find(page, Button, "to_hotspots").isVisible()


def test_a_new_desk_says_what_to_do_first(make_workspace: Callable[[str], Workspace], qtbot: QtBot):
    workspace = make_workspace("founded")
    page = in_front_and_read(qtbot, NeedPage(workspace), workspace)

    assert page.ranking.nothing.isVisible()
    assert find(page, Button, "to_hotspots").isVisible()


def test_every_measure_can_be_chosen_for_an_indicator(page: NeedPage):
    page.add_indicator()
    type_into(panel(page), "label", "Bought")
    form = panel(page)
    box = find(form, QComboBox, "measure")
    assert [box.itemText(at) for at in range(box.count())] == list(MEASURES.values())
    assert MEASURES.keys() == set(Measure)


def test_every_command_of_the_page_has_a_key_or_a_name_for_the_palette(page: NeedPage):
    keys = {command.key: command.shortcut for command in page.commands()}

    assert keys["need_save"] == "Ctrl+Return"
    assert {"need_parish", "need_ward", "need_put_back"} <= keys.keys()
