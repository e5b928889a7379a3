# pyright: basic
"""A glow on a printed map where incidents were recorded: a picture with nothing else in it."""

from collections.abc import Sequence

import numpy as np
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.map_excerpts import Spot
from warden_desk.formats.map_ground import Projection
from warden_desk.formats.pdf.page import Box

_RED = (179, 38, 30)
_REACH = 13.0
"""Points on paper from the middle of a spot to its edge."""

_MOST = 0.85
"""How much of the map the strongest glow hides."""

_FEW = 20
"""Incidents in one place that glow fully, if nowhere there are more."""

_DOTS = 1.5
"""Dots a point: a glow has no edges that would need more."""


def paint_glow(canvas: Canvas, spots: Sequence[Spot], on: Projection, frame: Box) -> None:
    """Lay the glow over the map, as it is on the screen: the stronger, the more was thereabouts."""
    if not spots:
        return
    picture = Image.fromarray(_glow(spots, on, frame), "RGBA")
    canvas.drawImage(
        ImageReader(picture), frame.x, frame.bottom, frame.width, frame.height, mask="auto"
    )


def _glow(spots: Sequence[Spot], on: Projection, frame: Box) -> np.ndarray:
    reach = round(_REACH * _DOTS)
    stamp = _stamp(reach)
    wide, high = round(frame.width * _DOTS), round(frame.height * _DOTS)
    # A rim as wide as a spot spares cutting the spots at the edges.
    counted = np.zeros((high + 2 * reach, wide + 2 * reach), dtype=np.float32)
    for spot in spots:
        x, y = on.at(spot.easting, spot.northing)
        left, top = round((x - frame.x) * _DOTS), round((frame.top - y) * _DOTS)
        if 0 <= left < wide and 0 <= top < high:
            window = counted[top : top + 2 * reach, left : left + 2 * reach]
            rows, columns = window.shape
            window += stamp[:rows, :columns] * spot.count
    inner = counted[reach : reach + high, reach : reach + wide]
    # The root lets what is less than the most be seen beside it.
    inner = _MOST * np.sqrt(inner / max(inner.max(), _FEW))
    found = np.empty((high, wide, 4), dtype=np.uint8)
    found[..., :3] = _RED
    found[..., 3] = np.clip(inner * 255, 0, 255).astype(np.uint8)
    return found


def _stamp(reach: int) -> np.ndarray:
    """One spot: full in the middle, nothing at its edge."""
    along = np.arange(2 * reach) - reach + 0.5
    far = np.hypot(along[:, None], along[None, :]) / reach
    return np.square(np.clip(1 - far, 0, 1)).astype(np.float32)
