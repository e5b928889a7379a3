"""Excel workbooks, read by calamine once a guard has looked at the archive.

calamine lays a sheet out as one rectangle, so two cells in far corners would take the memory of
the whole grid. The guard therefore reads every member itself: it proves the declared sizes true
(by their checksums) and bounds the rectangle by the cell references, before calamine sees a byte.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.parsers import expat

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from warden_desk.domain.errors import UserError
from warden_desk.formats.cells import Limits, Row, Sheet, plain_cell

_BLOCK = 1 << 20
_TEXTS = (".xml", ".rels")
# A row or cell written in any but the one way Excel and its kin write them: then the member is
# followed tag by tag. So it is where a place lies beyond CZ99999. Else its rectangle is harmless.
_UNUSUAL = re.compile(rb'<(?:[^<>/\s]*:(?:c|row)\b|(?:c|row)(?! r="[A-Z]{0,3}\d{1,7}")[\s/>]|!)')
_FAR = re.compile(rb'r="(?:[A-Z]{0,3}\d{6}|[D-Z][A-Z]\d|[A-Z]{3}\d)')
_PLACE = re.compile(r"([A-Za-z]{0,3})(\d{0,7})")


def read_workbook(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """All worksheets with anything in them.

    Raises:
        UserError: the file is protected, damaged, not a workbook or improbably large.
    """
    checked = _guarded(data, name, limits)
    try:
        with CalamineWorkbook.from_filelike(checked) as book:
            kept = [m for m in book.sheets_metadata if m.typ is SheetTypeEnum.WorkSheet]
            return [
                Sheet(
                    meta.name,
                    _rows(book.get_sheet_by_name(meta.name), name, limits),
                    is_hidden=meta.visible is not SheetVisibleEnum.Visible,
                )
                for meta in kept
            ]
    except PasswordError:
        raise protected(name) from None
    except UserError:
        raise
    except (CalamineError, OSError, ValueError):
        raise damaged(name) from None
    except BaseException as error:
        # A panic inside the Rust reader is no Exception, and not importable by name.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name) from None


def protected(name: str) -> UserError:
    """The refusal of a file that needs a password."""
    return UserError(
        f"{name} is protected by a password. Open it in Excel, take the password off under "
        "File, Info, Protect Workbook, save a copy and import the copy."
    )


def damaged(name: str) -> UserError:
    """The refusal of a workbook that cannot be read."""
    return UserError(
        f"{name} is damaged or is not a real Excel workbook. Open it in Excel, save it as "
        "“Excel Workbook (.xlsx)” and import that; or ask the sender for it again."
    )


def _rows(sheet: CalamineSheet, name: str, limits: Limits) -> list[Row]:
    if sheet.total_height > limits.rows or sheet.total_width > limits.columns:
        raise _too_large(name, limits)
    rows = [[plain_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False)]
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    return rows


def _guarded(data: bytes, name: str, limits: Limits) -> BytesIO:
    """The archive once it is proved harmless, without the pictures and macros in it."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_contents(archive, name, limits)
            texts = [m for m in archive.infolist() if m.filename.lower().endswith(_TEXTS)]
            for member in texts:
                _check_member(archive, member, name, limits)
            if len(texts) == len(archive.infolist()):
                return BytesIO(data)
            # A sheet may be stored under any name: what was not looked into is left out.
            kept = BytesIO()
            with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as smaller:
                for member in texts:
                    smaller.writestr(member.filename, archive.read(member))
            kept.seek(0)
            return kept
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError):
        raise damaged(name) from None


def _check_contents(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if (
        len(members) > limits.members
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.ratio * max(packed, 10_000)
    ):
        raise UserError(
            f"{name} unpacks to far more than a list of this kind holds, so it was not opened. "
            "Copy the rows you need into a new workbook and import that."
        )
    if any(member.flag_bits & 1 for member in members):
        raise protected(name)
    names = {member.filename.lower().lstrip("/") for member in members}
    if names & {"xl/workbook.bin", "content.xml"}:
        raise UserError(
            f"{name} is not in the form this program reads. Open it, save it as "
            "“Excel Workbook (.xlsx)” or CSV and import that."
        )
    if any(member.startswith("word/") for member in names):
        raise UserError(
            f"{name} is a Word document. Copy its table into a workbook, save that as "
            "“Excel Workbook (.xlsx)” and import it."
        )
    if "xl/workbook.xml" not in names:
        raise damaged(name)


def _check_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits
) -> None:
    """Read the member to its end, which also proves its size, and bound the cells in it."""
    with archive.open(member) as stream:
        plain = all(
            _UNUSUAL.search(block) is None and _FAR.search(block) is None
            for block in _whole_tags(stream)
        )
    if not plain:
        with archive.open(member) as stream:
            _trace(stream, name, limits)


def _trace(stream: IO[bytes], name: str, limits: Limits) -> None:
    """Follow every row and cell as calamine does, and refuse the rectangle that grows too large."""
    row = column = last_row = last_column = 0

    def follow(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, last_row, last_column
        local = tag.rpartition(":")[2]
        if local not in {"row", "c"}:
            return
        place = _PLACE.fullmatch(attributes.get("r", ""))
        if place is None:
            raise damaged(name)
        if local == "row":
            row, column = int(place[2] or row + 1), 0
        else:
            row, column = int(place[2] or row), _column_number(place[1]) or column + 1
        last_row, last_column = max(last_row, row), max(last_column, column)
        if (
            last_row > limits.rows
            or last_column > limits.columns
            or (last_row * last_column > limits.cells)
        ):
            raise _too_large(name, limits)

    def refuse(*_: object) -> None:
        raise damaged(name)

    parser = expat.ParserCreate()
    parser.StartElementHandler = follow
    # No spreadsheet program writes one, and all a document type can do here is harm.
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.ParseFile(stream)
    except expat.ExpatError:
        raise damaged(name) from None


def _whole_tags(stream: IO[bytes]) -> Iterator[bytes]:
    """The member in blocks that end between tags, so that no tag is cut in two."""
    rest = b""
    while block := stream.read(_BLOCK):
        end = block.rfind(b"<")
        if end < 0:
            end = len(block)
        yield rest + block[:end]
        rest = block[end:]
    yield rest


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _too_large(name: str, limits: Limits) -> UserError:
    return UserError(
        f"A sheet of {name} reaches further than a list of this kind: beyond row "
        f"{limits.rows:,} or column {limits.columns}. Delete the empty rows below and the empty "
        "columns beside the list, save it and import it again."
    )
