"""What a set of outlines changes in the register: dated rows, with what is under way following."""

from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.boundaries import FileArea
from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_states import OPEN
from warden_desk.storage.tables import (
    Area,
    AreaAlias,
    AreaSuccession,
    Event,
    FundingArea,
    OrganisationArea,
    ParishAssignment,
    Person,
    RiskMarker,
    Shift,
    Stop,
    Tasking,
)

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
    session: Session, area_id: str, found: FileArea, district_id: str | None, on: date
) -> str:
    """From a day the area is called, coded and placed as the file says; returns its key then.

    It was what it was before: a new row succeeds the old one, and what is under way goes with it.
    """
    old = session.get_one(Area, area_id)
    name = old.name if old.kind == AreaKind.UNPARISHED else found.name
    if old.valid_from >= on:
        old.name, old.gss_code, old.parent_id = name, found.code, district_id or old.parent_id
        return old.id
    new_key = add(session, found, AreaKind(old.kind), district_id or old.parent_id, on)
    new = session.get_one(Area, new_key)
    new.name, new.short_code, new.valid_to = name, old.short_code, old.valid_to
    old.valid_to = on
    _take_names(session, old, new)
    session.add(AreaSuccession(from_area_id=old.id, to_area_id=new.id, on_date=on))
    session.flush()
    _follow(session, old.id, new.id, on)
    return new.id


def _take_names(session: Session, old: Area, new: Area) -> None:
    """Lists and letters go on using the former name."""
    aliases = session.scalars(select(AreaAlias.name).where(AreaAlias.area_id == old.id))
    names = {*aliases, old.name} - {new.name}
    session.add_all(AreaAlias(area_id=new.id, name=name) for name in sorted(names))


def _follow(session: Session, old: str, new: str, on: date) -> None:
    for row in _open(session, ParishAssignment, old, on):
        _hand_on(
            session,
            row,
            ParishAssignment(
                area_id=new,
                person_id=row.person_id,
                role=row.role,
                visit_every_days=row.visit_every_days,
                handover_note=row.handover_note,
                valid_from=max(on, row.valid_from),
                valid_to=row.valid_to,
            ),
            on,
        )
    for row in _open(session, OrganisationArea, old, on):
        since = max(on, row.valid_from)
        heir = OrganisationArea(
            organisation_id=row.organisation_id,
            area_id=new,
            valid_from=since,
            valid_to=row.valid_to,
        )
        _hand_on(session, row, heir, on)
    for bought in session.scalars(select(FundingArea).where(FundingArea.area_id == old)):
        session.add(FundingArea(agreement_id=bought.agreement_id, area_id=new))
    _point_on(session, old, new, on)


def _point_on(session: Session, old: str, new: str, on: date) -> None:
    """What is still to be done is at the new one; what was done stays where it was done."""
    coming = select(Shift.id).where(Shift.on_date >= on)
    for table, is_open in (
        (Tasking, Tasking.state.in_(OPEN)),
        (Event, Event.on_date >= on),
        (Stop, Stop.shift_id.in_(coming)),
        (RiskMarker, RiskMarker.ended_at.is_(None)),
    ):
        session.execute(update(table).where(table.area_id == old, is_open).values(area_id=new))
    session.execute(update(Person).where(Person.base_area_id == old).values(base_area_id=new))


def _hand_on(session: Session, row: _Held, heir: _Held, on: date) -> None:
    if row.valid_from >= on:
        session.delete(row)
    else:
        row.valid_to = on
    session.add(heir)


def _open(session: Session, table: type[_Held], area_id: str, on: date) -> list[_Held]:
    query = select(table).where(
        table.area_id == area_id, or_(table.valid_to.is_(None), table.valid_to > on)
    )
    return list(session.scalars(query))
