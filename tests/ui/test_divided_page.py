"""What is under way for a divided parish is given to its parts by key presses."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.reorganised_desk import split
from tests.ui.conftest import find
from tests.ui.keyboard import Keyboard
from tests.ui.pages import in_front_and_read, rows
from warden_desk.domain.changes import Act
from warden_desk.domain.reorganisation import Plan
from warden_desk.services import areas
from warden_desk.services.reorganisation import reorganisation
from warden_desk.storage.tables import Event, Tasking
from warden_desk.ui.pages.divided import DividedPage
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.workspace import Workspace

YESTERDAY = TODAY - timedelta(days=1)
PARISHES = ("Lenham", "Charing")


@pytest.fixture
def divided(workspace: Workspace, act: Act) -> None:
    """Two parishes with two taskings each, one with an event besides, were divided yesterday."""

    def put_there(session: Session) -> None:
        for name in PARISHES:
            parish = areas.find(session, name, TODAY)
            for row in session.scalars(select(Tasking).where(Tasking.area_id == parish.id)):
                row.area_id = None
            mine = select(Tasking).where(
                Tasking.district_id == parish.district_id, Tasking.state == "assigned"
            )
            for tasking in session.scalars(mine.order_by(Tasking.id).limit(2)):
                tasking.area_id = parish.id
        lenham = areas.find(session, "Lenham", TODAY)
        for event in session.scalars(select(Event).where(Event.area_id == lenham.id)):
            event.area_id = None
        session.add(
            Event(kind="surgery", title="Surgery in the hall", on_date=TODAY, area_id=lenham.id)
        )

    workspace.write("Put there", put_there)
    steps = tuple(split(name, name, f"{name} Heath", on=YESTERDAY) for name in PARISHES)
    workspace.write("Divide", reorganisation.apply, Plan("Divide", steps), act=act)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, divided: None) -> DividedPage:
    return in_front_and_read(qtbot, DividedPage(workspace), workspace)


@pytest.fixture
def press(qtbot: QtBot, workspace: Workspace, page: DividedPage) -> Keyboard:
    return Keyboard(qtbot, workspace, page)


def listed(page: DividedPage) -> list[tuple[str, str]]:
    return sorted((row.parish, row.kind) for row in rows(page.table))


def test_what_waits_is_listed_first_and_the_parts_are_named(
    page: DividedPage, press: Keyboard
) -> None:
    assert listed(page) == [("Charing", "tasking")] * 2 + [("Lenham", "tasking")] * 2
    assert page.subtitle.text() == "4 taskings to decide"

    press(Qt.Key.Key_Home)

    first = rows(page.table)[0].parish
    assert find(page, Button, "part_2").text().startswith(f"{first} Heath")


def test_all_of_a_parish_go_to_a_part_with_two_keys_and_one_undo(
    page: DividedPage, press: Keyboard, workspace: Workspace
) -> None:
    press(Qt.Key.Key_Home)
    here = rows(page.table)[0].parish

    press("A", "2")

    assert {row.parish for row in rows(page.table)} == set(PARISHES) - {here}
    assert page.notice.text().startswith(f"2 taskings given to {here} Heath")
    workspace.undo_stack.undo()
    assert len(rows(page.table)) == 4


def test_one_line_goes_and_the_cursor_stays_near(page: DividedPage, press: Keyboard) -> None:
    press(Qt.Key.Key_Home)
    before = [row.key for row in rows(page.table)]

    press("1")

    assert [row.key for row in rows(page.table)] == before[1:]
    assert page.table.chosen_id().endswith(before[1])


def test_lines_of_two_parishes_are_not_given_together(page: DividedPage, press: Keyboard) -> None:
    press.control(Qt.Key.Key_A)
    press("1")

    assert "several parishes" in page.notice.text()
    assert len(rows(page.table)) == 4


def test_a_number_beyond_the_parts_says_how_many_there_are(
    page: DividedPage, press: Keyboard
) -> None:
    press(Qt.Key.Key_Home, "3")
    assert page.notice.text().endswith("was divided into 2 parts.")


def test_what_is_planned_goes_to_another_part(page: DividedPage, press: Keyboard) -> None:
    press("F")
    event = next(row for row in rows(page.table) if row.kind == "event")
    assert event.now_at == "Lenham"
    page.table.choose(event.id)

    press("2")

    moved = next(row for row in rows(page.table) if row.id == event.id)
    assert moved.now_at == "Lenham Heath"


def test_a_desk_without_a_divided_parish_says_what_belongs_here(
    qtbot: QtBot, workspace: Workspace
) -> None:
    page = in_front_and_read(qtbot, DividedPage(workspace), workspace)
    assert rows(page.table) == []
    assert find(page, Button, "go").isVisible()
