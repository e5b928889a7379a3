"""What a set of outlines changes in the register: dated rows, and which area comes after which."""

from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import FileArea
from warden_desk.domain.ids import new_id
from warden_desk.services.area_rows import changed, children
from warden_desk.services.inheritance import Heirs
from warden_desk.storage.tables import Area, OrganisationArea, ParishAssignment

_Held = TypeVar("_Held", ParishAssignment, OrganisationArea)


def add(
    session: Session, found: FileArea, kind: AreaKind, district_id: str | None, since: date
) -> str:
    """An area that the register did not have; returns its key."""
    area = Area(
        id=new_id(),
        gss_code=found.code,
        kind=kind,
        name=found.name,
        parent_id=district_id,
        centre_easting=found.easting,
        centre_northing=found.northing,
        hectares=found.hectares,
        valid_from=since,
    )
    session.add(area)
    return area.id


def end(session: Session, area_id: str, on: date) -> None:
    """An area is there until the day before; what is on record for it stays."""
    area = session.get_one(Area, area_id)
    area.valid_to = on
    assigned = _open(session, ParishAssignment, area_id, on)
    for row in (*assigned, *_open(session, OrganisationArea, area_id, on)):
        row.valid_to = max(on, row.valid_from)


def change(
    session: Session, area_id: str, found: FileArea, district_id: str | None, heirs: Heirs
) -> None:
    """From a day the area is called, coded and placed as the file says.

    It was what it was before: a new row succeeds the old one, and `heirs` learns of it.
    """
    old = session.get_one(Area, area_id)
    changed(
        session,
        [old],
        heirs,
        name=old.name if old.kind == AreaKind.UNPARISHED else found.name,
        gss_code=found.code,
        parent_id=district_id or old.parent_id,
        centre_easting=found.easting,
        centre_northing=found.northing,
        hectares=found.hectares,
    )
    if old.id in heirs.after:
        inside = children(session, [old], heirs.on)
        changed(session, inside, heirs, parent_id=heirs.after[old.id][0])


def _open(session: Session, table: type[_Held], area_id: str, on: date) -> list[_Held]:
    query = select(table).where(
        table.area_id == area_id, or_(table.valid_to.is_(None), table.valid_to > on)
    )
    return list(session.scalars(query))
