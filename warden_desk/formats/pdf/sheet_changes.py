"""What a sheet says of the version before it: the list on top, and in full below if it is long."""

from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.sheets import SheetChange, SheetContent
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.page import Box, Paint
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, fill
from warden_desk.formats.pdf.text import MARK, fit

_MOST = 10
"""So many stand on top; a longer list goes on below the week."""
_TITLE = TextStyle(8.5, "SemiBold")
_WHO = TextStyle(7.5, "SemiBold")
_TEXT = TextStyle(7.5)
_LINE = 10.0
_PAD = 4.0
_GUTTER = 16.0
_BELOW = 6.0


def height(content: SheetContent) -> float:
    """What the list on top takes of the first page."""
    if not content.changed_since:
        return 0
    return _PAD * 2 + _LINE * (1 + (len(_on_top(content)) + 1) // 2) + _BELOW


def paint_on_top(content: SheetContent, area: Box) -> list[Paint]:
    """The list on top; nothing for a first version."""
    if not content.changed_since:
        return []
    return [partial(_paint, content=content, area=area)]


def in_full(content: SheetContent) -> list[Section]:
    """The whole list, where the one on top had to be cut."""
    changes = content.changes
    if not changes or (len(changes) <= _MOST and not _is_cut(content)):
        return []
    columns = (Column("What", 0.26), Column("When", 0.14), Column("Now, and before", 0.60, 6))
    rows = tuple(
        ListRow((each.what, each.when, each.words), frozenset({0}), is_changed=True)
        for each in changes
    )
    return [Section(f"In full: changed since {content.changed_since}", columns, rows, "")]


def _on_top(content: SheetContent) -> tuple[SheetChange, ...]:
    return content.changes[:_MOST]


def _is_cut(content: SheetContent) -> bool:
    # Half of the narrowest sheet: a line that fits there fits anywhere.
    return any(_line(each, 370).endswith(MARK) for each in content.changes)


def _line(change: SheetChange, width: float) -> str:
    lead = _WHO.width(f"{_lead(change)}  ")
    return fit(change.words, _TEXT, width - min(lead, width * 0.45))


def _lead(change: SheetChange) -> str:
    return " ".join(filter(None, (change.what, change.when)))


def _paint(canvas: Canvas, *, content: SheetContent, area: Box) -> None:
    tall = height(content) - _BELOW
    fill(canvas, area.x, area.top - tall, area.width, tall, Ink.SHADE)
    fill(canvas, area.x, area.top - tall, 3.2, tall, Ink.TEXT)
    y = area.top - _PAD - _TITLE.ascent
    draw(canvas, area.x + 9, y, fit(_title(content), _TITLE, area.width - 14), _TITLE)
    shown = _on_top(content)
    width = (area.width - 14 - _GUTTER) / 2
    per_column = (len(shown) + 1) // 2
    for at, change in enumerate(shown):
        column, line = divmod(at, per_column)
        x = area.x + 9 + column * (width + _GUTTER)
        _paint_change(canvas, change, x, y - _LINE * (line + 1), width)


def _title(content: SheetContent) -> str:
    said = f"Changed since {content.changed_since}"
    if not content.changes:
        return f"{said}: nothing"
    more = len(content.changes) - _MOST
    return f"{said}, and {more} more in full below" if more > 0 else said


def _paint_change(canvas: Canvas, change: SheetChange, x: float, y: float, width: float) -> None:
    lead = fit(_lead(change), _WHO, width * 0.45)
    draw(canvas, x, y, lead, _WHO)
    indent = _WHO.width(f"{lead}  ")
    draw(canvas, x + indent, y, fit(change.words, _TEXT, width - indent), _TEXT)
