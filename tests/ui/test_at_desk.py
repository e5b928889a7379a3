"""Who sits at the desk, in the window: what they see, and what is kept of their looking."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.ui.conftest import find, rest
from tests.ui.pages import run
from warden_desk.domain.clearance import AuditFilter, AuditRow, Role
from warden_desk.domain.progress import Progress
from warden_desk.domain.rights import Right
from warden_desk.services import practice
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit, users
from warden_desk.storage.tables import Tasking
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.looked import LookedPage
from warden_desk.ui.pages.taskings import TaskingsPage
from warden_desk.ui.pages.users import UsersPage
from warden_desk.ui.seat_chooser import SeatChooser
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace

HIDDEN = "Hidden: OFFICIAL-SENSITIVE"


@pytest.fixture
def sensitive(workspace: Workspace) -> str:
    """The key of an open tasking that is sensitive, and that nobody has looked at."""

    def pick(session: Session) -> str:
        looked = {row.thing_id for row in audit.rows(session, AuditFilter())}
        query = select(Tasking.id).where(
            Tasking.marking == "OFFICIAL-SENSITIVE",
            Tasking.state == "in progress",
            Tasking.id.not_in(looked),
        )
        return session.scalars(query.order_by(Tasking.id)).first() or ""

    return workspace.read(pick)


def lines(workspace: Workspace, key: str) -> list[AuditRow]:
    rows = workspace.database.read(audit.rows, AuditFilter())
    return [row for row in rows if row.thing_id == key]


def taskings_page(frame: Frame) -> TaskingsPage:
    page = frame.host.page("taskings")
    assert isinstance(page, TaskingsPage)
    return page


def shown(table: LazyTable[Any]) -> list[Any]:
    return [table.rows.row(number) for number in range(table.rows.rowCount())]


def seat_named(workspace: Workspace, role: Role) -> str:
    rows = workspace.read(users.rows, workspace.today())
    return next(row.id for row in rows if row.role is role)


def words(within: QWidget) -> str:
    return " ".join(said.text() for said in within.findChildren(QLabel) if said.isVisible())


def press_share(qtbot: QtBot, frame: Frame) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(frame, Qt.Key.Key_H, both)


def test_opening_a_sensitive_tasking_is_kept_once_until_another_is_opened(
    frame: Frame, workspace: Workspace, sensitive: str
) -> None:
    workspace.open_thing("tasking", sensitive)
    taskings_page(frame).refresh()

    assert [(row.by, row.act.value, row.how) for row in lines(workspace, sensitive)] == [
        (practice.USER, "consultation", "screen")
    ]

    other = next(row for row in shown(taskings_page(frame).table) if row.id != sensitive)
    workspace.open_thing("tasking", other.id)
    workspace.open_thing("tasking", sensitive)
    assert len(lines(workspace, sensitive)) == 2


def test_the_keys_for_a_shared_screen_hide_it_and_say_so(
    qtbot: QtBot, frame: Frame, workspace: Workspace, sensitive: str
) -> None:
    workspace.open_thing("tasking", sensitive)
    assert taskings_page(frame).view.heading.text() != HIDDEN

    press_share(qtbot, frame)

    workspace.open_thing("tasking", sensitive)
    assert taskings_page(frame).view.heading.text() == HIDDEN
    assert frame.shared_banner.isVisible()
    assert "Others can see this screen" in frame.shared_banner.text()
    assert len(lines(workspace, sensitive)) == 1, "nothing was seen, so nothing is kept"

    press_share(qtbot, frame)
    workspace.open_thing("tasking", sensitive)
    assert taskings_page(frame).view.heading.text() != HIDDEN
    assert not frame.shared_banner.isVisible()


def test_typing_about_it_goes_out_of_sight_and_is_kept(
    qtbot: QtBot, frame: Frame, workspace: Workspace, sensitive: str
) -> None:
    workspace.open_thing("tasking", sensitive)
    page = taskings_page(frame)
    page.do("edit")
    qtbot.keyClicks(find(page, QLineEdit, "title"), "x")

    press_share(qtbot, frame)

    assert isinstance(frame.current_page(), UsersPage)
    assert not page.isVisible()
    assert page.has_typing()


def test_somebody_not_cleared_sits_down_and_sees_that_it_is_hidden(
    qtbot: QtBot, frame: Frame, workspace: Workspace, sensitive: str
) -> None:
    chooser = find(frame, SeatChooser, "seat_chooser")
    chooser.user_chosen.emit(seat_named(workspace, Role.VIEWER))

    assert chooser.accessibleName() == "At the desk: A. Visitor · not cleared"
    assert "is not cleared" in chooser.toolTip()
    workspace.open_thing("tasking", sensitive)
    assert taskings_page(frame).view.heading.text() == HIDDEN
    qtbot.waitUntil(lambda: "says who is cleared" in words(taskings_page(frame)))
    assert workspace.act().by == "A. Visitor"


def test_no_undo_gives_the_seat_back_to_whoever_had_it(frame: Frame, workspace: Workspace) -> None:
    visitor = seat_named(workspace, Role.VIEWER)
    find(frame, SeatChooser, "seat_chooser").user_chosen.emit(visitor)

    workspace.undo()

    assert workspace.at_desk.seat.name == "A. Visitor"
    assert workspace.at_desk.hides
    assert [row.how for row in lines(workspace, visitor)] == ["sat down at the desk"]


def test_the_page_of_users_adds_one_and_lets_them_sit(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    frame.go_to("users")
    page = frame.current_page()
    assert isinstance(page, UsersPage)
    page.add()
    qtbot.keyClicks(find(page, QLineEdit, "name"), "J. Mercer")
    find(page, Button, "save").click()

    added = next(row for row in shown(page.table) if row.name == "J. Mercer")
    assert page.table.choose(added.id)
    page.sit()

    assert workspace.at_desk.seat.name == "J. Mercer"
    assert workspace.at_desk.hides


def test_a_user_is_cleared_on_the_page_and_sees_it_at_once(
    frame: Frame, workspace: Workspace
) -> None:
    find(frame, SeatChooser, "seat_chooser").user_chosen.emit(
        seat_named(workspace, Role.SUPERVISOR)
    )
    frame.go_to("users")
    page = frame.current_page()
    assert isinstance(page, UsersPage)
    page.table.choose(seat_named(workspace, Role.VIEWER))
    page.change()
    until = workspace.today().replace(year=workspace.today().year + 1)
    field = find(page, QLineEdit, "cleared_until")
    field.setText(QDate(until.year, until.month, until.day).toString("dd/MM/yyyy"))
    field.textEdited.emit(field.text())
    find(page, Button, "save").click()

    find(frame, SeatChooser, "seat_chooser").user_chosen.emit(seat_named(workspace, Role.VIEWER))

    assert not workspace.at_desk.hides


def test_who_looked_is_listed_narrowed_and_saved(
    qtbot: QtBot, frame: Frame, workspace: Workspace, sensitive: str, tmp_path: Path
) -> None:
    workspace.open_thing("tasking", sensitive)
    reference = taskings_page(frame).view.reference.text()
    frame.go_to("looked")
    page = looked_page(frame)
    assert page.search is not None
    page.search.setText(reference)
    qtbot.waitUntil(lambda: {row.thing for row in shown(page.table)} == {reference})

    page.ask_where = lambda _, __: tmp_path / "looked.csv"
    page.export()

    assert reference in (tmp_path / "looked.csv").read_text("utf-8-sig")
    assert "Saved as looked.csv" in words(page)


def test_the_record_says_that_no_line_was_changed_or_at_which_one_was(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    frame.go_to("looked")
    page = looked_page(frame)
    seal = str(workspace.read(audit.last_seal))
    qtbot.waitUntil(lambda: f"no line was changed, seal {seal}" in page.subtitle.text())

    def tamper(session: Session) -> None:
        session.execute(text("DROP TRIGGER audit_entry_update"))
        session.execute(text("UPDATE audit_entry SET by = 'nobody' WHERE number = 2"))

    workspace.write("Tamper", tamper)
    frame.go_to("today")
    frame.go_to("looked")

    qtbot.waitUntil(lambda: "at line 2" in page.notice.text())
    assert "no line was changed" not in page.subtitle.text()


def test_old_lines_are_let_go_of_once_it_was_said_which(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    frame.go_to("looked")
    page = looked_page(frame)
    run(page, "looked_dispose")
    assert "Nothing is older than 7 years" in page.notice.text()
    settings = replace(workspace.settings, looked_keep_years=0)
    workspace.write("Keep for no time", desk_settings.save, settings)
    count = len(workspace.read(audit.rows, AuditFilter()))
    assert count > 1

    run(page, "looked_dispose")
    assert f"{count} lines go for good" in page.notice.text()
    assert len(workspace.read(audit.rows, AuditFilter())) == count
    find(page, Button, "take_offer").click()

    [told] = workspace.read(audit.rows, AuditFilter())
    assert told.thing == "this record"
    assert not workspace.undo_stack.undoText().startswith("Let old lines go")
    qtbot.waitUntil(lambda: "no line was changed" in page.subtitle.text())


def looked_page(frame: Frame) -> LookedPage:
    page = frame.current_page()
    assert isinstance(page, LookedPage)
    return page


def test_a_viewer_is_told_that_the_record_is_not_theirs(frame: Frame, workspace: Workspace) -> None:
    find(frame, SeatChooser, "seat_chooser").user_chosen.emit(seat_named(workspace, Role.VIEWER))

    frame.go_to("looked")

    page = looked_page(frame)
    assert "For team leaders and supervisors" in words(page)
    assert not page.table.isVisible()


def test_a_look_during_a_long_write_is_kept_after_it(
    qtbot: QtBot, workspace: Workspace, sensitive: str
) -> None:
    began, go_on = threading.Event(), threading.Event()

    def long(_: Session, __: Progress) -> None:
        began.set()
        go_on.wait(10)

    workspace.start_write("Something long", long, lambda _: None)
    began.wait(10)

    workspace.at_desk.looked([sensitive], "screen")
    assert lines(workspace, sensitive) == []
    go_on.set()

    qtbot.waitUntil(lambda: len(lines(workspace, sensitive)) == 1)
    rest(qtbot, workspace)


def test_what_waits_is_written_before_the_desk_closes(
    make_workspace: Callable[[str], Workspace],
) -> None:
    workspace = make_workspace("practice")
    waited: list[bool] = []

    def look(_: Session) -> None:
        workspace.at_desk.looked(["a tasking"], "screen")  # this writing stands in its way
        waited.append(not workspace.at_desk.flush())

    workspace.database.write("Something else", look)
    workspace.at_desk.close()

    assert waited == [True]
    assert len(lines(workspace, "a tasking")) == 1


def test_signing_is_kept_for_supervisors_on_the_page_and_greyed_for_a_team_leader(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    frame.go_to("users")
    page = frame.current_page()
    assert isinstance(page, UsersPage)
    page.set_rights()
    find(page, CheckBox, "sign").click()
    find(page, Button, "save").click()

    assert workspace.settings.supervisors_alone == "sign"
    assert Right.SIGN not in workspace.at_desk.rights.granted
    frame.go_to("issue")
    rest(qtbot, workspace)
    sign = find(frame.host.page("issue"), Button, "sign_off")
    assert not sign.isEnabled()
    assert "may not sign off a week" in sign.toolTip()
