"""The pack as a workbook, opened as its reader opens it."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.pdf.return_samples import a_pack, an_item
from warden_desk.domain.return_packs import LayoutColumn
from warden_desk.formats import return_sheet, text_workbook

PAYLOADS = [
    '=cmd|"/c calc"!A1',
    "=1+1",
    "+1+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example",
    "mailto:a@b.example",
    "{=1+1}",
    "0123",
    "<f>1</f>",
    "27/11/2026",
]


def cells(data: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_has_the_csus_columns_with_its_references_under_them():
    pack = a_pack(an_item("CSU/118"), an_item("CSU/119"))

    rows = cells(return_sheet.render(pack))

    assert rows[0][0] == "OFFICIAL"
    assert rows[1][0] == (
        "Community Warden Service: Results for Ashford CSU. "
        "For the meeting of Tuesday 24 November 2026"
    )
    assert rows[3] == [column.heading for column in pack.layout]
    assert [row[0] for row in rows[4:6]] == ["CSU/118", "CSU/119"]
    assert rows[4] == [text or None for text in pack.row(pack.items[0])]
    assert rows[-1][0] == "OFFICIAL"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_cell_is_text_whatever_it_looks_like(payload: str):
    pack = a_pack(an_item(payload, result=payload))
    pack = replace(pack, layout=(*pack.layout, LayoutColumn(payload, "result")))

    data = return_sheet.render(pack)

    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    filled = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert [cell.value for cell in filled].count(payload) >= 3
    assert all(cell.hyperlink is None for cell in filled)
    inside = parts(data)
    assert not re.search(r"<f[ >]", inside["xl/worksheets/sheet1.xml"])
    assert not any(
        "externalLink" in name or (name.endswith(".rels") and "evil" in text)
        for name, text in inside.items()
    )


@given(st.text(max_size=60))
def test_any_text_makes_a_workbook_that_opens(text: str):
    data = return_sheet.render(a_pack(an_item(text, result=text)))

    assert len(cells(data)) == 7


def test_a_text_too_long_for_a_cell_is_cut_with_a_sign():
    cut = text_workbook.plain_text("x" * 40_000)

    assert len(cut) == 32_000
    assert cut.endswith("…")


def test_the_same_pack_gives_the_same_bytes_and_names_nobody():
    pack = a_pack(an_item("CSU/118"))

    data = return_sheet.render(pack)

    assert data == return_sheet.render(pack)
    inside = parts(data)
    assert "<dc:creator></dc:creator>" in inside["docProps/core.xml"]
    assert "<cp:lastModifiedBy></cp:lastModifiedBy>" in inside["docProps/core.xml"]
    assert "2000-01-01" in inside["docProps/core.xml"]


def test_one_sensitive_tasking_marks_the_whole_of_it():
    pack = a_pack(an_item("CSU/118"), replace(an_item("CSU/119"), is_sensitive=True))

    data = return_sheet.render(pack)

    rows = cells(data)
    assert (rows[0][0], rows[-1][0]) == ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    assert sheet.oddHeader.center.text == "&BOFFICIAL-SENSITIVE"
    assert sheet.oddFooter.center.text == "&BOFFICIAL-SENSITIVE"


def test_practice_data_says_so():
    pack = a_pack(an_item("CSU/118"))
    pack = replace(pack, imprint=replace(pack.imprint, is_practice=True))

    assert str(cells(return_sheet.render(pack))[1][0]).startswith("PRACTICE DATA.")


def test_the_files_name_says_whose_and_when():
    pack = a_pack(an_item("CSU/118"))

    assert return_sheet.file_name(pack) == "results_ashford-csu_2026-11-24.xlsx"
    made = replace(pack, meeting=None, made_on=date(2026, 11, 23))
    assert return_sheet.file_name(made) == "results_ashford-csu_2026-11-23.xlsx"
