# pyright: basic
"""The map of one page of an atlas: its areas, the land around them, enlargements, every label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_papers import PrintedMap
from warden_desk.formats.map_drawing import Shapes, groups_of, paint_classes
from warden_desk.formats.map_ground import (
    Projection,
    bounds_of,
    joined,
    paint_faint,
    paint_frame,
    stroke,
    within,
)
from warden_desk.formats.map_labels import (
    AREA,
    FAINT,
    FAINT_GROUP,
    GROUP,
    NUMBER,
    Labels,
    inner_radius,
)
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink, fill

_PAD = 12.0
"""Between the outermost border and the frame."""

_SMALL = 5.0
"""An area with less room than this round its middle, in points, is shown enlarged."""

_INSET = (122.0, 92.0)
_ENLARGED = 4.5
_MOST_INSETS = 3
_GAP = 5.0
_STEP = 30.0
"""Windows are tried so far apart along the frame."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A window that shows some ground enlarged, at a corner of the map."""

    box: Box
    projection: Projection


@dataclass(slots=True)
class PageMap:
    """What is drawn on one page.

    Attributes:
        rows: the areas it is about; those without an outline are passed over.
        numbers: by which a list beside the map names each area.
        around: what the land around is called, by an area's code: areas of one name are one label.
    """

    shown: PrintedMap
    rows: Sequence[ModeRow]
    shapes: Shapes
    numbers: Mapping[str, str]
    around: Mapping[str, str]
    frame: Box
    least_m: float = 0.0
    """So much ground is shown at least, from west to east."""
    projection: Projection = field(init=False)
    insets: list[Inset] = field(default_factory=list[Inset])
    near: dict[str, Geometry] = field(init=False)
    """The outlines of the land around."""

    def __post_init__(self) -> None:
        self.rows = [row for row in self.rows if row.gss_code in self.shapes]
        own = [self.shapes[row.gss_code] for row in self.rows]
        self.projection = self._fitted(own, self.frame)
        small = [shape for shape in own if self._is_small(shape)]
        if small:
            self._enlarge(small, own)
        seen = self.projection.metres(self.frame)
        mine = {row.gss_code for row in self.rows}
        self.near = {
            code: shape
            for code, shape in self.shapes.items()
            if code not in mine and shapely.intersects(shape, seen)
        }

    def paint(self, canvas: Canvas) -> Labels:
        """Draw it all; returns the labels that were placed on the map itself."""
        on, frame = self.projection, self.frame
        groups = groups_of(self.rows, self.shapes)
        with within(canvas, frame):
            self._paint_ground(canvas, on, groups)
            for inset in self.insets:
                _paint_window(canvas, inset, on)
        for inset in self.insets:
            self._paint_inset(canvas, inset, groups)
        labels = self._label(on, frame, groups)
        labels.paint(canvas)
        paint_frame(canvas, frame)
        return labels

    def _paint_ground(self, canvas: Canvas, on: Projection, groups: Shapes) -> None:
        paint_faint(canvas, on, list(self.near.values()))
        paint_classes(canvas, self.shown, self.rows, self.shapes, on)
        stroke(canvas, on, groups.values(), Ink.TEXT, 1.1)

    def _paint_inset(self, canvas: Canvas, inset: Inset, groups: Shapes) -> None:
        fill(canvas, inset.box.x, inset.box.bottom, inset.box.width, inset.box.height, Ink.PAPER)
        with within(canvas, inset.box):
            self._paint_ground(canvas, inset.projection, groups)
        self._label_areas(Labels(inset.box), inset.projection).paint(canvas)
        paint_frame(canvas, inset.box, Ink.TEXT, 0.8)

    def _label(self, on: Projection, frame: Box, groups: Shapes) -> Labels:
        labels = Labels(frame, [_boxed(inset.box) for inset in self.insets])
        if len(groups) > 1:
            for name, shape in groups.items():
                labels.anywhere_in(name, on.on_page(shape), GROUP)
        self._label_areas(labels, on)
        self._label_around(labels, on)
        return labels

    def _label_areas(self, labels: Labels, on: Projection) -> Labels:
        """A name where it fits into its area, and else the number from the list."""
        window = _boxed(labels.frame)
        outlines = [(row, on.on_page(self.shapes[row.gss_code])) for row in self.rows]
        seen = [(row, shape) for row, shape in outlines if shapely.intersects(shape, window)]
        seen.sort(key=lambda each: -shapely.area(each[1]))
        numbered = [
            (row, shape)
            for row, shape in seen
            if not labels.inside(_name(row), _seen(shape, window), AREA)
        ]
        for row, shape in sorted(numbered, key=lambda each: shapely.area(each[1])):
            number = self.numbers.get(row.gss_code, row.name)
            labels.close_to(number, _seen(shape, window), NUMBER)
        return labels

    def _label_around(self, labels: Labels, on: Projection) -> None:
        window = _boxed(labels.frame)
        known = {code: self.around[code] for code in self.near if self.around.get(code)}
        is_one_each = len(set(known.values())) == len(known)
        style = FAINT if is_one_each else FAINT_GROUP
        for name, shape in joined(self.near, known).items():
            part = _seen(on.on_page(shape), window)
            if not shapely.is_empty(part):
                labels.inside(name, part, style)

    def _fitted(self, own: Sequence[Geometry], frame: Box) -> Projection:
        west, south, east, north = bounds_of(own)
        missing = max(0.0, self.least_m - (east - west)) / 2
        inner = Box(
            frame.x + _PAD, frame.top - _PAD, frame.width - 2 * _PAD, frame.height - 2 * _PAD
        )
        return Projection.fitting((west - missing, south, east + missing, north), inner)

    def _is_small(self, shape: Geometry) -> bool:
        return inner_radius(shape) * self.projection.scale < _SMALL

    def _enlarge(self, small: Sequence[Geometry], own: Sequence[Geometry]) -> None:
        """Give windows to what is too small, and move the map aside if no corner is free."""
        free = _free_places(self.frame, [self.projection.on_page(shape) for shape in own])
        if not free:
            frame, strip = self.frame, _INSET[0] + _GAP
            self.projection = self._fitted(
                own, Box(frame.x, frame.top, frame.width - strip, frame.height)
            )
            free = _free_places(self.frame, [self.projection.on_page(shape) for shape in own])
        todo = list(small)
        while todo and free and len(self.insets) < _MOST_INSETS:
            at = self.projection.on_page(todo[0])
            nearest = min(free, key=lambda box: shapely.distance(_boxed(box), at))
            window, todo = _window(todo, self.projection.scale * _ENLARGED)
            self.insets.append(Inset(nearest, Projection.fitting(window, nearest)))
            taken = shapely.buffer(_boxed(nearest), _GAP)
            free = [box for box in free if not shapely.intersects(_boxed(box), taken)]


def _window(
    small: Sequence[Geometry], scale: float
) -> tuple[tuple[float, float, float, float], list[Geometry]]:
    """The ground round the first of them at a scale, and those that it does not show whole."""
    width, height = (side / scale for side in _INSET)
    x, y = (float(each) for each in shapely.get_coordinates(shapely.centroid(small[0]))[0])
    west, south, east, north = bounds_of([small[0]])
    width, height = max(width, (east - west) * 1.3), max(height, (north - south) * 1.3)
    ground = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    left = [shape for shape in small[1:] if not shapely.contains(ground, shape)]
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2), left


def _free_places(frame: Box, own: Sequence[Geometry]) -> list[Box]:
    """Places along the frame where a window covers nothing of what the page is about."""
    width, height = _INSET
    land = shapely.union_all(list(own))
    columns = _spread(frame.x + _GAP, frame.x + frame.width - width - _GAP)
    tops = _spread(frame.bottom + height + _GAP, frame.top - _GAP)
    edges = [(x, top) for x in columns for top in (tops[0], tops[-1])]
    edges += [(x, top) for top in tops for x in (columns[0], columns[-1])]
    boxes = [Box(x, top, width, height) for x, top in dict.fromkeys(edges)]
    return [box for box in boxes if not shapely.intersects(_boxed(box), land)]


def _spread(first: float, last: float) -> list[float]:
    steps = max(1, round((last - first) / _STEP))
    return [first + (last - first) * at / steps for at in range(steps + 1)]


def _paint_window(canvas: Canvas, inset: Inset, on: Projection) -> None:
    """What of the map is enlarged, and the line that leads to where."""
    west, south, east, north = shapely.bounds(inset.projection.metres(inset.box)).tolist()
    (left, bottom), (right, top) = on.at(west, south), on.at(east, north)
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setLineWidth(0.7)
    canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
    box = inset.box
    ends = shapely.shortest_line(shapely.box(left, bottom, right, top), _boxed(box))
    if not shapely.is_empty(ends):
        (x1, y1), (x2, y2) = shapely.get_coordinates(ends).tolist()
        canvas.line(x1, y1, x2, y2)


def _seen(shape: Geometry, window: Geometry) -> Geometry:
    """The largest piece of an outline that lies within the window."""
    part = shapely.intersection(shape, window)
    pieces = [piece for piece in shapely.get_parts(part) if shapely.area(piece) > 0]
    return max(pieces, key=shapely.area, default=shapely.Polygon())


def _boxed(box: Box) -> Geometry:
    return shapely.box(box.x, box.bottom, box.x + box.width, box.top)


def _name(row: ModeRow) -> str:
    return f"{row.name} (unparished)" if row.is_unparished else row.name
