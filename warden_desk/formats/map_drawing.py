# pyright: basic
"""The coverage map on paper: one page, vector, readable without colour."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage import Coverage, CoverageMap, CoverageRow, counts
from warden_desk.domain.dates import long_date
from warden_desk.formats.map_ground import Projection, paint_ground, paint_swatch
from warden_desk.formats.map_looks import looks
from warden_desk.formats.pdf.page import (
    LANDSCAPE,
    PORTRAIT,
    Box,
    PageDraft,
    Paper,
    body,
    write,
)
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_centred, draw_right, rule
from warden_desk.formats.pdf.text import fit, wrap

_TITLE = TextStyle(17, "SemiBold")
_UNDER = TextStyle(10, colour=Ink.QUIET)
_HEAD = TextStyle(9, "SemiBold")
_TEXT = TextStyle(8.5)
_STRONG = TextStyle(8.5, "SemiBold")
_NOTE = TextStyle(7, colour=Ink.QUIET)
_CAPTION = TextStyle(8, "SemiBold")

_HEAD_HEIGHT = 46.0
_FOOT_HEIGHT = 40.0
_SIDE = 196.0
_LEGEND_LINE = 24.0
_TABLE_LINE = 13.0
_METRES = (500, 1_000, 2_000, 5_000, 10_000, 20_000)
_DPI = 200


class Sheet(StrEnum):
    """How the paper lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


def pdf(
    shown: CoverageMap, shapes: Mapping[str, Geometry], sheet: Sheet = Sheet.LANDSCAPE
) -> bytes:
    """The map as one A4 page.

    Args:
        shapes: outlines by GSS code, EPSG:27700.
    """
    size = LANDSCAPE if sheet is Sheet.LANDSCAPE else PORTRAIT
    page = PageDraft([partial(_paint, shown=shown, shapes=shapes, area=body(size), sheet=sheet)])
    paper = Paper(
        title=f"Coverage, {shown.scope}, {shown.on.isoformat()}",
        imprint=shown.imprint,
        pages=[page],
        size=size,
        watermarks=("PRACTICE",) if shown.imprint.is_practice else (),
    )
    return write([paper])


def png(
    shown: CoverageMap, shapes: Mapping[str, Geometry], sheet: Sheet = Sheet.LANDSCAPE
) -> bytes:
    """The same page as a picture, 200 dots an inch."""
    import pypdfium2  # only a picture needs it

    document = pypdfium2.PdfDocument(pdf(shown, shapes, sheet))
    try:
        page: Any = document[0]  # its stubs want whole scales
        picture = page.render(scale=_DPI / 72).to_pil()
    finally:
        document.close()
    buffer = BytesIO()
    picture.save(buffer, "PNG", dpi=(_DPI, _DPI))
    return buffer.getvalue()


def _paint(
    canvas: Canvas,
    *,
    shown: CoverageMap,
    shapes: Mapping[str, Geometry],
    area: Box,
    sheet: Sheet,
) -> None:
    _paint_head(canvas, shown, area)
    below = area.without_top(_HEAD_HEIGHT)
    if sheet is Sheet.LANDSCAPE:
        ground = Box(below.x, below.top, below.width - _SIDE - 18, below.height)
        side = Box(below.x + below.width - _SIDE, below.top, _SIDE, below.height)
        _paint_table(canvas, shown.rows, _paint_legend(canvas, shown.rows, side))
    else:
        high = 8 + _LEGEND_LINE * 3
        ground = below.without_top(high)
        _paint_legend(canvas, shown.rows, Box(below.x, below.top, below.width, high), columns=2)
    projection = paint_ground(canvas, ground.without_foot(_FOOT_HEIGHT), shown.rows, shapes)
    _paint_foot(canvas, shown, ground, projection)


def _paint_head(canvas: Canvas, shown: CoverageMap, area: Box) -> None:
    title = f"Who covers which parish: {shown.scope}"
    draw(canvas, area.x, area.top - 18, fit(title, _TITLE, area.width), _TITLE)
    under = long_date(shown.on) + f" · {shown.imprint.service}"
    if shown.imprint.is_practice:
        under += " · practice data, invented"
    draw(canvas, area.x, area.top - 33, fit(under, _UNDER, area.width), _UNDER)
    rule(canvas, area.x, area.top - 40, area.width, Ink.STRONG_LINE)


def _paint_legend(canvas: Canvas, rows: Sequence[CoverageRow], box: Box, columns: int = 1) -> Box:
    """The six states with their counts; returns the room left below."""
    found, styles = counts(rows), looks()
    depth = -(-len(found) // columns)
    width = box.width / columns
    for at, (state, count) in enumerate(found.items()):
        x = box.x + width * (at // depth)
        top = box.top - _LEGEND_LINE * (at % depth) - 4
        paint_swatch(canvas, Box(x, top, 26, 17), styles[state])
        draw(canvas, x + 34, top - 7, f"{state.mark}  {state.label}", _STRONG)
        draw(canvas, x + 34, top - 16, fit(state.meaning, _NOTE, width - 76), _NOTE)
        draw_right(canvas, x + width - 18 * (columns - 1), top - 12, str(count), _HEAD)
    return box.without_top(_LEGEND_LINE * depth + 12)


def _paint_table(canvas: Canvas, rows: Sequence[CoverageRow], box: Box) -> None:
    """Counts by district, as many districts as there is room for."""
    by_district: dict[str, list[CoverageRow]] = {}
    for row in rows:
        by_district.setdefault(row.district, []).append(row)
    edges = [box.x + box.width - 17 * at for at in range(len(Coverage))][::-1]
    y = box.top - 8
    draw(canvas, box.x, y, "By district", _HEAD)
    for edge, state in zip(edges, Coverage, strict=True):
        draw_right(canvas, edge, y, state.mark, _HEAD)
    rule(canvas, box.x, y - 4, box.width, Ink.STRONG_LINE)
    room = int((y - 8 - box.bottom) // _TABLE_LINE)
    for district, inside in sorted(by_district.items())[:room]:
        y -= _TABLE_LINE
        draw(canvas, box.x, y - 2, fit(district, _TEXT, edges[0] - box.x - 14), _TEXT)
        for edge, count in zip(edges, counts(inside).values(), strict=True):
            draw_right(canvas, edge, y - 2, str(count) if count else "·", _TEXT)
        rule(canvas, box.x, y - 5, box.width)


def _paint_foot(canvas: Canvas, shown: CoverageMap, box: Box, projection: Projection) -> None:
    """Scale and north on the left; on the right what the lines are, and whose."""
    top = box.bottom + _FOOT_HEIGHT - 6
    _paint_scale(canvas, box.x + 22, top - 22, projection)
    _paint_north(canvas, box.x + 6, top - 26)
    left = box.x + 180
    width = box.x + box.width - left
    draw_right(canvas, left + width, top - 6, fit(shown.caption, _CAPTION, width), _CAPTION)
    lines = wrap(" ".join(shown.sources), _NOTE, width, 3).lines
    for at, line in enumerate(lines, start=1):
        draw_right(canvas, left + width, top - 7 - at * _NOTE.leading, line, _NOTE)


def _paint_scale(canvas: Canvas, x: float, y: float, projection: Projection) -> None:
    metres = max((m for m in _METRES if m * projection.scale <= 130), default=_METRES[0])
    length = metres * projection.scale
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setFillColorRGB(*Ink.TEXT)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, length, 3.5, stroke=1, fill=0)
    canvas.rect(x, y, length / 2, 3.5, stroke=1, fill=1)
    for share in (0, 0.5, 1):
        value = metres * share / 1000
        words = f"{value:g} km" if share == 1 else f"{value:g}"
        draw_centred(canvas, x + length * share, y + 7, words, _NOTE)


def _paint_north(canvas: Canvas, x: float, y: float) -> None:
    """Grid north, which on these sheets is straight up."""
    path = canvas.beginPath()
    path.moveTo(x, y + 16)
    path.lineTo(x + 4, y)
    path.lineTo(x, y + 4)
    path.lineTo(x - 4, y)
    path.close()
    canvas.setFillColorRGB(*Ink.TEXT)
    canvas.drawPath(path, stroke=0, fill=1)
    draw_centred(canvas, x, y + 18, "N", _CAPTION)
