"""Excel workbooks, read by calamine once a guard has looked at the archive.

calamine lays a sheet out as one rectangle, so two cells in far corners would take the memory of
the whole grid. The guard therefore reads every member itself: it proves the declared sizes true
(by their checksums) and bounds the rectangle by the cell references, before calamine sees a byte.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO

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
_REFERENCE = re.compile(rb"""[\s"'](?:r|ref)\s*=\s*["']([A-Za-z]{0,3})(\d{0,9})["'\s]""")
_ROW_TAG = re.compile(rb"<(?:[^<>/\s]*:)?row[\s/>]")
_CELL_TAG = re.compile(rb"<(?:[^<>/\s]*:)?c[\s/>]")


def read_workbook(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    """All worksheets with anything in them.

    Raises:
        UserError: the file is protected, damaged, not a workbook or improbably large.
    """
    _guard(data, name, limits)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
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


def _guard(data: bytes, name: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_contents(archive, name, limits)
            for member in archive.infolist():
                _check_member(archive, member, name, limits)
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


@dataclass(slots=True)
class _Extent:
    """The rectangle calamine could come to need for one member, never too small.

    A reference gives a place outright; a row or cell without one follows its neighbour, so the
    tags are counted as well and the two are added.
    """

    row: int = 0
    column: int = 0
    row_tags: int = 0
    widest: int = 0
    in_row: int = 0

    def add(self, block: bytes) -> None:
        for letters, digits in _REFERENCE.findall(block):
            self.row = max(self.row, int(digits or 0))
            self.column = max(self.column, _column_number(letters))
        pieces = _ROW_TAG.split(block)
        self.row_tags += len(pieces) - 1
        for n, piece in enumerate(pieces):
            cells = len(_CELL_TAG.findall(piece))
            self.in_row = cells if n else self.in_row + cells
            self.widest = max(self.widest, self.in_row)

    def exceeds(self, limits: Limits) -> bool:
        rows, columns = self.row + self.row_tags, self.column + self.widest
        return rows > 2 * limits.rows or rows * columns > 4 * limits.cells


def _check_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits
) -> None:
    extent = _Extent()
    with archive.open(member) as stream:
        for block in _whole_tags(stream):
            extent.add(block)
            if extent.exceeds(limits):
                raise _too_large(name, limits)


def _whole_tags(stream: IO[bytes]) -> Iterator[bytes]:
    """The member in blocks that end between tags, so that no reference is cut in two."""
    rest = b""
    while block := stream.read(_BLOCK):
        end = block.rfind(b"<")
        if end < 0:
            rest += block
            if len(rest) > 8 * _BLOCK:
                yield rest
                rest = b""
            continue
        yield rest + block[:end]
        rest = block[end:]
    yield rest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(name: str, limits: Limits) -> UserError:
    return UserError(
        f"A sheet of {name} reaches further than a list of this kind: beyond row "
        f"{limits.rows:,} or column {limits.columns}. Delete the empty rows below and the empty "
        "columns beside the list, save it and import it again."
    )
