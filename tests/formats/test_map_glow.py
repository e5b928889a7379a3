# pyright: basic
"""The glow of recorded incidents on paper."""

import io

import numpy as np
import pypdf
from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.map_excerpts import Spot
from warden_desk.formats.map_glow import paint_glow
from warden_desk.formats.map_ground import Projection
from warden_desk.formats.pdf.page import Box

FRAME = Box(0, 100, 100, 100)
ON = Projection(scale=1, left=0, bottom=0, west=0, south=0)
DOTS = 1.5


def glow(*spots: Spot) -> np.ndarray:
    """How much of the map is hidden, by line and column: from 0 to 255."""
    made = io.BytesIO()
    canvas = Canvas(made, (100, 100))
    paint_glow(canvas, spots, ON, FRAME)
    canvas.save()
    [picture] = pypdf.PdfReader(made).pages[0].images
    assert picture.image is not None
    return np.asarray(picture.image.convert("RGBA"))[..., 3].astype(int)


def at(found: np.ndarray, easting: int, northing: int) -> int:
    return int(found[round((100 - northing) * DOTS), round(easting * DOTS)])


def test_where_more_was_recorded_it_glows_more_however_much_there_is_of_it() -> None:
    few, many = Spot(20, 50, 400), Spot(70, 50, 4000)

    found = glow(few, many)

    assert at(found, 70, 50) > 1.5 * at(found, 20, 50) > 0
    assert at(found, 45, 90) == 0
    assert found.max() < 230


def test_a_single_incident_does_not_glow_like_many() -> None:
    assert 0 < glow(Spot(50, 50, 1)).max() < 80
    assert glow(Spot(50, 50, 40)).max() > 200
