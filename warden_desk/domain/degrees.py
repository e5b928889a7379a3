"""Between the British grid (EPSG:27700) and degrees (WGS 84), in plain arithmetic.

Within 5 m anywhere in Britain, which is enough to put a mark on the map; the exact transformation
needs a table of 15 MB. Source: Ordnance Survey, "A guide to coordinate systems in Great Britain",
annexes B and C, and the seven-parameter Helmert transformation of its section 6.6.
"""

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

_SCALE = 0.9996012717
_ORIGIN_LAT, _ORIGIN_LON = radians(49), radians(-2)
_FALSE_EASTING, _FALSE_NORTHING = 400_000.0, -100_000.0
_CLOSE_ENOUGH_M = 0.001
_DEGREE_M = 111_200.0
"""About a degree of latitude."""

_NEAR_M = 0.01
_ROUNDS = 12
"""Each takes what is left of the way to about a twentieth."""


@dataclass(frozen=True, slots=True)
class _Ellipsoid:
    a: float
    b: float

    @property
    def e2(self) -> float:
        return 1 - (self.b / self.a) ** 2


_AIRY = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84 = _Ellipsoid(6_378_137.0, 6_356_752.314_245)

_Vector = tuple[float, float, float]
_SHIFT: _Vector = (446.448, -125.157, 542.060)
_TURN: _Vector = (radians(0.1502 / 3600), radians(0.2470 / 3600), radians(0.8421 / 3600))
_STRETCH = -20.4894e-6


def from_place(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude of a place."""
    x, y, z = _to_space(_AIRY, *_unprojected(easting, northing))
    lat, lon = _from_space(_WGS84, *_helmert(x, y, z))
    return degrees(lat), degrees(lon)


def to_place(lat: float, lon: float) -> tuple[float, float]:
    """Easting and northing of a place in Britain, to the centimetre of what `from_place` says."""
    wide = _DEGREE_M * cos(radians(lat))
    easting, northing = _FALSE_EASTING + (lon + 2) * wide, (lat - 49) * _DEGREE_M + _FALSE_NORTHING
    for _ in range(_ROUNDS):
        found_lat, found_lon = from_place(easting, northing)
        east, north = (lon - found_lon) * wide, (lat - found_lat) * _DEGREE_M
        easting, northing = easting + east, northing + north
        if hypot(east, north) < _NEAR_M:
            break
    return easting, northing


def _helmert(x: float, y: float, z: float) -> _Vector:
    """From the British datum to WGS 84."""
    (dx, dy, dz), (rx, ry, rz), grow = _SHIFT, _TURN, 1 + _STRETCH
    return (
        dx + grow * x + (ry * z - rz * y),
        dy + grow * y + (rz * x - rx * z),
        dz + grow * z + (rx * y - ry * x),
    )


def _to_space(body: _Ellipsoid, lat: float, lon: float) -> _Vector:
    """A point on the ellipsoid, in metres from the middle of the Earth."""
    nu = body.a / sqrt(1 - body.e2 * sin(lat) ** 2)
    return nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - body.e2) * sin(lat)


def _from_space(body: _Ellipsoid, x: float, y: float, z: float) -> tuple[float, float]:
    across = hypot(x, y)
    lat = atan2(z, across * (1 - body.e2))
    for _ in range(6):  # each round gains about two decimal places
        nu = body.a / sqrt(1 - body.e2 * sin(lat) ** 2)
        lat = atan2(z + body.e2 * nu * sin(lat), across)
    return lat, atan2(y, x)


def _meridian(lat: float) -> float:
    """Metres along the meridian from the grid's true origin, on the grid's scale."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    less, more = lat - _ORIGIN_LAT, lat + _ORIGIN_LAT
    terms = (
        (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less,
        -(3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more),
        15 / 8 * (n**2 + n**3) * sin(2 * less) * cos(2 * more),
        -35 / 24 * n**3 * sin(3 * less) * cos(3 * more),
    )
    return _AIRY.b * _SCALE * sum(terms)


def _radii(lat: float) -> tuple[float, float]:
    """Radii of curvature across (nu) and along (rho) the meridian, on the grid's scale."""
    flat = 1 - _AIRY.e2 * sin(lat) ** 2
    nu = _AIRY.a * _SCALE / sqrt(flat)
    return nu, nu * (1 - _AIRY.e2) / flat


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    up = northing - _FALSE_NORTHING
    lat = _ORIGIN_LAT + up / (_AIRY.a * _SCALE)
    while abs(short := up - _meridian(lat)) > _CLOSE_ENOUGH_M:
        lat += short / (_AIRY.a * _SCALE)
    nu, rho = _radii(lat)
    eta2, t2, y = nu / rho - 1, tan(lat) ** 2, easting - _FALSE_EASTING
    foot = tan(lat) / rho / nu
    return (
        lat
        - foot / 2 * y**2
        + foot / 24 / nu**2 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) * y**4
        - foot / 720 / nu**4 * (61 + 90 * t2 + 45 * t2**2) * y**6,
        _ORIGIN_LON
        + y / nu / cos(lat)
        - y**3 / (6 * nu**3 * cos(lat)) * (nu / rho + 2 * t2)
        + y**5 / (120 * nu**5 * cos(lat)) * (5 + 28 * t2 + 24 * t2**2),
    )
