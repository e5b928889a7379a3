"""Half past seven, somebody is sick: driven by keyboard on the practice desk."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from tests.ui.pages import in_front, run
from warden_desk.domain.papers import Papers
from warden_desk.domain.people import PersonDraft, PersonKind
from warden_desk.services import absences, new_people, teams
from warden_desk.services.papers import print_log
from warden_desk.storage.tables import Shift
from warden_desk.ui.pages.repair import RepairPage
from warden_desk.ui.pages.today import TodayPage
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> RepairPage:
    return in_front(qtbot, RepairPage(workspace))


def somebody(workspace: Workspace) -> str:
    """One of the first team who works an early today."""
    team = workspace.read(teams.rows, TODAY)[0].id
    query = select(Shift.person_id).where(
        Shift.team_id == team, Shift.on_date == TODAY, Shift.code == "E"
    )
    return workspace.read(lambda session: session.scalars(query).all())[0]


def is_away(workspace: Workspace, person: str) -> bool:
    return bool(workspace.read(absences.between, TODAY, TODAY, [person]))


def test_who_is_sick_is_chosen_and_three_ways_are_shown(page: RepairPage, workspace: Workspace):
    person = somebody(workspace)
    assert page.cards() == []

    box = find(page, ChoiceBox, "person_id")
    box.set_value(person)
    page.form.left.emit("person_id")

    assert len(page.cards()) == 3
    assert page.title.text().endswith("is sick")
    for number, card in enumerate(page.cards(), start=1):
        assert card.accessibleName().startswith(f"{number}: ")
    assert not is_away(workspace, person), "nothing is written before a way is chosen"


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_number_does_a_way_and_one_undo_takes_all_of_it_back(
    qtbot: QtBot, page: RepairPage, workspace: Workspace, number: int
):
    person = somebody(workspace)
    page.open_item(f"{person}/{TODAY}")
    before = [card.way.title for card in page.cards()]

    run(page, f"repair_{number}")
    if page.notice.text() and not is_away(workspace, person):  # a rule warns
        reason = find(page, QLineEdit, "reason")
        qtbot.keyClicks(reason, "Nobody else this morning")
        qtbot.keyClick(reason, Qt.Key.Key_Return)

    assert is_away(workspace, person)
    assert page.cards() == []
    assert before[number - 1] in page.notice.text()
    workspace.undo()
    assert not is_away(workspace, person)
    assert [card.way.title for card in page.cards()] == before


def test_only_what_changed_is_shown_as_paper_and_noted_when_saved(
    qtbot: QtBot, page: RepairPage, workspace: Workspace, tmp_path: Path
):
    person = somebody(workspace)
    run(page, "repair_print")
    assert "Choose a way first" in page.notice.text()
    page.open_item(f"{person}/{TODAY}")
    ways = [card.way for card in page.cards()]
    number = next(n for n, way in enumerate(ways, start=1) if not way.warnings)
    touched = {person, *ways[number - 1].people}
    run(page, f"repair_{number}")

    run(page, "repair_print")
    rest(qtbot, workspace)
    papers = page.papers()
    assert papers is not None
    assert papers.isVisible()
    papers.saved.emit(str(tmp_path / "changed.pdf"))

    rows = workspace.read(print_log.rows, Papers.OUT, TODAY)
    own = [row for row in rows if row.what.startswith("Copy for one person")]
    sheets = [row for row in rows if row.what.startswith("Deployment sheet")]
    assert len(own) == len(touched)
    assert sheets


def test_somebody_without_a_shift_is_only_marked(page: RepairPage, workspace: Workspace):
    person = somebody(workspace)
    off = "2027-06-01"
    page.open_item(f"{person}/{off}")
    assert page.cards() == []

    run(page, "repair_1")

    assert "is sick" in page.notice.text()


def test_without_anybody_chosen_nothing_is_done(page: RepairPage, workspace: Workspace):
    run(page, "repair_1")

    assert "Say first who is sick" in page.notice.text()
    assert not workspace.undo_stack.canUndo()


def test_somebody_who_joined_meanwhile_can_be_chosen(page: RepairPage, workspace: Workspace):
    draft = PersonDraft("Asta", "Lind", PersonKind.VOLUNTEER)

    new = workspace.write("New person", new_people.record, draft, team_id=None, act=workspace.act())

    box = find(page, ChoiceBox, "person_id")
    box.set_value(new)
    assert "Lind" in box.currentText()


def test_today_and_the_week_lead_there(qtbot: QtBot, workspace: Workspace):
    today = TodayPage(workspace)
    qtbot.addWidget(today)
    with qtbot.waitSignal(workspace.open_requested) as opened:
        run(today, "today_sick")
    assert opened.args == ["sick", f"/{TODAY}"]

    week = WeekPage(workspace)
    qtbot.addWidget(week)
    week.show()
    week.focus_list()
    view = week.board.people
    view.setCurrentIndex(view.grid.index(1, 1))
    with qtbot.waitSignal(workspace.open_requested) as opened:
        run(week, "week_sick")
    assert opened.args is not None
    assert opened.args[0] == "sick"
    assert opened.args[1].endswith(f"/{TODAY}")
    assert len(opened.args[1]) > len(f"/{TODAY}")
    rest(qtbot, workspace)


def test_somebody_sick_for_days_is_covered_in_one_go(
    qtbot: QtBot, page: RepairPage, workspace: Workspace
):
    person, last = somebody(workspace), TODAY + timedelta(days=2)
    page.open_item(f"{person}/{TODAY}")
    until = find(page, QLineEdit, "until")
    until.setText(f"{last:%d/%m/%Y}")
    until.textEdited.emit(until.text())
    page.form.left.emit("until")
    assert "Mon 23 Nov to Wed 25 Nov" in page.subtitle.text()

    run(page, "repair_1")
    if page.notice.text() and not is_away(workspace, person):  # a rule warns
        reason = find(page, QLineEdit, "reason")
        qtbot.keyClicks(reason, "Nobody else this week")
        qtbot.keyClick(reason, Qt.Key.Key_Return)

    [away] = workspace.read(absences.between, TODAY, last, [person])
    assert (away.starts_on, away.ends_on) == (TODAY, last)
    workspace.undo()
    assert workspace.read(absences.between, TODAY, last, [person]) == []
