"""What a parish is told of the week. A visit that is only for a tasking is not told at all."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.contacts import PARISH_COUNCIL
from warden_desk.domain.copies import CopyKind, ParishCopy, ParishVisit
from warden_desk.domain.dates import WEEKDAYS
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.sheets import SheetEvent
from warden_desk.domain.shifts import clock
from warden_desk.services import areas
from warden_desk.services.papers.copies_ground import Ground, day_title, head
from warden_desk.services.week import events as team_events
from warden_desk.storage.tables import (
    Organisation,
    OrganisationArea,
    ParishAssignment,
    Person,
    Shift,
    Stop,
)

_ROLES = {
    AssignmentRole.PRIMARY.value: "Your warden",
    AssignmentRole.BACKUP.value: "Stands in",
    AssignmentRole.VOLUNTEER.value: "Volunteer",
}


def parishes(session: Session, on: Ground) -> list[AreaRow]:
    """The parishes and unparished areas of the team's districts, by district and name."""
    monday = on.grid.week.monday
    districts = [area.id for area in areas.team_districts(session, on.team_id, monday)]
    return areas.local_areas(session, monday, districts)


def visited(session: Session, on: Ground) -> list[str]:
    """Those that get a copy when all do: with a visit or an event this week."""
    local = [area.id for area in parishes(session, on)]
    busy = {*_visits(session, on, local), *_events(session, on)}
    return [key for key in local if key in busy]


def copies(session: Session, on: Ground, area_ids: Collection[str]) -> Iterator[ParishCopy]:
    """The copies of these parishes, by district and name."""
    wanted = [area for area in parishes(session, on) if area.id in area_ids]
    keys = [area.id for area in wanted]
    visits, events = _visits(session, on, keys), _events(session, on)
    carers, councils = _carers(session, on, keys), _councils(session, on, keys)
    for area in wanted:
        yield ParishCopy(
            head=head(
                on,
                CopyKind.PARISH,
                area.name,
                f"{area.district} district · {on.grid.team} team",
                copy_for=councils.get(area.id, area.name),
                slug=area.name,
                what=f"Parish copy, {area.name}",
            ),
            phone=on.settings.service_phone,
            wardens=tuple(carers.get(area.id, ())),
            visits=tuple(visits.get(area.id, ())),
            events=tuple(events.get(area.id, ())),
        )


def _visits(
    session: Session, on: Ground, area_ids: Collection[str]
) -> dict[str, list[ParishVisit]]:
    query = (
        select(
            Stop.area_id,
            Shift.on_date,
            Person.forename,
            Person.surname,
            Shift.start_minute,
            Shift.end_minute,
        )
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Person, Person.id == Shift.person_id)
        .where(
            Stop.area_id.in_(area_ids),
            Stop.tasking_id.is_(None),
            Shift.on_date.between(on.grid.week.monday, on.grid.week.sunday),
            Shift.start_minute.is_not(None),
        )
        .order_by(Shift.on_date, Shift.start_minute, Person.forename, Person.surname)
        .distinct()
    )
    found: dict[str, list[ParishVisit]] = defaultdict(list)
    for area_id, day, forename, surname, start, end in session.execute(query):
        assert area_id is not None  # it is asked for by key
        title = f"{WEEKDAYS[day.weekday()]} {day.day}"
        visit = ParishVisit(title, f"{forename} {surname}".strip(), _hours(start, end))
        found[area_id].append(visit)
    return found


def _hours(start: int | None, end: int | None) -> str:
    """`14:00 to 22:00`, as everybody writes it."""
    if start is None or end is None:
        return ""
    return " to ".join(f"{at[:2]}:{at[2:]}" for at in (clock(start), clock(end)))


def _events(session: Session, on: Ground) -> dict[str, list[SheetEvent]]:
    found: dict[str, list[SheetEvent]] = defaultdict(list)
    for event in team_events.in_week(session, on.team_id, on.grid.week):
        if event.area_id is not None:
            hours = _hours(event.start_minute, event.end_minute)
            when = f"{day_title(event.on_date)}, {hours}".strip(", ")
            found[event.area_id].append(SheetEvent(when, event.title, event.place, ""))
    return found


def _carers(
    session: Session, on: Ground, area_ids: Collection[str]
) -> dict[str, list[tuple[str, str]]]:
    query = (
        select(ParishAssignment.area_id, ParishAssignment.role, Person.forename, Person.surname)
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(
            ParishAssignment.area_id.in_(area_ids),
            ParishAssignment.role.in_(_ROLES),
            Person.deleted_at.is_(None),
            areas.on_day(ParishAssignment, on.grid.week.monday),
        )
        .order_by(Person.forename, Person.surname)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for area_id, role, forename, surname in session.execute(query):
        found[area_id].append((role, f"{forename} {surname}".strip()))
    order = list(_ROLES)
    return {
        key: [
            (_ROLES[role], name) for role, name in sorted(rows, key=lambda row: order.index(row[0]))
        ]
        for key, rows in found.items()
    }


def _councils(session: Session, on: Ground, area_ids: Collection[str]) -> dict[str, str]:
    query = (
        select(OrganisationArea.area_id, Organisation.name)
        .join(Organisation, Organisation.id == OrganisationArea.organisation_id)
        .where(
            OrganisationArea.area_id.in_(area_ids),
            Organisation.kind == PARISH_COUNCIL,
            Organisation.deleted_at.is_(None),
            areas.on_day(OrganisationArea, on.grid.week.monday),
        )
    )
    return dict(session.execute(query).all())
