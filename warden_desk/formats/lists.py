"""The list inside a sheet: its headings under titles, its entries, and the lines that are none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportKind, LeftOut
from warden_desk.formats import columns
from warden_desk.formats.cells import Book, Cell, Row, Sheet, cell_text

_SEARCHED_ROWS = 40
_TOTALS = re.compile(r"(?:grand |sub)?-?\s?totals?\b|sum\b|average\b", re.IGNORECASE)
_CARRIED = re.compile(
    r"carried|brought forward|outstanding|previous|last (?:meeting|mtg|week)", re.IGNORECASE
)
_LONE_LINES = (
    (_CARRIED, "A line that says what follows was carried over."),
    (re.compile(r"\A[\s\-–—=*_#.]*\Z"), "A line drawn between the rows."),
    (
        re.compile(
            r"\A(?:page \d+|printed|end of (?:list|report|sheet)|-\s*\d+\s*-)", re.IGNORECASE
        ),
        "A line of the page, not of the list.",
    ),
    (re.compile(r"\A[^\d]*\Z"), "A line of text between the rows."),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list.

    Attributes:
        row: where it begins, as the file numbers rows.
        cells: one per heading.
        surplus: filled cells beyond the last heading.
        is_carried_over: it stands under a line that says so.
        doubts: what in it could not be told apart for sure, as sentences.
    """

    row: int
    cells: Row
    surplus: int = 0
    is_carried_over: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetList:
    """A sheet read as a list.

    Attributes:
        facts: what the lines above the headings tell, by fact.
        titles: those lines as text.
    """

    sheet: str
    headings: Row
    entries: Sequence[Entry]
    facts: dict[str, Cell]
    titles: Sequence[str]
    left_out: Sequence[LeftOut]


def best_sheet(book: Book, kind: ImportKind) -> Sheet:
    """The sheet that looks most like such a list: shown before hidden, then by its headings."""
    return max(book.sheets, key=lambda s: (bool(s.rows), not s.is_hidden, _likeness(s, kind)))


def sheet_called(book: Book, name: str) -> Sheet:
    """The sheet of this name.

    Raises:
        UserError: there is none; the text lists those there are.
    """
    for sheet in book.sheets:
        if sheet.name.casefold() == name.casefold():
            return sheet
    listed = ", ".join(sheet.name for sheet in book.sheets)
    raise UserError(f"{book.file_name} has no sheet “{name}”. Its sheets are: {listed}.")


def read_rows(sheet: Sheet, kind: ImportKind) -> SheetList:
    """Read a sheet that has one line of headings and one row per entry.

    Raises:
        UserError: no line of it looks like headings.
    """
    at = find_headings(sheet, kind)
    if at is None:
        raise UserError(
            f"No line of “{sheet.name}” has headings that are known for {kind}, such as "
            f"{_examples(kind)}. Put a line of headings above the rows and import it again."
        )
    headings = trimmed(sheet.rows[at])
    titles, facts = _read_titles(sheet.rows[:at])
    entries, left_out = _read_entries(sheet.rows, at, headings)
    return SheetList(sheet.name, headings, entries, facts, titles, left_out)


def find_headings(sheet: Sheet, kind: ImportKind) -> int | None:
    """The index of the line of headings: the first that names the most fields, two at least."""
    counts = [columns.recognised(row, kind) for row in sheet.rows[:_SEARCHED_ROWS]]
    best = max(counts, default=0)
    return counts.index(best) if best >= 2 else None


def trimmed(row: Sequence[Cell]) -> Row:
    """The cells without empty ones at the end."""
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _likeness(sheet: Sheet, kind: ImportKind) -> int:
    in_rows = max((columns.recognised(row, kind) for row in sheet.rows[:_SEARCHED_ROWS]), default=0)
    down = columns.recognised([row[0] for row in sheet.rows[:_SEARCHED_ROWS] if row], kind)
    return max(in_rows, down)


def _read_titles(rows: Sequence[Row]) -> tuple[list[str], dict[str, Cell]]:
    titles: list[str] = []
    facts: dict[str, Cell] = {}
    for row in rows:
        filled = [cell for cell in row if cell is not None]
        titles.extend(cell_text(cell) for cell in filled)
        for n, cell in enumerate(filled):
            name, _, rest = cell.partition(":") if isinstance(cell, str) else ("", "", "")
            key = columns.fact(name)
            value = rest.strip() or (filled[n + 1] if n + 1 < len(filled) else None)
            if key is not None and value is not None:
                facts.setdefault(key, value)
    return titles, facts


def _read_entries(rows: Sequence[Row], at: int, headings: Row) -> tuple[list[Entry], list[LeftOut]]:
    entries: list[Entry] = []
    left_out: list[LeftOut] = []
    width = len(headings)
    is_carried = False
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        filled = [cell for cell in row if cell is not None]
        why = _why_left_out(filled, row, headings)
        if why:
            text = " ".join(cell_text(cell) for cell in filled)
            left_out.append(LeftOut(number, why, text))
            is_carried = is_carried or (len(filled) == 1 and bool(_CARRIED.search(text)))
            continue
        cells = row if len(row) == width else (row + [None] * width)[:width]
        surplus = 0 if len(row) <= width else sum(c is not None for c in row[width:])
        entries.append(Entry(number, cells, surplus, is_carried))
    return entries, left_out


def _why_left_out(filled: Sequence[Cell], row: Row, headings: Row) -> str:
    """Why a line is no entry; empty if it is one."""
    if not filled:
        return "An empty row."
    if filled[0] == headings[0] and trimmed(row) == headings:
        return "The headings again."
    first = filled[0]
    if len(filled) > 3 or not isinstance(first, str):
        return ""
    if _TOTALS.match(first):
        return "A line of totals."
    if len(filled) == 1 and len(headings) > 2:
        return next((why for pattern, why in _LONE_LINES if pattern.search(first)), "")
    return ""


def _examples(kind: ImportKind) -> str:
    return ", ".join(f"“{field.label}”" for field in columns.fields(kind)[:4])
