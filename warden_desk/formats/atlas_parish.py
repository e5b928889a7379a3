# pyright: basic
"""A page of an atlas about one parish: where it lies, what every map says of it, who is around."""

from collections.abc import Sequence
from functools import partial

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_papers import Atlas, AtlasPart, PrintedMap
from warden_desk.formats.atlas_ground import PageMap
from warden_desk.formats.atlas_page import TABLE, Layout, beside
from warden_desk.formats.map_furniture import paint_head
from warden_desk.formats.map_ground import (
    BORDER,
    Projection,
    Shapes,
    bounds_of,
    dissolved,
    stroke,
)
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.page import Box, PageDraft
from warden_desk.formats.pdf.style import Ink, draw, rule

_LEAST_M = 4_000.0
"""A small parish is shown with so much of the land around it."""

_NEXT_M = 30.0
"""Neighbours may be so far apart: outlines are simplified."""

_WHERE = 150.0
_MOST_AROUND = 12


def pages_of(atlas: Atlas, part: AtlasPart, shapes: Shapes) -> list[PageDraft]:
    """Its page."""
    [row] = part.rows
    district = [each for each in atlas.whole.view.rows if each.district_id == row.district_id]
    shown = atlas.whole.only(part.rows, part.title)
    note = f"The key counts the parishes of {row.district}." if row.district else ""
    layout = Layout.of(shown, atlas.whole.key(district), note)
    sections = [_facts(part), _neighbours(atlas, row, shapes)]
    head = partial(
        paint_head, title=f"{shown.title}, continued", under="", area=layout.area, trial=shown.trial
    )
    drafts = beside(layout, sections, head=head, least=_WHERE)
    drafts[0].paints.insert(
        0,
        partial(
            _paint,
            atlas=atlas,
            part=part,
            shown=shown,
            shapes=shapes,
            layout=layout,
            district=district,
        ),
    )
    for draft in drafts:
        draft.is_sensitive = shown.has_names
    return drafts


def _paint(
    canvas: Canvas,
    *,
    atlas: Atlas,
    part: AtlasPart,
    shown: PrintedMap,
    shapes: Shapes,
    layout: Layout,
    district: Sequence[ModeRow],
) -> None:
    [row] = part.rows
    under = f"{part.under} · {shown.under}"
    layout.paint_around(canvas, shown.title, under, row.gss_code)
    if row.gss_code not in shapes:
        return
    around = {code: name for code, (name, _) in atlas.places.items()}
    ground = PageMap(shown, part.rows, shapes, {}, around, layout.frame, least_m=_LEAST_M)
    ground.paint(canvas)
    layout.paint_foot(canvas, shown, ground.projection, has_beyond=ground.has_beyond)
    drawn = [shapes[each.gss_code] for each in district if each.gss_code in shapes]
    side = layout.side
    box = Box(side.x, side.bottom + _WHERE - 8, side.width, _WHERE - 8)
    _paint_where(canvas, box, row, shapes[row.gss_code], drawn)


def _paint_where(
    canvas: Canvas, box: Box, row: ModeRow, own: Geometry, district: Sequence[Geometry]
) -> None:
    """The district, with the parish filled in."""
    title = f"In {row.district}"
    draw(canvas, box.x, box.top - TABLE.title.ascent, title, TABLE.title)
    rule(canvas, box.x, box.top - TABLE.title_height + 4, box.width, Ink.TEXT, 0.8)
    inner = box.without_top(TABLE.title_height + 2)
    on = Projection.fitting(bounds_of(district), inner)
    # Drawn once for all its parishes: every page only points to it.
    place = f"{row.district_id} {on.left:.2f} {on.bottom:.2f} {on.scale:.5f}"
    form = "".join(filter(str.isalnum, f"district {place}"))  # what a PDF takes as a name
    if not canvas.hasForm(form):
        canvas.beginForm(form)
        stroke(canvas, on, district, BORDER, 0.3)
        stroke(canvas, on, [dissolved(district)], Ink.TEXT, 0.9)
        canvas.endForm()
    canvas.doForm(form)
    shape = on.on_page(own)
    canvas.setFillColorRGB(*Ink.TEXT)
    path = canvas.beginPath()
    for piece in shapely.get_parts(shape):
        points = shapely.get_coordinates(shapely.get_exterior_ring(piece)).tolist()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _facts(part: AtlasPart) -> Section:
    rows = tuple(ListRow(fact, frozenset({0})) for fact in part.facts)
    columns = (Column("", 0.42), Column("", 0.58, 3))
    return Section("What the maps say", columns, rows, "", is_counted=False)


def _neighbours(atlas: Atlas, row: ModeRow, shapes: Shapes) -> Section:
    """The areas next to it, as far as they are in the atlas."""
    own = shapes.get(row.gss_code)
    classes = {one.key: one for one in atlas.whole.view.classes}
    near = [
        other
        for other in atlas.whole.view.rows
        if own is not None
        and other.gss_code != row.gss_code
        and other.gss_code in shapes
        and shapely.dwithin(own, shapes[other.gss_code], _NEXT_M)
    ]
    lines = tuple(
        ListRow((other.name, classes[other.key].mark, other.words), frozenset({0}))
        for other in near[:_MOST_AROUND]
    )
    columns = (Column("", 0.42), Column("", 0.05), Column("", 0.53))
    return Section("Next to it", columns, lines, "No area of this atlas is next to it.")
