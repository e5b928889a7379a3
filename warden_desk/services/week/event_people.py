"""Who is wanted at an event, and the stops their rounds get for it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import delete, func, literal, select, union
from sqlalchemy.orm import Session

from warden_desk.domain.shifts import DAY
from warden_desk.services.week import week_rows
from warden_desk.storage.tables import Event, EventPerson, Person, Shift, Stop

People = dict[str, list[tuple[str, str]]]
"""By event: keys and names of people, by name."""


def want(session: Session, event: Event, person_ids: Sequence[str]) -> None:
    """Keep who is wanted, and put it on their rounds; it goes from those who no longer are."""
    before = set(
        session.scalars(select(EventPerson.person_id).where(EventPerson.event_id == event.id))
    )
    gone = before - set(person_ids)
    session.execute(
        delete(EventPerson).where(EventPerson.event_id == event.id, EventPerson.person_id.in_(gone))
    )
    take_off(session, [event.id], gone)
    session.add_all(
        EventPerson(event_id=event.id, person_id=key)
        for key in dict.fromkeys(person_ids)
        if key not in before
    )
    session.flush()
    place(session, event)


def place(session: Session, event: Event) -> int:
    """Give a stop to everybody wanted who works at that time and has none; how many it were."""
    there = (
        select(Shift.person_id)
        .join(Stop, Stop.shift_id == Shift.id)
        .where(Stop.event_id == event.id)
    )
    wanted_ids = session.scalars(
        select(EventPerson.person_id).where(
            EventPerson.event_id == event.id, EventPerson.person_id.not_in(there)
        )
    ).all()
    book = week_rows.code_book(session, event.on_date)
    placed: set[str] = set()
    for shift in week_rows.between(
        session, event.on_date, event.on_date, book, person_ids=wanted_ids, with_stops=False
    ):
        meets = shift.minutes and _meets(event, shift.start_minute, shift.end_minute)
        if meets and shift.person_id in wanted_ids and shift.person_id not in placed:
            _add(session, event, shift.id)
            placed.add(shift.person_id)
    session.flush()
    return len(placed)


def place_planned(session: Session, person_ids: Collection[str], days: Collection[date]) -> None:
    """Give these people the stops of what they are wanted at on these days, if they work then.

    Every change of a plan ends here, so that a shift planned after its event stops there, too.
    """
    query = (
        select(Event)
        .join(EventPerson, EventPerson.event_id == Event.id)
        .where(EventPerson.person_id.in_(person_ids), Event.on_date.in_(days))
        .distinct()
    )
    for event in session.scalars(query).all():
        place(session, event)


def unwant(session: Session, event_id: str, person_id: str) -> None:
    """Somebody is not wanted at an event any more."""
    session.execute(
        delete(EventPerson).where(
            EventPerson.event_id == event_id, EventPerson.person_id == person_id
        )
    )


def take_off(
    session: Session, event_ids: Collection[str], person_ids: Collection[str] | None = None
) -> None:
    """Take events off all rounds, or off those of these people."""
    query = select(Stop).where(Stop.event_id.in_(event_ids))
    if person_ids is not None:
        query = query.join(Shift, Shift.id == Stop.shift_id).where(Shift.person_id.in_(person_ids))
    for stop in session.scalars(query):
        session.delete(stop)
    session.flush()


def there_and_wanted(session: Session, event_ids: Collection[str]) -> tuple[People, People]:
    """Whose shift stops at each event, and who is wanted there: two answers of one question."""
    there = (
        select(Stop.event_id, Shift.person_id, literal(False).label("is_wanted"))
        .join(Shift, Shift.id == Stop.shift_id)
        .where(Stop.event_id.in_(event_ids))
    )
    wanted = select(EventPerson.event_id, EventPerson.person_id, literal(True)).where(
        EventPerson.event_id.in_(event_ids)
    )
    both = union(there, wanted).subquery()
    event_id, person_id, is_wanted = both.c
    query = (
        select(event_id, Person.id, Person.forename, Person.surname, is_wanted)
        .join(Person, Person.id == person_id)
        .where(Person.deleted_at.is_(None))
        .order_by(Person.forename, Person.surname)
    )
    found: tuple[People, People] = (defaultdict(list), defaultdict(list))
    for key, person, forename, surname, wants in session.execute(query):
        found[bool(wants)][key].append((person, f"{forename} {surname}".strip()))
    return found


def _meets(event: Event, start: int | None, end: int | None) -> bool:
    """Whether a shift is at the time of an event; one without a time is at any."""
    first = event.start_minute
    if first is None:
        return True
    last = first + 1 if event.end_minute is None else event.end_minute
    return (start or 0) < last and first < (DAY if end is None else end)


def _add(session: Session, event: Event, shift_id: str) -> None:
    last = session.scalar(select(func.max(Stop.position)).where(Stop.shift_id == shift_id))
    start, end = event.start_minute, event.end_minute
    session.add(
        Stop(
            shift_id=shift_id,
            position=0 if last is None else last + 1,
            event_id=event.id,
            area_id=event.area_id,
            minutes_planned=None if start is None or end is None else end - start,
        )
    )
