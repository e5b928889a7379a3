# pyright: basic
"""The part of a printed key that says what lies over the areas, and how much of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.map_excerpts import Layer, Overlay
from warden_desk.formats.map_frame import WARD_DASH, WARD_INK
from warden_desk.formats.map_furniture import KEY_COLUMN
from warden_desk.formats.map_pins import paint_pin
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right
from warden_desk.formats.pdf.text import fit

_TEXT = TextStyle(8)
_COUNT = TextStyle(8, "SemiBold")
_LINE = 14.0
_SWATCH = 24.0
_GLOW = ((8.5, 0.25), (5.5, 0.4), (2.8, 0.6))


@dataclass(frozen=True, slots=True)
class _Line:
    sample: Callable[[Canvas, float, float], None]
    words: str
    count: str = ""


def overlay_height(overlay: Overlay | None, width: float) -> float:
    """How high `paint_overlay_key` would be."""
    depth, _ = _columns(len(_lines(overlay)), width)
    return depth * _LINE


def paint_overlay_key(canvas: Canvas, overlay: Overlay | None, box: Box) -> float:
    """A line for whatever is seen beside the areas; returns their height."""
    lines = _lines(overlay)
    depth, width = _columns(len(lines), box.width)
    for at, line in enumerate(lines):
        x = box.x + (width + 16) * (at // depth)
        middle = box.top - _LINE * (at % depth) - _LINE / 2
        line.sample(canvas, x + _SWATCH / 2, middle)
        room = width - 32 - _COUNT.width(line.count) - 4
        draw(canvas, x + 31, middle - 3, fit(line.words, _TEXT, room), _TEXT)
        draw_right(canvas, x + width, middle - 3, line.count, _COUNT)
    return depth * _LINE


def _columns(count: int, width: float) -> tuple[int, float]:
    """Lines in a column, and how wide one is."""
    columns = max(1, int((width + 16) // KEY_COLUMN))
    return -(-count // columns), (width + 16) / columns - 16


def _lines(overlay: Overlay | None) -> Sequence[_Line]:
    if overlay is None:
        return ()
    layers = overlay.layers
    found = [_Line(_border, "District")] if Layer.DISTRICTS in layers else []
    found += [_Line(_ward, "Ward")] if Layer.WARDS in layers else []
    found += [
        _Line(partial(_pin, pin=pin), words, str(count)) for pin, words, count in overlay.counted()
    ]
    if overlay.spots:
        count = sum(
            spot.count
            for spot in overlay.spots
            if overlay.extent.holds(spot.easting, spot.northing)
        )
        found.append(_Line(_glow, "Incidents in a year", f"{count:,}"))
    return found


def _border(canvas: Canvas, x: float, y: float) -> None:
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setLineWidth(1.1)
    canvas.line(x - _SWATCH / 2, y, x + _SWATCH / 2, y)


def _ward(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*WARD_INK)
    canvas.setLineWidth(0.7)
    canvas.setDash(list(WARD_DASH), 0)
    canvas.line(x - _SWATCH / 2, y, x + _SWATCH / 2, y)
    canvas.restoreState()


def _pin(canvas: Canvas, x: float, y: float, *, pin: Pin) -> None:
    paint_pin(canvas, pin, x, y)


def _glow(canvas: Canvas, x: float, y: float) -> None:
    canvas.saveState()
    for radius, alpha in _GLOW:
        canvas.setFillColorRGB(0.70, 0.15, 0.12, alpha=alpha)
        canvas.circle(x, y, radius * 0.75, stroke=0, fill=1)
    canvas.restoreState()
