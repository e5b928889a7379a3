# pyright: basic
"""A piece of a base map as one picture that fits a printed map.

Base maps lie in the web's own projection, papers in the national grid, which is turned against it
by up to three degrees here: so the pictures are put together first and turned into place once,
which leaves no seams between them.
"""

import math
from io import BytesIO
from itertools import pairwise

from PIL import Image, UnidentifiedImageError

from warden_desk.domain.degrees import from_place
from warden_desk.domain.map_excerpts import Extent
from warden_desk.formats.mbtiles import BaseMap

_TILE = 256
_DOTS_AN_INCH = 150
_WEB_WIDE = 1_000
_QUALITY = 80
_MOST_TILES = 400
_MESH = 8
"""So many parts along either side, within which a turned picture is as good as straight."""

_PAPER = (255, 255, 255)

Pixel = tuple[float, float]


def picture(base: BaseMap, extent: Extent, width: float, height: float) -> bytes | None:
    """A JPEG of the extent; None where the file shows nothing of it.

    Args:
        width: on the paper, in points; with the height it has the shape of the extent.
    """
    wide = round(width / 72 * _DOTS_AN_INCH)
    high = round(height / 72 * _DOTS_AN_INCH)
    level = _level(base, extent, wide)
    mosaic, corner = _mosaic(base, extent, level)
    if mosaic is None:
        return None
    placed = mosaic.transform(
        (wide, high),
        Image.Transform.MESH,
        _mesh(extent, wide, high, level, corner),
        Image.Resampling.BICUBIC,
        fillcolor=_PAPER,
    )
    return _jpeg(placed)


def flat(base: BaseMap, extent: Extent) -> bytes | None:
    """A JPEG of what the extent is in degrees (`Extent.degrees`), as a web page lays it down."""
    west, south, east, north = extent.degrees()
    level = _level(base, extent, _WEB_WIDE)
    mosaic, (left, top) = _mosaic(base, extent, level)
    if mosaic is None:
        return None
    first, last = _pixel(north, west, level), _pixel(south, east, level)
    corners = (first[0] - left, first[1] - top, last[0] - left, last[1] - top)
    return _jpeg(mosaic.crop(corners))


def _jpeg(shown: Image.Image) -> bytes:
    buffer = BytesIO()
    shown.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return buffer.getvalue()


def _level(base: BaseMap, extent: Extent, wide: int) -> int:
    """The level whose pictures are about as fine as the paper, and not too many."""
    west, south, east, north = extent.degrees()
    least, most = base.levels
    for level in range(most, least, -1):
        left, top = _pixel(north, west, level)
        right, bottom = _pixel(south, east, level)
        tiles = (right - left) * (bottom - top) / _TILE**2
        if tiles <= _MOST_TILES and right - left < 2 * wide:
            return level
    return least


def _mosaic(base: BaseMap, extent: Extent, level: int) -> tuple[Image.Image | None, Pixel]:
    """All pictures of an extent side by side, and where their first corner lies."""
    west, south, east, north = extent.degrees()
    left, top = (math.floor(at / _TILE) for at in _pixel(north, west, level))
    right, bottom = (math.floor(at / _TILE) for at in _pixel(south, east, level))
    whole = Image.new("RGB", ((right - left + 1) * _TILE, (bottom - top + 1) * _TILE), _PAPER)
    is_empty = True
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            tile = _tile(base, level, column, row)
            if tile is not None:
                whole.paste(tile, ((column - left) * _TILE, (row - top) * _TILE))
                is_empty = False
    return (None if is_empty else whole), (left * _TILE, top * _TILE)


def _tile(base: BaseMap, level: int, column: int, row: int) -> Image.Image | None:
    found = base.tile(level, column, row)
    if found is None:
        return None
    try:
        shown = Image.open(BytesIO(found.content)).convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None  # one that is damaged leaves its place white
    paper = Image.new("RGBA", shown.size, (*_PAPER, 255))
    return Image.alpha_composite(paper, shown).convert("RGB").resize((_TILE, _TILE))


def _mesh(
    extent: Extent, wide: int, high: int, level: int, corner: Pixel
) -> list[tuple[tuple[int, int, int, int], tuple[float, ...]]]:
    """Each part of the paper with the four corners of what of the mosaic comes there."""

    def place(x: int, y: int) -> Pixel:
        easting = extent.west + (extent.east - extent.west) * x / wide
        northing = extent.north - (extent.north - extent.south) * y / high
        left, top = _pixel(*from_place(easting, northing), level)
        return left - corner[0], top - corner[1]

    columns = [round(wide * at / _MESH) for at in range(_MESH + 1)]
    rows = [round(high * at / _MESH) for at in range(_MESH + 1)]
    return [
        (
            (x1, y1, x2, y2),
            (*place(x1, y1), *place(x1, y2), *place(x2, y2), *place(x2, y1)),
        )
        for x1, x2 in pairwise(columns)
        for y1, y2 in pairwise(rows)
    ]


def _pixel(lat: float, lon: float, level: int) -> Pixel:
    """Where a place lies on a level of the web's map, in pixels from its north-west."""
    whole = _TILE * 2**level
    up = math.asinh(math.tan(math.radians(lat)))
    return (lon + 180) / 360 * whole, (1 - up / math.pi) / 2 * whole
