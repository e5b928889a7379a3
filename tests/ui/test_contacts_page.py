"""The page of contacts: one test for each thing one can do there."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.hidden_desk import MARKING
from tests.ui.conftest import find
from tests.ui.pages import panel, rows, run, save, seen
from warden_desk.domain.clearance import ActKind, AuditFilter
from warden_desk.domain.contact_log import TalkDraft
from warden_desk.domain.contacts import ContactRow, Due
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.formats.tabular import read_book
from warden_desk.services import areas, teams
from warden_desk.services.access import audit
from warden_desk.services.contacts import contact_lists, contact_log, contacts
from warden_desk.services.tasking import taskings
from warden_desk.ui.pages.parishes import ContactsPage
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.workspace import Workspace

EVERY_REASON = {Due.BOUNCED, Due.TERM_ENDED, Due.OLD}


class Asked:
    """Stands for the system's window that asks where to save."""

    def __init__(self, path: Path | None) -> None:
        self.path, self.proposed = path, ""

    def __call__(self, parent: QWidget, proposed: str) -> Path | None:
        self.proposed = proposed
        return self.path


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path / "to write to.xlsx")


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, asked: Asked) -> ContactsPage:
    return seen(qtbot, ContactsPage(workspace, asked))


def shown(page: ContactsPage) -> list[ContactRow]:
    return [line.row for line in rows(page.table)]


def words(page: ContactsPage) -> str:
    """All that the card on the right says, once it is laid out."""
    QApplication.processEvents()
    labels = [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]
    links = [link.text() for link in page.detail.findChildren(QPushButton) if link.isVisible()]
    return "\n".join(labels + links)


def contact(workspace: Workspace, key: str) -> ContactRow:
    found = workspace.read(contact_lists.rows, TODAY)
    return next(row for row in found if row.id == key)


def only(page: ContactsPage, name: str) -> list[ContactRow]:
    """Choose one of the lists by its chip."""
    find(page, QPushButton, name).click()
    return shown(page)


def test_contacts_are_listed_with_those_who_are_due_counted(page: ContactsPage):
    listed = shown(page)

    assert len(listed) > 600
    due = [row for row in listed if row.due]
    assert find(page, QPushButton, "due").text() == f"To confirm {len(due)}"
    assert {row.due[0] for row in due} == EVERY_REASON
    assert listed[0].organisation in words(page)


@pytest.mark.parametrize(
    ("name", "reason"), [("due", None), ("bounced", Due.BOUNCED), ("term", Due.TERM_ENDED)]
)
def test_each_list_has_those_of_its_reason(name: str, reason: Due | None, page: ContactsPage):
    listed = only(page, name)

    assert listed
    assert all(reason in row.due if reason else row.due for row in listed)


def test_the_lists_follow_one_another_by_key(page: ContactsPage):
    run(page, "contact_which")
    assert find(page, QPushButton, "due").isChecked()
    for _ in range(3):
        run(page, "contact_which")
    assert all(not row.id for row in shown(page))


def test_organisations_that_name_nobody_are_a_list(page: ContactsPage):
    assert {row.organisation_kind for row in only(page, "nobody")} == {"CSU"}
    assert "Nobody is named yet." in words(page)


def test_only_councils_leaves_the_rest_out(page: ContactsPage):
    page.councils.click()
    assert {row.organisation_kind for row in shown(page)} == {"parish council"}


def test_a_search_finds_by_name_organisation_and_place(page: ContactsPage, qtbot: QtBot):
    assert page.search is not None
    page.search.setText("lenham clerk")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert [row.organisation for row in shown(page)] == ["Lenham Parish Council"]
    page.search.setText("zzz")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert shown(page) == []


def test_the_list_follows_the_team_of_the_window(page: ContactsPage, workspace: Workspace):
    before = len(shown(page))
    workspace.choose_team(workspace.read(teams.find, "2", TODAY).id)
    assert 0 < len(shown(page)) < before


def test_one_key_confirms_and_the_next_follows(page: ContactsPage, workspace: Workspace):
    first, second = only(page, "due")[:2]
    assert page.table.chosen_id() == first.id

    run(page, "contact_confirm")

    assert contact(workspace, first.id).due == ()
    assert page.table.chosen_id() == second.id
    workspace.undo()
    assert contact(workspace, first.id).due == first.due


def test_all_that_is_listed_is_confirmed_at_once(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot
):
    only(page, "due")
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert "chosen" in page.subtitle.text()

    run(page, "contact_confirm")

    assert workspace.read(contact_lists.due, TODAY) == []
    assert "Nobody here" in [label.text() for label in page.findChildren(QLabel)]


def test_a_contact_is_changed_and_one_without_an_address_refused(
    page: ContactsPage, workspace: Workspace
):
    key = page.table.chosen_id()
    run(page, "contact_change")
    find(panel(page), QLineEdit, "email").setText("no address")
    save(page)
    assert "no e-mail" in find(panel(page), QLabel, "email_problem").text()

    find(panel(page), QLineEdit, "email").setText("new@parish.example")
    find(panel(page), QLineEdit, "salutation").setText("Dear Ms Clerk")
    save(page)

    assert page.panel() is None
    assert contact(workspace, key).email == "new@parish.example"
    assert "“Dear Ms Clerk”" in words(page)
    assert "details changed" in words(page)


def test_somebody_new_is_added_and_shown(page: ContactsPage, workspace: Workspace):
    organisation = shown(page)[0].organisation
    run(page, "contact_new")
    find(panel(page), QLineEdit, "name").setText("Nell Newcome")
    find(panel(page), QLineEdit, "role").setText("councillor")
    save(page)

    new = workspace.read(contact_lists.rows, TODAY, text="newcome")
    assert [row.organisation for row in new] == [organisation]
    assert page.table.chosen_id() == new[0].id


def test_whoever_left_goes_off_the_list_with_a_reason(page: ContactsPage, workspace: Workspace):
    gone = shown(page)[0]
    run(page, "contact_leave")
    save(page)
    assert "reason is kept" in find(panel(page).body, QLabel, "reason_problem").text()
    find(panel(page).body, QLineEdit, "reason").setText("retired")
    save(page)

    assert gone.id not in {row.id for row in workspace.read(contact_lists.rows, TODAY)}
    workspace.undo()
    assert contact(workspace, gone.id).name == gone.name


def test_a_talk_is_logged_and_struck_and_shown_on_request(page: ContactsPage):
    run(page, "contact_talk")
    find(panel(page), QPlainTextEdit, "text").setPlainText("The lamp is out")
    find(panel(page), QComboBox, "how").setCurrentText("In person")
    save(page)
    assert page.panel() is None
    assert "in person: The lamp is out" in words(page)

    run(page, "contact_strike")
    said = [label.text() for label in panel(page).findChildren(QLabel)]
    assert any(text.endswith("in person: The lamp is out") for text in said)
    find(panel(page).body, QLineEdit, "reason").setText("not this one")
    save(page)
    assert "The lamp is out" not in words(page)

    shows = page.detail.findChildren(QPushButton, "show_struck")
    next(button for button in shows if button.isVisible()).click()
    assert "Struck by" in words(page)
    assert "not this one" in words(page)


def test_a_talk_names_a_tasking_that_is_there(page: ContactsPage):
    run(page, "contact_talk")
    find(panel(page), QPlainTextEdit, "text").setPlainText("About it")
    find(panel(page), QLineEdit, "tasking").setText("ASH-26-9999")
    save(page)
    assert "No tasking" in find(panel(page), QLabel, "tasking_problem").text()


def test_nothing_to_strike_is_said(page: ContactsPage):
    only(page, "nobody")
    run(page, "contact_strike")
    assert page.panel() is None
    assert "can be struck" in page.notice.text()


def test_looking_at_what_was_said_of_a_sensitive_tasking_is_kept(
    page: ContactsPage, workspace: Workspace
):
    row = next(row for row in shown(page) if row.organisation == "Lenham Parish Council")
    lenham = workspace.read(areas.find, "Lenham", TODAY)
    draft = TaskingDraft(
        title="Quiet word", district_id=lenham.district_id, received_on=TODAY, marking=MARKING
    )
    act = workspace.act()
    key = workspace.write("New", taskings.record, draft, act=act)
    reference = workspace.read(lambda session: taskings.get(session, key).reference)
    talk = TalkDraft(happened_on=TODAY, text="It is about them", tasking=reference)
    workspace.write("Log", contact_log.talk, row.organisation_id, talk, act=act)

    page.open_item(row.id)

    assert "It is about them" in words(page)
    told = workspace.read(audit.rows, AuditFilter(thing=reference))
    assert [line.how for line in told] == ["contact log"]
    page.refresh()
    assert len(workspace.read(audit.rows, AuditFilter(thing=reference))) == 1


def test_pasted_bounces_are_shown_ticked_and_marked(page: ContactsPage, workspace: Workspace):
    listed = [row for row in shown(page) if row.email and not row.due]
    first, second = listed[0], listed[1]
    run(page, "contact_bounced")
    text = find(panel(page), QPlainTextEdit, "bounces")
    text.setPlainText(f"<{first.email}>: no such user\n{second.email}\nx@elsewhere.example")
    save(page)

    assert contact(workspace, first.id).due[0] is Due.BOUNCED
    assert contact(workspace, second.id).due[0] is Due.BOUNCED
    assert page.panel() is None
    assert "2 contacts marked" in page.notice.text()
    workspace.undo()
    assert contact(workspace, first.id).due == ()


def test_a_bounce_is_left_out_again_and_unknown_addresses_are_named(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot
):
    row = next(row for row in shown(page) if row.email and not row.due)
    run(page, "contact_bounced")
    text = find(panel(page), QPlainTextEdit, "bounces")
    text.setPlainText(f"{row.email} x@elsewhere.example")
    qtbot.waitUntil(lambda: bool(panel(page).findChildren(QCheckBox)))
    said = [label.text() for label in panel(page).findChildren(QLabel)]
    assert "x@elsewhere.example" in said

    panel(page).findChildren(QCheckBox)[0].click()
    save(page)

    assert "Nobody is ticked" in panel(page).notice.text()
    assert contact(workspace, row.id).due == ()


def dropped(target: QWidget, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    key = Qt.KeyboardModifier.NoModifier
    # Each must live until both were sent: Qt remembers where the first one entered.
    enters = QDragEnterEvent(QPoint(5, 5), *how, key)
    drops = QDropEvent(QPointF(5, 5), *how, key)
    QApplication.sendEvent(target, enters)
    QApplication.sendEvent(target, drops)


def test_saved_mails_are_dropped_on_the_box_and_one_that_is_gone_is_said(
    page: ContactsPage, tmp_path: Path
):
    row = next(row for row in shown(page) if row.email)
    mail = tmp_path / "came back.eml"
    mail.write_text(
        f"Subject: no\nContent-Type: text/plain\n\n<{row.email}>: no such user", "utf-8"
    )
    run(page, "contact_bounced")
    box = find(panel(page), QPlainTextEdit, "bounces").viewport()

    dropped(box, mail)
    assert [box.toolTip() for box in panel(page).findChildren(QCheckBox)] == [row.email]

    dropped(box, tmp_path / "gone.eml")
    said = [label.text() for label in panel(page).findChildren(QLabel)]
    assert any("cannot be read" in text for text in said)
    assert len(panel(page).findChildren(QCheckBox)) == 1


def test_a_bounce_of_tomorrow_is_refused(page: ContactsPage):
    row = next(row for row in shown(page) if row.email)
    run(page, "contact_bounced")
    find(panel(page), QPlainTextEdit, "bounces").setPlainText(row.email)
    find(panel(page), DateField, "bounced_on").set_value(TODAY + timedelta(days=1))
    save(page)
    assert "today or before" in panel(page).notice.text()


def test_terms_are_set_at_all_councils_chosen(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot
):
    page.councils.click()
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    run(page, "contact_terms")
    assert "311" in find(panel(page), QLabel, "roles_hint").text()
    save(page)
    assert "Say when" in find(panel(page), QLabel, "term_ends_on_problem").text()

    find(panel(page), DateField, "term_ends_on").set_value(date(2031, 5, 12))
    save(page)

    found = [row for row in workspace.read(contact_lists.rows, TODAY) if row.term_ends_on]
    assert len(found) == 311
    assert {row.term_ends_on for row in found} == {date(2031, 5, 12)}
    assert {row.role for row in found} == {"chair"}


def test_letters_say_who_is_left_out_and_are_saved_where_asked(page: ContactsPage, asked: Asked):
    run(page, "contact_letters")
    said = "\n".join(label.text() for label in panel(page).findChildren(QLabel))
    assert "letters. Left out:" in said
    assert "No lawful basis: " in said

    save(page)

    assert asked.path is not None
    book = read_book(asked.path)
    assert book.sheets[0].rows[0][0] == "Organisation"
    assert len(book.sheets[0].rows) > 500
    assert "to write to.xlsx" in page.notice.text()


def test_whom_letters_reach_is_read_from_the_top(page: ContactsPage, qtbot: QtBot):
    run(page, "contact_letters")

    [area] = panel(page).findChildren(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.verticalScrollBar().value() == 0


def test_a_list_for_letters_is_in_the_record_of_who_looked(
    page: ContactsPage, workspace: Workspace, asked: Asked
):
    run(page, "contact_letters")
    save(page)

    assert asked.path is not None
    letters = len(read_book(asked.path).sheets[0].rows) - 1
    noted = workspace.read(audit.rows, AuditFilter())[0]
    assert (noted.act, noted.how) == (ActKind.DISCLOSURE, "list for letters")
    assert noted.thing == f"{letters} contacts"


def test_letters_that_cannot_be_written_say_why(
    page: ContactsPage, workspace: Workspace, asked: Asked, tmp_path: Path
):
    asked.path = tmp_path / "no such folder" / "letters.csv"
    run(page, "contact_letters")
    save(page)
    assert "cannot be written" in panel(page).notice.text()
    noted = {row.how for row in workspace.read(audit.rows, AuditFilter())}
    assert "list for letters" not in noted


def test_an_organisation_is_added_changed_and_put_aside(page: ContactsPage, workspace: Workspace):
    run(page, "organisation_new")
    save(page)
    assert "Give its name" in find(panel(page), QLabel, "name_problem").text()
    find(panel(page), QLineEdit, "name").setText("Bell Ringers")
    find(panel(page), QLineEdit, "kind").setText("club")
    save(page)
    assert "Bell Ringers" in words(page)

    run(page, "organisation_change")
    find(panel(page), QLineEdit, "meets").setText("Fridays")
    save(page)
    assert "Meets: Fridays" in words(page)

    run(page, "organisation_aside")
    find(panel(page).body, QLineEdit, "reason").setText("dissolved")
    save(page)
    assert workspace.read(contact_lists.rows, TODAY, text="bell ringers") == []


def test_a_csu_is_not_put_aside(page: ContactsPage):
    only(page, "nobody")
    run(page, "organisation_aside")
    find(panel(page).body, QLineEdit, "reason").setText("gone")
    save(page)
    assert "asks for taskings" in panel(page).notice.text()


def test_another_contact_and_the_place_open_themselves(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot
):
    first, second = shown(page)[:2]
    assert first.organisation == second.organisation
    QApplication.processEvents()
    links = {b.text(): b for b in page.detail.findChildren(QPushButton) if b.isVisible()}
    links[second.name].click()
    assert page.table.chosen_id() == second.id

    QApplication.processEvents()
    links = {b.text(): b for b in page.detail.findChildren(QPushButton) if b.isVisible()}
    with qtbot.waitSignal(workspace.open_requested) as opened:
        links[second.places[0]].click()
    assert opened.args is not None
    assert opened.args[0] == "area"


def test_a_contact_that_is_due_opens_among_those(page: ContactsPage, workspace: Workspace):
    due = workspace.read(contact_lists.due, TODAY)[0]

    page.open_item(due.id)

    assert find(page, QPushButton, "due").isChecked()
    assert page.table.chosen_id() == due.id
    assert due.name in words(page)


def test_what_needs_a_choice_says_so_on_an_empty_list(
    page: ContactsPage, workspace: Workspace, qtbot: QtBot
):
    assert page.search is not None
    page.search.setText("zzz")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    for key in (
        *("contact_confirm", "contact_talk", "contact_change", "contact_new", "contact_leave"),
        *("contact_strike", "contact_terms", "organisation_change", "organisation_aside"),
    ):
        page.notice.clear()
        run(page, key)
        assert page.panel() is None
        assert page.notice.text()
    assert not workspace.undo_stack.canUndo()


def test_a_new_desk_lists_its_csus_alone(
    qtbot: QtBot, make_workspace: Callable[[str], Workspace], asked: Asked
):
    page = seen(qtbot, ContactsPage(make_workspace("founded"), asked))
    assert len(shown(page)) == 12
    run(page, "contact_letters")
    assert not panel(page).save_button.isEnabled()


def test_a_change_elsewhere_is_shown_and_the_choice_stays(page: ContactsPage, workspace: Workspace):
    row = shown(page)[4]
    page.open_item(row.id)
    workspace.write("Confirm", contacts.confirm, [row.id], act=workspace.act())
    assert page.table.chosen_id() == row.id
    assert "confirmed" in words(page)
