"""Meetings, surgeries and other occasions of a team's districts."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.events import EventDraft, EventRow
from warden_desk.services import areas
from warden_desk.storage.tables import Area, Event, Person, Shift, Stop


def record(session: Session, draft: EventDraft, *, act: Act) -> str:
    """Put an event down and return its key.

    Raises:
        Invalid: the draft is incomplete.
    """
    event = Event(kind=draft.kind, title=draft.title.strip(), on_date=draft.check())
    _write(event, draft)
    session.add(event)
    session.flush()
    return event.id


def amend(session: Session, event_id: str, draft: EventDraft, *, act: Act) -> None:
    """Change an event.

    Raises:
        Invalid: the draft is incomplete.
        NotFound: it is gone.
    """
    event = _get(session, event_id)
    event.on_date = draft.check()
    event.kind, event.title = draft.kind, draft.title.strip()
    _write(event, draft)


def remove(session: Session, event_id: str, *, act: Act) -> None:
    """Take an event away, and the stops made for it.

    Raises:
        NotFound: it is gone already.
    """
    event = _get(session, event_id)
    for stop in session.scalars(select(Stop).where(Stop.event_id == event_id)):
        session.delete(stop)
    session.flush()
    session.delete(event)


def in_week(session: Session, team_id: str, week: Week) -> list[EventRow]:
    """The events of a team's districts and their parishes, and those for everybody, in order."""
    districts = [area.id for area in areas.team_districts(session, team_id, week.monday)]
    query = (
        select(Event, Area.name)
        .outerjoin(Area, Area.id == Event.area_id)
        .where(
            Event.on_date.between(week.monday, week.sunday),
            or_(Event.area_id.is_(None), Area.id.in_(districts), Area.parent_id.in_(districts)),
        )
        .order_by(Event.on_date, Event.start_minute.is_(None), Event.start_minute, Event.title)
    )
    found = session.execute(query).all()
    who = _who(session, [event.id for event, _ in found])
    return [
        EventRow(
            id=event.id,
            kind=event.kind,
            title=event.title,
            on_date=event.on_date,
            start_minute=event.start_minute,
            end_minute=event.end_minute,
            area_id=event.area_id,
            area=area or "",
            place=event.place,
            who=tuple(who.get(event.id, ())),
        )
        for event, area in found
    ]


def _who(session: Session, event_ids: Collection[str]) -> dict[str, list[str]]:
    query = (
        select(Stop.event_id, Person.forename, Person.surname)
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Person, Person.id == Shift.person_id)
        .where(Stop.event_id.in_(event_ids))
        .order_by(Person.forename, Person.surname)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for key, forename, surname in session.execute(query):
        if key is not None:
            found[key].append(f"{forename} {surname}".strip())
    return found


def _write(event: Event, draft: EventDraft) -> None:
    event.start_minute, event.end_minute = draft.start_minute, draft.end_minute
    event.area_id, event.place = draft.area_id, draft.place.strip()


def _get(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise NotFound("That event is no longer on the list.")
    return event
