"""The page of imports: one test for each thing one can do there."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import TODAY
from tests.ui.conftest import find, rest
from warden_desk.domain.errors import NotFound
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.services import people
from warden_desk.services.tasking import hand_overs, tasking_details, tasking_lists, taskings
from warden_desk.ui.pages.imports import ImportsPage
from warden_desk.ui.workspace import Workspace

STAFF = (
    "Collar No.;Surname;Forename;Team;Base\n"
    "CW901;Turnbull;Derek;Ashford & Swale;Egerton\n"
    "CW902;Byrne;Ann;Ashford & Swale;Boughton\n"
    "Totals;2\n"
    ";Nobody;Known;;Lydd\n"
)


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(STAFF, "utf-8")
    return path


@pytest.fixture
def page(qtbot: QtBot, new_workspace: Workspace, staff: Path) -> ImportsPage:
    page = ImportsPage(
        new_workspace, ask=lambda _: staff, ask_where=lambda _, name: staff.with_name(name)
    )
    qtbot.addWidget(page)
    page.resize(1214, 662)
    page.show()
    return page


@pytest.fixture
def opened(qtbot: QtBot, page: ImportsPage, new_workspace: Workspace) -> ImportsPage:
    page.choose()
    rest(qtbot, new_workspace)
    return page


def shown(page: ImportsPage) -> list[tuple[str, str]]:
    rows = page.file.lines.rows
    return [(rows.row(n).id, rows.row(n).word) for n in range(rows.rowCount())]


def offered(page: ImportsPage) -> list[QPushButton]:
    """What can be decided about the chosen row."""
    layout = page.file.row_detail.layout()
    assert layout is not None
    found = page.file.row_detail.findChildren(QPushButton)
    return [each for each in found if layout.indexOf(each) >= 0]


def press(page: ImportsPage, name: str) -> None:
    [button] = [each for each in offered(page) if each.objectName() == name]
    button.click()


def names(workspace: Workspace) -> list[str]:
    return [person.name for person in workspace.read(people.rows, TODAY)]


def test_a_chosen_file_shows_what_becomes_of_every_line(
    opened: ImportsPage, new_workspace: Workspace
) -> None:
    assert shown(opened) == [
        ("2", "New"),
        ("3", "Look at this"),
        ("out 4", "Left out"),
        ("5", "Cannot be read"),
    ]
    assert find(opened, QPushButton, "import").text() == "Import 1 row"
    assert names(new_workspace) == []


def test_a_chip_leaves_only_its_rows(opened: ImportsPage) -> None:
    opened.file.chips["Cannot be read"].click()

    assert shown(opened) == [("5", "Cannot be read")]
    assert "collar number is missing" in opened.file.lines.rows.row(0).why


def test_importing_writes_and_can_be_undone(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    find(opened, QPushButton, "import").click()
    rest(qtbot, new_workspace)

    assert names(new_workspace) == ["Derek Turnbull"]
    assert "1 added" in opened.notice.text()
    assert opened.past.table.rows.rowCount() == 1

    new_workspace.undo()
    assert names(new_workspace) == []
    assert opened.past.table.rows.rowCount() == 0


def test_an_import_can_be_taken_back_from_the_list(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    opened.import_rows()
    rest(qtbot, new_workspace)

    find(opened, QPushButton, "take_back").click()
    rest(qtbot, new_workspace)

    assert names(new_workspace) == []
    assert "was taken back" in opened.notice.text()


def test_a_doubtful_place_is_decided_by_a_click(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    opened.file.lines.choose("3")
    buttons = offered(opened)
    assert [b.accessibleName() for b in buttons][:1] == ["It means Boughton Aluph (Ashford)"]

    buttons[0].click()
    rest(qtbot, new_workspace)

    assert ("3", "New") in shown(opened)


def test_a_row_to_look_at_can_be_taken_in_as_it_stands(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    opened.file.lines.choose("3")
    find(opened.file.row_detail, QPushButton, "accept").click()
    assert ("3", "Taken in") in shown(opened)

    opened.import_rows()
    rest(qtbot, new_workspace)

    assert sorted(names(new_workspace)) == ["Ann Byrne", "Derek Turnbull"]


def test_a_column_can_be_read_as_something_else(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    box = find(opened.file.choices, QComboBox, "column_base")
    box.setCurrentIndex(box.findText("Not in this file"))
    rest(qtbot, new_workspace)

    assert ("3", "New") in shown(opened)
    assert find(opened.file.choices, QComboBox, "column_base").currentText() == "Not in this file"


def test_a_file_that_is_no_list_is_refused_on_the_page(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text("Hi,\nplease see below\nThanks\n", "utf-8")

    page.open_file(mail)
    rest(qtbot, new_workspace)

    assert "mail.txt is text, but not a table" in page.notice.text()


def test_a_dropped_file_is_opened(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, staff: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(staff))])
    drop = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    page.dropEvent(drop)
    rest(qtbot, new_workspace)

    assert len(shown(page)) == 4


def test_leaving_a_file_writes_nothing(opened: ImportsPage, new_workspace: Workspace) -> None:
    find(opened, QPushButton, "leave").click()

    assert opened.title.text() == "Imports"
    assert names(new_workspace) == []


def test_a_file_that_says_nothing_new_cannot_be_imported(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace
) -> None:
    opened.import_rows()
    rest(qtbot, new_workspace)
    opened.choose()
    rest(qtbot, new_workspace)

    assert ("2", "Same") in shown(opened)
    assert not find(opened, QPushButton, "import").isEnabled()


def test_a_pasted_letter_is_proposed_as_rows(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace
) -> None:
    find(page, QPushButton, "paste").click()
    panel = page.panel()
    assert panel is not None
    letter = "From: Swale CSU\n1) Bapchild – Noise\nMusic.\nAsk: Visit\n\n2) Fly tipping again\n"
    find(panel, QPlainTextEdit, "text").setPlainText(letter)
    find(panel, QPushButton, "save").click()
    rest(qtbot, new_workspace)

    assert page.panel() is None
    assert shown(page) == [("2", "New"), ("6", "Look at this")]
    assert page.title.text() == "Pasted text"


def test_pasted_text_without_taskings_is_refused_on_the_page(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace
) -> None:
    page.paste()
    panel = page.panel()
    assert panel is not None
    find(panel, QPlainTextEdit, "text").setPlainText("Hello\nnothing this week")
    find(panel, QPushButton, "save").click()
    rest(qtbot, new_workspace)

    assert "Pasted text is text, but not a table" in page.notice.text()


def test_the_rows_left_out_are_saved_with_their_reasons(opened: ImportsPage, staff: Path) -> None:
    find(opened, QPushButton, "rows_back").click()

    back = staff.with_name("left out of staff.csv").read_text("utf-8-sig")
    assert "collar number is missing" in back
    assert "Turnbull" not in back
    assert "Saved as left out of staff.csv" in opened.notice.text()


def test_a_word_of_the_senders_is_explained_once_for_all_rows(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    rows = "A/1;Pluckley;Noise;Visit;P1\nA/2;Egerton;Noise;Visit;P1\n"
    path.write_text(f"Ref;Location;Problem;Action;Priority\n{rows}", "utf-8")
    page.open_file(path)
    rest(qtbot, new_workspace)
    assert [word for _, word in shown(page)] == ["Look at this", "Look at this"]

    find(page.file.row_detail, QPushButton, "word_urgency_high").click()
    rest(qtbot, new_workspace)

    assert [word for _, word in shown(page)] == ["New", "New"]


def test_a_row_that_may_be_a_repeat_is_decided_on_the_page(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, tmp_path: Path
) -> None:
    head = "Ref;Location;Type;Problem;Action\n"
    for number, name in ((1, "csu_ashford_2026-11-17.csv"), (2, "csu_ashford_2026-11-20.csv")):
        path = tmp_path / name
        path.write_text(f"{head}A/{number};Pluckley;Noise;Music {number};Visit\n", "utf-8")
        page.open_file(path)
        rest(qtbot, new_workspace)
        if number == 1:
            page.import_rows()
            rest(qtbot, new_workspace)

    def decide(name: str) -> str:
        page.file.row_detail.findChildren(QPushButton, name)[-1].click()  # those before are going
        return page.file.lines.rows.row(0).why

    assert decide("repeat_ignore") == "It is new: it repeats nothing."
    assert decide("repeat_link") == "Will be linked with ASH-26-0001."
    assert decide("repeat_merge") == "Goes into ASH-26-0001 as a note."
    page.import_rows()
    rest(qtbot, new_workspace)

    with pytest.raises(NotFound):
        new_workspace.read(taskings.find, "ASH-26-0002")


def test_what_another_desk_hands_over_is_known_by_itself_and_comes_in_with_its_log(
    qtbot: QtBot,
    page: ImportsPage,
    new_workspace: Workspace,
    workspace: Workspace,
    tmp_path: Path,
) -> None:
    path, wanted = tmp_path / "cover.wdtaskings", TaskingFilter(today=TODAY, which=Which.ALL)
    count = workspace.read(hand_overs.export, wanted, path, act=workspace.act()).count

    page.open_file(path)
    rest(qtbot, new_workspace)

    assert [word for _, word in shown(page)] == ["New"] * count
    assert page.file.choices.findChildren(QComboBox) == []
    page.import_rows()
    rest(qtbot, new_workspace)

    key = new_workspace.read(tasking_lists.ids, wanted)[0]
    assert new_workspace.read(tasking_details.detail, key).entries


def test_the_order_of_the_dates_can_be_chosen(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    head = "Ref;Location;Problem;Action;Deadline\n"
    path.write_text(f"{head}A/1;Pluckley;Noise;Visit;12/01/2026\n", "utf-8")
    page.open_file(path)
    rest(qtbot, new_workspace)
    assert [word for _, word in shown(page)] == ["Look at this"]

    box = find(page.file.choices, QComboBox, "date_order")
    box.setCurrentIndex(box.findText("Month first, 11/27/2026"))
    rest(qtbot, new_workspace)

    assert [word for _, word in shown(page)] == ["New"]
    assert find(page.file.choices, QComboBox, "date_order").currentText().startswith("Month first")


def test_a_row_that_is_no_entry_is_left_out_and_known_next_time(
    qtbot: QtBot, opened: ImportsPage, new_workspace: Workspace, staff: Path
) -> None:
    opened.file.lines.choose("5")
    press(opened, "skip")
    rest(qtbot, new_workspace)
    assert ("out 5", "Left out") in shown(opened)
    opened.import_rows()
    rest(qtbot, new_workspace)

    staff.write_text(STAFF.replace("Derek", "Dan"), "utf-8")
    opened.open_file(staff)
    rest(qtbot, new_workspace)

    assert ("out 5", "Left out") in shown(opened)
    opened.file.lines.choose("out 5")
    press(opened, "skip")
    rest(qtbot, new_workspace)
    assert ("5", "Cannot be read") in shown(opened)


def test_an_unknown_category_is_taught_in_place_and_known_next_time(
    qtbot: QtBot, page: ImportsPage, new_workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "Ashford taskings.csv"
    path.write_text(
        "Ashford CSU\nRef;Category;Location;Problem;Action\n"
        "A1;Rough goings-on;Wye;Noise at night;Visit\n",
        "utf-8",
    )
    page.open_file(path)
    rest(qtbot, new_workspace)
    page.file.lines.choose("3")
    box = find(page.file.row_detail, QComboBox, "word_category")
    box.setCurrentIndex(2)
    box.activated.emit(2)
    rest(qtbot, new_workspace)
    assert page.file.row_detail.findChildren(QComboBox, "word_category") == []
    page.import_rows()
    rest(qtbot, new_workspace)

    path.write_text(path.read_text("utf-8").replace("A1", "A2"), "utf-8")
    page.open_file(path)
    rest(qtbot, new_workspace)

    page.file.lines.choose("3")
    assert page.file.row_detail.findChildren(QComboBox, "word_category") == []
    page.import_rows()
    rest(qtbot, new_workspace)
    ids = new_workspace.read(tasking_lists.ids, TaskingFilter(today=TODAY, which=Which.ALL))
    found = new_workspace.read(tasking_lists.rows, ids)
    assert [row.external_reference for row in found] == ["A1", "A2"]
    assert len({row.category for row in found}) == 1
    assert found[0].category != "other"


@pytest.mark.usefixtures("somebody_saves")
def test_a_file_that_changes_while_it_is_read_is_refused_in_words(
    opened: ImportsPage, new_workspace: Workspace
) -> None:
    assert "staff.csv was being changed while it was read" in opened.notice.text()
    assert shown(opened) == []
    assert names(new_workspace) == []
