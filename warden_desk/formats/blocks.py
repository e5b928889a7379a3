"""Sheets that hold one block per entry, label beside value, read as if they were rows."""

from collections import Counter
from collections.abc import Sequence

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportKind, LeftOut
from warden_desk.formats import columns
from warden_desk.formats.cells import Cell, Row, Sheet, cell_text
from warden_desk.formats.lists import Entry, SheetList, find_headings, read_rows
from warden_desk.formats.mail_text import read_items


def read_list(sheet: Sheet, kind: ImportKind) -> SheetList:
    """Read a sheet in whichever layout it has: rows, blocks or the items of a letter.

    Raises:
        UserError: it has neither headings nor blocks.
    """
    if sheet.is_letter:
        if kind is not ImportKind.TASKINGS:
            raise UserError(f"{sheet.name} is a letter of taskings, not a list of {kind}.")
        return read_items(sheet)
    if is_in_blocks(sheet, kind):
        return read_blocks(sheet)
    return read_rows(sheet, kind)


def is_in_blocks(sheet: Sheet, kind: ImportKind) -> bool:
    """Whether the labels run down the side: three known ones, or known ones that recur."""
    labels = [label for row in sheet.rows if (label := _label(row))]
    known = columns.recognised(labels, kind)
    at = find_headings(sheet, kind)
    across = 0 if at is None else columns.recognised(sheet.rows[at], kind)
    return known >= 3 and known > across


def read_blocks(sheet: Sheet) -> SheetList:
    """One entry per block; a block ends where one of its labels comes again."""
    headings: list[str] = []
    blocks: list[tuple[int, dict[str, Cell]]] = []
    left_out: list[LeftOut] = []
    recurring = _recurring(sheet.rows)
    last_label = ""
    for number, row in enumerate(sheet.rows, start=1):
        label, value = _label(row), _value(row)
        if label not in recurring:
            if not label and value is not None and blocks and last_label:
                blocks[-1][1][last_label] = _joined(blocks[-1][1][last_label], value)
            elif label:
                text = " ".join(cell_text(cell) for cell in row if cell is not None)
                left_out.append(LeftOut(number, "A line outside the blocks.", text))
            else:
                last_label = ""
            continue
        if not blocks or label in blocks[-1][1]:
            blocks.append((number, {}))
        if label not in headings:
            headings.append(label)
        blocks[-1][1][label] = value
        last_label = label
    entries = [Entry(number, [block.get(h) for h in headings]) for number, block in blocks]
    return SheetList(sheet.name, list(headings), entries, {}, (), left_out)


def _recurring(rows: Sequence[Row]) -> set[str]:
    """The labels of the blocks. With a single block every label counts."""
    counts = Counter(label for row in rows if (label := _label(row)))
    most = max(counts.values(), default=0)
    return {label for label, times in counts.items() if times > 1 or most == 1}


def _label(row: Row) -> str:
    return row[0].rstrip(" :") if row and isinstance(row[0], str) else ""


def _value(row: Row) -> Cell:
    return next((cell for cell in row[1:] if cell is not None), None)


def _joined(before: Cell, more: Cell) -> Cell:
    return cell_text(more) if before is None else f"{cell_text(before)}\n{cell_text(more)}"
