"""Looking a week over at the window, signing it, and its versions."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from tests.services.week_desk import MON, TUE, WED, WEEK, Desk, desk_on
from tests.ui.conftest import find, rest
from tests.ui.pages import in_front
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.papers import Papers
from warden_desk.domain.people import AbsenceDraft
from warden_desk.domain.sheet_versions import VersionRow
from warden_desk.domain.sheets import SheetStatus
from warden_desk.domain.shift_text import parse_cell
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.papers import issuing, print_log, sheet_versions
from warden_desk.services.week import week_rows, weeks
from warden_desk.storage.tables import Shift
from warden_desk.ui.pages.issuing import IssuingPage
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.issuing import StandingPill
from warden_desk.ui.widgets.line_list import LineList
from warden_desk.ui.workspace import Workspace

AMARA = Act("Amara Okafor", NOW)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(new_workspace: Workspace) -> Desk:
    desk = desk_on(new_workspace.database, Act("T. Tester", NOW))
    desk.set(desk.ben, MON, "L")
    desk.set(desk.carys, TUE, "E Wye with Hinxhill")
    return desk


@pytest.fixture
def workspace(new_workspace: Workspace, desk: Desk) -> Workspace:
    settings = new_workspace.settings
    named = replace(settings, user_name=AMARA.by)
    new_workspace.write("Name", desk_settings.save, named)
    return new_workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, desk: Desk) -> IssuingPage:
    page = IssuingPage(workspace)
    page.open_item(f"{desk.team}/{WEEK}")
    in_front(qtbot, page, has_keys=True)
    rest(qtbot, workspace)
    return page


def lines(page: IssuingPage, name: str) -> list[str]:
    return [line.accessibleName() for line in find(page, LineList, name).lines()]


def shown(page: IssuingPage) -> list[str]:
    model = page.table.model()
    return [
        f"{model.index(row, 0).data()}: {model.index(row, 1).data().strip()}"
        for row in range(model.rowCount())
    ]


def make_lone(session: Session) -> None:
    """Everybody with a late works it alone, and nobody is named as buddy."""
    session.execute(update(Shift).where(Shift.code == "L").values(is_lone=True))


def send(desk: Desk) -> str:
    return desk.database.write("Send", issuing.send, desk.team, WEEK, today=TODAY, act=desk.act)[0]


def versions(desk: Desk) -> list[VersionRow]:
    return desk.database.read(sheet_versions.versions, desk.team, WEEK)


def reason(qtbot: QtBot, page: IssuingPage, text: str) -> None:
    """Give the notice the reason it asks for."""
    find(page, QLineEdit, "reason").setText(text)
    find(page, QPushButton, "go_on").click()


def test_every_item_of_the_list_says_how_it_stands(page: IssuingPage):
    assert "In order: Every designated parish gets its visits" in shown(page)
    assert page.pill.text() == "Draft"
    assert page.title.text() == "Issue week 48"
    assert "Ashford & Swale" in page.subtitle.text()


def test_a_warning_is_let_stand_with_a_reason_by_keyboard(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    desk.set(desk.ben, TUE, "E", reason="swap")
    desk.set(desk.ben, WED, "L 1400-2200")
    desk.database.write("Lone", make_lone)
    page.refresh()
    rest(qtbot, workspace)
    number = next(at for at, text in enumerate(shown(page)) if text.startswith("Give reason"))
    page.table.setFocus()
    chosen = page.table.rows.row(number)
    page.table.choose(chosen.id)

    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    panel = page.panel()
    assert panel is not None
    qtbot.keyClicks(find(panel, QPlainTextEdit, "reason"), "The duty officer rings")
    qtbot.keyClick(find(panel, QPlainTextEdit, "reason"), Qt.Key.Key_Return, CONTROL)
    rest(qtbot, workspace)

    assert page.panel() is None
    assert f"Let stand: {chosen.text.strip()}" in shown(page)
    assert workspace.undo_stack.undoText() == "Let 1 warning stand"


def test_what_is_open_comes_first_and_what_is_chosen_is_said_in_full(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    desk.database.write("Lone", make_lone)
    page.refresh()
    rest(qtbot, workspace)
    assert not shown(page)[0].startswith("In order")
    number = next(at for at, text in enumerate(shown(page)) if "named as buddy" in text)

    page.table.choose(page.table.rows.row(number).id)

    said = find(page, QLabel, "chosen_finding").text()
    assert said == "Ben Tilley, Mon 23 Nov: alone until 2200, and nobody is named as buddy"


def test_what_has_a_reason_already_asks_for_another_choice(page: IssuingPage):
    last = page.table.rows.row(page.table.model().rowCount() - 1)
    page.table.choose(last.id)
    page.give_reason()
    assert page.panel() is None
    assert "no reason yet" in find(page, QLabel, "notice_text").text()


def test_a_week_is_sent_and_stands_among_those_that_wait(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace
):
    qtbot.keyClick(page, Qt.Key.Key_S)
    rest(qtbot, workspace)

    assert page.pill.text() == "Waiting for sign-off"
    assert any("Week 48 · Ashford & Swale" in line for line in lines(page, "waiting"))
    assert any("v1 waiting" in line for line in lines(page, "versions"))


def test_it_is_signed_by_keyboard_once_the_reason_is_given(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    send(desk)
    desk.database.write("Lone", make_lone)

    qtbot.keyClick(page, Qt.Key.Key_I, CONTROL)
    rest(qtbot, workspace)
    assert "nobody is named as buddy" in find(page, QLabel, "notice_text").text()
    reason(qtbot, page, "The duty officer rings")
    rest(qtbot, workspace)

    assert page.pill.text() == "v1 issued"
    assert [row.issued_by for row in versions(desk)] == ["Amara Okafor"]
    assert "nothing to sign" in page.side.next.text()
    assert any(line.startswith("v1 issued · Amara Okafor") for line in lines(page, "versions"))
    assert workspace.undo_stack.undoText() == "Issue week 48"


def test_a_week_planned_and_signed_by_one_person_asks_why(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    page.sign_off()
    rest(qtbot, workspace)
    assert (
        "the same person planned the week and signs it" in find(page, QLabel, "notice_text").text()
    )
    assert versions(desk) == []


def test_a_stop_is_said_and_nothing_is_issued(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    draft = AbsenceDraft(code="AL", starts_on=MON, ends_on=MON)
    workspace.write("Leave", absences.record, desk.ben, draft, act=desk.act)
    rest(qtbot, workspace)
    assert "no reason sets a stop aside" in page.side.next.text()

    page.sign_off()
    rest(qtbot, workspace)

    assert "no reason sets it aside" in find(page, QLabel, "notice_text").text()
    assert versions(desk) == []


def test_a_supervisor_sends_it_back_and_it_says_why(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    page.send_back()
    assert "does not wait" in find(page, QLabel, "notice_text").text()
    send(desk)
    page.refresh()
    rest(qtbot, workspace)

    qtbot.keyClick(page, Qt.Key.Key_B)
    panel = page.panel()
    assert panel is not None
    field = find(panel, QPlainTextEdit, "answer")
    qtbot.keyClicks(field, "Find a buddy")
    qtbot.keyClick(field, Qt.Key.Key_Return, CONTROL)
    rest(qtbot, workspace)

    assert page.pill.text() == "Sent back"
    assert page.side.next.text() == "Amara Okafor sent it back: Find a buddy"


def test_whoever_signs_sees_what_changed_since_the_week_was_sent(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    send(desk)
    page.refresh()
    rest(qtbot, workspace)
    assert find(page, LineList, "since_sent").isVisible()
    assert lines(page, "since_sent") == []

    desk.set(desk.ben, WED, "E")
    page.refresh()
    rest(qtbot, workspace)

    [line] = lines(page, "since_sent")
    assert "Ben Tilley: E 0730–1530, was nothing planned" in line
    page.sign_off()
    rest(qtbot, workspace)
    reason(qtbot, page, "seen")
    rest(qtbot, workspace)
    assert not find(page, LineList, "since_sent").isVisible()


def test_a_printed_version_is_not_undone_and_it_says_why(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    send(desk)
    page.sign_off()
    rest(qtbot, workspace)
    if page.notice.isVisible() and not versions(desk)[0].issued_at:
        reason(qtbot, page, "agreed")
        rest(qtbot, workspace)
    page.open_version(versions(desk)[0].id)
    rest(qtbot, workspace)
    page.paper.printed.emit()

    with pytest.raises(UserError, match="issue the next version"):
        workspace.undo()

    assert versions(desk)[0].status is SheetStatus.ISSUED
    assert workspace.read(print_log.count, Papers.ALL, TODAY) == 1


def test_what_changed_since_is_listed_and_told_by_the_pill(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    send(desk)
    desk.database.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    desk.set(desk.ben, WED, "L")
    page.refresh()
    rest(qtbot, workspace)

    assert page.pill.text() == "v1 · 1 change since"
    [line] = lines(page, "changes")
    assert "Ben Tilley: L 1400–2200, was nothing planned" in line


def test_an_old_version_opens_as_it_was_signed_and_its_paper_is_logged(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    for day in (WED, TUE):
        send(desk)
        desk.database.write(
            "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
        )
        desk.set(desk.ben, day, "E", reason="swap")
    page.refresh()
    rest(qtbot, workspace)
    old = next(row for row in versions(desk) if row.status is SheetStatus.SUPERSEDED)

    page.open_version(old.id)
    rest(qtbot, workspace)

    assert page.paper.isVisible()
    assert "SUPERSEDED" in page.paper.text(0)
    page.paper.printed.emit()
    [paper] = workspace.read(print_log.rows, Papers.ALL, TODAY)
    assert (paper.version, paper.printed_by) == ("Version 1", "Amara Okafor")

    page.paper.closed.emit()
    assert page.table.isVisible()


def test_the_sheet_is_looked_at_as_it_stands(qtbot: QtBot, page: IssuingPage, workspace: Workspace):
    qtbot.keyClick(page, Qt.Key.Key_P, CONTROL)
    rest(qtbot, workspace)
    assert "DRAFT 1" in page.paper.text(0)


def test_another_week_that_waits_is_one_enter_away(
    qtbot: QtBot, page: IssuingPage, workspace: Workspace, desk: Desk
):
    desk.set(desk.dev, MON, "E", team=desk.other_team)
    desk.database.write("Send", issuing.send, desk.other_team, WEEK, today=TODAY, act=desk.act)
    page.refresh()
    rest(qtbot, workspace)

    [line] = find(page, LineList, "waiting").lines()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    assert "Dover" in page.subtitle.text()
    assert page.pill.text() == "Waiting for sign-off"


def test_the_week_is_one_step_back(qtbot: QtBot, page: IssuingPage, workspace: Workspace):
    with qtbot.waitSignal(workspace.open_requested) as asked:
        find(page, QPushButton, "to_week").click()
    assert asked.args == ["week", "2026-W48"]


def test_a_desk_without_teams_says_what_to_do_first(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace]
):
    workspace = make_workspace("founded")
    page = IssuingPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert "import the staff list" in page.subtitle.text()
    page.sign_off()
    page.preview()


def test_the_pill_of_the_week_follows_from_draft_to_changed_since(
    qtbot: QtBot, workspace: Workspace, desk: Desk
):
    week = WeekPage(workspace)
    qtbot.addWidget(week)
    week.show()
    pill = find(week, StandingPill, "standing")
    assert pill.text() == "Draft"

    workspace.write("Send", issuing.send, desk.team, WEEK, today=TODAY, act=desk.act)
    assert pill.text() == "Waiting for sign-off"
    workspace.write(
        "Sign", issuing.sign_off, desk.team, WEEK, today=TODAY, act=AMARA, reason="agreed"
    )
    qtbot.waitUntil(lambda: pill.text() == "v1 issued")

    draft = parse_cell("L", workspace.read(week_rows.code_book, WED))
    workspace.write("Set", weeks.set_cell, desk.ben, WED, desk.team, draft, act=desk.act)
    qtbot.waitUntil(lambda: pill.text() == "v1 · 1 change since")
    rest(qtbot, workspace)


def test_the_page_is_one_key_away_from_the_week(qtbot: QtBot, workspace: Workspace, desk: Desk):
    week = WeekPage(workspace)
    qtbot.addWidget(week)
    [command] = [each for each in week.commands() if each.shortcut == "Ctrl+I"]
    with qtbot.waitSignal(workspace.open_requested) as asked:
        command.run()
    assert asked.args == ["issue", f"{desk.team}/{WEEK}"]
