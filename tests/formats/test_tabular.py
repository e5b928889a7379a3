from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from warden_desk.domain.errors import UserError
from warden_desk.formats.cells import Limits, clean_text, plain_cell
from warden_desk.formats.delimited import NotATable
from warden_desk.formats.tabular import read_book


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def rows(path: Path) -> list[list[object]]:
    [sheet] = read_book(path).sheets
    return [list(row) for row in sheet.rows]


TABLE = "Name{0}Parish\nAnn Field{0}Lydd\nRob Hill{0}Wye\n"
AS_ROWS = [["Name", "Parish"], ["Ann Field", "Lydd"], ["Rob Hill", "Wye"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    assert rows(written(tmp_path, "list.csv", TABLE.format(delimiter))) == AS_ROWS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_list_reads_the_same_in_every_unicode_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Name,Note\nZoë Brontë,café – ‘quoted’\n"

    assert rows(written(tmp_path, "list.csv", text.encode(encoding)))[1] == [
        "Zoë Brontë",
        "café – ‘quoted’",
    ]


def test_a_windows_file_keeps_its_dashes_and_apostrophes(tmp_path: Path) -> None:
    data = "Name;Note\r\nÅsa;resident’s report – ASB\r\n".encode("cp1252")

    assert rows(written(tmp_path, "list.csv", data))[1] == ["Åsa", "resident’s report – ASB"]


def test_rows_keep_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    text = 'sep=;\nName;Note\n\n"Ann";"two\nlines"\nRob;one\n'

    read = rows(written(tmp_path, "list.csv", text))

    assert read[1] == ["Name", "Note"]
    assert read[3] == ["Ann", "two\nlines"]
    assert read[4] == ["Rob", "one"]


def test_ragged_rows_and_nul_bytes_are_read_as_they_stand(tmp_path: Path) -> None:
    data = b"Name,Parish,Phone\nAnn,Lydd\nRo\x00b,Wye,1,2\nSue,Ash,3\n"

    assert rows(written(tmp_path, "list.csv", data))[1:3] == [
        ["Ann", "Lydd"],
        ["Rob", "Wye", "1", "2"],
    ]


def test_a_missing_quotation_mark_is_named_with_its_row(tmp_path: Path) -> None:
    text = 'Name,Parish\nAnn,"Lydd\n' + "Rob,Wye\n" * 20_000

    with pytest.raises(UserError, match=r"In row 2 .* quotation mark"):
        read_book(written(tmp_path, "list.csv", text))


def test_marks_that_turn_the_reading_direction_are_taken_out() -> None:
    assert clean_text("exe.\u202egnp\u200b  a\u00a0b\x07 ") == "exe.gnp a b"
    assert clean_text("one \r\n two") == "one\ntwo"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        (24.0, 24),
        (0.8, 0.8),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("  ", None),
        (True, True),
        (datetime(2026, 11, 5), date(2026, 11, 5)),  # noqa: DTZ001
        (datetime(2026, 11, 5, 9, 30), datetime(2026, 11, 5, 9, 30)),  # noqa: DTZ001
        (date(2026, 11, 5), date(2026, 11, 5)),
    ],
)
def test_a_cell_loses_the_quirks_of_its_file(raw: object, plain: object) -> None:
    assert plain_cell(raw) == plain
    assert type(plain_cell(raw)) is type(plain)


def test_a_workbook_gives_every_sheet_with_its_own_row_numbers(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "List"
    first["B3"] = "Name"
    first["C3"] = date(2026, 11, 5)
    first["B4"] = "=1+1"
    hidden = book.create_sheet("Old")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    path = tmp_path / "list.xlsx"
    book.save(path)

    read = read_book(path)

    assert [(sheet.name, sheet.is_hidden) for sheet in read.sheets] == [
        ("List", False),
        ("Old", True),
    ]
    assert read.sheets[0].rows[2] == [None, "Name", date(2026, 11, 5)]
    assert len(read.digest) == 64


def test_prose_is_refused_with_what_can_be_imported(tmp_path: Path) -> None:
    text = "Hi,\n\nplease see below, for wardens:\n\nFly tipping\n   Ask: photos\n\nThanks\n"

    with pytest.raises(NotATable, match="parish contacts and lists of taskings") as refusal:
        read_book(written(tmp_path, "mail.txt", text))

    assert "mail.txt is text, but not a table." in str(refusal.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Office format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"PK\x03\x04rubbish", "damaged"),
        (b"<html><table><tr><td>", "a web page"),
    ],
)
def test_every_other_kind_of_file_has_its_own_sentence(
    tmp_path: Path, data: bytes, sentence: str
) -> None:
    with pytest.raises(UserError, match=sentence):
        read_book(written(tmp_path, "thing.xlsx", data))


def test_a_workbook_without_a_filled_cell_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    Workbook().save(path)

    with pytest.raises(UserError, match="is empty"):
        read_book(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_book(tmp_path / "gone.csv")
    with pytest.raises(UserError, match="is a folder"):
        read_book(tmp_path)


def test_too_many_rows_or_bytes_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "list.csv", TABLE.format(","))

    with pytest.raises(UserError, match="more than 2 rows"):
        read_book(path, Limits(rows=2))
    with pytest.raises(UserError, match="MB"):
        read_book(path, Limits(size_bytes=10))
