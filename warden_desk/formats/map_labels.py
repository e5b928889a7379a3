# pyright: basic
"""Names on a map: where each has room, so that none stands on another.

An area's name stands inside it where it fits; otherwise the number by which a list beside the map
names it stands there, or close by with a line that leads to it.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink, TextStyle, clean, draw
from warden_desk.formats.pdf.text import wrap

AREA = TextStyle(7)
NUMBER = TextStyle(7.5, "SemiBold")
GROUP = TextStyle(9, "SemiBold")
FAINT = TextStyle(7, colour=(0.42, 0.45, 0.48))
FAINT_GROUP = TextStyle(8, "Medium", (0.42, 0.45, 0.48))

_PAD = 1.0
_WIDTHS = (110.0, 74.0, 48.0)
_MOST_LINES = 3
_INSIDE = 0.99
"""So much of a label is to lie within its own area."""

_RINGS = (0, 5, 9, 13, 18, 24, 32, 42)
_TURNS = tuple(math.radians(turn) for turn in range(0, 360, 30))
_LEADS_FROM = 6
"""A label as far from its place as this needs a line to it."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines about a middle. `points_to` is the place a line leads to, if one is needed."""

    lines: tuple[str, ...]
    style: TextStyle
    x: float
    y: float
    points_to: tuple[float, float] | None = None

    @property
    def box(self) -> Geometry:
        """What it covers on the page."""
        half = max(self.style.width(line) for line in self.lines) / 2 + _PAD
        high = self.style.leading * len(self.lines) / 2 + _PAD / 2
        return shapely.box(self.x - half, self.y - high, self.x + half, self.y + high)


@dataclass(slots=True)
class Labels:
    """The labels of one map. What was placed earlier keeps its room.

    Attributes:
        frame: nothing stands outside it.
        taken: what no label may cover: boxes on the page.
    """

    frame: Box
    taken: list[Geometry] = field(default_factory=list[Geometry])
    placed: list[Label] = field(default_factory=list[Label])

    def inside(self, text: str, shape: Geometry, style: TextStyle = AREA) -> bool:
        """Place a name within an area of the page; whether there was room."""
        ways = [
            lines for lines in _ways(text, style) if _may_hold(shape, Label(lines, style, 0, 0))
        ]
        if not ways:
            return False
        shapely.prepare(shape)
        middles = list(_middles(shape))
        for lines in ways:
            for x, y in middles:
                label = Label(lines, style, x, y)
                box = label.box
                if _share_inside(box, shape) >= _INSIDE and self._is_free(box):
                    self._add(label, box)
                    return True
        return False

    def close_to(self, text: str, shape: Geometry, style: TextStyle = NUMBER) -> bool:
        """Place a few signs at an area, or as close by as there is room, with a line to it."""
        x, y = next(_middles(shape))
        for far in _RINGS:
            for turn in _TURNS if far else (0.0,):
                at = (x + far * math.cos(turn), y + far * math.sin(turn))
                is_off = far > _LEADS_FROM and not shapely.intersects_xy(shape, *at)
                label = Label((clean(text),), style, *at, points_to=(x, y) if is_off else None)
                if self._is_free(label.box) and self._is_led(label):
                    self._add(label, label.box)
                    return True
        return False

    def heading(self, text: str, shape: Geometry, style: TextStyle) -> bool:
        """Place a heading inside an area if it fits, and else over its edge."""
        return self.inside(text, shape, style) or self.anywhere_in(text, shape, style)

    def anywhere_in(self, text: str, shape: Geometry, style: TextStyle) -> bool:
        """Place a heading over an area as near to its middle as is free, even over its edge."""
        x, y = next(_middles(shape))
        for lines in _ways(text, style):
            for far in _RINGS:
                for turn in _TURNS if far else (0.0,):
                    at = (x + 1.6 * far * math.cos(turn), y + far * math.sin(turn))
                    label = Label(lines, style, *at)
                    if self._is_free(label.box):
                        self._add(label, label.box)
                        return True
        return False

    def paint(self, canvas: Canvas) -> None:
        """Draw all of them, each with a white rim to be read on any hatching."""
        for label in self.placed:
            if label.points_to is not None:
                _paint_leader(canvas, label)
        for label in self.placed:
            _paint(canvas, label)

    def _is_free(self, box: Geometry) -> bool:
        left, bottom, right, top = (float(edge) for edge in shapely.bounds(box))
        frame = self.frame
        is_in = frame.x < left and right < frame.x + frame.width
        is_in = is_in and frame.bottom < bottom and top < frame.top
        return is_in and not any(shapely.intersects(box, other) for other in self.taken)

    def _is_led(self, label: Label) -> bool:
        """Whether its line, if it needs one, crosses no other label."""
        if label.points_to is None:
            return True
        line = shapely.LineString([(label.x, label.y), label.points_to])
        return not any(shapely.intersects(line, other) for other in self.taken)

    def _add(self, label: Label, box: Geometry) -> None:
        self.placed.append(label)
        self.taken.append(box)


def inner_radius(shape: Geometry) -> float:
    """How far it is from the innermost place of an outline to its edge."""
    return float(shapely.length(_innermost(shape)))


def _innermost(shape: Geometry) -> Geometry:
    size = math.sqrt(float(shapely.area(shape))) or 1.0
    return shapely.maximum_inscribed_circle(shape, tolerance=size / 40)  # pyright: ignore[reportCallIssue, reportArgumentType]  # a number will do


def _middles(shape: Geometry) -> Iterator[tuple[float, float]]:
    """Places within an outline, the roomiest first."""
    roomy = shapely.get_point(_innermost(shape), 0)
    x, y = float(shapely.get_x(roomy)), float(shapely.get_y(roomy))
    yield x, y
    centre = shapely.centroid(shape)
    yield float(shapely.get_x(centre)), float(shapely.get_y(centre))
    for step in (4, 8, 14, 20):
        for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)):
            yield x + step * dx * 1.5, y + step * dy


def _ways(text: str, style: TextStyle) -> Iterable[tuple[str, ...]]:
    """A name on one line, on two, on three: never broken within a word."""
    shown = clean(text)
    longest = max((style.width(word) for word in shown.split()), default=0)
    found = (wrap(shown, style, max(width, longest)).lines for width in _WIDTHS)
    return [lines for lines in dict.fromkeys(found) if lines and len(lines) <= _MOST_LINES]


def _may_hold(shape: Geometry, label: Label) -> bool:
    """Whether a label is no wider and no higher than an outline: most that do not fit are."""
    west, south, east, north = (float(edge) for edge in shapely.bounds(shape))
    left, bottom, right, top = (float(edge) for edge in shapely.bounds(label.box))
    return (right - left) * _INSIDE <= east - west and (top - bottom) * _INSIDE <= north - south


def _share_inside(box: Geometry, shape: Geometry) -> float:
    if shapely.contains_properly(shape, box):
        return 1.0
    if not shapely.contains(shape, shapely.centroid(box)):
        return 0.0
    return float(shapely.area(shapely.intersection(box, shape)) / shapely.area(box))


def _paint_leader(canvas: Canvas, label: Label) -> None:
    assert label.points_to is not None
    x, y = label.points_to
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setFillColorRGB(*Ink.TEXT)
    canvas.setLineWidth(0.5)
    canvas.line(label.x, label.y, x, y)
    canvas.circle(x, y, 1.1, stroke=0, fill=1)


def _paint(canvas: Canvas, label: Label) -> None:
    style, count = label.style, len(label.lines)
    top = label.y + style.leading * count / 2
    lines: Sequence[tuple[float, float, str]] = [
        (label.x - style.width(line) / 2, top - style.leading * at - style.ascent, line)
        for at, line in enumerate(label.lines)
    ]
    _paint_rim(canvas, lines, style)
    for x, y, line in lines:
        draw(canvas, x, y, line, style)


def _paint_rim(canvas: Canvas, lines: Sequence[tuple[float, float, str]], style: TextStyle) -> None:
    canvas.saveState()
    canvas.setLineJoin(1)
    canvas.setStrokeColorRGB(*Ink.PAPER)
    canvas.setLineWidth(2.8)
    for x, y, line in lines:
        rim = canvas.beginText(x, y)
        rim.setFont(style.font, style.size)
        rim.setTextRenderMode(1)
        rim.textOut(line)
        canvas.drawText(rim)
    canvas.restoreState()
