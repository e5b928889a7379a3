"""CSV files in which no cell can run as a formula when a spreadsheet opens them."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

SUFFIX = ".csv"
_FORMULA = re.compile(r"\A[=+\-@\t\r]")
_NUMBER = re.compile(r"\A[+-]?[\d\s.,]+\Z")


def render(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Headings over rows."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    for cells in (headings, *rows):
        writer.writerow([_inert(cell) for cell in cells])
    # With the mark by which Excel knows that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _inert(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.match(cell) else cell
