# pyright: basic
"""What the map shows on paper: one page, vector, readable without colour."""

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_papers import PrintedMap, Sheet
from warden_desk.formats.map_furniture import (
    FOOT_HEIGHT,
    HEAD_HEIGHT,
    lay_key,
    note_height,
    paint_foot,
    paint_head,
    paint_key,
    paint_note,
)
from warden_desk.formats.map_ground import (
    BORDER,
    Projection,
    bounds_of,
    joined,
    paint_class,
    stroke,
)
from warden_desk.formats.map_labels import GROUP, Labels, inner_radius
from warden_desk.formats.map_looks import palette
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

Shapes = Mapping[str, Geometry]

_HEAD = TextStyle(9, "SemiBold")
_TEXT = TextStyle(8.5)
_SIDE = 196.0
_TABLE_LINE = 13.0
_MOST_COLUMNS = 8
_DPI = 200


def pdf(shown: PrintedMap, shapes: Shapes, sheet: Sheet = Sheet.FITTING) -> bytes:
    """The map as one A4 page.

    Args:
        shapes: outlines by GSS code, EPSG:27700.
    """
    sheet = _lying(shown, shapes) if sheet is Sheet.FITTING else sheet
    size = LANDSCAPE if sheet is Sheet.LANDSCAPE else PORTRAIT
    paint = partial(_paint, shown=shown, shapes=shapes, area=body(size), sheet=sheet)
    paper = Paper(
        title=f"{shown.title}, {shown.view.on.isoformat()}",
        imprint=shown.imprint,
        pages=[PageDraft([paint], is_sensitive=shown.has_names)],
        size=size,
        watermarks=("PRACTICE",) if shown.imprint.is_practice else (),
    )
    return write([paper])


def png(shown: PrintedMap, shapes: Shapes, sheet: Sheet = Sheet.FITTING) -> bytes:
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


def paint_classes(
    canvas: Canvas, shown: PrintedMap, rows: Sequence[ModeRow], shapes: Shapes, on: Projection
) -> None:
    """Every area of `rows` in the look of its class; areas without an outline are passed over."""
    looks = palette({one.look for one in shown.view.classes})
    drawn = [row for row in rows if row.gss_code in shapes]
    for one in shown.view.classes:
        of_class = [shapes[row.gss_code] for row in drawn if row.key == one.key]
        paint_class(canvas, on, of_class, looks[one.look])
    stroke(canvas, on, [shapes[row.gss_code] for row in drawn], BORDER, 0.35)


def groups_of(rows: Sequence[ModeRow], shapes: Shapes) -> dict[str, Geometry]:
    """The outline of each district, by its name."""
    inside = {row.gss_code: row.district for row in rows if row.district and row.gss_code in shapes}
    return joined(shapes, inside)


def _lying(shown: PrintedMap, shapes: Shapes) -> Sheet:
    """The way of lying in which the map gets larger."""
    drawn = [shapes[row.gss_code] for row in shown.view.rows if row.gss_code in shapes]
    if not drawn:
        return Sheet.LANDSCAPE
    bounds = bounds_of(drawn)
    scales = {
        sheet: Projection.fitting(bounds, _parts(body(size), sheet, shown)[0]).scale
        for sheet, size in ((Sheet.LANDSCAPE, LANDSCAPE), (Sheet.PORTRAIT, PORTRAIT))
    }
    return max(scales, key=lambda sheet: scales[sheet])


def _parts(area: Box, sheet: Sheet, shown: PrintedMap) -> tuple[Box, Box, Box]:
    """Where the map, the key and the foot go."""
    below = area.without_top(HEAD_HEIGHT)
    if sheet is Sheet.LANDSCAPE:
        ground = Box(below.x, below.top, below.width - _SIDE - 18, below.height)
        side = Box(below.x + below.width - _SIDE, below.top, _SIDE, below.height)
    else:
        side = Box(below.x, below.top, below.width, below.height / 3)
        high = lay_key(shown.key(), side.width, side.height).height + 8
        high += note_height(shown.view.note, side.width) + 4
        ground = below.without_top(high)
    return ground.without_foot(FOOT_HEIGHT), side, ground


def _paint(canvas: Canvas, *, shown: PrintedMap, shapes: Shapes, area: Box, sheet: Sheet) -> None:
    paint_head(canvas, shown.title, shown.under, area)
    ground, side, foot = _parts(area, sheet, shown)
    is_tabled = sheet is Sheet.LANDSCAPE and len(shown.key()) <= _MOST_COLUMNS
    key = lay_key(shown.key(), side.width, side.height * (0.6 if is_tabled else 1) - 30)
    paint_key(canvas, key, side)
    left = side.without_top(key.height + 4)
    left = left.without_top(paint_note(canvas, shown.view.note, left, 5) + 8)
    if is_tabled:
        _paint_table(canvas, shown, left)
    drawn = [row for row in shown.view.rows if row.gss_code in shapes]
    if not drawn:
        draw(canvas, ground.x, ground.top - 20, "No area here has an outline on the desk.", _TEXT)
        return
    on = Projection.fitting(bounds_of(shapes[row.gss_code] for row in drawn), ground)
    paint_classes(canvas, shown, drawn, shapes, on)
    groups = groups_of(drawn, shapes)
    stroke(canvas, on, groups.values(), Ink.TEXT, 1.1)
    _label(drawn, shapes, groups, on, ground).paint(canvas)
    paint_foot(canvas, shown, foot, on)


def _label(
    rows: Sequence[ModeRow], shapes: Shapes, groups: Shapes, on: Projection, frame: Box
) -> Labels:
    """Districts wherever there is room; areas where a name of readable size fits inside."""
    labels = Labels(frame)
    if len(groups) > 1:
        for name, shape in groups.items():
            labels.anywhere_in(name, on.on_page(shape), GROUP)
    outlines = [(row, on.on_page(shapes[row.gss_code])) for row in rows]
    for row, outline in sorted(outlines, key=lambda each: -inner_radius(each[1])):
        labels.inside(f"{row.name} (unparished)" if row.is_unparished else row.name, outline)
    return labels


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
