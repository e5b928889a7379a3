"""From a CSU's own file to the pack it gets back: its columns, its references."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.tasking_desk import ACT, lay_out
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportContext, ImportKind, ImportPlan
from warden_desk.domain.tasking_states import Move
from warden_desk.formats import return_sheet
from warden_desk.formats.tabular import read_book
from warden_desk.services import csus
from warden_desk.services.imports import applying, planning
from warden_desk.services.returns import returns, returns_layouts
from warden_desk.services.tasking import tasking_log, tasking_moves, tasking_people, taskings
from warden_desk.storage.database import Database

ROWS = (
    ["Ashford CSU tasking list"],
    ["Task No", "Location", "What is the problem", "Action required", "Warden update"],
    ["T-41", "Wye", "Needles found near the play area", "Check and report", None],
    ["T-42", "Wye", "Fly-tip at the lay-by", "Report to district", None],
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    path = tmp_path / "ashford list.xlsx"
    book.save(path)
    return path


def take_in(database: Database, file: Path) -> str:
    """Import the list; returns the batch."""

    def plan(session: Session) -> ImportPlan:
        return planning.plan(
            session,
            ImportKind.TASKINGS,
            read_book(file),
            context=ImportContext(today=TODAY, list_day=TODAY),
        )

    made, batch = database.read(plan), new_id()
    accepted = frozenset(row.row for row in made.rows if row.can_be_accepted)
    database.write_kept(
        batch, "Import", applying.apply, made, batch=batch, act=ACT, accepted=accepted
    )
    return batch


def answer(database: Database, reference: str, person: str) -> None:
    key = database.read(taskings.find, reference)

    def work(session: Session) -> None:
        tasking_people.assign(session, key, person, act=ACT, reason="near")
        tasking_log.result(session, key, "resolved", "Cleared on Monday.", act=ACT)
        tasking_moves.move(session, key, Move.CHECK, act=ACT)

    database.write("Answer", work)


def test_a_csu_gets_its_own_list_back_with_the_answers_in_it(founded: Database, file: Path) -> None:
    patch = lay_out(founded)
    take_in(founded, file)
    answer(founded, "T-42", patch.ellen)

    content = founded.read(returns.content, patch.csu, act=ACT)

    sheet = openpyxl.load_workbook(BytesIO(return_sheet.render(content))).worksheets[0]
    headings, row = ([cell.value for cell in sheet[number]] for number in (4, 5))
    assert headings[:5] == list(ROWS[1])
    assert row[:5] == [
        "T-42",
        "Wye",
        "Fly-tip at the lay-by",
        "Report to district",
        "Cleared on Monday.",
    ]
    assert "What came of it" not in headings  # their “Warden update” holds it


def test_taking_the_list_back_forgets_its_columns(founded: Database, file: Path) -> None:
    patch = lay_out(founded)
    batch = take_in(founded, file)
    assert founded.read(returns_layouts.known, patch.csu) is not None

    founded.take_back(batch)

    assert founded.read(returns_layouts.known, patch.csu) is None


def test_each_of_the_made_up_lists_teaches_its_columns(founded: Database, data: Path) -> None:
    lay_out(founded)
    for name, heading in (
        ("csu_ashford_2026-11-17.xlsx", "What is asked of Community Wardens"),
        ("csu_maidstone_2026-11-18.csv", "Action required"),
        ("csu_thanet_2026-11-19.xlsx", "What do you want done"),
    ):
        take_in(founded, data / "made_up" / name)
        csu, _ = founded.read(csus.find, name.split("_")[1], TODAY)

        columns = founded.read(returns_layouts.layout, csu)

        assert heading in [column.heading for column in columns]
        assert columns[0].field == "external_reference"
