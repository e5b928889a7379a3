# pyright: basic
"""Areas on paper: from metres to points, filled and hatched, with their borders.

All areas of one class are painted as one path, and hatched through it once: the file stays small
and neighbouring areas of one class share their hatching.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import shapely
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from shapely import Geometry, MultiPolygon, Polygon

from warden_desk.formats.map_looks import Hatch, HatchKind, Look
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Colour, Ink

PER_PIXEL = 0.62
"""Points on paper for a pixel of hatching on the screen."""

BORDER = (0.52, 0.55, 0.58)
_FAINT_FILL = (0.975, 0.978, 0.98)
_FAINT_LINE = (0.76, 0.78, 0.80)
_BEYOND = (0.905, 0.922, 0.935)
_BEYOND_ALPHA = 0.75
"""So that a watermark is seen through it."""

Bounds = tuple[float, float, float, float]
Shapes = Mapping[str, Geometry]


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
    def fitting(cls, bounds: Bounds, box: Box) -> "Projection":
        """As large as fits, in the middle of the box."""
        west, south, east, north = bounds
        scale = min(box.width / (east - west), box.height / (north - south))
        left = box.x + (box.width - scale * (east - west)) / 2
        bottom = box.bottom + (box.height - scale * (north - south)) / 2
        return cls(scale, left, bottom, west, south)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.left + (x - self.west) * self.scale, self.bottom + (y - self.south) * self.scale

    def on_page(self, shape: Geometry) -> Geometry:
        """An outline in points of the page."""
        return shapely.transform(
            shape,
            lambda places: (
                (places - (self.west, self.south)) * self.scale + (self.left, self.bottom)
            ),
        )

    def metres(self, box: Box) -> Geometry:
        """What of the ground a box of the page shows."""
        west = self.west + (box.x - self.left) / self.scale
        south = self.south + (box.bottom - self.bottom) / self.scale
        return shapely.box(
            west, south, west + box.width / self.scale, south + box.height / self.scale
        )


def bounds_of(shapes: Iterable[Geometry]) -> Bounds:
    """The least and the most easting and northing of them all."""
    west, south, east, north = (float(bound) for bound in shapely.total_bounds(list(shapes)))
    return west, south, east, north


def joined(shapes: Mapping[str, Geometry], group_of: Mapping[str, str]) -> dict[str, Geometry]:
    """The outline of each group, its inner borders gone; `group_of` by the area's code."""
    groups: dict[str, list[Geometry]] = {}
    for code, group in group_of.items():
        groups.setdefault(group, []).append(shapes[code])
    return {group: dissolved(parts) for group, parts in groups.items()}


def dissolved(parts: Iterable[Geometry]) -> Geometry:
    """Areas side by side as one, their borders gone."""
    return shapely.coverage_union_all(_once(parts))


def _once(shapes: Iterable[Geometry]) -> list[Geometry]:
    """Each land once: the parts of a divided parish share it until each has an outline."""
    return list(dict.fromkeys(shapes))


@contextmanager
def within(canvas: Canvas, box: Box) -> Iterator[None]:
    """What is painted meanwhile ends at the edge of the box."""
    canvas.saveState()
    frame = canvas.beginPath()
    frame.rect(box.x, box.bottom, box.width, box.height)
    canvas.clipPath(frame, stroke=0, fill=0)
    yield
    canvas.restoreState()


def paint_beyond(canvas: Canvas, box: Box) -> None:
    """The quiet ground of a map, which is seen where no area is known."""
    canvas.saveState()
    canvas.setFillColorRGB(*_BEYOND, alpha=_BEYOND_ALPHA)
    canvas.rect(box.x, box.bottom, box.width, box.height, stroke=0, fill=1)
    canvas.restoreState()


def paint_class(
    canvas: Canvas,
    projection: Projection,
    shapes: Sequence[Geometry],
    look: Look,
    alpha: float = 1.0,
) -> None:
    """Fill and hatch the areas of one class; what lies under them shines through a paler fill."""
    if not shapes:
        return
    west, south, east, north = bounds_of(shapes)
    left, bottom = projection.at(west, south)
    right, top = projection.at(east, north)
    path = _path(canvas, projection, shapes)
    _fill_and_hatch(canvas, path, look, Box(left, top, right - left, top - bottom), alpha)


def paint_faint(
    canvas: Canvas, projection: Projection, shapes: Sequence[Geometry], alpha: float = 1.0
) -> None:
    """The land around what a map is about."""
    if not shapes:
        return
    canvas.saveState()
    canvas.setFillColorRGB(*_FAINT_FILL, alpha=alpha)
    canvas.setStrokeColorRGB(*_FAINT_LINE)
    canvas.setLineWidth(0.35)
    canvas.setLineJoin(1)
    canvas.drawPath(_path(canvas, projection, shapes), stroke=1, fill=1)
    canvas.restoreState()


def paint_swatch(canvas: Canvas, box: Box, look: Look) -> None:
    """A sample of a fill, for the legend."""
    path = canvas.beginPath()
    path.rect(box.x, box.bottom, box.width, box.height)
    _fill_and_hatch(canvas, path, look, box)
    paint_frame(canvas, box, BORDER, 0.5)


def paint_frame(
    canvas: Canvas, box: Box, ink: Colour = Ink.STRONG_LINE, width: float = 0.6
) -> None:
    """The edge of a box."""
    canvas.setStrokeColorRGB(*ink)
    canvas.setLineWidth(width)
    canvas.rect(box.x, box.bottom, box.width, box.height, stroke=1, fill=0)


def stroke(
    canvas: Canvas,
    projection: Projection,
    shapes: Iterable[Geometry],
    ink: Colour,
    width: float,
) -> None:
    """Draw the borders of areas."""
    canvas.saveState()
    canvas.setStrokeColorRGB(*ink)
    canvas.setLineWidth(width)
    canvas.setLineJoin(1)
    canvas.drawPath(_path(canvas, projection, shapes), stroke=1, fill=0)
    canvas.restoreState()


def colour(code: str) -> Colour:
    """A "#RRGGBB" as reportlab wants it."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _fill_and_hatch(
    canvas: Canvas, path: PDFPathObject, look: Look, box: Box, alpha: float = 1.0
) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*colour(look.fill), alpha=alpha)
    canvas.drawPath(path, stroke=0, fill=1)
    if look.hatch.kind is not HatchKind.NONE:
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColorRGB(*colour(look.ink))
        canvas.setFillColorRGB(*colour(look.ink), alpha=1)
        _hatch(canvas, look.hatch, box)
    canvas.restoreState()


def _hatch(canvas: Canvas, hatch: Hatch, box: Box) -> None:
    # Turned about a fixed point, not the box's own middle, so that hatchings meet without a seam.
    canvas.rotate(-hatch.angle)
    gap = hatch.spacing * PER_PIXEL
    if hatch.kind is HatchKind.DOTS:
        _dots(canvas, box, gap, hatch.width * PER_PIXEL)
        return
    canvas.setLineWidth(hatch.width * PER_PIXEL)
    left, right, bottom, top = _turned(box, math.radians(hatch.angle), gap)
    lines = [(x, bottom, x, top) for x in _marks(left, right, gap)]
    if hatch.kind is HatchKind.CROSS:
        lines += [(left, y, right, y) for y in _marks(bottom, top, gap)]
    canvas.lines(lines)


def _turned(box: Box, angle: float, gap: float) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a box, seen from a ground that was turned."""
    corners = [
        (x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle))
        for x in (box.x, box.x + box.width)
        for y in (box.bottom, box.top)
    ]
    across, up = zip(*corners, strict=True)
    return min(across) - gap, max(across) + gap, min(up) - gap, max(up) + gap


def _marks(first: float, last: float, gap: float) -> list[float]:
    return [at * gap for at in range(math.floor(first / gap), math.ceil(last / gap) + 1)]


def _dots(canvas: Canvas, box: Box, gap: float, radius: float) -> None:
    # Round ends of a line dashed with no length: thousands of dots as a few hundred lines.
    canvas.setLineCap(1)
    canvas.setLineWidth(2 * radius)
    left = math.floor(box.x / gap) * gap
    for row in range(math.floor(box.bottom / gap * 2), math.ceil(box.top / gap * 2) + 1):
        canvas.setDash([0.01, gap - 0.01], 0)
        y = row * gap / 2
        canvas.line(left + (row % 2) * gap / 2, y, box.x + box.width, y)


def _path(canvas: Canvas, projection: Projection, shapes: Iterable[Geometry]) -> PDFPathObject:
    path = canvas.beginPath()
    for shape in _once(shapes):  # what is painted twice would be a hole
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
