"""Areas as they stand on a day: lists, and the names people use for them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind, AreaRow
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.storage.tables import Area, AreaAlias, Dated, TeamDistrict

_PARENT = aliased(Area)
_Areas = Select[str, str, str, str, str | None, str, str]


def on_day(table: type[Dated], day: date) -> ColumnElement[bool]:
    """That a dated row is true on `day`."""
    return and_(table.valid_from <= day, or_(table.valid_to.is_(None), table.valid_to > day))


def districts(session: Session, on: date) -> list[AreaRow]:
    """All districts of the service, by name."""
    return _rows(session, _query(on).where(Area.kind == AreaKind.DISTRICT))


def local_areas(
    session: Session, on: date, district_ids: Sequence[str] | None = None
) -> list[AreaRow]:
    """Parishes and unparished areas, by district and name; all, or those of some districts."""
    query = _query(on).where(Area.kind.in_(LOCAL_KINDS))
    if district_ids is not None:
        query = query.where(Area.parent_id.in_(district_ids))
    return _rows(session, query)


def check_day(session: Session, on: date) -> None:
    """Refuse a day of which no area is known.

    Raises:
        UserError: the register of areas begins after it.
    """
    begins = session.scalar(select(func.min(Area.valid_from)).where(Area.kind.in_(LOCAL_KINDS)))
    if begins is not None and on < begins:
        raise UserError(
            f"No area is known on {uk_date(on)}: the register begins on {uk_date(begins)}. "
            "Choose a later day."
        )


def by_id(session: Session, area_id: str) -> AreaRow | None:
    """One area by its key, whenever it existed."""
    query = _select().where(Area.id == area_id)
    return next(iter(_rows(session, query)), None)


def team_districts(session: Session, team_id: str, on: date) -> list[AreaRow]:
    """The districts a team serves on a day, by name."""
    query = (
        _query(on)
        .join(TeamDistrict, TeamDistrict.area_id == Area.id)
        .where(TeamDistrict.team_id == team_id, on_day(TeamDistrict, on))
    )
    return _rows(session, query)


def find(session: Session, typed: str, on: date) -> AreaRow:
    """The parish of this name: "Lenham", or "Sutton (Dover)" where several are called so.

    Raises:
        NotFound: none is called so.
        UserError: several are.
    """
    name, _, district = typed.strip().rstrip(")").partition(" (")
    found = [
        area
        for area in local_areas(session, on)
        if area.name.casefold() == name.strip().casefold()
        and (not district or area.district.casefold() == district.casefold())
    ]
    if not found:
        raise NotFound(f"No parish is called “{typed.strip()}”.")
    if len(found) > 1:
        several = " and ".join(f"{area.name} ({area.district})" for area in found)
        raise UserError(f"“{typed.strip()}” may be {several}. Write the district with it.")
    return found[0]


def names(session: Session, on: date) -> dict[str, list[str]]:
    """Every name and alias of each local area and district, by area id."""
    known: dict[str, list[str]] = {
        key: [name]
        for key, name in session.execute(select(Area.id, Area.name).where(on_day(Area, on)))
    }
    for key, alias in session.execute(select(AreaAlias.area_id, AreaAlias.name)):
        if key in known:
            known[key].append(alias)
    return known


def spellings(session: Session, on: date) -> list[tuple[str, str]]:
    """The key of each parish and unparished area with its name, and once more with each alias."""
    query = (
        select(Area.id, Area.name, AreaAlias.name)
        .outerjoin(AreaAlias, AreaAlias.area_id == Area.id)
        .where(on_day(Area, on), Area.kind.in_(LOCAL_KINDS))
    )
    found: dict[tuple[str, str], None] = {}  # a set that keeps its order
    for key, name, alias in session.execute(query):
        found[key, name] = None
        if alias:
            found[key, alias] = None
    return list(found)


def by_ids(session: Session, area_ids: Collection[str]) -> list[AreaRow]:
    """These areas, by district and name."""
    if not area_ids:
        return []
    return _rows(session, _of_keys(), {"keys": list(area_ids)})


@cache
def _of_keys() -> _Areas:
    return _select().where(Area.id.in_(bindparam("keys", expanding=True)))


@cache  # to build it takes longer than to ask it for a few
def _select() -> _Areas:
    return (
        select(
            Area.id,
            Area.gss_code,
            Area.kind,
            Area.name,
            Area.parent_id,
            _PARENT.name,
            Area.short_code,
        )
        .outerjoin(_PARENT, _PARENT.id == Area.parent_id)
        .order_by(_PARENT.name, Area.name)
    )


def _query(on: date) -> _Areas:
    return _select().where(on_day(Area, on))


def _rows(
    session: Session, query: _Areas, asked: Mapping[str, object] | None = None
) -> list[AreaRow]:
    return [
        AreaRow(key, gss, AreaKind(kind), name, parent_id, parent or "", short)
        for key, gss, kind, name, parent_id, parent, short in session.execute(query, asked)
    ]
