# pyright: basic
"""Areas on paper: from metres to points, filled and hatched, with their borders and names.

All areas of one state are painted as one path, and hatched through it once: the file stays small
and neighbouring areas of one state share their hatching.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from shapely import Geometry, MultiPolygon, Polygon

from warden_desk.domain.coverage import Coverage, CoverageRow
from warden_desk.formats.map_looks import Hatch, HatchKind, Look, looks
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Colour, Ink, TextStyle, clean, draw
from warden_desk.formats.pdf.text import wrap

PER_PIXEL = 0.62
"""Points on paper for a pixel of hatching on the screen."""

_BORDER = (0.52, 0.55, 0.58)
_DISTRICT = TextStyle(8.5, "SemiBold")
_AREA = TextStyle(7)
_LABEL_WIDTH = 78.0


@dataclass(frozen=True, slots=True)
class Projection:
    """Where metres of the national grid come to lie on the page."""

    scale: float
    """Points for a metre."""
    left: float
    bottom: float
    west: float
    south: float

    @classmethod
    def fitting(cls, bounds: tuple[float, float, float, float], box: Box) -> "Projection":
        """As large as fits, in the middle of the box."""
        west, south, east, north = bounds
        scale = min(box.width / (east - west), box.height / (north - south))
        left = box.x + (box.width - scale * (east - west)) / 2
        bottom = box.bottom + (box.height - scale * (north - south)) / 2
        return cls(scale, left, bottom, west, south)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + (x - self.west) * self.scale, self.bottom + (y - self.south) * self.scale


def paint_ground(
    canvas: Canvas, box: Box, rows: Sequence[CoverageRow], shapes: Mapping[str, Geometry]
) -> Projection:
    """Paint the areas of `rows`; returns the projection, for the scale bar.

    Areas without an outline are passed over: the legend counts them all the same.
    """
    drawn = [row for row in rows if row.gss_code in shapes]
    projection = Projection.fitting(_bounds(*(shapes[row.gss_code] for row in drawn)), box)
    styles = looks()
    for state in Coverage:
        of_state = [shapes[row.gss_code] for row in drawn if row.state is state]
        _paint_state(canvas, projection, of_state, styles[state])
    everything = [shapes[row.gss_code] for row in drawn]
    _stroke(canvas, projection, everything, _BORDER, 0.35)
    districts = _districts(drawn, shapes)
    _stroke(canvas, projection, districts.values(), Ink.TEXT, 1.1)
    _paint_names(canvas, projection, drawn, shapes, districts)
    return projection


def paint_swatch(canvas: Canvas, box: Box, look: Look) -> None:
    """A sample of a fill, for the legend."""
    path = canvas.beginPath()
    path.rect(box.x, box.bottom, box.width, box.height)
    _fill_and_hatch(canvas, path, look, box)
    canvas.setStrokeColorRGB(*_BORDER)
    canvas.setLineWidth(0.5)
    canvas.rect(box.x, box.bottom, box.width, box.height, stroke=1, fill=0)


def _bounds(*shapes: Geometry) -> tuple[float, float, float, float]:
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(list(shapes)))
    return west, south, east, north


def colour(code: str) -> Colour:
    """A "#RRGGBB" as reportlab wants it."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _districts(rows: Iterable[CoverageRow], shapes: Mapping[str, Geometry]) -> dict[str, Geometry]:
    from warden_desk.formats import boundaries  # geopandas takes a second to load

    inside = {row.gss_code: row.district for row in rows if row.district}
    return boundaries.dissolved(shapes, inside)


def _paint_state(
    canvas: Canvas, projection: Projection, shapes: Sequence[Geometry], look: Look
) -> None:
    if not shapes:
        return
    west, south, east, north = _bounds(*shapes)
    left, bottom = projection.at(west, south)
    right, top = projection.at(east, north)
    path = _path(canvas, projection, shapes)
    _fill_and_hatch(canvas, path, look, Box(left, top, right - left, top - bottom))


def _fill_and_hatch(canvas: Canvas, path: PDFPathObject, look: Look, box: Box) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*colour(look.fill))
    canvas.drawPath(path, stroke=0, fill=1)
    if look.hatch.kind is not HatchKind.NONE:
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColorRGB(*colour(look.ink))
        canvas.setFillColorRGB(*colour(look.ink))
        _hatch(canvas, look.hatch, box)
    canvas.restoreState()


def _hatch(canvas: Canvas, hatch: Hatch, box: Box) -> None:
    # Turned about a fixed point, not the box's own middle, so that hatchings meet without a seam.
    canvas.rotate(-hatch.angle)
    reach = math.hypot(box.x + box.width, box.top) + hatch.spacing
    gap = hatch.spacing * PER_PIXEL
    marks = [at * gap for at in range(math.floor(-reach / gap), math.ceil(reach / gap))]
    if hatch.kind is HatchKind.DOTS:
        _dots(canvas, box, gap, hatch.width * PER_PIXEL)
        return
    canvas.setLineWidth(hatch.width * PER_PIXEL)
    lines = [(mark, -reach, mark, reach) for mark in marks]
    if hatch.kind is HatchKind.CROSS:
        lines += [(-reach, mark, reach, mark) for mark in marks]
    canvas.lines(lines)


def _dots(canvas: Canvas, box: Box, gap: float, radius: float) -> None:
    # Round ends of a line dashed with no length: thousands of dots as a few hundred lines.
    canvas.setLineCap(1)
    canvas.setLineWidth(2 * radius)
    left = math.floor(box.x / gap) * gap
    for row in range(math.floor(box.bottom / gap * 2), math.ceil(box.top / gap * 2) + 1):
        canvas.setDash([0.01, gap - 0.01], 0)
        y = row * gap / 2
        canvas.line(left + (row % 2) * gap / 2, y, box.x + box.width, y)


def _stroke(
    canvas: Canvas,
    projection: Projection,
    shapes: Iterable[Geometry],
    ink: Colour,
    width: float,
) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*ink)
    canvas.setLineWidth(width)
    canvas.setLineJoin(1)
    canvas.drawPath(_path(canvas, projection, shapes), stroke=1, fill=0)
    canvas.restoreState()


def _path(canvas: Canvas, projection: Projection, shapes: Iterable[Geometry]) -> PDFPathObject:
    path = canvas.beginPath()
    for shape in shapes:
        for polygon in _polygons(shape):
            for ring in (polygon.exterior, *polygon.interiors):
                points = [projection.at(x, y) for x, y in ring.coords]
                path.moveTo(*points[0])
                for _, point in pairwise(points[:-1]):
                    path.lineTo(*point)
                path.close()
    return path


def _polygons(shape: Geometry) -> Iterable[Polygon]:
    if isinstance(shape, Polygon):
        return [shape]
    return shape.geoms if isinstance(shape, MultiPolygon) else []


def _paint_names(
    canvas: Canvas,
    projection: Projection,
    rows: Sequence[CoverageRow],
    shapes: Mapping[str, Geometry],
    districts: Mapping[str, Geometry],
) -> None:
    """Districts always; areas where a name of readable size fits inside and covers no other."""
    taken: list[Polygon] = []
    for name, shape in districts.items():
        _place(canvas, projection, name, shape, _DISTRICT, taken, always=len(districts) > 1)
    for row in sorted(rows, key=lambda r: -shapely.area(shapes[r.gss_code])):
        name = f"{row.name} (unparished)" if row.is_unparished else row.name
        _place(canvas, projection, name, shapes[row.gss_code], _AREA, taken, always=False)


def _place(
    canvas: Canvas,
    projection: Projection,
    name: str,
    shape: Geometry,
    style: TextStyle,
    taken: list[Polygon],
    *,
    always: bool,
) -> None:
    lines = wrap(clean(name), style, _LABEL_WIDTH).lines
    x, y = projection.at(*_middle(shape))
    half = max(style.width(line) for line in lines) / 2 + 1 if lines else 0
    high = style.leading * len(lines) / 2
    box = shapely.box(x - half, y - high, x + half, y + high)
    if not always:
        west, south, east, north = _bounds(shape)
        has_room = (east - west) * projection.scale > 2 * half * 0.95
        has_room &= (north - south) * projection.scale > 2 * high * 1.3
        if not has_room or any(box.intersects(other) for other in taken):
            return
    taken.append(box)
    for at, line in enumerate(lines):
        baseline = y + high - style.leading * at - style.ascent
        _halo_text(canvas, x - style.width(line) / 2, baseline, line, style)


def _middle(shape: Geometry) -> tuple[float, float]:
    """The centre, or a point inside where the centre lies outside."""
    centre = shapely.centroid(shape)
    inside = centre if shapely.within(centre, shape) else shapely.point_on_surface(shape)
    return float(shapely.get_x(inside)), float(shapely.get_y(inside))


def _halo_text(canvas: Canvas, x: float, y: float, line: str, style: TextStyle) -> None:
    """Text with a white rim, to be read on any hatching."""
    canvas.saveState()
    canvas.setLineJoin(1)
    canvas.setStrokeColorRGB(*Ink.PAPER)
    canvas.setLineWidth(2.2)
    rim = canvas.beginText(x, y)
    rim.setFont(style.font, style.size)
    rim.setTextRenderMode(1)
    rim.textOut(line)
    canvas.drawText(rim)
    canvas.restoreState()
    draw(canvas, x, y, line, style)
