"""Rows that are no entries, as somebody decided: left out now, and known in the next list."""

from warden_desk.formats.cells import Row
from warden_desk.formats.lists import Entry, SheetList
from warden_desk.services.imports import skips


def listed(*rows: Row) -> SheetList:
    entries = [Entry(number, row) for number, row in enumerate(rows, start=2)]
    return SheetList("List", ["Ref", "Place", "Problem", "Action"], entries, {}, [], [])


def test_nothing_is_left_out_before_anybody_decided() -> None:
    found = listed(["A1", "Wye", "Noise", "Visit"])
    assert skips.without(found, {}, ()).found is found


def test_a_short_line_is_known_again_whatever_its_numbers() -> None:
    first = skips.without(listed(["Open cases: 14", None, None, None]), {2: True}, ())
    assert first.found.entries == []
    assert first.found.left_out[0].is_decided

    row: Row = ["Open cases: 9", None, None, None]
    second = skips.without(listed(row), {}, first.shapes)
    assert second.found.entries == []
    assert "earlier list" in second.found.left_out[0].why


def test_a_whole_row_is_known_again_only_as_it_is() -> None:
    row: Row = ["A1", "Wye", "Noise", "Visit"]
    first = skips.without(listed(row), {2: True}, ())
    second = skips.without(listed(row, ["A2", "Wye", "Noise", "Visit"]), {}, first.shapes)
    assert [entry.cells[0] for entry in second.found.entries] == ["A2"]


def test_a_row_that_is_an_entry_after_all_stays_in_and_is_forgotten() -> None:
    row: Row = ["Open cases: 14", None, None, None]
    known = skips.without(listed(row), {2: True}, ()).shapes
    back = skips.without(listed(row), {2: False}, known)
    assert [entry.row for entry in back.found.entries] == [2]
    assert back.shapes == ()


def test_rows_of_numbers_alone_are_told_apart() -> None:
    known = skips.without(listed([14, None, None, None]), {2: True}, ()).shapes
    other = skips.without(listed([15, None, None, None]), {}, known)
    assert [entry.row for entry in other.found.entries] == [2]
