"""A week by keyboard alone: copied, put right, signed, changed, and signed again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import NOW, TODAY
from tests.services.week_desk import MON, THU, TUE, WEEK, Desk, desk_on
from tests.ui.conftest import find
from tests.ui.keyboard import POPUPS, Keyboard, tab_to
from warden_desk.domain.changes import Act
from warden_desk.domain.sheets import SheetContent, SheetStatus
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.papers import sheet_versions
from warden_desk.storage.database import Database
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.issuing import IssuingPage
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.workspace import Workspace

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SAVE, TAB, ENTER = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Return
LEADER = Act("Amara Okafor", NOW)


@pytest.fixture
def desk(founded: Database) -> Desk:
    """Two wardens, whose week before held two nights too short, and one of another team."""
    desk = desk_on(founded, LEADER)
    settings = founded.read(desk_settings.load)
    named = replace(settings, user_name=LEADER.by, sign_off_by_another=False)
    founded.write("Name", desk_settings.save, named)
    before = WEEK.previous.days
    for number, code in enumerate("ELEEE"):
        desk.set(desk.ben, before[number], f"{code} Faversham, Sheldwich", reason="swap")
    for number, code in enumerate("EELEE"):
        desk.set(desk.carys, before[number], f"{code} Wye with Hinxhill", reason="swap")
    return desk


@pytest.fixture
def workspace(qtbot: QtBot, founded: Database, desk: Desk) -> Iterator[Workspace]:
    workspace = Workspace(founded, clock=lambda: NOW)
    workspace.choose_team(desk.team)
    yield workspace
    workspace.jobs.stop()


def issued(desk: Desk) -> list[SheetContent]:
    """Every version that was signed, the newest first, as it was frozen."""
    found = desk.database.read(sheet_versions.versions, desk.team, WEEK)
    signed = [row for row in found if row.status is not SheetStatus.DRAFT]
    return [desk.database.read(sheet_versions.content_of, row.id) for row in signed]


def week_page(frame: Frame) -> WeekPage:
    page = frame.current_page()
    assert isinstance(page, WeekPage)
    return page


def issuing_page(frame: Frame) -> IssuingPage:
    page = frame.current_page()
    assert isinstance(page, IssuingPage)
    return page


def go_to(press: Keyboard, row: int, day: date) -> None:
    """Take the cursor to a cell with the arrows, from wherever it is in the grid."""
    press.control(Qt.Key.Key_Home)
    for _ in range(row):
        press(Qt.Key.Key_Down)
    for _ in range(day.weekday()):
        press(Qt.Key.Key_Right)


def let_stand(press: Keyboard, reason: str) -> None:
    """Give the first open warning of the check list its reason."""
    press.control(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, "r")
    press(reason, then=SAVE)


@pytest.mark.qt_log_ignore(*POPUPS, extend=True)
def test_a_week_is_planned_issued_changed_and_issued_again_by_keyboard_alone(
    qtbot: QtBot, workspace: Workspace, frame: Frame, desk: Desk
) -> None:
    assert WEEK.monday == TODAY
    press = Keyboard(qtbot, workspace, frame.window())

    # The week like the one before.
    press.control(Qt.Key.Key_4)
    page = week_page(frame)
    press.control(Qt.Key.Key_L)
    assert desk.text(desk.ben, TUE) == "L Faversham, Sheldwich"

    # Ben is at a meeting for a part of Thursday; somebody of another team stands in: a guest.
    go_to(press, 0, THU)
    press.control(Qt.Key.Key_A, SHIFT)
    press("meet", TAB, TAB, TAB, "1130", TAB, "1530", then=SAVE)
    tab_to(press, f"candidate_{desk.dev}")
    press(ENTER)
    press(Qt.Key.Key_Escape)
    assert desk.text(desk.ben, THU) == "E 0730-1130 Faversham"
    assert desk.text(desk.dev, THU) == "E 1130-1530 Sheldwich"
    assert [row.start_minute for row in desk.database.read(absences.between, THU, THU)] == [690]

    # Looked over: two nights are too short, each with its reason; then it is signed.
    press.control(Qt.Key.Key_I)
    issue = issuing_page(frame)
    let_stand(press, "Agreed with Ben")
    let_stand(press, "Agreed with Carys")
    press.control(Qt.Key.Key_I)
    assert issue.pill.text() == "v1 issued", find(issue, QLabel, "notice_text").text()
    [first] = issued(desk)
    assert [(each.day, each.who, each.reason) for each in first.overrides] == [
        (
            "Wed 25",
            "Ben Tilley",
            "9.5 hours' rest after Tuesday's late, 11 wanted. Reason: Agreed with Ben",
        ),
        (
            "Thu 26",
            "Carys Evans",
            "9.5 hours' rest after Wednesday's late, 11 wanted. Reason: Agreed with Carys",
        ),
    ]
    assert first.changes == ()

    # A late change, and the next version.
    press.held(Qt.Key.Key_Left, ALT)
    assert frame.current_page() is page
    go_to(press, 1, MON)
    press("0900-1700 Wye with Hinxhill", ENTER)
    press.control(Qt.Key.Key_I)
    press.control(Qt.Key.Key_I)

    assert issue.pill.text() == "v2 issued", find(issue, QLabel, "notice_text").text()
    second = issued(desk)[0]
    assert [(each.what, each.when, each.words) for each in second.changes] == [
        (
            "Carys Evans",
            "Mon 23",
            "0900–1700 Wye with Hinxhill, was E 0730–1530 Wye with Hinxhill",
        )
    ]
    assert second.overrides == first.overrides
