"""The page of those who work a late alone, driven by keyboard, with a clock that is moved."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.ui.conftest import find
from tests.ui.pages import in_front
from warden_desk.services import teams
from warden_desk.services.today import today as today_service
from warden_desk.services.welfare import welfare
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Person, Shift, WelfareCheck
from warden_desk.ui.pages.people import PeoplePage
from warden_desk.ui.pages.welfare import WelfarePage
from warden_desk.ui.pages.welfare.words import LoneRow
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.choice_box import ChoiceBox
from warden_desk.ui.workspace import Workspace


class Clock:
    """A wall clock the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def to(self, hour: int, minute: int = 0) -> None:
        self.now = self.now.replace(hour=hour, minute=minute)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def evening(
    open_copy: Callable[[str], Desk], qapp: QApplication, clock: Clock
) -> Iterator[Workspace]:
    """The practice desk with two of the first team alone until ten, and nobody else late."""
    workspace = Workspace(open_copy("practice").database, clock=clock, parent=qapp)
    workspace.database.write("Evening", _two_alone)
    yield workspace
    workspace.close()


def _two_alone(session: Session) -> None:
    session.execute(update(Shift).where(Shift.on_date == TODAY).values(end_minute=15 * 60))
    team = teams.rows(session, TODAY)[0].id
    query = select(Shift).where(
        Shift.on_date == TODAY, Shift.team_id == team, Shift.code.in_(("E", "M", "L"))
    )
    for number, shift in enumerate(session.scalars(query.order_by(Shift.id).limit(2))):
        shift.start_minute, shift.end_minute = (14 + number) * 60, 22 * 60
        shift.is_lone = True


@pytest.fixture
def page(qtbot: QtBot, evening: Workspace) -> WelfarePage:
    page = in_front(qtbot, WelfarePage(evening))
    page.focus_list()
    return page


def rows(page: WelfarePage) -> list[LoneRow]:
    """What the list shows, from the top."""
    model = page.table.rows
    return [model.row(number) for number in range(model.rowCount())]


def words(page: WelfarePage) -> list[str]:
    """The states in the list, from the top."""
    return [row.how.words for row in rows(page)]


def names(page: WelfarePage) -> list[str]:
    return [row.shift.name for row in rows(page)]


def run(page: WelfarePage, key: str) -> None:
    """Do what a key of the page does."""
    [command] = [command for command in page.commands() if command.shortcut == key]
    command.run()


def noted(workspace: Workspace) -> list[str]:
    query = select(WelfareCheck.outcome).order_by(WelfareCheck.at)
    return list(workspace.read(lambda session: session.scalars(query).all()))


def test_the_page_says_plainly_that_it_is_no_alarm(page: WelfarePage):
    said = find(page, QLabel, "no_alarm")

    assert said.isVisible()
    assert "no alarm" in said.text()
    assert "whoever is looking" in said.text()


def test_the_list_puts_itself_in_order_as_time_passes(page: WelfarePage, clock: Clock):
    first, second = names(page)
    assert words(page) == ["To come", "To come"]

    clock.to(14, 6)
    page.look()
    assert words(page) == ["Late by 6 min", "To come"]

    run(page, "T")
    clock.to(15, 20)
    page.look()

    assert names(page) == [second, first]
    assert words(page) == ["Missed: escalate", "To come"]
    assert page.table.chosen_id() == page.table.rows.row(1).id, "the choice stays with the person"
    assert page.subtitle.text().startswith("2 out alone now · next 15:00")


def test_the_clock_is_looked_at_without_anybody_doing_anything(
    qtbot: QtBot, page: WelfarePage, clock: Clock
):
    clock.to(14, 20)
    page.clock.setInterval(10)

    qtbot.waitUntil(lambda: "Missed: escalate" in words(page))


def test_each_state_has_its_colour_and_words(page: WelfarePage, clock: Clock):
    tones: list[Tone] = []
    for hour, minute in ((13, 0), (13, 40), (14, 1), (14, 7), (14, 30)):
        clock.to(hour, minute)
        page.look()
        tones.append(page.table.rows.row(0).pill[1])

    assert tones == [Tone.NEUTRAL, Tone.BLUE, Tone.BLUE, Tone.AMBER, Tone.RED]


def test_one_key_ticks_the_call_of_whoever_is_chosen_and_undo_takes_it_back(
    page: WelfarePage, clock: Clock, evening: Workspace
):
    clock.to(14, 3)
    page.look()

    run(page, "T")

    assert noted(evening) == ["made"]
    assert page.notice.tone() is Tone.GREEN
    evening.undo()
    assert noted(evening) == []
    assert words(page)[0] == "Due now"


def test_no_answer_says_whom_to_ring_and_each_step_is_noted(
    page: WelfarePage, clock: Clock, evening: Workspace
):
    clock.to(14, 3)
    page.look()

    run(page, "M")
    assert words(page)[0] == "Missed: escalate"
    assert "Next: Ask the buddy" in page.notice.text()
    run(page, "E")
    run(page, "E")

    assert noted(evening) == ["missed", "escalated", "escalated"]
    assert words(page)[0] == "Escalated"
    assert "Ring the team leader" in page.notice.text()


def test_a_call_before_its_time_is_not_ticked(page: WelfarePage, evening: Workspace):
    run(page, "T")

    assert "next call" in page.notice.text()
    assert noted(evening) == []


def test_a_note_is_typed_and_kept(qtbot: QtBot, page: WelfarePage, evening: Workspace):
    run(page, "O")
    qtbot.keyClicks(find(page, QPlainTextEdit, "note"), "Seen at the hall")
    assert page.has_typing()

    qtbot.keyClick(
        find(page, QPlainTextEdit, "note"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )

    assert noted(evening) == ["note"]
    assert page.panel() is None


def test_another_buddy_is_chosen(qtbot: QtBot, page: WelfarePage, evening: Workspace):
    chosen = page.table.chosen_id()
    other = names(page)[1]
    run(page, "B")
    panel = page.panel()
    assert panel is not None
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert find(page, QLabel, "buddy_id_problem").text() == "Choose who it is."
    [key] = [row.shift.person_id for row in rows(page) if row.shift.name == other]
    find(page, ChoiceBox, "buddy_id").set_value(key)
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def buddy(session: Session) -> str:
        person = session.get_one(Person, session.get_one(Shift, chosen).buddy_id)
        return f"{person.forename} {person.surname}"

    assert evening.read(buddy) == other
    assert noted(evening) == ["note"]


def test_a_wrong_entry_is_struck_with_a_reason(
    qtbot: QtBot, page: WelfarePage, clock: Clock, evening: Workspace
):
    clock.to(14, 3)
    page.look()
    run(page, "T")

    run(page, "X")
    reason = find(page, QLineEdit, "reason")
    qtbot.keyClicks(reason, "It was somebody else")
    qtbot.keyClick(reason, Qt.Key.Key_Return)

    assert words(page)[0] == "Due now"
    struck = evening.read(lambda s: s.scalars(select(WelfareCheck.struck_reason)).all())
    assert struck == ["It was somebody else"]


def test_today_leads_to_whoever_did_not_answer(page: WelfarePage, clock: Clock, evening: Workspace):
    clock.to(15, 30)
    found = evening.read(today_service.today, TODAY, None, now=clock())
    line = found.needs[0]
    assert line.word == "Missed: escalate"

    page.open_item(line.opens.id)

    assert line.opens.kind == "welfare"
    assert page.table.chosen_id() == line.opens.id


def test_midnight_brings_the_next_days_list(page: WelfarePage, clock: Clock, evening: Workspace):
    clock.now += timedelta(days=2)

    evening.new_day.look()

    two_days_on = evening.read(welfare.listed, clock(), None)
    assert {row.id for row in rows(page)} == {shift.id for shift in two_days_on}


def test_a_day_without_lates_says_what_belongs_here(qtbot: QtBot, new_workspace: Workspace):
    page = WelfarePage(new_workspace)
    qtbot.addWidget(page)
    page.show()

    run(page, "T")

    assert page.table.rows.rowCount() == 0
    assert page.notice.text() == "Choose somebody first."


def test_a_vehicle_and_whom_to_tell_are_entered_on_the_persons_card(
    qtbot: QtBot, evening: Workspace
):
    page = PeoplePage(evening)
    qtbot.addWidget(page)
    page.show()
    [command] = [one for one in page.commands() if one.key == "lone_card"]
    command.run()
    panel = page.panel()
    assert panel is not None
    find(panel, QLineEdit, "vehicle").setText("Green Volvo")
    find(panel, QLineEdit, "contact").setText("Sam Tilley")
    find(panel, QLineEdit, "contact_phone").setText("")

    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert find(panel, QLabel, "contact_phone_problem").text() == "Give their number."
    find(panel, QLineEdit, "contact_phone").setText("01632 960123")
    qtbot.keyClick(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert page.panel() is None
    said = [each.text() for each in page.detail.findChildren(QLabel)]
    assert any("Green Volvo" in words for words in said)
    assert any("Sam Tilley" in words and "01632 960123" in words for words in said)
