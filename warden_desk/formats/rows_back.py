"""Rows that could not be taken in, as a file their sender can correct and send again."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

WHY = "Why it was not taken in"
_FORMULA = re.compile(r"\A[=+\-@\t\r]")
_NUMBER = re.compile(r"\A[+-]?[\d\s.,]+\Z")


def as_csv(headings: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> bytes:
    """The rows under their own headings, with a last column that says why.

    No cell can run as a formula when the file is opened in a spreadsheet.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_inert(heading) for heading in (*headings, WHY)])
    for cells, why in rows:
        filled = [*cells, *[""] * (len(headings) - len(cells))]
        writer.writerow([_inert(cell) for cell in (*filled, why)])
    # With the mark by which Excel knows that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
