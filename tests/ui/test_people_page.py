"""The page of people: one test for each thing one can do there."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import panel, rows, run, save, seen
from warden_desk.domain.people import AbsenceDraft, PersonKind, PersonRow
from warden_desk.services import absences, people, teams
from warden_desk.ui.pages.people import PeoplePage
from warden_desk.ui.workspace import Workspace

NADIA = "CW102"
"""A warden of team 1."""


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> PeoplePage:
    return opened(qtbot, workspace)


def opened(qtbot: QtBot, workspace: Workspace) -> PeoplePage:
    return seen(qtbot, PeoplePage(workspace))


def shown(page: PeoplePage) -> list[PersonRow]:
    """Everybody the list shows."""
    return rows(page.table)


def words(page: PeoplePage) -> str:
    """All that the card on the right says, once it is laid out."""
    QApplication.processEvents()
    labels = [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]
    links = [link.text() for link in page.detail.findChildren(QPushButton) if link.isVisible()]
    return "\n".join(labels + links)


def by_number(workspace: Workspace, number: str) -> PersonRow:
    return workspace.read(people.find, number, TODAY)


def team(workspace: Workspace, number: int) -> str:
    return workspace.read(teams.find, str(number), TODAY).id


def test_everybody_is_listed_by_name_and_the_first_is_shown(page: PeoplePage):
    listed = [person.name for person in shown(page)]

    assert len(listed) > 100
    assert [name.split()[-1] for name in listed] == sorted(name.split()[-1] for name in listed)
    assert listed[0] in words(page)


def test_the_list_follows_the_team_of_the_window(page: PeoplePage, workspace: Workspace):
    workspace.choose_team(team(workspace, 1))
    first = shown(page)
    workspace.choose_team(team(workspace, 2))

    assert {person.team for person in first} == {"Ashford & Swale"}
    assert {person.team for person in shown(page)} == {"Canterbury & Thanet"}
    assert shown(page)[0].name in words(page)


def test_a_search_leaves_those_it_finds_and_shows_the_first(page: PeoplePage, qtbot: QtBot):
    assert page.search is not None
    qtbot.keyClicks(page.search, "cw102")
    qtbot.waitUntil(lambda: len(shown(page)) == 1)

    assert "Nadia Adeyemi" in words(page)

    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(page)) > 100)
    assert "Nadia Adeyemi" in words(page)


@pytest.mark.parametrize("typed", ["%", "_", "'", "zzz", "Nadia\tzzz"])
def test_a_search_that_finds_nobody_says_what_to_change(typed: str, page: PeoplePage, qtbot: QtBot):
    assert page.search is not None
    page.search.setText(typed)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)

    assert shown(page) == []
    assert not page.table.isVisible()
    visible = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Nobody found" in visible
    assert words(page).strip() == ""


def test_chips_leave_wardens_or_volunteers(page: PeoplePage):
    page.volunteers.click()
    assert {person.kind for person in shown(page)} & {PersonKind.VOLUNTEER} == set()

    page.volunteers.click()
    page.staff.click()
    assert {person.kind for person in shown(page)} == {PersonKind.VOLUNTEER}


def test_vetting_to_renew_leaves_those_who_run_out_or_have(page: PeoplePage, workspace: Workspace):
    page.lapsing.click()

    due = shown(page)
    last = TODAY + timedelta(days=workspace.settings.vetting_warning_days)
    assert 0 < len(due) < 40
    assert page.lapsing.text().endswith(str(len(due)))
    assert all(person.vetting_ends and person.vetting_ends <= last for person in due)
    assert "run out" in {person.vetting for person in due}


def test_arrows_go_down_the_list_and_the_card_follows(page: PeoplePage, qtbot: QtBot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)

    assert page.table.chosen_id() == shown(page)[2].id
    assert shown(page)[2].name in words(page)


def test_down_leaves_the_search_for_the_list(page: PeoplePage, qtbot: QtBot):
    page.focus_search()
    assert page.search is not None
    qtbot.keyClick(page.search, Qt.Key.Key_Down)

    assert page.table.hasFocus()


def test_the_card_tells_clearances_parishes_and_work(page: PeoplePage, workspace: Workspace):
    nadia = by_number(workspace, NADIA)
    page.open_item(nadia.id)

    said = words(page)
    for expected in ("Nadia Adeyemi", "Ashford & Swale", "Clearances", "NPPV", "Looks after"):
        assert expected in said
    assert nadia.mobile in said


def test_somebody_of_another_team_is_shown_and_stays_while_worked_on(
    page: PeoplePage, workspace: Workspace
):
    workspace.choose_team(team(workspace, 2))
    nadia = by_number(workspace, NADIA)

    page.open_item(nadia.id)
    assert "Nadia Adeyemi" in words(page)
    assert page.table.chosen_id() == ""

    workspace.write(
        "Record absence", absences.record, nadia.id, AbsenceDraft("AL", TODAY), act=workspace.act()
    )
    assert "Nadia Adeyemi" in words(page)
    assert {person.team for person in shown(page)} == {"Canterbury & Thanet"}

    workspace.choose_team(team(workspace, 3))
    assert "Nadia Adeyemi" not in words(page)


def test_somebody_who_is_gone_leaves_the_card_empty(page: PeoplePage):
    page.open_item("01900000-0000-7000-8000-000000000000")

    assert words(page).strip() == ""


def test_a_parish_on_the_card_opens_itself(page: PeoplePage, workspace: Workspace, qtbot: QtBot):
    nadia = by_number(workspace, NADIA)
    area_id, name, _ = workspace.read(people.card, nadia.id, TODAY).parishes[0]
    page.open_item(nadia.id)
    [link] = [b for b in page.detail.findChildren(QPushButton) if b.text() == name]

    with qtbot.waitSignal(workspace.open_requested) as asked:
        link.click()

    assert asked.args == ["area", area_id]


def test_a_new_person_is_refused_beside_the_field_then_taken_then_undone(
    page: PeoplePage, workspace: Workspace
):
    workspace.choose_team(team(workspace, 1))
    before = len(shown(page))
    run(page, "person_new")
    form = panel(page)
    find(form, QLineEdit, "forename").setText("Theodora")

    save(page)
    assert "surname" in find(form, QLabel, "surname_problem").text()
    assert "collar number" in find(form, QLabel, "collar_number_problem").text()
    assert not workspace.undo_stack.canUndo()

    find(form, QLineEdit, "surname").setText("Testwright")
    find(form, QLineEdit, "collar_number").setText("cw102")
    save(page)
    assert "somebody else" in find(form, QLabel, "collar_number_problem").text()
    assert not find(form, QLabel, "surname_problem").isVisible()

    find(form, QLineEdit, "collar_number").setText("cw990")
    save(page)
    assert page.panel() is None
    assert len(shown(page)) == before + 1
    assert "Theodora Testwright" in words(page)
    assert "CW990 · Ashford & Swale" in words(page)

    workspace.undo()
    assert len(shown(page)) == before
    assert "Testwright" not in words(page)
    workspace.redo()
    assert len(shown(page)) == before + 1


def test_a_new_volunteer_needs_no_collar_number_and_is_shown_past_the_chips(
    page: PeoplePage,
):
    page.volunteers.click()
    run(page, "person_new")
    find(panel(page), QLineEdit, "surname").setText("Testwright")
    kind = find(panel(page), QComboBox, "kind")
    kind.setCurrentText("Volunteer")

    save(page)

    assert page.panel() is None
    assert "Testwright" in words(page)
    assert {person.kind for person in shown(page)} & {PersonKind.VOLUNTEER} == set()


def record_absence(page: PeoplePage, kind: str, first: str, last: str = "") -> None:
    run(page, "absence_new")
    find(panel(page), QComboBox, "code").setCurrentText(kind)
    find(panel(page), QLineEdit, "starts_on").setText(first)
    find(panel(page), QLineEdit, "ends_on").setText(last)
    save(page)


def test_an_absence_is_recorded_shown_removed_and_each_undone(
    page: PeoplePage, workspace: Workspace
):
    page.open_item(by_number(workspace, NADIA).id)
    before = words(page)

    record_absence(page, "Annual leave", "8/3/27", "12/3/27")
    assert page.panel() is None
    assert "Mon 8 Mar 2027 – Fri 12 Mar 2027" in words(page)
    assert workspace.undo_stack.undoText() == "Record absence of Nadia Adeyemi"

    [remove] = [
        button
        for button in page.detail.findChildren(QPushButton)
        if button.accessibleName().startswith("Remove Mon 8 Mar 2027")
    ]
    remove.click()
    assert "8 Mar 2027" not in words(page)

    workspace.undo()
    assert "8 Mar 2027" in words(page)
    workspace.undo()
    assert words(page) == before


@pytest.mark.parametrize(
    ("kind", "first", "last", "field"),
    [
        ("", "23/11/26", "", "code"),
        ("Annual leave", "", "", "starts_on"),
        ("Annual leave", "23/11/26", "20/11/26", "ends_on"),
        ("Annual leave", "32/11/26", "", "starts_on"),
        ("Annual leave", "23/11/26", "soon", "ends_on"),
    ],
)
def test_an_absence_that_cannot_be_is_refused_beside_its_field(
    kind: str, first: str, last: str, field: str, page: PeoplePage, workspace: Workspace
):
    run(page, "absence_new")
    if kind:
        find(panel(page), QComboBox, "code").setCurrentText(kind)
    find(panel(page), QLineEdit, "starts_on").setText(first)
    find(panel(page), QLineEdit, "ends_on").setText(last)

    save(page)

    assert find(panel(page), QLabel, f"{field}_problem").isVisible()
    assert find(panel(page), QLabel, f"{field}_problem").text()
    assert not workspace.undo_stack.canUndo()


def test_the_same_absence_twice_is_refused_beside_the_first_day(
    page: PeoplePage, workspace: Workspace
):
    page.open_item(by_number(workspace, NADIA).id)
    record_absence(page, "Annual leave", "8/3/27", "12/3/27")

    record_absence(page, "Annual leave", "10/3/27")

    assert "recorded already" in find(panel(page), QLabel, "starts_on_problem").text()


def test_an_absence_that_ended_last_week_is_still_on_the_card(
    page: PeoplePage, workspace: Workspace
):
    nadia = by_number(workspace, NADIA)
    draft = AbsenceDraft("SK", date(2026, 11, 9), date(2026, 11, 10))
    workspace.write("Record absence", absences.record, nadia.id, draft, act=workspace.act())

    page.open_item(nadia.id)

    assert "Mon 9 Nov 2026 – Tue 10 Nov 2026" in words(page)


def test_escape_closes_an_untouched_form_and_keeps_a_typed_one(page: PeoplePage, qtbot: QtBot):
    run(page, "person_new")
    qtbot.keyClick(panel(page), Qt.Key.Key_Escape)
    assert page.panel() is None
    assert page.table.hasFocus()

    run(page, "person_new")
    surname = find(panel(page), QLineEdit, "surname")
    qtbot.keyClicks(surname, "Testwright")
    qtbot.keyClick(surname, Qt.Key.Key_Escape)
    assert find(panel(page), QLineEdit, "surname").text() == "Testwright"
    assert page.has_typing()

    run(page, "absence_new")
    assert find(panel(page), QLineEdit, "surname").text() == "Testwright"

    find(panel(page), QPushButton, "discard").click()
    assert page.panel() is None


def test_control_enter_saves_from_any_field(page: PeoplePage, qtbot: QtBot):
    run(page, "person_new")
    find(panel(page), QLineEdit, "surname").setText("Testwright")
    number = find(panel(page), QLineEdit, "collar_number")
    number.setText("CW990")

    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.panel() is None
    assert "Testwright" in words(page)


def test_markup_in_a_name_is_shown_as_it_was_typed(page: PeoplePage):
    run(page, "person_new")
    find(panel(page), QLineEdit, "surname").setText("<b>O'Hara</b> & <img src=x>")
    find(panel(page), QLineEdit, "collar_number").setText("CW990")

    save(page)

    assert "<b>O'Hara</b> & <img src=x>" in words(page)


def test_an_empty_desk_offers_the_first_step(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace]
):
    workspace = make_workspace("founded")
    page = opened(qtbot, workspace)

    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Nobody here yet" in said
    run(page, "absence_new")
    assert page.panel() is None
    assert page.notice.isVisible()

    with qtbot.waitSignal(workspace.open_requested) as asked:
        find(page, QPushButton, "to_imports").click()
    assert asked.args == ["page", "imports"]


def test_the_first_person_of_an_empty_desk_is_listed(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace]
):
    page = opened(qtbot, make_workspace("founded"))
    run(page, "person_new")
    find(panel(page), QLineEdit, "surname").setText("Testwright")
    find(panel(page), QLineEdit, "collar_number").setText("CW1")

    save(page)

    assert page.table.isVisible()
    assert [person.name for person in shown(page)] == ["Testwright"]


def test_a_page_that_is_hidden_is_up_to_date_when_it_is_shown_again(
    page: PeoplePage, workspace: Workspace
):
    nadia = by_number(workspace, NADIA)
    page.open_item(nadia.id)
    page.hide()
    workspace.write(
        "Record absence", absences.record, nadia.id, AbsenceDraft("TR", TODAY), act=workspace.act()
    )

    page.show()

    assert "Mon 23 Nov 2026" in words(page)
