"""Text files of rows: CSV and its kin, with any delimiter and in the encodings offices use."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from warden_desk.domain.errors import UserError
from warden_desk.formats.cells import Cell, Limits, Row, Sheet, clean_text

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_LINES_IN_A_CELL = 200
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\r?\n', re.IGNORECASE)


class NotATable(UserError):
    """Text, but not in rows and columns."""


def read_delimited(data: bytes, name: str, limits: Limits) -> Sheet:
    """Read the bytes of a text file as one sheet. Its row numbers are those a spreadsheet shows.

    Raises:
        NotATable: the text is not in rows and columns.
        UserError: it has too many rows, or a quotation mark is missing.
    """
    text = decode(data).replace("\0", "")
    told = _SEPARATOR_LINE.match(text)
    if told is not None:
        # Excel writes this line for itself; an empty one keeps the row numbers right.
        text = "\n" + text[told.end() :]
    delimiter = told[1] if told is not None else find_delimiter(text)
    if delimiter is None:
        raise NotATable(f"{name} is text, but not a table.")
    rows: list[Row] = []
    cells = 0
    for values in _records(text, delimiter, name):
        rows.append([_cell(value) for value in values])
        cells += len(values)
        if len(rows) > limits.rows or cells > limits.cells or len(values) > limits.columns:
            raise UserError(
                f"{name} is larger than any list this program takes in: more than "
                f"{limits.rows:,} rows, {limits.columns:,} columns or {limits.cells:,} cells. "
                "Split it, or delete the rows and columns that are not needed."
            )
        if any(value.count("\n") > _LINES_IN_A_CELL for value in values if len(value) > 1000):
            raise _open_quotation(name, len(rows))
    return Sheet(name, rows)


def decode(data: bytes) -> str:
    """The text of the bytes: by their mark, else UTF-8 if they are, else Windows' Western set."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data.decode("utf-8-sig", errors="replace")
    sample = data[:4000]
    if sample.count(0) > len(sample) // 3:
        little = sample[1::2].count(0) >= sample[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def find_delimiter(text: str) -> str | None:
    """The delimiter that cuts most lines into the same number of columns; None if none does."""
    best = max((_evenness(text, delimiter), delimiter) for delimiter in DELIMITERS)
    (share, columns), delimiter = best
    return delimiter if columns > 1 and share >= 0.5 else None


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """The share of lines that have the usual number of columns (two at least), and that number."""
    reader = csv.reader(_lines(text[:200_000]), delimiter=delimiter)
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(len(row) for row in islice(reader, _SAMPLE_ROWS) if any(row))
    usual = Counter(width for width in widths if width > 1).most_common(1)
    if not usual:
        return (0.0, 0)
    columns, times = usual[0]
    return (round(times / len(widths), 1), columns)


def _records(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _open_quotation(name, number) from None


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, as the csv reader wants them (a lone CR ends one too)."""
    return (found[0] for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text))


def _open_quotation(name: str, row: int) -> UserError:
    return UserError(
        f"In row {row} of {name} a cell runs on over very many lines: a closing quotation mark is "
        "probably missing. Open the file in a spreadsheet, correct the cell and save it again."
    )


def _cell(value: str) -> Cell:
    return clean_text(value) or None
