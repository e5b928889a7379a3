"""One area as the map's panel tells it, on any day."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.coverage import AreaCard, AreaVisit, Keeper
from warden_desk.domain.dates import plain_date
from warden_desk.domain.errors import NotFound
from warden_desk.domain.funding import FundingRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.services import funding, parishes, successions
from warden_desk.services.coverage.coverage import coverage
from warden_desk.services.coverage_visits import DONE
from warden_desk.storage.tables import (
    EntryPerson,
    FundingArea,
    ParishAssignment,
    Person,
    Shift,
    Stop,
    Tasking,
    TaskingEntry,
)

MOST_VISITS = 10
_ROLES = tuple(AssignmentRole)


def area_card(session: Session, area_id: str, on: date) -> AreaCard:
    """One area: its state on the day, who looks after it, and whom to ring there.

    Raises:
        NotFound: there was no such area on that day.
    """
    row = next((row for row in coverage(session, on) if row.area_id == area_id), None)
    if row is None:
        raise NotFound(f"There was no such parish on {plain_date(on)}.")
    keepers = _keepers(session, area_id, on)
    return AreaCard(
        row=row,
        parish=parishes.card(session, area_id, on),
        keepers=tuple(one for one in keepers if one.until is None or one.until > on),
        earlier=tuple(one for one in keepers if one.until is not None and one.until <= on),
        visits=tuple(_visits(session, area_id, on)),
        agreements=tuple(_agreements(session, area_id, on)),
    )


def _keepers(session: Session, area_id: str, on: date) -> list[Keeper]:
    """Everybody up to a day: by role, and the latest first."""
    query = (
        select(ParishAssignment, Person.forename, Person.surname, Person.mobile)
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(ParishAssignment.area_id == area_id, ParishAssignment.valid_from <= on)
        .order_by(ParishAssignment.valid_from.desc(), ParishAssignment.id)
    )
    found = [
        Keeper(
            person_id=held.person_id,
            name=f"{forename} {surname}".strip(),
            role=AssignmentRole(held.role),
            mobile=mobile,
            since=held.valid_from,
            until=held.valid_to,
            note=held.handover_note,
        )
        for held, forename, surname, mobile in session.execute(query)
    ]
    return sorted(found, key=lambda one: _ROLES.index(one.role))


def _visits(session: Session, area_id: str, on: date) -> list[AreaVisit]:
    """The latest on rounds and on taskings; one on a round for a tasking is told once."""
    found = {(v.on, v.who, v.tasking_id): v for v in _rounds(session, area_id, on)}
    found |= {(v.on, v.who, v.tasking_id): v for v in _entries(session, area_id, on)}
    newest = sorted(found.values(), key=lambda visit: (visit.on, visit.who), reverse=True)
    return newest[:MOST_VISITS]


def _entries(session: Session, area_id: str, on: date) -> list[AreaVisit]:
    who = func.aggregate_strings(Person.forename + " " + Person.surname, ", ")
    query = (
        select(TaskingEntry.happened_on, who, Tasking.id, Tasking.reference)
        .join(Tasking, Tasking.id == TaskingEntry.tasking_id)
        .outerjoin(EntryPerson, EntryPerson.entry_id == TaskingEntry.id)
        .outerjoin(Person, Person.id == EntryPerson.person_id)
        .where(
            TaskingEntry.area_id.in_(successions.with_former(session, [area_id])),
            TaskingEntry.happened_on <= on,
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.struck_at.is_(None),
        )
        .group_by(TaskingEntry.id)
        .order_by(TaskingEntry.happened_on.desc())
        .limit(MOST_VISITS)
    )
    return [
        AreaVisit(on=day, who=names or "", tasking_id=key, reference=reference)
        for day, names, key, reference in session.execute(query)
        if day is not None
    ]


def _rounds(session: Session, area_id: str, on: date) -> list[AreaVisit]:
    query = (
        select(
            Shift.on_date,
            Person.forename + " " + Person.surname,
            func.coalesce(Tasking.id, ""),
            func.coalesce(Tasking.reference, ""),
        )
        .join(Stop, Stop.shift_id == Shift.id)
        .join(Person, Person.id == Shift.person_id)
        .outerjoin(Tasking, Tasking.id == Stop.tasking_id)
        .where(
            Stop.area_id.in_(successions.with_former(session, [area_id])),
            Shift.on_date <= on,
            Shift.status.in_(DONE),
        )
        .order_by(Shift.on_date.desc())
        .limit(MOST_VISITS)
    )
    return [
        AreaVisit(on=day, who=name, tasking_id=key, reference=reference)
        for day, name, key, reference in session.execute(query)
    ]


def _agreements(session: Session, area_id: str, on: date) -> list[FundingRow]:
    keys = set(
        session.scalars(select(FundingArea.agreement_id).where(FundingArea.area_id == area_id))
    )
    return [row for row in funding.rows(session, on) if row.id in keys]
