# pyright: basic
# xlsxwriter says little of its types.
"""Workbooks whose every cell is text, so that nothing in them can do anything.

A text that begins with "=" stays a text and a link is no link. The file says nothing of who made
it or when, and the same sheet always gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

SUFFIX = ".xlsx"
_LONGEST = 32_000
"""Signs a cell takes; the format allows 32,767."""
_NARROW, _WIDE, _WIDEST = 9, 18, 42
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the format asks for one, without a zone
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4 = 9
_TEXT = {"num_format": "@"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSheet:
    """One sheet: lines, then headings over rows, then lines.

    Attributes:
        marking: stands above and below every printed page.
        service: whose file it is; never a person.
    """

    name: str
    title: str
    service: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    above: Sequence[str] = ()
    below: Sequence[str] = ()
    marking: str = ""


def render(content: TextSheet) -> bytes:
    """The sheet as the bytes of a workbook."""
    # Slow to load, and few days need it.
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, _OPTIONS)
    book.set_properties({"title": content.title, "company": content.service, "created": _MADE})
    sheet = book.add_worksheet(content.name)
    strong = book.add_format(_TEXT | {"bold": True})
    heading = book.add_format(_TEXT | {"bold": True, "text_wrap": True, "bottom": 1})
    plain = book.add_format(_TEXT | {"text_wrap": True, "valign": "top"})
    first = len(content.above) + (1 if content.above else 0)
    last = first + len(content.rows)
    for at, line in enumerate(content.above):
        _write(sheet, at, [line], strong)
    _write(sheet, first, content.headings, heading)
    for at, row in enumerate(content.rows, start=first + 1):
        _write(sheet, at, row, plain)
    for at, line in enumerate(content.below, start=last + 2):
        _write(sheet, at, [line], strong)
    for column, cells in enumerate(zip(content.headings, *content.rows, strict=True)):
        sheet.set_column(column, column, _width(cells))
    _set_up_pages(sheet, first, content.marking)
    book.close()
    return buffer.getvalue()


def plain_text(text: str) -> str:
    """Text a cell can hold: no control signs but line breaks, and not too long."""
    kept = "".join(char for char in text if char == "\n" or _is_shown(ord(char)))
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 1] + "…"


def _is_shown(code: int) -> bool:
    """Neither a control sign, nor half of one, nor what no XML may hold."""
    if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return False
    return code not in (0xFFFE, 0xFFFF)


def _write(sheet, row: int, texts: Sequence[str], look) -> None:  # noqa: ANN001
    for column, text in enumerate(texts):
        if shown := plain_text(text):
            sheet.write_string(row, column, shown, look)
        else:
            sheet.write_blank(row, column, None, look)


def _width(cells: Sequence[str]) -> int:
    longest = max(len(cell) for cell in cells)
    if longest > 2 * _WIDEST:
        return _WIDEST
    return _WIDE if longest > _WIDE else max(_NARROW, longest + 2)


def _set_up_pages(sheet, headings_row: int, marking: str) -> None:  # noqa: ANN001
    said = marking.replace("&", "&&")  # a lone "&" begins a code there
    sheet.set_header(f"&C&B{said}")
    sheet.set_footer(f"&C&B{said}&RPage &P of &N")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(headings_row)
    sheet.freeze_panes(headings_row + 1, 0)
