"""Which ground a map shall show, as options: round what is named, or between four figures."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import BRITAIN, Excerpt, Extent, Layer
from warden_desk.domain.map_papers import MapRequest

if TYPE_CHECKING:  # brings SQLAlchemy, which `--help` never needs
    from warden_desk.storage.desks import Desk

    _ExtentType = click.ParamType[Extent]
else:
    _ExtentType = click.ParamType

_MOST_DEGREES = 180
_LEAST_M = 100


class _Extent(_ExtentType):
    """Degrees where the figures can be some, else metres."""

    name = "W,S,E,N"

    def convert(self, value: object, param: object, ctx: object) -> Extent:
        if isinstance(value, Extent):
            return value
        try:
            west, south, east, north = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r} is no ground: write west,south,east,north.")
        if west >= east or south >= north:
            self.fail(f"{value!r} has no inside: first the lesser, then the greater figures.")
        found = Extent(west, south, east, north)
        if max(map(abs, found.bounds)) <= _MOST_DEGREES:
            least = Extent(*BRITAIN)
            if not (least.holds(west, south) and least.holds(east, north)):
                self.fail(f"{value!r} is not in Britain.")
            found = Extent.of_degrees(west, south, east, north)
        if min(found.east - found.west, found.north - found.south) < _LEAST_M:
            self.fail(f"{value!r} is less than {_LEAST_M} metres wide or high.")
        return found


OPTIONS: tuple[Any, ...] = (
    click.option(
        "--area",
        "area_names",
        multiple=True,
        metavar="NAME",
        help="Only the ground round this parish or district; again for more.",
    ),
    click.option(
        "--bbox",
        type=_Extent(),
        help="Only this ground: metres of the national grid, or degrees.",
    ),
    click.option(
        "--layer",
        "layers",
        multiple=True,
        type=click.Choice([layer.value for layer in Layer]),
        help="With --area or --bbox: what lies over it, districts unless said; again for more.",
    ),
)


def with_ground(command: Any) -> Any:
    """Give a command the options that say which ground."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def excerpt_of(
    desk: "Desk",
    request: MapRequest,
    area_names: Sequence[str],
    bbox: Extent | None,
    layers: Sequence[str],
) -> Excerpt | None:
    """The piece of the map that the options ask for; None for the whole.

    Raises:
        UserError: they contradict one another, or nothing is called so.
    """
    from warden_desk.services.coverage import excerpts

    over = frozenset(Layer(layer) for layer in layers) or frozenset({Layer.DISTRICTS})
    if bbox is not None and area_names:
        raise UserError("Say which ground by --area or by --bbox, not by both.")
    if bbox is not None:
        return Excerpt(extent=bbox, layers=over)
    if area_names:
        extent, called = desk.database.read(excerpts.around, area_names, request.asked.on)
        return Excerpt(extent=extent, layers=over, called=called)
    if layers:
        raise UserError("A --layer lies over a piece of the map: say which, --area or --bbox.")
    return None
