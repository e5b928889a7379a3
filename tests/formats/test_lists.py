from datetime import date

import pytest

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportKind
from warden_desk.formats.blocks import is_in_blocks, read_list
from warden_desk.formats.cells import Book, Row, Sheet
from warden_desk.formats.lists import SheetList, best_sheet, sheet_called

TASKINGS = ImportKind.TASKINGS
HEADINGS: Row = ["Ref", "Location", "Problem", "Deadline"]


def read(*rows: Row) -> SheetList:
    return read_list(Sheet("Tasking", rows), TASKINGS)


def test_headings_are_found_under_titles_and_the_titles_are_kept() -> None:
    found = read(
        ["Ashford CSU – Weekly Tasking"],
        ["Meeting date:", date(2026, 11, 17), None, "Chair: An Inspector"],
        [],
        HEADINGS,
        ["CSU/1", "Wye", "Noise", "asap"],
    )

    assert found.headings == HEADINGS
    assert [(entry.row, entry.cells) for entry in found.entries] == [
        (5, ["CSU/1", "Wye", "Noise", "asap"])
    ]
    assert found.facts == {"meeting_on": date(2026, 11, 17), "chair": "An Inspector"}
    assert found.titles[0] == "Ashford CSU – Weekly Tasking"


def test_lines_that_are_no_entries_are_left_out_with_their_reason() -> None:
    found = read(
        HEADINGS,
        ["CSU/1", "Wye", "Noise", None],
        [],
        ["--- carried over from last meeting ---", None, None, None],
        ["CSU/2", "Wye", "Noise", None],
        HEADINGS,
        ["Totals", 2],
        ["-----"],
        ["Sent to all team leaders"],
        ["Page 1 of 1"],
    )

    assert [(entry.row, entry.is_carried_over) for entry in found.entries] == [
        (2, False),
        (5, True),
    ]
    assert [(line.row, line.why.split()[-1]) for line in found.left_out] == [
        (3, "row."),
        (4, "over."),
        (6, "again."),
        (7, "totals."),
        (8, "rows."),
        (9, "rows."),
        (10, "list."),
    ]


def test_an_entry_with_only_its_number_is_still_an_entry() -> None:
    assert [entry.row for entry in read(HEADINGS, ["CSU/7"]).entries] == [2]


def test_ragged_rows_are_filled_up_and_surplus_cells_counted() -> None:
    found = read(HEADINGS, ["CSU/1"], ["CSU/2", "Wye", "Noise", None, "more", None, "still"])

    assert found.entries[0].cells == ["CSU/1", None, None, None]
    assert found.entries[1].surplus == 2


def test_a_sheet_without_known_headings_is_refused_with_examples() -> None:
    with pytest.raises(UserError, match="“Their reference”"):
        read(["Apples", "Pears"], [1, 2])


BLOCKS: list[Row] = [
    ["Tasking number", "T1/26"],
    ["Where", "Sarre"],
    ["What is the problem", "Noise"],
    [None, "and litter"],
    [],
    ["Tasking number:", "T2/26"],
    ["Where", "Acol"],
    ["What is the problem", None, "Speeding"],
    ["By when", date(2026, 12, 1)],
    ["A remark"],
    ["Tasking number", "T3/26"],
    ["By when", "asap"],
]


def test_one_block_per_entry_is_read_as_rows() -> None:
    found = read(*BLOCKS)

    assert found.headings == ["Tasking number", "Where", "What is the problem", "By when"]
    assert [(entry.row, entry.cells) for entry in found.entries] == [
        (1, ["T1/26", "Sarre", "Noise\nand litter", None]),
        (6, ["T2/26", "Acol", "Speeding", date(2026, 12, 1)]),
        (11, ["T3/26", None, None, "asap"]),
    ]
    assert [line.row for line in found.left_out] == [10]


def test_a_single_block_is_still_a_block() -> None:
    assert len(read(*BLOCKS[:4]).entries) == 1
    assert not is_in_blocks(Sheet("s", [HEADINGS, ["CSU/1", "Wye", "Noise"]]), TASKINGS)


def test_the_sheet_with_the_list_is_chosen_and_can_be_named() -> None:
    notes = Sheet("Guidance", [["Complete one block per tasking"]])
    old = Sheet("Old", [HEADINGS], is_hidden=True)
    book = Book("csu.xlsx", "0", [notes, old, Sheet("List", [HEADINGS])])

    assert best_sheet(book, TASKINGS).name == "List"
    assert sheet_called(book, "guidance") is notes
    with pytest.raises(UserError, match="Guidance, Old, List"):
        sheet_called(book, "Sheet9")
