"""Who works on a day, where and until when; and what CSUs are still to be told."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.people import PersonKind, Status
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_states import TO_DO, State
from warden_desk.domain.today import OutRow, OwedRow, Presence
from warden_desk.domain.welfare import Late, alone
from warden_desk.services import people, successions
from warden_desk.services.areas import on_day
from warden_desk.services.returns import meetings
from warden_desk.storage.tables import (
    Area,
    Event,
    Organisation,
    Person,
    Shift,
    ShiftCode,
    Stop,
    Tasking,
)


def presence(session: Session, on: date, team_id: str | None, settings: Settings) -> Presence:
    """Who is out on the day, by the time they start; guests of the team among them."""
    away_codes = set(
        session.scalars(
            select(ShiftCode.code).where(on_day(ShiftCode, on), ShiftCode.is_absence.is_(True))
        )
    )
    rows = _shifts(session, on, team_id)
    places = _places(session, [row.id for row, *_ in rows])
    late = [row for row, _, _, is_work in rows if is_work and _is_late(row.end_minute, settings)]
    on_their_own = alone(Late(row.id, row.team_id, row.on_date, row.is_lone) for row in late)
    out = [
        OutRow(
            row.person_id,
            name,
            row.code,
            row.start_minute,
            row.end_minute,
            places.get(row.id, ()),
            row.id in on_their_own,
            buddy or "",
        )
        for row, name, buddy, is_work in rows
        if is_work
    ]
    away = {row.person_id for row, *_ in rows if row.code in away_codes}
    wardens = [
        person
        for person in people.rows(session, on, team_id=team_id)
        if person.kind is not PersonKind.VOLUNTEER and person.status is Status.ACTIVE
    ]
    return Presence(tuple(out), len(away), len(wardens))


def owed(session: Session, on: date, district_ids: tuple[str, ...]) -> list[OwedRow]:
    """CSUs with checked results to send back, the next to meet first."""
    checked = func.sum(func.iif(Tasking.state == State.CHECKED, 1, 0))
    waits = (*TO_DO, State.RESULT_ENTERED)
    waiting = func.sum(func.iif(Tasking.state.in_(waits), 1, 0))
    asker = Tasking.csu_id.concat("")  # SQLite then goes by the state: few taskings are open
    query = (
        select(asker, checked, waiting)
        .where(Tasking.state.in_([*waits, State.CHECKED]), Tasking.deleted_at.is_(None))
        .group_by(asker)
        .having(checked > 0)
    )
    if district_ids:
        query = query.where(successions.taskings_in(session, district_ids))
    names = dict(session.execute(select(Organisation.id, Organisation.name)).all())
    upcoming = meetings.upcoming(session, on)
    found = [
        OwedRow(
            names[key], done, open_, met.on_date if met else None, met.start_minute if met else None
        )
        for key, done, open_ in session.execute(query)
        if key is not None
        for met in [upcoming.get(key)]
    ]
    return sorted(found, key=lambda row: (row.meets_on or date.max, row.csu))


def _shifts(
    session: Session, on: date, team_id: str | None
) -> list[tuple[Shift, str, str | None, bool]]:
    buddy = aliased(Person)
    query = (
        select(
            Shift,
            Person.forename + " " + Person.surname,
            buddy.forename + " " + buddy.surname,
            ShiftCode.is_work,
        )
        .join(Person, Person.id == Shift.person_id)
        .join(ShiftCode, (ShiftCode.code == Shift.code) & on_day(ShiftCode, on))
        .outerjoin(buddy, buddy.id == Shift.buddy_id)
        .where(Shift.on_date == on, Person.deleted_at.is_(None))
        .order_by(Shift.start_minute, Person.surname, Person.forename)
    )
    if team_id is not None:
        query = query.where(Shift.team_id == team_id)
    return [(shift, name, pal, work) for shift, name, pal, work in session.execute(query)]


def _places(session: Session, shift_ids: list[str]) -> dict[str, tuple[str, ...]]:
    query = (
        select(Stop.shift_id, func.coalesce(Area.name, Event.title, Stop.text))
        .outerjoin(Area, Area.id == Stop.area_id)
        .outerjoin(Event, Event.id == Stop.event_id)
        .where(Stop.shift_id.in_(shift_ids))
        .order_by(Stop.shift_id, Stop.position)
    )
    found: dict[str, tuple[str, ...]] = {}
    for shift_id, place in session.execute(query):
        before = found.get(shift_id, ())
        if place and place not in before:
            found[shift_id] = (*before, place)
    return found


def _is_late(end_minute: int | None, settings: Settings) -> bool:
    return end_minute is not None and end_minute > settings.late_after_minute
