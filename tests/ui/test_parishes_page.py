"""The page of parishes: one test for each thing one can do there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import panel, run, save, seen
from warden_desk.domain.parishes import ParishRow
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import parishes, people, teams
from warden_desk.services.tasking import taskings
from warden_desk.ui.pages.parishes import ParishesPage
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ParishesPage:
    return opened(qtbot, workspace)


def opened(qtbot: QtBot, workspace: Workspace) -> ParishesPage:
    return seen(qtbot, ParishesPage(workspace))


def designate(page: ParishesPage) -> SidePanel:
    """Open the form, as D does."""
    run(page, "parish_designate")
    return panel(page)


def shown(page: ParishesPage) -> list[ParishRow]:
    """Every parish the list shows."""
    return [page.table.rows.row(number) for number in range(page.table.rows.rowCount())]


def words(page: ParishesPage) -> str:
    """All that the card on the right says, once it is laid out."""
    QApplication.processEvents()
    labels = [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]
    links = [link.text() for link in page.detail.findChildren(QPushButton) if link.isVisible()]
    return "\n".join(labels + links)


def team(workspace: Workspace, number: int) -> str:
    return workspace.read(teams.find, str(number), TODAY).id


def cared_for(page: ParishesPage) -> ParishRow:
    """A parish with a primary warden, shown on the right."""
    parish = next(parish for parish in shown(page) if parish.primary)
    page.open_item(parish.id)
    return parish


def person(workspace: Workspace, number: str) -> tuple[str, str]:
    found = workspace.read(people.find, number, TODAY)
    return found.id, found.name


def test_all_parishes_are_listed_by_district_and_the_first_is_shown(page: ParishesPage):
    listed = [(parish.district, parish.name) for parish in shown(page)]

    assert len(listed) == 320
    assert listed == sorted(listed)
    assert listed[0][1] in words(page)
    assert page.subtitle.text().endswith("of 320 have a primary warden")


def test_the_list_follows_the_team_of_the_window(page: ParishesPage, workspace: Workspace):
    workspace.choose_team(team(workspace, 2))

    assert {parish.district for parish in shown(page)} == {"Canterbury", "Thanet"}
    assert shown(page)[0].name in words(page)


def test_a_search_finds_by_parish_or_district(page: ParishesPage, qtbot: QtBot):
    assert page.search is not None
    qtbot.keyClicks(page.search, "swale")
    qtbot.waitUntil(lambda: len(shown(page)) < 320)
    assert {parish.district for parish in shown(page)} == {"Swale"}

    page.search.setText("newington swale")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert [parish.name for parish in shown(page)] == ["Newington"]
    assert "Newington" in words(page)


@pytest.mark.parametrize("typed", ["%", "_", "zzz"])
def test_a_search_that_finds_nothing_says_what_to_change(
    typed: str, page: ParishesPage, qtbot: QtBot
):
    assert page.search is not None
    page.search.setText(typed)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)

    visible = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Nothing found" in visible
    assert words(page).strip() == ""


def test_without_a_warden_leaves_those_with_no_primary(page: ParishesPage):
    page.without.click()

    rows = shown(page)
    assert 0 < len(rows) < 320
    assert not any(parish.primary for parish in rows)
    assert page.without.text().endswith(str(len(rows)))


def test_arrows_go_down_the_list_and_the_card_follows(page: ParishesPage, qtbot: QtBot):
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert shown(page)[1].name in words(page)

    qtbot.keyClick(page.table, Qt.Key.Key_End)
    assert shown(page)[-1].name in words(page)


def test_the_card_tells_who_looks_after_it_and_whom_to_ring(page: ParishesPage):
    parish = cared_for(page)

    said = words(page)
    for expected in ("Looked after by", parish.primary, "Whom to ring", parish.clerk, parish.meets):
        assert expected in said


def test_a_parish_of_another_team_is_shown_and_stays_while_worked_on(
    page: ParishesPage, workspace: Workspace
):
    workspace.choose_team(team(workspace, 2))
    elsewhere = next(
        parish for parish in workspace.read(parishes.rows, TODAY) if parish.district == "Ashford"
    )
    page.open_item(elsewhere.id)
    assert elsewhere.name in words(page)

    form = designate(page)
    find(form, ChoiceBox, "person_id").set_value(person(workspace, "CW110")[0])
    save(page)

    assert elsewhere.name in words(page)
    assert person(workspace, "CW110")[1] in words(page)


@pytest.mark.parametrize("what", ["person", "tasking"])
def test_people_and_taskings_on_the_card_open_themselves(
    what: str, page: ParishesPage, workspace: Workspace, qtbot: QtBot
):
    parish = cared_for(page)
    district = workspace.read(parishes.card, parish.id, TODAY).area.district_id
    draft = TaskingDraft(
        title="Lamp out by the hall", district_id=district, area_id=parish.id, received_on=TODAY
    )
    workspace.write("New tasking", taskings.record, draft, act=workspace.act())
    QApplication.processEvents()
    card = workspace.read(parishes.card, parish.id, TODAY)
    wanted = {
        "person": (card.carers[0].person_id, card.carers[0].name),
        "tasking": card.open_taskings[-1][:2],
    }[what]
    [link] = [
        button
        for button in page.detail.findChildren(QPushButton)
        if button.text() == wanted[1] and button.isVisible()
    ]

    with qtbot.waitSignal(workspace.open_requested) as asked:
        link.click()

    assert asked.args == [what, wanted[0]]


def test_a_new_primary_follows_the_former_one_who_is_kept_as_history(
    page: ParishesPage, workspace: Workspace
):
    parish = cared_for(page)
    key, name = person(workspace, "CW150")
    assert parish.primary != name

    form = designate(page)
    assert parish.name in form.heading.text()
    find(form, ChoiceBox, "person_id").set_value(key)
    find(form, QSpinBox, "visit_every_days").setValue(7)
    save(page)

    assert page.panel() is None
    card = workspace.read(parishes.card, parish.id, TODAY)
    assert [carer.name for carer in card.carers if carer.role == "primary"] == [name]
    assert parish.primary in [carer.name for carer in card.earlier]
    assert "every 7 days" in words(page)
    assert f"{parish.primary}, primary" in words(page)
    assert next(row for row in shown(page) if row.id == parish.id).primary == name

    workspace.undo()
    assert next(row for row in shown(page) if row.id == parish.id).primary == parish.primary


def test_nobody_is_refused_beside_the_field_and_twice_on_the_form(
    page: ParishesPage, workspace: Workspace
):
    parish = cared_for(page)
    form = designate(page)
    save(page)
    assert "Choose who" in find(form, QLabel, "person_id_problem").text()

    find(form, ChoiceBox, "person_id").setEditText("Zaphod")
    save(page)
    assert "is not on the list" in find(form, QLabel, "person_id_problem").text()

    card = workspace.read(parishes.card, parish.id, TODAY)
    primary = next(carer for carer in card.carers if carer.role == "primary")
    find(form, ChoiceBox, "person_id").set_value(primary.person_id)
    save(page)
    assert "already" in form.notice.text()
    assert not workspace.undo_stack.canUndo()


def test_a_backup_joins_without_ending_the_primary(page: ParishesPage, workspace: Workspace):
    parish = cared_for(page)
    form = designate(page)
    find(form, ChoiceBox, "person_id").set_value(person(workspace, "CW150")[0])
    find(form, QComboBox, "role").setCurrentText("Backup")

    save(page)

    names = [carer.name for carer in workspace.read(parishes.card, parish.id, TODAY).carers]
    assert {parish.primary, person(workspace, "CW150")[1]} <= set(names)


def test_a_designation_is_ended_and_the_ending_undone(page: ParishesPage, workspace: Workspace):
    parish = cared_for(page)
    QApplication.processEvents()
    [end] = [
        button
        for button in page.detail.findChildren(QPushButton)
        if button.accessibleName() == f"End {parish.primary}'s time here"
    ]

    end.click()
    assert next(row for row in shown(page) if row.id == parish.id).primary == ""
    assert f"{parish.primary}, primary" in words(page)

    workspace.undo()
    assert next(row for row in shown(page) if row.id == parish.id).primary == parish.primary


def test_escape_closes_an_untouched_form_and_keeps_a_typed_one(page: ParishesPage, qtbot: QtBot):
    form = designate(page)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert page.panel() is None
    assert page.table.hasFocus()

    form = designate(page)
    find(form, QSpinBox, "visit_every_days").setValue(3)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert find(panel(page), QSpinBox, "visit_every_days").value() == 3


def test_an_empty_desk_lists_its_parishes_and_says_who_is_missing(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace]
):
    page = opened(qtbot, make_workspace("founded"))

    assert len(shown(page)) == 320
    assert "Nobody yet." in words(page)
    for key, said in (
        ("parish_designate", "Import the staff list"),
        ("parish_talk", "Nobody is named"),
        ("parish_confirm", "Nobody is named"),
    ):
        run(page, key)
        assert page.panel() is None
        assert said in page.notice.text()


def test_parishes_with_contacts_to_confirm_are_a_list_and_confirmed_by_a_key(
    page: ParishesPage, workspace: Workspace
):
    page.to_confirm.click()
    due = shown(page)
    assert 0 < len(due) < 40
    assert page.to_confirm.text().endswith(str(sum(parish.to_confirm for parish in due)))

    run(page, "parish_confirm")

    card = workspace.read(parishes.card, due[0].id, TODAY)
    assert {contact.due for contact in card.contacts} == {()}
    assert due[0].id not in {parish.id for parish in shown(page)}
    workspace.undo()
    assert shown(page) == due


def test_a_talk_with_the_clerk_is_logged_on_the_card(page: ParishesPage):
    parish = cared_for(page)
    run(page, "parish_talk")
    find(panel(page), QPlainTextEdit, "text").setPlainText("Wants a date for the fete")

    save(page)

    assert f"{parish.clerk} (clerk) by phone: Wants a date for the fete" in words(page)


def test_a_contact_opens_itself_and_the_list_of_contacts_is_a_key_away(
    page: ParishesPage, workspace: Workspace, qtbot: QtBot
):
    parish = cared_for(page)
    QApplication.processEvents()
    links = page.detail.findChildren(QPushButton)
    clerk = next(b for b in links if b.text() == parish.clerk and b.isVisible())
    with qtbot.waitSignal(workspace.open_requested) as opened:
        clerk.click()
    assert opened.args is not None
    assert opened.args[0] == "contact"

    with qtbot.waitSignal(workspace.open_requested) as opened:
        run(page, "parish_contacts")
    assert opened.args == ["page", "contacts"]


def test_a_hidden_page_is_up_to_date_when_it_is_shown_again(
    page: ParishesPage, workspace: Workspace
):
    parish = cared_for(page)
    page.hide()
    card = workspace.read(parishes.card, parish.id, TODAY)
    for carer in card.carers:
        workspace.write("End", parishes.relieve, carer.assignment_id, act=workspace.act())

    page.show()

    assert "Nobody yet." in words(page)
