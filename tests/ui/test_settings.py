import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import find
from warden_desk.services import settings
from warden_desk.services.welfare import welfare_steps
from warden_desk.ui.pages.settings import SettingsPage
from warden_desk.ui.theme import ThemeChoice
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> SettingsPage:
    page = SettingsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    return page


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_setting_is_saved_when_its_field_is_left_and_undo_takes_it_back(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    rest = find(page, QLineEdit, "rest_minutes")

    retype(qtbot, rest, "9:30")

    assert workspace.read(settings.load).rest_minutes == 570
    assert workspace.undo_stack.undoText() == "Set “Rest between two shifts”"
    workspace.undo()
    assert rest.text() == "11 h"


def test_what_cannot_be_read_is_said_beside_it_and_not_saved(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    retype(qtbot, find(page, QLineEdit, "rest_minutes"), "plenty")

    assert "9:30" in find(page, QLabel, "rest_minutes_problem").text()
    assert workspace.read(settings.load).rest_minutes == 11 * 60
    assert page.has_typing()


def test_a_number_of_days_is_saved(qtbot: QtBot, page: SettingsPage, workspace: Workspace) -> None:
    days = find(page, QSpinBox, "due_days_high")
    days.setValue(5)

    qtbot.keyClick(days, Qt.Key.Key_Return)

    assert workspace.read(settings.load).due_days_high == 5


def test_another_field_being_typed_in_is_left_alone(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    service = find(page, QLineEdit, "service_name")
    qtbot.keyClicks(service, " of the coast")

    retype(qtbot, find(page, QLineEdit, "out_of_hours_phone"), "01632 960001")

    assert workspace.settings.out_of_hours_phone == "01632 960001"
    assert service.text().endswith(" of the coast")


def test_the_theme_and_the_text_size_are_this_machines(
    page: SettingsPage, workspace: Workspace
) -> None:
    find(page, Chip, "theme_dark").click()
    find(page, Chip, "text_130").click()
    find(page, CheckBox, "single_keys").setChecked(False)

    now = workspace.preferences.now
    assert (now.theme, now.text_size, now.single_keys) == (ThemeChoice.DARK, 130, False)
    assert find(page, Chip, "theme_dark").isChecked()
    assert not find(page, Chip, "theme_light").isChecked()
    assert not workspace.undo_stack.canUndo()


def test_the_shift_codes_of_the_desk_are_listed(page: SettingsPage) -> None:
    words = {said.text() for said in page.findChildren(QLabel)}

    assert {"E", "Early", "07:30–15:30", "RD", "Rest day"} <= words


def test_the_limits_of_the_rules_are_settings_too(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    retype(qtbot, find(page, QLineEdit, "young_week_minutes"), "38")
    retype(qtbot, find(page, QLineEdit, "duty_credentials"), "FIRST-AID, MHFA")

    saved = workspace.read(settings.load)
    assert saved.young_week_minutes == 38 * 60
    assert saved.codes("duty_credentials") == {"first-aid", "mhfa"}


def test_how_police_figures_are_read_is_a_setting_too(
    qtbot: QtBot, page: SettingsPage, workspace: Workspace
) -> None:
    retype(qtbot, find(page, QLineEdit, "asb_kinds"), "Anti-social behaviour, Public order")
    for name, number in (("small_numbers", 30), ("repeat_from", 9)):
        field = find(page, QSpinBox, name)
        field.setValue(number)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    saved = workspace.read(settings.load)
    assert saved.codes("asb_kinds") == {"anti-social behaviour", "public order"}
    assert (saved.small_numbers, saved.repeat_from) == (30, 9)


def test_the_steps_if_nobody_answers_are_typed_a_line_each(
    page: SettingsPage, workspace: Workspace
) -> None:
    box = find(page, QPlainTextEdit, "steps")
    before = box.toPlainText()
    assert before.startswith("Ask the buddy = buddy\n")

    leave_with(box, "Ask the buddy = buddy\nRing the duty desk = 01632 960999")

    found = workspace.read(welfare_steps.steps, workspace.today())
    assert [(step.label, step.ring, step.phone) for step in found] == [
        ("Ask the buddy", "buddy", ""),
        ("Ring the duty desk", "", "01632 960999"),
    ]
    workspace.undo()
    assert box.toPlainText() == before


def test_a_step_that_rings_nobody_known_is_refused_beside_it(
    page: SettingsPage, workspace: Workspace
) -> None:
    before = workspace.read(welfare_steps.steps, workspace.today())

    leave_with(find(page, QPlainTextEdit, "steps"), "Ask somebody = cousin")

    assert "“cousin”" in find(page, QLabel, "steps_problem").text()
    assert workspace.read(welfare_steps.steps, workspace.today()) == before
    assert page.has_typing()


def leave_with(box: QPlainTextEdit, text: str) -> None:
    """Type this in place of what stands there, and go on to another field."""
    box.activateWindow()
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text.partition("\n")[0])
    for line in text.split("\n")[1:]:
        QTest.keyClick(box, Qt.Key.Key_Return)
        QTest.keyClicks(box, line)
    QTest.keyClick(box, Qt.Key.Key_Tab)
