"""Painting the week: people × days."""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.sheets import CellKind, SheetDay, SheetPerson
from warden_desk.formats.pdf.page import Paint
from warden_desk.formats.pdf.sheet_cells import (
    HEAD_HEIGHT,
    HOURS_WIDTH,
    INITIALS_WIDTH,
    INSET,
    NAME,
    NAME_WIDTH,
    NOTE,
    PAD,
    Cell,
    Grid,
    Line,
    Row,
    Styles,
    name_lines,
)
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Colour,
    Ink,
    TextStyle,
    draw,
    draw_centred,
    draw_right,
    fill,
    rule,
)
from warden_desk.formats.pdf.text import fit

_BAR = 2.0
_HATCH = 5.0
_CHANGE_BAR = 1.8
"""Below a day that has changed; another bar stands in the margin of the page."""
_MARGIN_BAR, _MARGIN_BAR_AWAY = 2.6, 7.0


def paint_rows(
    grid: Grid, days: Sequence[SheetDay], rows: Sequence[Row], top: float, x: float
) -> tuple[list[Paint], float]:
    """How to paint a page's rows under the heads of the columns, and where they end."""
    width = NAME_WIDTH + 7 * grid.day_width + HOURS_WIDTH
    height = HEAD_HEIGHT + sum(row.height for row in rows)
    ground = partial(_paint_ground, days=days, x=x, top=top, height=height, grid=grid)
    paints: list[Paint] = [ground]
    y = top - HEAD_HEIGHT
    for row in rows:
        paints.append(partial(_paint_row, row=row, grid=grid, x=x, top=y))
        y -= row.height
        paints.append(partial(rule, x=x, y=y, width=width))
    return paints, y


def _paint_ground(
    canvas: Canvas, *, days: Sequence[SheetDay], x: float, top: float, height: float, grid: Grid
) -> None:
    """The heads of the columns, the shade of the weekend, and the lines between days."""
    width = NAME_WIDTH + 7 * grid.day_width + HOURS_WIDTH
    head, note = NAME, NOTE
    baseline = top - HEAD_HEIGHT + 5
    draw(canvas, x + 1, baseline, "Who", head)
    draw_right(canvas, x + width - 1, baseline, "Hours", note)
    for number, day in enumerate(days):
        left = x + NAME_WIDTH + number * grid.day_width
        if day.is_weekend:
            fill(canvas, left, top - height, grid.day_width, height, Ink.SHADE)
        title = fit(day.title, head, grid.day_width - INSET - PAD)
        draw(canvas, left + INSET, baseline, title, head)
        if day.note:
            used = INSET + head.width(f"{title} ")
            shown = fit(day.note, note, grid.day_width - used - PAD)
            draw(canvas, left + used, baseline, shown, note)
    canvas.setStrokeColorRGB(*Ink.LINE)
    canvas.setLineWidth(0.4)
    for number in range(8):
        left = x + NAME_WIDTH + number * grid.day_width
        canvas.line(left, top - HEAD_HEIGHT, left, top - height)
    rule(canvas, x, top - HEAD_HEIGHT, width, Ink.TEXT, 0.8)


def _paint_row(canvas: Canvas, *, row: Row, grid: Grid, x: float, top: float) -> None:
    if row.person is None:
        width = NAME_WIDTH + 7 * grid.day_width + HOURS_WIDTH
        fill(canvas, x, top - row.height, width, row.height, Ink.SHADE)
        style = TextStyle(SMALLEST, "SemiBold", Ink.QUIET)
        draw(canvas, x + 1, top - row.height + 3.5, fit(row.group, style, width), style)
        return
    _paint_name(canvas, row.person, x, top)
    if row.is_changed:
        left = x - _MARGIN_BAR_AWAY
        fill(canvas, left, top - row.height + 1, _MARGIN_BAR, row.height - 2, Ink.TEXT)
    for number, cell in enumerate(row.cells):
        left = x + NAME_WIDTH + number * grid.day_width
        _paint_cell(canvas, cell, grid, left, top, row.height)
    right = x + NAME_WIDTH + 7 * grid.day_width + HOURS_WIDTH - 1
    hours = TextStyle(8)
    draw_right(canvas, right, top - PAD - hours.ascent, fit(row.person.hours, hours, 26), hours)


def _paint_name(canvas: Canvas, person: SheetPerson, x: float, top: float) -> None:
    y = top - PAD - NAME.ascent
    initials = fit(person.initials, NOTE, INITIALS_WIDTH)
    draw_right(canvas, x + NAME_WIDTH - 6, y, initials, NOTE)
    for text in name_lines(person):
        draw(canvas, x + 1, y, text, NAME)
        y -= NAME.leading
    draw(canvas, x + 1, y + 0.5, fit(person.role, NOTE, NAME_WIDTH - 8), NOTE)


def _paint_cell(
    canvas: Canvas, cell: Cell, grid: Grid, x: float, top: float, height: float
) -> None:
    if cell.kind is CellKind.AWAY:
        _paint_hatch(canvas, x, top - height, grid.day_width, height)
    if cell.kind is CellKind.WORK:
        weight = _BAR * 2 if cell.is_late else _BAR
        colour: Colour = Ink.TEXT if cell.is_late else Ink.ACCENT
        fill(canvas, x + 0.2, top - height + 0.4, weight, height - 0.8, colour)
    if cell.is_changed:
        fill(canvas, x, top - height, grid.day_width, _CHANGE_BAR, Ink.TEXT)
    styles = grid.styles
    y = top - PAD - styles.plain.ascent
    for line in cell.lines:
        _paint_line(canvas, line, cell, grid, x + INSET, y)
        y -= styles.plain.leading


def _paint_line(canvas: Canvas, line: Line, cell: Cell, grid: Grid, x: float, y: float) -> None:
    styles = grid.styles
    is_quiet = line.is_quiet or cell.kind is CellKind.REST
    plain = styles.quiet if is_quiet else styles.plain
    if cell.kind is CellKind.AWAY:
        reach = styles.strong.width(f"{line.strong} ") + plain.width(line.text)
        fill(canvas, x - 2, y - 2, reach + 4, styles.plain.leading, Ink.PAPER)
    if line.strong:
        draw(canvas, x, y, line.strong, styles.quiet if is_quiet else styles.strong)
    indent = styles.strong.width(f"{line.strong} ") if line.strong else 0
    draw(canvas, x + indent, y, line.text, plain)
    if line.mark:
        _paint_mark(canvas, line, styles, x - INSET + grid.day_width - PAD, y)


def _paint_mark(canvas: Canvas, line: Line, styles: Styles, right: float, y: float) -> None:
    if line.is_boxed:
        width = styles.box.width(line.mark)
        fill(canvas, right - width - 3, y - 1.6, width + 4, styles.box.size + 0.8, Ink.TEXT)
        draw_centred(canvas, right - 1 - width / 2, y, line.mark, styles.box)
    else:
        draw_right(canvas, right, y, line.mark, styles.mark)


def _paint_hatch(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Slanting lines across a cell, each ended where it meets an edge."""
    canvas.setStrokeColorRGB(*Ink.LINE)
    canvas.setLineWidth(0.5)
    for step in range(int((width + height) / _HATCH)):
        start = x - height + (step + 0.5) * _HATCH
        left, right = max(start, x), min(start + height, x + width)
        canvas.line(left, y + left - start, right, y + right - start)
