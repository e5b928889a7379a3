"""Meetings, surgeries and other occasions of a team's districts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.events import EventDraft, EventRow, Repeat, days_of
from warden_desk.domain.ids import new_id
from warden_desk.services import areas
from warden_desk.services.week import event_people
from warden_desk.storage.tables import Area, Event


def record(session: Session, draft: EventDraft, *, act: Act) -> str:
    """Put an event down and return its key; who is wanted gets a stop, if they work then.

    Raises:
        Invalid: the draft is incomplete.
    """
    event = Event(kind=draft.kind, title=draft.title.strip(), on_date=draft.check())
    _write(event, draft)
    session.add(event)
    session.flush()
    event_people.want(session, event, draft.person_ids)
    return event.id


def record_series(
    session: Session, draft: EventDraft, repeat: Repeat, until: date, *, act: Act
) -> list[str]:
    """Put a repeating event down, one for each of its days, and return their keys in order.

    Raises:
        Invalid: the draft is incomplete, or the last day does not fit.
    """
    days = days_of(draft.check(), repeat, until)
    series_id = new_id()
    keys = [record(session, replace(draft, on_date=day), act=act) for day in days]
    session.execute(update(Event).where(Event.id.in_(keys)).values(series_id=series_id))
    return keys


def amend(
    session: Session, event_id: str, draft: EventDraft, *, act: Act, and_later: bool = False
) -> int:
    """Change an event, or with it all later ones of its series; how many it was.

    On another day its stops go, and are made there anew; later ones move by as many days.

    Raises:
        Invalid: the draft is incomplete.
        NotFound: it is gone.
    """
    event = _get(session, event_id)
    moved = draft.check() - event.on_date
    changed = _and_later(session, event) if and_later else [event]
    for one in changed:
        if moved:
            event_people.take_off(session, [one.id])
        one.on_date += moved
        one.kind, one.title = draft.kind, draft.title.strip()
        _write(one, draft)
        session.flush()
        event_people.want(session, one, draft.person_ids)
    return len(changed)


def remove(session: Session, event_id: str, *, act: Act, and_later: bool = False) -> int:
    """Take an event away with its stops, or with all later ones of its series; how many it was.

    Raises:
        NotFound: it is gone already.
    """
    event = _get(session, event_id)
    gone = _and_later(session, event) if and_later else [event]
    event_people.take_off(session, [one.id for one in gone])
    for one in gone:
        session.delete(one)
    session.flush()
    return len(gone)


def in_week(session: Session, team_id: str, week: Week) -> list[EventRow]:
    """The events of a team's districts and their parishes, and those for everybody, in order."""
    districts = [area.id for area in areas.team_districts(session, team_id, week.monday)]
    return of_districts(session, districts, week)


def of_districts(session: Session, districts: Sequence[str], week: Week) -> list[EventRow]:
    """As `in_week`, of districts that are known."""
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
    if not found:
        return []
    keys = [event.id for event, _ in found]
    who, wanted = event_people.there_and_wanted(session, keys)
    return [
        _row(event, area or "", who.get(event.id, ()), wanted.get(event.id, ()))
        for event, area in found
    ]


def _row(
    event: Event, area: str, who: Sequence[tuple[str, str]], wanted: Sequence[tuple[str, str]]
) -> EventRow:
    return EventRow(
        id=event.id,
        kind=event.kind,
        title=event.title,
        on_date=event.on_date,
        start_minute=event.start_minute,
        end_minute=event.end_minute,
        area_id=event.area_id,
        area=area,
        place=event.place,
        who=tuple(name for _, name in who),
        wanted_ids=tuple(key for key, _ in wanted),
        missing=tuple(one[1] for one in wanted if one not in who),
        series_id=event.series_id or "",
    )


def _and_later(session: Session, event: Event) -> list[Event]:
    """An event and all later ones of its series."""
    if event.series_id is None:
        return [event]
    later = select(Event).where(Event.series_id == event.series_id, Event.on_date >= event.on_date)
    return list(session.scalars(later.order_by(Event.on_date)))


def _write(event: Event, draft: EventDraft) -> None:
    event.start_minute, event.end_minute = draft.start_minute, draft.end_minute
    event.area_id, event.place = draft.area_id, draft.place.strip()


def _get(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise NotFound("That event is no longer on the list.")
    return event
