"""A list of taskings as a file."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.tasking_desk import ACT, TODAY, Patch, record
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Silent
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.domain.tasking_states import Move
from warden_desk.services.tasking import tasking_export, tasking_moves
from warden_desk.services.tasking.tasking_export import Exported, TextColumn
from warden_desk.storage.database import Database

OPEN = TaskingFilter(today=TODAY)
COLUMNS: tuple[TextColumn, ...] = (
    ("Reference", lambda row: row.reference),
    ("What", lambda row: row.title),
)


def export(
    database: Database, path: Path, wanted: TaskingFilter = OPEN, only: tuple[str, ...] = ()
) -> Exported:
    return database.read(tasking_export.export, wanted, COLUMNS, path, Silent(), only=only)


def cells(path: Path) -> list[list[object]]:
    sheet = load_workbook(path).active
    assert sheet is not None
    return [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows()]


def test_what_the_filter_leaves_is_written_as_text_under_its_marking(
    founded: Database, patch: Patch, tmp_path: Path
) -> None:
    record(founded, patch, title="=1+1")
    done = record(founded, patch)
    founded.write("Decline", tasking_moves.move, done, Move.DECLINE, act=ACT, reason="No")

    exported = export(founded, tmp_path / "list.xlsx")

    assert exported.count == 1
    assert cells(tmp_path / "list.xlsx") == [
        ["OFFICIAL"],
        [],
        ["Reference", "What"],
        ["ASH-26-0001", "=1+1"],
        [],
        ["OFFICIAL"],
    ]
    sheet = load_workbook(tmp_path / "list.xlsx").active
    assert sheet is not None
    assert sheet["B4"].data_type == "s"


def test_one_sensitive_row_marks_the_whole_list(
    founded: Database, patch: Patch, tmp_path: Path
) -> None:
    record(founded, patch)
    record(founded, patch, marking="OFFICIAL-SENSITIVE")

    export(founded, tmp_path / "list.xlsx")

    assert cells(tmp_path / "list.xlsx")[0] == ["OFFICIAL-SENSITIVE"]


def test_a_name_that_ends_in_csv_makes_one_without_formulas(
    founded: Database, patch: Patch, tmp_path: Path
) -> None:
    record(founded, patch, title="=HYPERLINK(1)")

    export(founded, tmp_path / "list.CSV")

    with (tmp_path / "list.CSV").open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines)) == [
            ["Reference", "What"],
            ["ASH-26-0001", "'=HYPERLINK(1)"],
        ]


def test_a_list_longer_than_a_page_is_written_whole_and_chosen_rows_alone(
    founded: Database, patch: Patch, tmp_path: Path
) -> None:
    keys = [record(founded, patch, title=f"Bikes {n}") for n in range(12)]
    every = TaskingFilter(today=TODAY, which=Which.ALL, text="bikes")

    assert export(founded, tmp_path / "all.xlsx", every).count == 12
    assert export(founded, tmp_path / "two.xlsx", every, (keys[3], keys[1])).count == 2
    assert cells(tmp_path / "two.xlsx")[3][0] == "ASH-26-0004"


def test_a_file_that_cannot_be_written_is_a_sentence(
    founded: Database, patch: Patch, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"list\.xlsx cannot be written there"):
        export(founded, tmp_path / "nowhere" / "list.xlsx")
