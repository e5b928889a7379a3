# pyright: basic
"""What the map shows on paper: one page, vector, readable without colour."""

from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_papers import PrintedMap, Sheet
from warden_desk.formats.map_frame import Beside, FramedMap, bounds
from warden_desk.formats.map_furniture import (
    FOOT_HEIGHT,
    head_height,
    lay_key,
    note_height,
    paint_foot,
    paint_head,
    paint_key,
    paint_note,
)
from warden_desk.formats.map_ground import Projection, Shapes
from warden_desk.formats.map_overlay_key import overlay_height, paint_overlay_key
from warden_desk.formats.pdf.page import (
    LANDSCAPE,
    PORTRAIT,
    Box,
    PageDraft,
    Paper,
    body,
    write,
)
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right, rule
from warden_desk.formats.pdf.text import fit

_HEAD = TextStyle(9, "SemiBold")
_TEXT = TextStyle(8.5)
_SIDE = 196.0
_TABLE_LINE = 13.0
_MOST_COLUMNS = 8
_DPI = 200
_WORTH_TURNING = 1.15
_ALONE = Beside()


def pdf(
    shown: PrintedMap, shapes: Shapes, sheet: Sheet = Sheet.FITTING, beside: Beside = _ALONE
) -> bytes:
    """The map as one A4 page.

    Args:
        shapes: outlines by GSS code, EPSG:27700.
    """
    sheet = _lying(shown, shapes) if sheet is Sheet.FITTING else sheet
    size = LANDSCAPE if sheet is Sheet.LANDSCAPE else PORTRAIT
    paint = partial(_paint, shown=shown, shapes=shapes, beside=beside, area=body(size), sheet=sheet)
    paper = Paper(
        title=f"{shown.title}, {shown.view.on.isoformat()}",
        imprint=shown.imprint,
        pages=[PageDraft([paint], is_sensitive=shown.is_sensitive)],
        size=size,
        watermarks=shown.watermarks,
    )
    return write([paper])


def png(
    shown: PrintedMap, shapes: Shapes, sheet: Sheet = Sheet.FITTING, beside: Beside = _ALONE
) -> bytes:
    """The same page as a picture, 200 dots an inch."""
    import pypdfium2  # only a picture needs it

    document = pypdfium2.PdfDocument(pdf(shown, shapes, sheet, beside))
    try:
        page: Any = document[0]  # its stubs want whole scales
        picture = page.render(scale=_DPI / 72).to_pil()
    finally:
        document.close()
    buffer = BytesIO()
    picture.save(buffer, "PNG", dpi=(_DPI, _DPI))
    return buffer.getvalue()


def _is_drawn(shown: PrintedMap, shapes: Shapes) -> bool:
    return any(row.gss_code in shapes for row in shown.view.rows)


def _lying(shown: PrintedMap, shapes: Shapes) -> Sheet:
    """Upright where the map gets clearly larger: lying, it leaves less of the paper empty."""
    if not _is_drawn(shown, shapes):
        return Sheet.LANDSCAPE
    ground = bounds(shown, shapes)
    scales = {
        sheet: Projection.fitting(ground, _parts(body(size), sheet, shown)[0]).scale
        for sheet, size in ((Sheet.LANDSCAPE, LANDSCAPE), (Sheet.PORTRAIT, PORTRAIT))
    }
    upright = scales[Sheet.PORTRAIT] > scales[Sheet.LANDSCAPE] * _WORTH_TURNING
    return Sheet.PORTRAIT if upright else Sheet.LANDSCAPE


def _parts(area: Box, sheet: Sheet, shown: PrintedMap) -> tuple[Box, Box, Box]:
    """Where the map, the key and the foot go."""
    below = area.without_top(head_height(shown))
    if sheet is Sheet.LANDSCAPE:
        ground = Box(below.x, below.top, below.width - _SIDE - 18, below.height)
        side = Box(below.x + below.width - _SIDE, below.top, _SIDE, below.height)
    else:
        side = Box(below.x, below.top, below.width, below.height / 3)
        high = lay_key(shown.key(), side.width, side.height).height + 8
        high += overlay_height(shown.overlay, side.width)
        high += note_height(_note(shown), side.width) + 8
        ground = below.without_top(high)
    return ground.without_foot(FOOT_HEIGHT), side, ground


def _note(shown: PrintedMap) -> str:
    """How the map is counted, and of which areas if not of all that are seen."""
    only = shown.overlay.only if shown.overlay else ()
    words = f"Only these stand out: {', '.join(only)}; others are pale." if only else ""
    return " ".join(filter(None, (words, shown.view.note)))


def _paint(
    canvas: Canvas,
    *,
    shown: PrintedMap,
    shapes: Shapes,
    beside: Beside,
    area: Box,
    sheet: Sheet,
) -> None:
    paint_head(canvas, shown.title, shown.under, area, at_right=shown.counted, trial=shown.trial)
    ground, side, foot = _parts(area, sheet, shown)
    _paint_side(canvas, shown, side, sheet)
    if not _is_drawn(shown, shapes):
        draw(canvas, ground.x, ground.top - 20, "No area here has an outline on the desk.", _TEXT)
        return
    framed = FramedMap(shown, shapes, beside, ground)
    framed.paint(canvas)
    below = Box(foot.x, framed.frame.bottom, foot.width, FOOT_HEIGHT)
    paint_foot(canvas, shown, below, framed.projection, has_beyond=framed.has_beyond)


def _paint_side(canvas: Canvas, shown: PrintedMap, side: Box, sheet: Sheet) -> None:
    """The key, what lies over the areas, how they are counted, and the counts by district."""
    is_tabled = sheet is Sheet.LANDSCAPE and len(shown.key()) <= _MOST_COLUMNS
    key = lay_key(shown.key(), side.width, side.height * (0.6 if is_tabled else 1) - 30)
    paint_key(canvas, key, side)
    left = side.without_top(key.height + 4)
    left = left.without_top(paint_overlay_key(canvas, shown.overlay, left))
    left = left.without_top(paint_note(canvas, _note(shown), left, 5) + 8)
    if is_tabled:
        _paint_table(canvas, shown, left)


def _paint_table(canvas: Canvas, shown: PrintedMap, box: Box) -> None:
    """Counts by district, as many districts as there is room for."""
    by_district: dict[str, list[ModeRow]] = {}
    for row in shown.view.rows:
        by_district.setdefault(row.district, []).append(row)
    classes = [one for one, _ in shown.key()]
    edges = [box.x + box.width - 17 * at for at in range(len(classes))][::-1]
    y = box.top - 8
    draw(canvas, box.x, y, "By district", _HEAD)
    for edge, one in zip(edges, classes, strict=True):
        draw_right(canvas, edge, y, one.mark, _HEAD)
    rule(canvas, box.x, y - 4, box.width, Ink.STRONG_LINE)
    room = max(0, int((y - 8 - box.bottom) // _TABLE_LINE))
    for district, inside in sorted(by_district.items())[:room]:
        y -= _TABLE_LINE
        draw(canvas, box.x, y - 2, fit(district, _TEXT, edges[0] - box.x - 14), _TEXT)
        counts = shown.view.counts(inside)
        for edge, one in zip(edges, classes, strict=True):
            draw_right(canvas, edge, y - 2, str(counts[one.key] or "·"), _TEXT)
        rule(canvas, box.x, y - 5, box.width)
