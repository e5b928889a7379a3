"""Time away and events from the grid, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.week_desk import (
    FREE,
    cell,
    go_to,
    key,
    people,
    shown,
    tab,
    tab_to,
    text,
    type_in,
    write,
)
from warden_desk.domain.absences import AbsenceState
from warden_desk.domain.dates import Week
from warden_desk.domain.people import AbsenceDraft, AbsenceRow
from warden_desk.services import absences, teams
from warden_desk.services.today import today
from warden_desk.services.week import events
from warden_desk.ui.actions import install
from warden_desk.ui.pages.week import WeekPage
from warden_desk.ui.pages.week.event_panel import EventPanel
from warden_desk.ui.pages.week.leave_panels import AbsencePanel, AwayPanel, WaitingPanel
from warden_desk.ui.pages.week.stand_in_panel import StandInPanel
from warden_desk.ui.workspace import Workspace

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
FREE_WEEK = Week.parse(FREE)
POPUPS = ("plugin does not support raise", "plugin does not support grabbing the keyboard")
pytestmark = pytest.mark.qt_log_ignore(*POPUPS, extend=True)
"""A list of proposals opens while one types a name."""


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> WeekPage:
    """A week in which nothing is planned, with its keys."""
    made = shown(qtbot, WeekPage(workspace))
    install(made, made.commands())
    made.open_item(FREE)
    return made


def away(workspace: Workspace) -> list[AbsenceRow]:
    """What begins in the free week, whatever became of it."""
    found = workspace.read(
        absences.between,
        FREE_WEEK.monday,
        FREE_WEEK.sunday,
        states=tuple(AbsenceState),
        with_roles=True,
    )
    return [row for row in found if row.starts_on in FREE_WEEK]


def open_away(page: WeekPage) -> None:
    key(page, Qt.Key.Key_A, CONTROL, SHIFT)


def save(page: WeekPage) -> None:
    key(page, Qt.Key.Key_Return, CONTROL)


def notice(page: WeekPage) -> str:
    return page.notice.text()


def record(workspace: Workspace, row: int, day: int, last: int) -> str:
    """Somebody's leave of these days of the free week, by way of the desk."""
    person = people(workspace, FREE_WEEK)[row].person_id
    draft = AbsenceDraft("AL", FREE_WEEK.days[day], FREE_WEEK.days[last])
    return workspace.write("Leave", absences.record, person, draft, act=workspace.act())


# Time away


def test_the_days_selected_are_recorded_as_leave(page: WeekPage, workspace: Workspace) -> None:
    go_to(page, 1, 1)
    key(page, Qt.Key.Key_Right, SHIFT)
    key(page, Qt.Key.Key_Right, SHIFT)

    open_away(page)
    assert isinstance(page.panel(), AbsencePanel)
    write(page, "ann")
    save(page)

    [row] = away(workspace)
    assert (row.code, row.starts_on, row.ends_on) == ("AL", *FREE_WEEK.days[1:4:2])
    assert cell(page, 1, 2).head == "Annual leave"
    assert "away: annual leave" in cell(page, 1, 2).spoken
    assert workspace.undo_stack.undoText().endswith(": time away")


def test_leave_without_a_kind_is_refused_beside_the_field(page: WeekPage) -> None:
    go_to(page, 1, 1)
    open_away(page)

    save(page)

    panel = page.panel()
    assert isinstance(panel, AbsencePanel)
    assert "kind of absence" in find(panel, QLabel, "code_problem").text()


def test_a_part_of_a_day_leaves_its_hours_and_somebody_takes_them_with_their_stops(
    page: WeekPage, workspace: Workspace
) -> None:
    go_to(page, 0, 1)
    type_in(page, "0800-1600 Tenterden, Charing")
    go_to(page, 0, 1)
    open_away(page)
    write(page, "meet")
    tab(page, 3)
    write(page, "1200")
    tab(page)
    write(page, "1700")
    save(page)

    panel = page.panel()
    assert isinstance(panel, StandInPanel)
    said = find(panel, QLabel, "open_shift").text()
    assert said == "Tue 22 Dec, 0800–1600, of it 1200–1600: Tenterden, Charing"
    first = page.focusWidget()
    assert first is not None
    assert "nothing planned that day" in first.accessibleName()
    name = first.accessibleName().partition(":")[0]
    key(page, Qt.Key.Key_Return)

    assert text(workspace, 0, 1) == "0800-1200 Tenterden"
    rows = [row.name for row in people(workspace, FREE_WEEK)]
    assert text(workspace, rows.index(name), 1) == "1200-1600 Charing"
    assert f"{name} stands in on Tue 22 Dec." in panel.notice.text()
    workspace.undo()
    assert text(workspace, 0, 1) == "0800-1600 Tenterden, Charing"
    assert len(away(workspace)) == 1


def test_a_shift_is_left_open_or_kept_for_later(page: WeekPage, workspace: Workspace) -> None:
    for day in (1, 2):
        go_to(page, 0, day)
        type_in(page, "E Tenterden")
    record(workspace, 0, 1, 2)
    go_to(page, 0, 1)
    open_away(page)
    tab_to(page, "uncovered")
    key(page, Qt.Key.Key_Space)

    panel = page.panel()
    assert isinstance(panel, StandInPanel)
    tab_to(page, "later")
    key(page, Qt.Key.Key_Space)
    assert find(panel, QLabel, "open_shift").text().startswith("Wed 23 Dec")
    tab_to(page, "leave_open")
    key(page, Qt.Key.Key_Space)
    save(page)

    assert page.panel() is None
    assert (text(workspace, 0, 1), text(workspace, 0, 2)) == ("E Tenterden", "")
    assert workspace.undo_stack.undoText().startswith("Leave ")


def test_leave_is_asked_for_and_granted(page: WeekPage, workspace: Workspace) -> None:
    go_to(page, 1, 1)
    open_away(page)
    write(page, "ann")
    tab_to(page, "is_asked")
    key(page, Qt.Key.Key_Space)
    save(page)
    key(page, Qt.Key.Key_Escape)
    assert [row.state for row in away(workspace)] == [AbsenceState.ASKED]
    assert cell(page, 1, 1).head != "Annual leave"

    go_to(page, 1, 1)
    open_away(page)
    assert isinstance(page.panel(), AwayPanel)
    begun = page.focusWidget()
    assert begun is not None
    assert begun.objectName() == "grant"
    key(page, Qt.Key.Key_Space)

    assert [row.state for row in away(workspace)] == [AbsenceState.APPROVED]
    assert cell(page, 1, 1).head == "Annual leave"


def test_leave_is_refused_from_the_list_with_a_reason(page: WeekPage, workspace: Workspace) -> None:
    key(page, Qt.Key.Key_W, CONTROL, SHIFT)
    panel = page.panel()
    assert isinstance(panel, WaitingPanel)
    lines = panel.list.lines()
    asked = workspace.read(absences.waiting, TODAY, None)
    assert len(lines) == 1
    assert lines[0].hasFocus()
    key(page, Qt.Key.Key_Return)

    tab_to(page, "refuse")
    key(page, Qt.Key.Key_Space)
    write(page, "three are away")
    key(page, Qt.Key.Key_Return)

    assert page.panel() is None
    answered = [workspace.read(absences.row, row.id) for row in asked if row.person in notice(page)]
    assert [(row.state, row.answer) for row in answered] == [
        (AbsenceState.REFUSED, "three are away")
    ]


def test_today_tells_of_leave_that_waits_and_opens_it(page: WeekPage, workspace: Workspace) -> None:
    lines = workspace.read(today.today, TODAY, None).needs
    [line] = [line for line in lines if line.word == "Leave"][:1]

    page.open_item(line.opens.id)

    panel = page.panel()
    assert isinstance(panel, AwayPanel)
    assert line.text.startswith(f"{panel.absence.person} asks for AL")
    assert panel.absence.starts_on in page.week


def test_a_day_is_taken_out_of_a_range(page: WeekPage, workspace: Workspace) -> None:
    record(workspace, 1, 0, 4)
    go_to(page, 1, 2)
    open_away(page)

    save(page)

    assert [row.span.sentence for row in away(workspace)] == [
        "Mon 21 Dec – Tue 22 Dec",
        "Thu 24 Dec – Fri 25 Dec",
    ]
    assert "is there Wed 23 Dec" in notice(page)


def test_somebody_is_back_earlier(page: WeekPage, workspace: Workspace) -> None:
    record(workspace, 1, 0, 4)
    go_to(page, 1, 3)
    open_away(page)
    tab_to(page, "back")

    key(page, Qt.Key.Key_Space)

    assert [row.span.sentence for row in away(workspace)] == ["Mon 21 Dec – Wed 23 Dec"]
    workspace.undo()
    assert [row.span.sentence for row in away(workspace)] == ["Mon 21 Dec – Fri 25 Dec"]


# Events


def put_down(page: WeekPage, row: int, day: int, title: str = "Parish council") -> None:
    """An event at two, for whoever the cursor is at."""
    go_to(page, row, day)
    key(page, Qt.Key.Key_E, CONTROL, SHIFT)
    write(page, title)
    tab_to(page, "start_minute")
    write(page, "1400")
    tab(page)
    write(page, "1500")
    tab(page)


def found(workspace: Workspace, week: Week = FREE_WEEK) -> list[tuple[str, tuple[str, ...]]]:
    team = workspace.read(teams.rows, TODAY)[0].id
    return [(row.title, row.who) for row in workspace.read(events.in_week, team, week)]


def test_an_event_is_put_down_once_and_seen_in_both_grids(
    page: WeekPage, workspace: Workspace
) -> None:
    go_to(page, 0, 0)
    type_in(page, "E Tenterden")
    put_down(page, 0, 0)
    write(page, "Tenterden")
    save(page)
    page.showing.read_parishes()

    assert page.panel() is None
    assert text(workspace, 0, 0) == "E Tenterden, Parish council"
    grid = page.board.people.grid
    last = grid.row(grid.rowCount() - 1)
    assert (last.title, last.cells[0].head) == ("Events", "1400 Parish council")
    key(page, Qt.Key.Key_T, CONTROL)
    parishes = page.board.parishes.grid
    rows = [parishes.row(number) for number in range(parishes.rowCount())]
    [row] = [row for row in rows if row.title == "Tenterden"]
    assert "Parish council" in row.cells[0].spoken


def test_somebody_wanted_who_is_planned_later_goes_there(
    page: WeekPage, workspace: Workspace
) -> None:
    names = [row.name for row in people(workspace, FREE_WEEK)]
    put_down(page, 0, 0)
    tab_to(page, "one_more")
    write(page, names[1])
    key(page, Qt.Key.Key_Return)
    save(page)
    assert found(workspace) == [("Parish council", ())]

    go_to(page, 1, 0)
    type_in(page, "E Tenterden")

    assert found(workspace) == [("Parish council", (names[1],))]
    assert text(workspace, 1, 0) == "E Tenterden, Parish council"


def test_an_event_comes_every_week_and_all_later_ones_are_changed_or_taken_away(
    page: WeekPage, workspace: Workspace
) -> None:
    put_down(page, 0, 0)
    tab_to(page, "repeat")
    write(page, "every w")
    tab(page)
    write(page, "11/1/2027")
    save(page)
    weeks = [FREE_WEEK.plus(number) for number in range(4)]
    assert [len(found(workspace, week)) for week in weeks] == [1, 1, 1, 1]

    key(page, Qt.Key.Key_Right, ALT)
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_E, CONTROL, ALT)
    assert isinstance(page.panel(), EventPanel)
    write(page, "Surgery", over=True)
    tab_to(page, "and_later")
    key(page, Qt.Key.Key_Space)
    save(page)
    titles = [[title for title, _ in found(workspace, week)] for week in weeks]
    assert titles == [["Parish council"], ["Surgery"], ["Surgery"], ["Surgery"]]

    key(page, Qt.Key.Key_E, CONTROL, ALT)
    tab_to(page, "take_away")
    key(page, Qt.Key.Key_Space)
    assert [len(found(workspace, week)) for week in weeks] == [1, 0, 1, 1]


def test_a_series_without_an_end_and_a_day_without_an_event_say_so(page: WeekPage) -> None:
    go_to(page, 0, 0)
    key(page, Qt.Key.Key_E, CONTROL, ALT)
    assert "no event here" in notice(page)

    put_down(page, 0, 0)
    tab_to(page, "repeat")
    write(page, "every w")
    save(page)
    panel = page.panel()
    assert panel is not None
    assert "Until when" in find(panel, QLabel, "until_problem").text()
