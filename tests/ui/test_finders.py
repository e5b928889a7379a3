"""What the palette finds in the desk beside commands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import rest
from warden_desk.domain.contact_log import TalkDraft
from warden_desk.services.contacts import contact_lists, contact_log
from warden_desk.ui.frame import Frame
from warden_desk.ui.pages.parishes import ContactsPage
from warden_desk.ui.workspace import Workspace


def test_what_was_said_is_found_and_opens_the_log_it_stands_in(
    qtbot: QtBot, frame: Frame, workspace: Workspace
) -> None:
    today = workspace.today()
    [clerk] = workspace.read(contact_lists.rows, today, text="lenham clerk")
    talk = TalkDraft(happened_on=today, text="The stile by the mill is broken")
    workspace.write("Log", contact_log.talk, clerk.organisation_id, talk, act=workspace.act())
    frame.open_palette()
    qtbot.keyClicks(frame.palette_box.line, "stile")

    qtbot.keyClick(frame.palette_box.line, Qt.Key.Key_Return)
    rest(qtbot, workspace)

    page = frame.current_page()
    assert isinstance(page, ContactsPage)
    said = [label.text() for label in page.detail.findChildren(QLabel)]
    assert clerk.organisation in said
    assert any("The stile by the mill is broken" in text for text in said)
