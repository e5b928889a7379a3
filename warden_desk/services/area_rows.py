"""Areas change by dated rows: the old one ends, another begins, and a succession joins them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.services.inheritance import Heirs
from warden_desk.storage.tables import Area, AreaAlias, AreaSuccession


def changed(session: Session, old: Area, heirs: Heirs, **facts: Any) -> None:
    """The same area from a day on with other facts; one that begins then is put right in place."""
    if old.valid_from >= heirs.on:
        for name, value in facts.items():
            setattr(old, name, value)
        return
    same: dict[str, Any] = {key: getattr(old, key) for key in Area.__table__.columns.keys()}  # noqa: SIM118 - columns iterate as columns
    del same["id"]
    same |= facts
    same["valid_from"] = heirs.on
    new = Area(**same)
    session.add(new)
    succeed(session, old, new, heirs)


def succeed(
    session: Session,
    old: Area,
    new: Area,
    heirs: Heirs,
    *,
    ends: bool = True,
    takes_names: bool = True,
) -> None:
    """One area comes after another, whose names lists and letters go on using.

    Args:
        ends: the old one is there until the day before.
    """
    session.flush()
    session.add(AreaSuccession(from_area_id=old.id, to_area_id=new.id, on_date=heirs.on))
    heirs.add(old.id, new.id)
    if ends:
        old.valid_to = heirs.on
    else:
        heirs.stay.add(old.id)
    if takes_names:
        known = session.scalars(select(AreaAlias.name).where(AreaAlias.area_id == old.id))
        names = {*known, old.name} - {new.name}
        session.add_all(AreaAlias(area_id=new.id, name=name) for name in sorted(names))


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
