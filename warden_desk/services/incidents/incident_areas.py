"""Which areas a table of police figures lists, and what it calls them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.incidents import Level
from warden_desk.services import successions
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.storage.tables import Area

KINDS_OF: Mapping[Level, Sequence[AreaKind]] = {
    Level.PARISH: LOCAL_KINDS,
    Level.WARD: (AreaKind.WARD,),
    Level.DISTRICT: (AreaKind.DISTRICT,),
}
_PARENT = aliased(Area)


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """What a line of figures says of its area."""

    id: str
    gss_code: str
    name: str
    district: str
    hectares: int | None


def listed(session: Session, level: Level, day: date, counted: Collection[str]) -> list[AreaFacts]:
    """The areas of the day, and those that have counts though their row begins later.

    Parts that share the land of a divided parish until outlines are taken in have no figures of
    their own: the parish stands in their place.
    """
    shared = boundaries.undivided(session, day) if level is Level.PARISH else {}
    wanted = {*counted, *shared.values()}
    query = (
        select(Area.id, Area.gss_code, Area.name, _PARENT.name, Area.hectares)
        .outerjoin(_PARENT, _PARENT.id == Area.parent_id)
        .where(
            Area.kind.in_(KINDS_OF[level]),
            on_day(Area, day) | Area.id.in_(wanted),
            Area.id.not_in(shared.keys() - wanted),
        )
        .order_by(_PARENT.name, Area.name)
    )
    rows = session.execute(query).all()
    divided = _divided(session, day, [key for key, *_ in rows if key in wanted])
    return [
        AreaFacts(
            key,
            code,
            f"{name}, undivided" if key in divided else name,
            name if level is Level.DISTRICT else parent or "",
            hectares,
        )
        for key, code, name, parent, hectares in rows
    ]


def names(session: Session, area_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """What areas are called, and their districts."""
    query = (
        select(Area.id, Area.name, _PARENT.name)
        .outerjoin(_PARENT, _PARENT.id == Area.parent_id)
        .where(Area.id.in_(area_ids))
    )
    return {key: (name, district or "") for key, name, district in session.execute(query)}


def _divided(session: Session, day: date, area_ids: Collection[str]) -> set[str]:
    now = successions.heirs_of(session, area_ids, day)
    return {key for key, several in now.items() if len(several) > 1 and key not in several}
