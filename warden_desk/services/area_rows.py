"""Areas change by dated rows: the old one ends, another begins, and a succession joins them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.services.inheritance import Heirs
from warden_desk.storage.tables import Area, AreaAlias, AreaSuccession


def changed(session: Session, olds: Sequence[Area], heirs: Heirs, **facts: Any) -> None:
    """The same areas from a day on with other facts; one that begins then is put right in place."""
    pairs: list[tuple[Area, Area]] = []
    for old in olds:
        if old.valid_from >= heirs.on:
            for name, value in facts.items():
                setattr(old, name, value)
        else:
            pairs.append((old, _copied(old, valid_from=heirs.on, **facts)))
    session.add_all(new for _, new in pairs)
    succeed(session, pairs, heirs)
    take_names(session, pairs)


def succeed(
    session: Session, pairs: Sequence[tuple[Area, Area]], heirs: Heirs, *, ends: bool = True
) -> None:
    """One area comes after another.

    Args:
        ends: the old one is there until the day before.
    """
    for old, new in pairs:
        session.add(AreaSuccession(from_area_id=old.id, to_area_id=new.id, on_date=heirs.on))
        heirs.add(old.id, new.id)
        if ends:
            old.valid_to = heirs.on
        else:
            heirs.stay.add(old.id)


def take_names(session: Session, pairs: Sequence[tuple[Area, Area]]) -> None:
    """Lists and letters go on using the former names."""
    known: dict[str, set[str]] = {old.id: {old.name} for old, _ in pairs}
    query = select(AreaAlias.area_id, AreaAlias.name).where(AreaAlias.area_id.in_(known))
    for area_id, name in session.execute(query):
        known[area_id].add(name)
    session.add_all(
        AreaAlias(area_id=new.id, name=name)
        for old, new in pairs
        for name in sorted(known[old.id] - {new.name})
    )


def _copied(area: Area, **changed: Any) -> Area:
    same: dict[str, Any] = {key: getattr(area, key) for key in Area.__table__.columns.keys()}  # noqa: SIM118 - columns iterate as columns
    del same["id"]
    return Area(**same | changed)


def children(session: Session, districts: Sequence[Area], on: date) -> Sequence[Area]:
    """What lies in these districts on a day or later."""
    return session.scalars(
        select(Area)
        .where(
            Area.parent_id.in_([district.id for district in districts]),
            or_(Area.valid_to.is_(None), Area.valid_to > on),
        )
        .order_by(Area.id)
    ).all()
