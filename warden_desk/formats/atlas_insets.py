# pyright: basic
"""Windows of a map: ground too small to be read, shown enlarged where the map is empty."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.formats.map_ground import Bounds, Projection, bounds_of
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink

STRIP = 127.0
"""So much room at the edge takes any window."""

_SIZES = ((122.0, 92.0), (96.0, 72.0))
_DETOUR = 60.0
"""A smaller window is taken where it lies nearer by so many points."""

_ENLARGED = 4.5
_MOST = 3
_GAP = 5.0
_STEP = 30.0
"""Places are tried so far apart along the frame."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A window that shows some ground enlarged, at the edge of the map."""

    box: Box
    projection: Projection

    def paint_origin(self, canvas: Canvas, on: Projection) -> None:
        """What of the map is enlarged, and the line that leads to where."""
        west, south, east, north = shapely.bounds(self.projection.metres(self.box)).tolist()
        (left, bottom), (right, top) = on.at(west, south), on.at(east, north)
        canvas.setStrokeColorRGB(*Ink.TEXT)
        canvas.setLineWidth(0.7)
        canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
        line = shapely.shortest_line(shapely.box(left, bottom, right, top), boxed(self.box))
        if not shapely.is_empty(line):
            (x1, y1), (x2, y2) = shapely.get_coordinates(line).tolist()
            canvas.line(x1, y1, x2, y2)


def boxed(box: Box) -> Geometry:
    """A box as a shape."""
    return shapely.box(box.x, box.bottom, box.x + box.width, box.top)


def free_places(frame: Box, land: Sequence[Geometry]) -> list[Box]:
    """Places along the frame, for windows of every size, that cover nothing of the land."""
    whole = shapely.union_all(list(land))
    places = [box for size in _SIZES for box in _along(frame, *size)]
    return [box for box in places if not shapely.intersects(boxed(box), whole)]


def insets(small: Sequence[Geometry], on: Projection, free: Sequence[Box]) -> list[Inset]:
    """Windows on what is too small, each as near to it as there is room.

    Args:
        small: outlines in metres.
        free: where windows may stand (`free_places`).
    """
    found: list[Inset] = []
    todo, places = list(small), list(free)
    while todo and places and len(found) < _MOST:
        box = _nearest(places, on.on_page(todo[0]))
        window, todo = _window(todo, box, on.scale * _ENLARGED)
        found.append(Inset(box, Projection.fitting(window, box)))
        taken = shapely.buffer(boxed(box), _GAP)
        places = [place for place in places if not shapely.intersects(boxed(place), taken)]
    return found


def _nearest(places: Sequence[Box], shape: Geometry) -> Box:
    def cost(box: Box) -> float:
        detour = 0 if box.width == _SIZES[0][0] else _DETOUR
        return float(shapely.distance(boxed(box), shape)) + detour

    return min(places, key=cost)


def _window(small: Sequence[Geometry], box: Box, scale: float) -> tuple[Bounds, list[Geometry]]:
    """The ground round the first of them at a scale, and those that it does not show whole."""
    west, south, east, north = bounds_of([small[0]])
    x, y = (west + east) / 2, (south + north) / 2
    wide = max(box.width / scale, (east - west) * 1.3) / 2
    high = max(box.height / scale, (north - south) * 1.3) / 2
    ground = shapely.box(x - wide, y - high, x + wide, y + high)
    left = [shape for shape in small[1:] if not shapely.contains(ground, shape)]
    return (x - wide, y - high, x + wide, y + high), left


def _along(frame: Box, width: float, height: float) -> list[Box]:
    columns = _spread(frame.x + _GAP, frame.x + frame.width - width - _GAP)
    tops = _spread(frame.bottom + height + _GAP, frame.top - _GAP)
    edges = [(x, top) for x in columns for top in (tops[0], tops[-1])]
    edges += [(x, top) for top in tops for x in (columns[0], columns[-1])]
    return [Box(x, top, width, height) for x, top in dict.fromkeys(edges)]


def _spread(first: float, last: float) -> list[float]:
    steps = max(1, round((last - first) / _STEP))
    return [first + (last - first) * at / steps for at in range(steps + 1)]
