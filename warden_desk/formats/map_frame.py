# pyright: basic
"""A printed map within its frame: the ground, its areas, what lies over them, every label."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
import shapely
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_modes import ModeRow
from warden_desk.domain.map_excerpts import Layer, Overlay
from warden_desk.domain.map_papers import PrintedMap
from warden_desk.formats import map_base_picture
from warden_desk.formats.map_extents import cut, largest_within, leaves_open
from warden_desk.formats.map_glow import paint_glow
from warden_desk.formats.map_ground import (
    BORDER,
    Bounds,
    Projection,
    Shapes,
    bounds_of,
    joined,
    paint_beyond,
    paint_class,
    paint_faint,
    paint_frame,
    stroke,
    within,
)
from warden_desk.formats.map_labels import AREA, GROUP, Labels, inner_radius
from warden_desk.formats.map_looks import palette
from warden_desk.formats.map_pins import Pins
from warden_desk.formats.mbtiles import BaseMap
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Colour, Ink

_RIM = 4.0
"""Outlines are cut so far beyond the frame, in points."""

_PAD = 8.0
"""Between the outermost border and the frame, where the map is whole."""

WARD_INK: Colour = (0.04, 0.42, 0.42)
WARD_DASH = (3.0, 2.2)
_THROUGH = 0.55
"""How much of an area's fill is left where a base map lies under it."""

_ALL = frozenset({Layer.DISTRICTS})


@dataclass(frozen=True, slots=True)
class Beside:
    """What a map is drawn with beside the outlines of its areas."""

    wards: Shapes = field(default_factory=dict[str, Geometry])
    base: BaseMap | None = None


class FramedMap:
    """The map of one sheet. An excerpt has the shape of what was on the screen.

    Attributes:
        frame: what the map takes of the room it was given.
        projection: where metres lie in it.
    """

    def __init__(self, shown: PrintedMap, shapes: Shapes, beside: Beside, room: Box) -> None:
        self._shown, self._beside = shown, beside
        self.frame = _framed(shown.overlay, room)
        inner = self.frame if shown.overlay else padded(self.frame)
        self.projection = Projection.fitting(bounds(shown, shapes), inner)
        self._window = self.projection.metres(self.frame)
        self._shapes = cut(shapes, self._window, _RIM / self.projection.scale)
        self._rows = [row for row in shown.view.rows if row.gss_code in self._shapes]
        self._groups = groups_of(self._rows, self._shapes)
        self._layers = shown.overlay.layers if shown.overlay else _ALL

    def paint(self, canvas: Canvas) -> None:
        """Draw all of it."""
        over, on, frame = self._shown.overlay, self.projection, self.frame
        pins = Pins(over.pins if over else (), on, frame)
        with within(canvas, frame):
            paint_beyond(canvas, frame)
            self._paint_areas(canvas)
            paint_glow(canvas, over.spots if over else (), on, frame)
            self._paint_lines(canvas)
        self._label(pins).paint(canvas)
        pins.paint(canvas)
        paint_frame(canvas, frame)

    @property
    def has_beyond(self) -> bool:
        """Whether some of its ground belongs to no area, and has the tone of that."""
        return self._beside.base is None and leaves_open(self._window, self._shapes.values())

    def _paint_areas(self, canvas: Canvas) -> None:
        alpha = _THROUGH if self._paint_base(canvas) else 1.0
        on, mine = self.projection, {row.gss_code for row in self._rows}
        near = [shape for code, shape in self._shapes.items() if code not in mine]
        paint_faint(canvas, on, near, alpha)
        paint_classes(canvas, self._shown, self._rows, self._shapes, on, alpha)

    def _paint_base(self, canvas: Canvas) -> bool:
        """Lay the base map under all; whether it shows anything here."""
        over, frame = self._shown.overlay, self.frame
        if self._beside.base is None or over is None:
            return False
        found = map_base_picture.picture(self._beside.base, over.extent, frame.width, frame.height)
        if found is None:
            return False
        canvas.drawImage(
            ImageReader(BytesIO(found)), frame.x, frame.bottom, frame.width, frame.height
        )
        return True

    def _paint_lines(self, canvas: Canvas) -> None:
        on = self.projection
        if self._beside.wards:
            wards = cut(self._beside.wards, self._window, _RIM / on.scale)
            _stroke_edges(canvas, on, wards.values())
        if Layer.DISTRICTS in self._layers:
            stroke(canvas, on, self._groups.values(), Ink.TEXT, 1.1)

    def _label(self, pins: Pins) -> Labels:
        """Districts wherever there is room; areas where a name of readable size fits inside."""
        labels, on = Labels(self.frame, pins.taken()), self.projection
        window = shapely.box(
            self.frame.x, self.frame.bottom, self.frame.x + self.frame.width, self.frame.top
        )
        if len(self._groups) > 1 and Layer.DISTRICTS in self._layers:
            for name, shape in self._groups.items():
                labels.heading(name, largest_within(on.on_page(shape), window), GROUP)
        parts = [
            (row, largest_within(on.on_page(self._shapes[row.gss_code]), window))
            for row in self._rows
        ]
        for row, part in sorted(parts, key=lambda each: -inner_radius(each[1])):
            name = f"{row.name} (unparished)" if row.is_unparished else row.name
            if not labels.inside(name, part) and Layer.NAMES in self._layers:
                labels.anywhere_in(name, part, AREA)
        return labels


def _stroke_edges(canvas: Canvas, on: Projection, wards: Iterable[Geometry]) -> None:
    """Each border once: dashes that are drawn for both its sides would fill one another's gaps."""
    edges = shapely.line_merge(shapely.union_all(shapely.boundary(np.array(list(wards)))))
    path = canvas.beginPath()
    for edge in shapely.get_parts(edges):
        first, *others = (on.at(x, y) for x, y in shapely.get_coordinates(edge).tolist())
        path.moveTo(*first)
        for place in others:
            path.lineTo(*place)
    canvas.saveState()
    canvas.setStrokeColorRGB(*WARD_INK)
    canvas.setLineWidth(0.7)
    canvas.setDash(list(WARD_DASH), 0)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def bounds(shown: PrintedMap, shapes: Shapes) -> Bounds:
    """The ground that a map is about, in metres. It has areas with an outline."""
    if shown.overlay is not None:
        return shown.overlay.extent.bounds
    return bounds_of(shapes[row.gss_code] for row in shown.view.rows if row.gss_code in shapes)


def paint_classes(
    canvas: Canvas,
    shown: PrintedMap,
    rows: Sequence[ModeRow],
    shapes: Shapes,
    on: Projection,
    alpha: float = 1.0,
) -> None:
    """Every area of `rows` in the look of its class; areas without an outline are passed over."""
    looks = palette({one.look for one in shown.view.classes})
    drawn = [row for row in rows if row.gss_code in shapes]
    for one in shown.view.classes:
        of_class = [shapes[row.gss_code] for row in drawn if row.key == one.key]
        paint_class(canvas, on, of_class, looks[one.look], alpha)
    stroke(canvas, on, [shapes[row.gss_code] for row in drawn], BORDER, 0.35)


def groups_of(rows: Sequence[ModeRow], shapes: Shapes) -> dict[str, Geometry]:
    """The outline of each district, by its name."""
    inside = {row.gss_code: row.district for row in rows if row.district and row.gss_code in shapes}
    return joined(shapes, inside)


def _framed(overlay: Overlay | None, room: Box) -> Box:
    """As much of the room as has the shape of the extent, in its middle at the top."""
    if overlay is None:
        return room
    west, south, east, north = overlay.extent.bounds
    scale = min(room.width / (east - west), room.height / (north - south))
    wide, high = (east - west) * scale, (north - south) * scale
    return Box(room.x + (room.width - wide) / 2, room.top, wide, high)


def padded(box: Box) -> Box:
    """What a whole map leaves free within its frame."""
    return Box(box.x + _PAD, box.top - _PAD, box.width - 2 * _PAD, box.height - 2 * _PAD)
