"""A piece of the map to hand on: which areas lie in it, and what lies over them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.coverage_modes import ModeView
from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.degrees import to_place
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import Excerpt, Extent, Layer, Overlay, Spot, outward
from warden_desk.domain.map_papers import MapRequest, listed
from warden_desk.services import areas
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import base_maps, coverage_modes, coverage_overlays
from warden_desk.storage.tables import Area

_PINS = {
    Layer.BASES: coverage_overlays.bases,
    Layer.TASKINGS: coverage_overlays.taskings,
    Layer.EVENTS: coverage_overlays.events,
}
_FEW = 2


def resolved(session: Session, wanted: MapRequest) -> MapRequest:
    """What is wanted, with the areas of its excerpt and what they are called together.

    Raises:
        UserError: no area lies there.
    """
    excerpt = wanted.excerpt
    if excerpt is None or wanted.codes is not None:
        return wanted
    inside = _inside(session, excerpt.extent, wanted.asked.on)
    known = areas.local_areas(session, wanted.asked.on, wanted.district_ids)
    seen = [area for area in known if area.gss_code in inside]
    codes = frozenset(area.gss_code for area in seen)
    if excerpt.classes:
        view = coverage_modes.shown(session, wanted.asked)
        codes &= {row.gss_code for row in view.rows if row.key in excerpt.classes}
    if not codes:
        raise UserError("No parish of the map lies there. Move the map, or show less of a choice.")
    return replace(
        wanted,
        codes=codes,
        excerpt=replace(excerpt, layers=_there(session, excerpt, wanted.asked.on)),
        scope=excerpt.called or _together(session, wanted, seen, known),
    )


def overlay_of(session: Session, wanted: MapRequest, view: ModeView) -> Overlay | None:
    """What is seen of an excerpt beside its areas; None of a whole map.

    Args:
        view: what is shown of it.
    """
    excerpt, on = wanted.excerpt, wanted.asked.on
    if excerpt is None:
        return None
    inside = _inside(session, excerpt.extent, on)
    pins = _pins(session, wanted, excerpt)
    spots = _spots(session, excerpt, on) if Layer.INCIDENTS in excerpt.layers else ()
    counts = view.counts()
    return Overlay(
        extent=excerpt.extent,
        layers=excerpt.layers,
        in_part=sum(not inside.get(row.gss_code, True) for row in view.rows),
        only=tuple(one.label for one in view.classes if counts[one.key] and excerpt.classes),
        pins=tuple(outward(pin, with_names=wanted.with_names) for pin in pins),
        spots=tuple(spots),
        is_sensitive=any(pin.is_sensitive for pin in pins),
    )


def sensitive_taskings(session: Session, wanted: MapRequest) -> list[str]:
    """The keys of those in the excerpt that are marked as sensitive: handing them on is noted."""
    if wanted.excerpt is None:
        return []
    return [pin.id for pin in _pins(session, wanted, wanted.excerpt) if pin.is_sensitive]


def around(session: Session, names: Sequence[str], on: date) -> tuple[Extent, str]:
    """The ground round some parishes or districts, and what they are called together.

    Raises:
        UserError: one of them is not known on the day, or none has an outline.
    """
    from warden_desk.formats import map_extents  # brings shapely

    districts = {row.name.casefold(): row for row in areas.districts(session, on)}
    found = [
        districts.get(name.strip().casefold()) or areas.find(session, name, on) for name in names
    ]
    wanted = {area.id for area in found}
    codes = [
        area.gss_code
        for area in areas.local_areas(session, on)
        if area.id in wanted or area.district_id in wanted
    ]
    extent = map_extents.around(boundaries.outlines_on(session, on).shapes(), codes)
    if extent is None:
        raise UserError("What you named has no outline on the desk.")
    return extent, f"Around {listed([area.name for area in found])}"


def county(session: Session, on: date) -> str:
    """What the whole map is called."""
    query = select(Area.name).where(Area.kind == AreaKind.COUNTY, on_day(Area, on))
    return session.scalars(query).first() or "all parishes"


def _inside(session: Session, extent: Extent, on: date) -> dict[str, bool]:
    """The areas of which some lies in an extent, and whether all of it does."""
    from warden_desk.formats import map_extents  # brings shapely

    return map_extents.inside(boundaries.outlines_on(session, on).shapes(), extent)


def _there(session: Session, excerpt: Excerpt, on: date) -> frozenset[Layer]:
    """The layers wanted, without those that the desk does not have or may not hand on."""
    layers = excerpt.layers
    if Layer.GROUND in layers and base_maps.printable(session) is None:
        layers -= {Layer.GROUND}
    if Layer.WARDS in layers and boundaries.further_outlines(session, AreaKind.WARD, on) is None:
        layers -= {Layer.WARDS}
    return layers


def _pins(session: Session, wanted: MapRequest, excerpt: Excerpt) -> list[Pin]:
    districts = None if wanted.district_ids is None else list(wanted.district_ids)
    return [
        pin
        for layer, read in _PINS.items()
        if layer in excerpt.layers
        for pin in read(session, wanted.asked.on, districts)
        if excerpt.extent.holds(*to_place(pin.lat, pin.lon))
    ]


def _spots(session: Session, excerpt: Excerpt, on: date) -> list[Spot]:
    west, south, east, north = excerpt.extent.grown(0.05).degrees()  # a glow reaches over the edge
    return [
        Spot(*to_place(lat, lon), count)
        for lat, lon, count in coverage_overlays.heat(session, on)
        if west <= lon <= east and south <= lat <= north
    ]


def _together(
    session: Session, wanted: MapRequest, seen: Sequence[AreaRow], known: Sequence[AreaRow]
) -> str:
    """What some areas are called in a title: by their districts where these are few."""
    if len(seen) == len(known):
        return wanted.scope
    if len(seen) == 1:
        return seen[0].name
    districts = list(dict.fromkeys(area.district for area in seen))
    if len(districts) > _FEW:
        return f"Part of {wanted.scope or county(session, wanted.asked.on)}"
    names = " and ".join(districts)
    if all(_count(seen, name) == _count(known, name) for name in districts):
        return names
    return f"{'Part' if len(districts) == 1 else 'Parts'} of {names}"


def _count(of: Sequence[AreaRow], district: str) -> int:
    return sum(area.district == district for area in of)
