# pyright: basic
"""The map of one page of an atlas: its areas, the land around them, enlargements, every label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_papers import PrintedMap
from warden_desk.formats.atlas_insets import STRIP, Inset, boxed, free_places, insets
from warden_desk.formats.map_extents import cut, largest_within, leaves_open
from warden_desk.formats.map_frame import groups_of, paint_classes
from warden_desk.formats.map_ground import (
    Projection,
    Shapes,
    bounds_of,
    joined,
    paint_beyond,
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

_RIM = 4.0
"""The land around is cut so far beyond the frame, in points."""

_PAD = 12.0
"""Between the outermost border and the frame."""

_SMALL = 5.0
"""An area with less room than this round its middle, in points, is shown enlarged."""


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
        mine = {row.gss_code for row in self.rows}
        seen = cut(self.shapes, self.projection.metres(self.frame), _RIM / self.projection.scale)
        self.near = {code: shape for code, shape in seen.items() if code not in mine}

    @property
    def has_beyond(self) -> bool:
        """Whether some of its ground belongs to no area."""
        own = (self.shapes[row.gss_code] for row in self.rows)
        return leaves_open(self.projection.metres(self.frame), [*own, *self.near.values()])

    def paint(self, canvas: Canvas) -> Labels:
        """Draw it all; returns the labels that were placed on the map itself."""
        on, frame = self.projection, self.frame
        groups = groups_of(self.rows, self.shapes)
        with within(canvas, frame):
            self._paint_ground(canvas, frame, on, groups)
            for inset in self.insets:
                inset.paint_origin(canvas, on)
        for inset in self.insets:
            self._paint_inset(canvas, inset, groups)
        labels = self._label(on, frame, groups)
        labels.paint(canvas)
        paint_frame(canvas, frame)
        return labels

    def _paint_ground(self, canvas: Canvas, box: Box, on: Projection, groups: Shapes) -> None:
        paint_beyond(canvas, box)
        paint_faint(canvas, on, list(self.near.values()))
        paint_classes(canvas, self.shown, self.rows, self.shapes, on)
        stroke(canvas, on, groups.values(), Ink.TEXT, 1.1)

    def _paint_inset(self, canvas: Canvas, inset: Inset, groups: Shapes) -> None:
        fill(canvas, inset.box.x, inset.box.bottom, inset.box.width, inset.box.height, Ink.PAPER)
        with within(canvas, inset.box):
            self._paint_ground(canvas, inset.box, inset.projection, groups)
        self._label_areas(Labels(inset.box), inset.projection).paint(canvas)
        paint_frame(canvas, inset.box, Ink.TEXT, 0.8)

    def _label(self, on: Projection, frame: Box, groups: Shapes) -> Labels:
        labels = Labels(frame, [boxed(inset.box) for inset in self.insets])
        if len(groups) > 1:
            for name, shape in groups.items():
                labels.heading(name, on.on_page(shape), GROUP)
        self._label_areas(labels, on)
        self._label_around(labels, on)
        return labels

    def _label_areas(self, labels: Labels, on: Projection) -> Labels:
        """A name where it fits into its area, and else the number from the list."""
        window = boxed(labels.frame)
        outlines = [(row, on.on_page(self.shapes[row.gss_code])) for row in self.rows]
        seen = [(row, shape) for row, shape in outlines if shapely.intersects(shape, window)]
        seen.sort(key=lambda each: -shapely.area(each[1]))
        numbered = [
            (row, shape)
            for row, shape in seen
            if not labels.inside(_name(row), largest_within(shape, window), AREA)
        ]
        for row, shape in sorted(numbered, key=lambda each: shapely.area(each[1])):
            number = self.numbers.get(row.gss_code, row.name)
            labels.close_to(number, largest_within(shape, window), NUMBER)
        return labels

    def _label_around(self, labels: Labels, on: Projection) -> None:
        window = boxed(labels.frame)
        known = {code: self.around[code] for code in self.near if self.around.get(code)}
        is_one_each = len(set(known.values())) == len(known)
        style = FAINT if is_one_each else FAINT_GROUP
        for name, shape in joined(self.near, known).items():
            part = largest_within(on.on_page(shape), window)
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
        """Give windows to what is too small, and move the map aside if there is no room for one."""
        free = free_places(self.frame, [self.projection.on_page(shape) for shape in own])
        if not free:
            frame = self.frame
            self.projection = self._fitted(
                own, Box(frame.x, frame.top, frame.width - STRIP, frame.height)
            )
            free = free_places(frame, [self.projection.on_page(shape) for shape in own])
        self.insets = insets(small, self.projection, free)


def _name(row: ModeRow) -> str:
    return f"{row.name} (unparished)" if row.is_unparished else row.name
