from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find, rest
from warden_desk.domain.settings import Settings
from warden_desk.services import practice, settings, teams
from warden_desk.ui.frame import Frame
from warden_desk.ui.page_table import RAIL
from warden_desk.ui.pages.settings import SettingsPage
from warden_desk.ui.preferences import PreferenceStore
from warden_desk.ui.theme import Appearance, ThemeChoice
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.workspace import Workspace

MINE = Settings(user_name=practice.USER, service_name="Ours")


def test_it_opens_on_today_and_makes_no_other_page(frame: Frame) -> None:
    page = frame.current_page()

    assert page is not None
    assert page.objectName() == "page_today"
    assert frame.host.count() == 1


def test_the_practice_desk_wears_its_banner_on_every_page(frame: Frame) -> None:
    frame.go_to("settings")

    assert frame.banner.isVisible()
    assert "invented" in frame.banner.text()


def test_a_real_desk_wears_none(
    qtbot: QtBot, new_workspace: Workspace, appearance: Appearance
) -> None:
    frame = Frame(new_workspace.preferences, appearance)
    qtbot.addWidget(frame)
    frame.show()
    frame.open(new_workspace)
    rest(qtbot, new_workspace)

    assert not frame.banner.isVisible()


def test_control_and_a_number_goes_to_a_page(qtbot: QtBot, frame: Frame) -> None:
    qtbot.keyClick(frame, Qt.Key(Qt.Key.Key_0 + len(RAIL)), Qt.KeyboardModifier.ControlModifier)

    assert isinstance(frame.current_page(), SettingsPage)
    assert find(frame, QPushButton, "nav_settings").isChecked()


def test_the_status_line_says_what_was_done_and_undoes_it(
    frame: Frame, workspace: Workspace
) -> None:
    workspace.write("Name the service", settings.save, MINE)
    assert frame.status.said.text() == "Name the service"

    find(frame, Button, "status_undo").click()

    assert workspace.settings.service_name == Settings().service_name
    assert frame.status.said.text() == "Undid: Name the service"
    assert find(frame, Button, "status_redo").isVisible()


def test_control_z_undoes_and_control_y_does_again(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    workspace.write("Name the service", settings.save, MINE)

    qtbot.keyClick(frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace.settings.service_name == Settings().service_name
    qtbot.keyClick(frame, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    assert workspace.settings.service_name == "Ours"


def test_control_z_in_a_field_belongs_to_the_field(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    workspace.write("Name the service", settings.save, MINE)
    frame.go_to("settings")
    field = find(frame, QLineEdit, "service_name")
    field.setFocus()
    qtbot.keyClicks(field, "x")

    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert workspace.settings.service_name == "Ours"
    assert not field.text().endswith("x")


def test_the_palette_runs_a_command(qtbot: QtBot, frame: Frame) -> None:
    qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    line = frame.palette_box.line
    qtbot.keyClicks(line, "settings")

    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert isinstance(frame.current_page(), SettingsPage)
    assert not frame.palette_box.isVisible()


def test_the_palette_finds_a_team_and_chooses_it(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    team = workspace.read(teams.rows, workspace.today())[0]
    frame.open_palette()
    qtbot.keyClicks(frame.palette_box.line, team.name)

    qtbot.keyClick(frame.palette_box.line, Qt.Key.Key_Return)

    assert workspace.team_id == team.id
    assert team.name in find(frame, QPushButton, "team_chooser").accessibleName()


def test_escape_closes_the_palette_and_gives_the_cursor_back(qtbot: QtBot, frame: Frame) -> None:
    frame.go_to("settings")
    field = find(frame, QLineEdit, "service_name")
    field.setFocus()
    frame.open_palette()

    qtbot.keyClick(frame.palette_box.line, Qt.Key.Key_Escape)

    assert not frame.palette_box.isVisible()
    assert frame.window().focusWidget() is field


def test_the_sheet_of_keys_is_made_from_the_commands(qtbot: QtBot, frame: Frame) -> None:
    qtbot.keyClicks(frame, "?")

    words = frame.sheet.words()

    assert frame.sheet.isVisible()
    for command in frame.commands:
        assert (command.text in words) == bool(command.keys), command.key


def test_single_keys_can_be_switched_off(qtbot: QtBot, frame: Frame, workspace: Workspace) -> None:
    workspace.preferences.update(single_keys=False)

    qtbot.keyClicks(frame, "?")

    assert not frame.sheet.isVisible()
    frame.show_keys()
    assert "Show all keys" not in frame.sheet.words()
    assert "Undo" in frame.sheet.words()


def test_plus_makes_text_larger(qtbot: QtBot, frame: Frame, appearance: Appearance) -> None:
    before = frame.top.height()

    qtbot.keyClicks(frame, "+")

    assert appearance.text_size == 115
    assert frame.top.height() > before


def test_pages_take_a_new_text_size_but_keep_what_is_typed(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    today = frame.host.page("today")
    frame.go_to("settings")
    settings_page = frame.host.page("settings")
    field = find(frame, QLineEdit, "service_name")
    qtbot.keyClicks(field, " of the coast")

    workspace.preferences.update(text_size=150)
    rest(qtbot, workspace)

    assert frame.host.page("settings") is settings_page
    assert field.text().endswith(" of the coast")
    assert frame.host.page("today") is not today


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_the_frame_fits_a_full_hd_screen_at_every_text_size(
    qtbot: QtBot, frame: Frame, workspace: Workspace, text_size: int
) -> None:
    workspace.preferences.update(text_size=text_size)
    for entry in ("today", "settings"):
        frame.go_to(entry)
        rest(qtbot, workspace)
        assert frame.minimumSizeHint().width() <= 1920
        assert frame.minimumSizeHint().height() <= 1080


def test_no_command_has_the_key_of_another(frame: Frame) -> None:
    for entry in ("today", "settings"):
        frame.go_to(entry)
        page = frame.current_page()
        assert page is not None
        held = [command.keys for command in (*frame.commands, *page.commands()) if command.keys]
        assert len(held) == len(set(held))


def test_a_line_of_today_can_lead_to_a_page(frame: Frame, workspace: Workspace) -> None:
    workspace.open_thing("page", "settings")

    assert isinstance(frame.current_page(), SettingsPage)


def test_closing_with_unsaved_typing_asks_once_and_then_obeys(qtbot: QtBot, frame: Frame) -> None:
    frame.go_to("settings")
    qtbot.keyClicks(find(frame, QLineEdit, "service_name"), "x")
    frame.go_to("today")

    assert not frame.is_free_to_close()
    page = frame.current_page()
    assert isinstance(page, SettingsPage)
    assert "not saved yet" in page.notice.text()
    assert frame.is_free_to_close()


def test_everything_in_the_frame_that_takes_focus_has_a_name(frame: Frame) -> None:
    for part in (frame.top, frame.rail, frame.status):
        for button in part.findChildren(QPushButton):
            assert button.accessibleName(), button.objectName()


def test_at_the_smallest_size_nothing_scrolls_sideways(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    frame.window().resize(1366, 768)
    for entry in ("today", "settings"):
        frame.go_to(entry)
        rest(qtbot, workspace)
        assert frame.minimumSizeHint().width() <= 1366


def test_preferences_are_kept_between_starts(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "preferences.json"
    store = PreferenceStore(file)
    store.update(theme=ThemeChoice.DARK, text_size=130, single_keys=False)
    store.remember_width("taskings", 420)

    again = PreferenceStore(file).now

    assert (again.theme, again.text_size, again.single_keys) == (ThemeChoice.DARK, 130, False)
    assert again.widths == {"taskings": 420}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"theme": "mauve"}', '{"from": "the future"}'])
def test_unreadable_preferences_are_as_if_there_were_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "preferences.json"
    file.write_text(text)

    assert PreferenceStore(file).now == PreferenceStore().now
