"""The outlines by which the incidents of a month are counted, and the areas they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.boundaries import SetRow
from warden_desk.domain.incidents import SET_GAP, Level
from warden_desk.formats.incident_points import Numbers, Outlines
from warden_desk.formats.outlines import Outlines as OutlineSet
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.storage.tables import Area, AreaSuccession

INDICATIVE = "Indicative areas"
_ByCode = dict[str, tuple[str | None, str | None]]
"""An area's key and its parent's, by its code."""

_NAMED = (AreaKind.PARISH, AreaKind.WARD, AreaKind.DISTRICT)
_KINDS: Mapping[Level, Sequence[AreaKind]] = {
    Level.PARISH: LOCAL_KINDS,
    Level.WARD: (AreaKind.WARD,),
    Level.DISTRICT: (AreaKind.DISTRICT,),
}


@dataclass(frozen=True, slots=True)
class Layer:
    """Outlines of one level; `area_ids` and `parents` go with them, None where no area is known."""

    outlines: Outlines
    area_ids: tuple[str | None, ...]
    parents: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the places of a month are counted by. `words` names the outlines."""

    layers: Mapping[Level, Layer]
    words: str

    def areas_at(self, eastings: Numbers, northings: Numbers) -> dict[Level, Sequence[str | None]]:
        """The area of each point at each level; None outside all of them."""
        found: dict[Level, Sequence[str | None]] = {}
        for level, layer in self.layers.items():
            numbers = layer.outlines.numbers(eastings, northings).tolist()
            ids = (*layer.area_ids, None)  # nowhere is -1: the last one
            found[level] = [ids[number] for number in numbers]
            if level is Level.PARISH and Level.DISTRICT not in self.layers:
                parents = (*layer.parents, None)
                found[Level.DISTRICT] = [parents[number] for number in numbers]
        return found


class Grounds:
    """The outlines of any day. Each set is read once, however many months are counted by it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[OutlineSet, Outlines] = {}

    def on(self, day: date) -> Ground:
        """What counts on a day: official sets where there are any, wards only then."""
        session = self._session
        sets: dict[Level, OutlineSet | None] = {
            Level.PARISH: boundaries.outlines_on(session, day),
            Level.WARD: boundaries.further_outlines(session, AreaKind.WARD, day),
            Level.DISTRICT: boundaries.further_outlines(session, AreaKind.DISTRICT, day),
        }
        named = {kind: boundaries.set_on(session, day, kind) for kind in _NAMED}
        of_districts = named[AreaKind.DISTRICT]
        if of_districts and _has_moved_on(session, of_districts, day):
            # Parishes know what they belong to since; the outlines of districts do not yet.
            sets[Level.DISTRICT] = named[AreaKind.DISTRICT] = None
        words = dict.fromkeys(found.name for found in named.values() if found is not None)
        layers = {level: self._layer(level, found, day) for level, found in sets.items() if found}
        return Ground(layers, SET_GAP.join(words) or INDICATIVE)

    def _layer(self, level: Level, found: OutlineSet, day: date) -> Layer:
        if found not in self._read:
            self._read[found] = Outlines(found.shapes())
        outlines = self._read[found]
        areas = _areas_by_code(self._session, _KINDS[level], day)
        known = [areas.get(code, (None, None)) for code in outlines.codes]
        whole = boundaries.undivided(self._session, day) if level is Level.PARISH else {}
        ids = (whole.get(key, key) if key else None for key, _ in known)
        return Layer(outlines, tuple(ids), tuple(up for _, up in known))


def _has_moved_on(session: Session, of_districts: SetRow, day: date) -> bool:
    """Whether districts became others, or gave parishes away, since their outlines were drawn."""
    codes = boundaries.outlines_of(session, of_districts).districts()
    here = select(Area.gss_code).where(Area.kind == AreaKind.DISTRICT, on_day(Area, day))
    if not set(session.scalars(here)).issuperset(codes):
        return True
    old, new, before, after = (aliased(Area) for _ in range(4))
    moved = (
        select(AreaSuccession.id)
        .join(old, old.id == AreaSuccession.from_area_id)
        .join(new, new.id == AreaSuccession.to_area_id)
        .join(before, before.id == old.parent_id)
        .join(after, after.id == new.parent_id)
        .where(
            AreaSuccession.on_date > of_districts.valid_from,
            AreaSuccession.on_date <= day,
            old.kind.in_(LOCAL_KINDS),
            before.gss_code.in_(codes),
            before.gss_code != after.gss_code,
        )
    )
    return session.scalar(moved.limit(1)) is not None


def _areas_by_code(session: Session, kinds: Sequence[AreaKind], on: date) -> _ByCode:
    """Key and parent of each code's row: that of the day, else the next one, else the last.

    Police figures reach further back than some rows of the register do.
    """
    query = (
        select(Area.gss_code, Area.id, Area.parent_id, Area.valid_from, Area.valid_to)
        .where(Area.kind.in_(kinds), Area.gss_code != "")
        .order_by(Area.valid_from)
    )
    found: _ByCode = {}
    settled: set[str] = set()
    for code, key, parent, first, last in session.execute(query):
        if code not in settled:
            found[code] = key, parent
            if last is None or last > on or first > on:
                settled.add(code)
    return found
