"""Workbooks made to do harm: each is refused at once and without its memory being taken."""

import re
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from warden_desk.domain.errors import UserError
from warden_desk.formats.tabular import read_book

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*cells: tuple[str, str | int]) -> dict[str, bytes]:
    """The members of a small workbook with these cells."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells or [("A1", "Name"), ("B1", "Parish"), ("A2", "Ann"), ("B2", "Wye")]:
        sheet[place] = value
    buffer = BytesIO()
    book.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes], folder: Path) -> Path:
    path = folder / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def with_sheet(change: Callable[[bytes], bytes]) -> dict[str, bytes]:
    members = workbook()
    return members | {SHEET: change(members[SHEET])}


def refusal(path: Path) -> str:
    """What the refusal says; it must come with little memory."""
    tracemalloc.start()
    try:
        with pytest.raises(UserError) as refused:
            read_book(path)
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    return str(refused.value)


def test_two_cells_in_far_corners_are_refused(tmp_path: Path) -> None:
    path = packed(workbook(("A1", 1), ("XFD1048576", 2)), tmp_path)

    assert "reaches further" in refusal(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'r="A2"', b"r='XFD900000'"),
        lambda xml: xml.replace(b'r="A2"', b'r = "xfd900000"'),
        lambda xml: xml.replace(b'r="A2"', b'x=">" r="XFD900000"'),
        lambda xml: re.sub(rb'<row r="2"[^>]*>', b'<row r="900000">', xml),
    ],
    ids=["single quotes", "lower case", "hidden behind an attribute", "far row"],
)
def test_a_far_corner_is_found_however_it_is_written(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    assert "reaches further" in refusal(packed(with_sheet(change), tmp_path))


def test_cells_without_places_are_counted(tmp_path: Path) -> None:
    wide = b"<row>" + b"".join(b"<c><v>%d</v></c>" % n for n in range(100_000)) + b"</row>"
    deep = b'<row r="100000"><c><v>1</v></c></row>'
    members = with_sheet(lambda xml: xml.replace(b"</sheetData>", wide + deep + b"</sheetData>"))

    assert "reaches further" in refusal(packed(members, tmp_path))


def test_a_sheet_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path: Path) -> None:
    row = b'<row r="2"><c r="A2"><v>1</v></c></row>'
    members = with_sheet(lambda xml: xml.replace(b"</sheetData>", row * 6_000_000))
    path = packed(members, tmp_path)
    del members

    assert "unpacks to far more" in refusal(path)


def test_thousands_of_members_are_refused(tmp_path: Path) -> None:
    members = workbook() | {f"xl/media/{n}.png": b"" for n in range(2_001)}

    assert "unpacks to far more" in refusal(packed(members, tmp_path))


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = packed(with_sheet(lambda xml: xml + b" " * 5_000_000), tmp_path)
    data = bytearray(path.read_bytes())
    place = data.rfind(SHEET.encode()) - 46
    data[place + 24 : place + 28] = (900).to_bytes(4, "little")
    path.write_bytes(data)

    assert "damaged" in refusal(path)


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 1000 + b'"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    members = workbook() | {
        SHEET: laughs
        + b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c>'
        + b'<c r="B1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
    }
    path = packed(members, tmp_path)

    try:
        [sheet] = read_book(path).sheets
    except UserError:
        return
    assert all("haha" not in str(cell) for row in sheet.rows for cell in row)


def test_a_sheet_kept_under_an_unlikely_name_is_never_opened(tmp_path: Path) -> None:
    members = workbook(("A1", 1), ("XFD1048576", 2))
    rels = "xl/_rels/workbook.xml.rels"
    members["xl/media/sheet.png"] = members.pop(SHEET)
    members[rels] = members[rels].replace(b"worksheets/sheet1.xml", b"media/sheet.png")

    assert "damaged" in refusal(packed(members, tmp_path))


def test_pictures_and_macros_in_a_workbook_are_passed_over(tmp_path: Path) -> None:
    path = packed(workbook() | {"xl/media/1.png": b"<c r='A9'<row <!", "xl/v.bin": b"x"}, tmp_path)

    [sheet] = read_book(path).sheets

    assert sheet.rows == [["Name", "Parish"], ["Ann", "Wye"]]


def test_unusual_but_honest_workbooks_are_read(tmp_path: Path) -> None:
    path = packed(with_sheet(lambda xml: re.sub(rb' r="[A-Z]*[0-9]+"', b"", xml)), tmp_path)

    [sheet] = read_book(path).sheets

    assert sheet.rows == [["Name", "Parish"], ["Ann", "Wye"]]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("word/document.xml", "Word document"),
        ("xl/workbook.bin", "not in the form"),
        ("content.xml", "not in the form"),
        ("anything.xml", "damaged"),
    ],
)
def test_other_archives_are_named_for_what_they_are(
    tmp_path: Path, name: str, sentence: str
) -> None:
    assert sentence in refusal(packed({name: b"<x/>"}, tmp_path))


def test_a_workbook_without_its_sheet_is_damaged(tmp_path: Path) -> None:
    members = workbook()
    del members[SHEET]

    assert "damaged" in refusal(packed(members, tmp_path))
