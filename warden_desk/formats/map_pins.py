# pyright: basic
"""Points over a printed map, each kind in a shape of its own.

Those that would cover one another stand together as a number, or side by side if they are of
different kinds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import shapely
from reportlab.pdfgen.canvas import Canvas
from shapely import Geometry

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.degrees import to_place
from warden_desk.formats.map_ground import Projection, colour
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink, TextStyle, clean, draw_centred

_RADIUS = 5.2
_NEAR = 11.0
"""Points on paper; nearer ones stand together."""

_COLOURS = {
    "red": "#B3261E",
    "amber": "#8A5A00",
    "green": "#1D6A3A",
    "blue": "#2F6DB0",
    "accent": "#0A6C6B",
    "quiet": "#4A5761",
    "text": "#1A2227",
}
_SIGN = TextStyle(7, "SemiBold")
_MANY = TextStyle(7, "SemiBold", Ink.PAPER)

Shape = Callable[[Canvas, float, float], None]


@dataclass(slots=True)
class _Group:
    place: float
    """Where it is from left to right; `x` is where it is shown."""
    x: float
    y: float
    pins: list[Pin] = field(default_factory=list[Pin])

    @property
    def first(self) -> Pin:
        """The one whose look the group has: what is overdue is never hidden behind another."""
        return next((pin for pin in self.pins if pin.tone == "red"), self.pins[0])


class Pins:
    """The pins of one map, grouped as they will be painted."""

    def __init__(self, pins: Iterable[Pin], on: Projection, frame: Box) -> None:
        self._groups: list[_Group] = []
        for pin in pins:
            x, y = on.at(*to_place(pin.lat, pin.lon))
            if frame.x < x < frame.x + frame.width and frame.bottom < y < frame.top:
                inward = _NEAR if x < frame.x + frame.width / 2 else -_NEAR
                self._join(pin, x, y, inward)

    def taken(self) -> list[Geometry]:
        """Where no name may stand."""
        return [shapely.box(g.x - 6, g.y - 6, g.x + 6, g.y + 6) for g in self._groups]

    def paint(self, canvas: Canvas) -> None:
        """Draw them, the first told on top."""
        for group in reversed(self._groups):
            paint_pin(canvas, group.first, group.x, group.y, len(group.pins))

    def _join(self, pin: Pin, x: float, y: float, aside: float) -> None:
        for group in self._groups:
            is_near = abs(group.place - x) < _NEAR and abs(group.y - y) < _NEAR
            if is_near and group.pins[0].kind == pin.kind:
                group.pins.append(pin)
                return
        place = x
        while any(abs(each.x - x) < _NEAR and abs(each.y - y) < _NEAR for each in self._groups):
            x += aside
        self._groups.append(_Group(place, x, y, [pin]))


def paint_pin(canvas: Canvas, pin: Pin, x: float, y: float, count: int = 1) -> None:
    """One pin about its place, or a number of them."""
    canvas.saveState()
    ink = colour(_COLOURS.get(pin.tone, _COLOURS["text"]))
    canvas.setStrokeColorRGB(*ink)
    canvas.setFillColorRGB(*(Ink.PAPER if count == 1 else ink))
    canvas.setLineWidth(1.3)
    canvas.setLineJoin(1)
    _SHAPES.get(pin.kind, _round)(canvas, x, y)
    if count > 1:
        draw_centred(canvas, x, y - 2.5, str(count), _MANY)
    elif pin.kind == "tasking":
        draw_centred(canvas, x, y - 2.5, clean(pin.mark), _SIGN)
    canvas.restoreState()


def _round(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, _RADIUS, stroke=1, fill=1)


def _diamond(canvas: Canvas, x: float, y: float) -> None:
    reach = _RADIUS + 1
    _closed(canvas, ((x, y + reach), (x + reach, y), (x, y - reach), (x - reach, y)))


def _house(canvas: Canvas, x: float, y: float) -> None:
    low, eaves, reach = y - _RADIUS, y + 1.2, _RADIUS
    corners = ((x - reach, low), (x + reach, low), (x + reach, eaves))
    _closed(canvas, (*corners, (x, y + _RADIUS + 1.5), (x - reach, eaves)))


def _closed(canvas: Canvas, corners: Sequence[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


_SHAPES: dict[str, Shape] = {"event": _diamond, "area": _house}
