import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import NOW, TODAY
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.domain.settings import Settings
from warden_desk.services import practice, settings
from warden_desk.storage.tables import Setting, Team
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

MINE = Settings(user_name=practice.USER, service_name="Ours")


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Team.name).order_by(Team.number)))


def rename_all(session: Session, progress: Progress) -> int:
    teams = names(session)
    for number, name in enumerate(teams):
        progress.step(number, len(teams))
        session.execute(update(Team).where(Team.name == name).values(name=f"{name} team"))
    return len(teams)


def rename_for_ever(session: Session, progress: Progress) -> None:
    session.execute(update(Team).values(name=Team.name + "!"))
    while True:
        progress.step(0, 0)
        time.sleep(0.005)


def test_a_write_can_be_undone_and_redone_and_says_so(qtbot: QtBot, workspace: Workspace) -> None:
    del qtbot
    said: list[str] = []
    workspace.undid.connect(said.append)
    workspace.write("Name the service", settings.save, MINE)
    assert workspace.settings.service_name == "Ours"

    workspace.undo()
    assert workspace.settings.service_name == Settings().service_name
    workspace.redo()

    assert workspace.settings.service_name == "Ours"
    assert said == ["Undid: Name the service", "Did again: Name the service"]


def test_a_refused_write_leaves_nothing_to_undo(workspace: Workspace) -> None:
    def refuse(session: Session) -> None:
        settings.save(session, MINE)
        raise UserError("No.")

    with pytest.raises(UserError, match="No"):
        workspace.write("Name the service", refuse)

    assert not workspace.undo_stack.canUndo()
    assert workspace.read(settings.load).service_name == Settings().service_name


def test_an_undo_that_later_work_forbids_is_refused_and_the_stack_stays(
    workspace: Workspace,
) -> None:
    workspace.write("Name the service", settings.save, MINE)
    outside = Settings(user_name=practice.USER, service_name="Theirs")
    workspace.database.write("Elsewhere", settings.save, outside)

    def take_the_row_away(session: Session) -> None:
        session.delete(session.get_one(Setting, "service_name"))

    workspace.database.write("Elsewhere", take_the_row_away)
    before = workspace.undo_stack.index()

    with pytest.raises(UserError):
        workspace.undo()

    assert workspace.undo_stack.index() == before


def test_the_act_is_signed_with_the_users_name_and_the_clock(workspace: Workspace) -> None:
    workspace.write("Sit down", settings.save, Settings(user_name="Ada Marsh"))

    act = workspace.act()

    assert (act.by, act.at) == ("Ada Marsh", NOW)
    assert workspace.today() == TODAY


def test_today_is_the_day_on_the_wall_not_in_greenwich(workspace: Workspace) -> None:
    late = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    own = Workspace(workspace.database, clock=lambda: late)

    assert own.today() == late.astimezone().date()
    own.jobs.stop()


def test_a_long_write_happens_as_one_undoable_change(qtbot: QtBot, workspace: Workspace) -> None:
    before = workspace.read(names)
    done: list[int] = []

    job = workspace.start_write("Rename teams", rename_all, done.append)
    assert workspace.is_writing
    with qtbot.waitSignal(job.finished):
        pass

    assert done == [len(before)]
    assert not workspace.is_writing
    assert workspace.read(names) == [f"{name} team" for name in before]
    workspace.undo()
    assert workspace.read(names) == before


def test_a_page_that_is_gone_is_not_told_that_a_long_write_ended(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = Page("Gone")

    job = workspace.start_write("Rename teams", rename_all, page.subtitle.setNum)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(job.finished):
        pass

    assert workspace.undo_stack.undoText() == "Rename teams"


def test_other_writes_are_refused_with_a_sentence_while_a_long_one_runs(
    qtbot: QtBot, workspace: Workspace
) -> None:
    before = workspace.read(names)
    job = workspace.start_write("Take in a list", rename_for_ever, print)
    with qtbot.waitSignal(job.progressed):
        pass

    with pytest.raises(UserError, match="Take in a list"):
        workspace.write("Name the service", settings.save, MINE)
    with pytest.raises(UserError, match="Take in a list"):
        workspace.undo()
    with qtbot.waitSignal(job.finished):
        job.cancel()

    assert workspace.read(names) == before
    workspace.write("Name the service", settings.save, MINE)


def test_choosing_a_team_is_told_once(workspace: Workspace) -> None:
    told: list[str | None] = []
    workspace.team_changed.connect(lambda: told.append(workspace.team_id))

    workspace.choose_team("t1")
    workspace.choose_team("t1")
    workspace.choose_team(None)

    assert told == ["t1", None]


def test_a_large_change_is_undone_in_the_background_while_the_window_lives(
    qtbot: QtBot, workspace: Workspace
) -> None:
    def add_many(session: Session) -> None:
        session.add_all(Setting(key=f"many {number}", value="1") for number in range(1000))

    def many(session: Session) -> int:
        return len(session.scalars(select(Setting).where(Setting.key.like("many %"))).all())

    workspace.write("Add many", add_many)

    with qtbot.waitSignal(workspace.undid, timeout=20_000):
        workspace.undo()
        assert workspace.is_writing  # undo returned at once, with the work still under way
        with pytest.raises(UserError, match="is being saved"):
            workspace.write("Name the service", settings.save, MINE)

    assert workspace.read(many) == 0
    assert not workspace.is_writing
    with qtbot.waitSignal(workspace.undid, timeout=20_000):
        workspace.redo()
    assert workspace.read(many) == 1000


def test_a_large_undo_that_later_work_forbids_leaves_the_stack_where_it_was(
    qtbot: QtBot, workspace: Workspace
) -> None:
    def add_many(session: Session) -> None:
        session.add_all(Setting(key=f"many {number}", value="1") for number in range(1000))

    workspace.write("Add many", add_many)
    workspace.database.write("Elsewhere", lambda s: s.execute(update(Setting).values(value="2")))

    refusals: list[Exception] = []
    workspace.jobs.failed.connect(lambda _, error: refusals.append(error))
    with qtbot.waitSignal(workspace.jobs.failed, timeout=20_000):
        workspace.undo()

    assert "worked on since" in str(refusals[0])
    assert workspace.undo_stack.undoText() == "Add many"
    assert not workspace.is_writing
