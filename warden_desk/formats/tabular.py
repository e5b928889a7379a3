"""Any file somebody sends, read as plain sheets of rows, or refused with a sentence."""

import hashlib
from pathlib import Path

from warden_desk.domain.errors import UserError
from warden_desk.domain.hand_over import SUFFIX
from warden_desk.domain.progress import Progress
from warden_desk.formats import hand_over_file
from warden_desk.formats.apart import run_apart
from warden_desk.formats.cells import Book, Limits, Sheet
from warden_desk.formats.delimited import NotATable, decode, read_delimited
from warden_desk.formats.mail_text import has_headers, lines_as_sheet

PASTED = "Pasted text"
READABLE = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", SUFFIX)

_WHAT_CAN_BE_READ = (
    "What can be imported: staff lists, volunteer lists, parish contacts and lists of taskings, "
    "as an Excel workbook (.xlsx) or a CSV file with a line of headings above the rows; taskings "
    "also as the text of an e-mail that numbers them."
)
_LARGE = 200_000
"""Bytes of a file from which a process of its own is worth its start: some 1,500 rows."""
_LONGEST_LETTER = 1_000_000
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a document (RTF)"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"SQLite format 3", "a database"),
)


def read_book(path: Path, limits: Limits | None = None) -> Book:
    """Read a workbook or a delimited text file. What a file is, its bytes say, not its name.

    Raises:
        UserError: the file cannot be opened, is no table, or is improbably large.
    """
    limits = limits or Limits()
    data = _bytes_of(path, limits)
    digest = hashlib.sha256(data).hexdigest()
    if hand_over_file.is_hand_over(data):
        return Book(path.name, digest, (), hand_over_file.read(data, path.name))
    sheets = _sheets(data, path.name, limits)
    if not any(sheet.rows for sheet in sheets):
        raise _empty(path.name)
    return Book(path.name, digest, sheets)


def read_beside(path: Path, progress: Progress) -> Book:
    """As `read_book`, for a window that must not stand still: a large file is read elsewhere.

    The reader of workbooks lets nobody else have the interpreter until it has finished.

    Raises:
        Cancelled: whoever watches asked to stop.
        UserError: as `read_book`, or the file is so damaged that its reader gave up.
    """
    try:
        is_large = path.stat().st_size > _LARGE
    except OSError:
        is_large = False  # `read_book` says why
    return run_apart(progress, _read_there, path) if is_large else read_book(path)


def _read_there(_: Progress, path: Path) -> Book:
    return read_book(path)


def read_pasted(text: str) -> Book:
    """Read what was pasted: rows of a spreadsheet, or the text of an e-mail.

    Raises:
        UserError: it is neither.
    """
    data = text.encode("utf-8", errors="replace")
    sheets = _sheets(data, PASTED, Limits())
    return Book(PASTED, hashlib.sha256(data).hexdigest(), sheets)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    try:
        before = path.stat()
        if before.st_size > limits.size_bytes:
            raise UserError(
                f"{path.name} is {before.st_size // 1_000_000} MB; lists of up to "
                f"{limits.size_bytes // 1_000_000} MB are taken in. Take pictures and other sheets "
                "out of it, or split it."
            )
        data = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        raise UserError(f"There is no file {path}. Check its name and folder.") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder. Choose a file in it.") from None
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be opened ({error.strerror or error}). "
            "If it is open in another program, close it there."
        ) from None
    # Half of an old list and half of a new one is neither.
    is_as_before = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not is_as_before or len(data) != after.st_size:
        raise UserError(
            f"{path.name} was being changed while it was read. Wait until it is saved or "
            "copied, then choose it again. Nothing was taken in."
        )
    return data


def _sheets(data: bytes, name: str, limits: Limits) -> list[Sheet]:
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise _empty(name)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        # Not at the top: the reader of workbooks is a large library, and a CSV needs none of it.
        from warden_desk.formats.workbooks import read_workbook

        return read_workbook(data, name, limits)
    _refuse_other_kinds(data, name)
    return [_text_sheet(data, name, limits)]


def _text_sheet(data: bytes, name: str, limits: Limits) -> Sheet:
    """A table; or the lines of an e-mail that lists its requests."""
    text = decode(data[:_LONGEST_LETTER])
    is_mail = has_headers(text)
    if is_mail and (letter := lines_as_sheet(text, name)):
        return letter
    try:
        return read_delimited(data, name, limits)
    except NotATable as refusal:
        if letter := lines_as_sheet(text, name):
            return letter
        raise NotATable(f"{refusal} {_WHAT_CAN_BE_READ}") from None


def _empty(name: str) -> UserError:
    return UserError(f"{name} is empty. Ask the sender for it again.")


def _refuse_other_kinds(data: bytes, name: str) -> None:
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            from warden_desk.formats.workbooks import protected

            raise protected(name)
        raise UserError(
            f"{name} is in an old Office format (.xls or .doc). Open it, save it as "
            "“Excel Workbook (.xlsx)” and import that."
        )
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, what in _OTHERS:
        if start[: len(mark)].lower() == mark.lower():
            raise UserError(f"{name} is {what}, not a table. {_WHAT_CAN_BE_READ}")
