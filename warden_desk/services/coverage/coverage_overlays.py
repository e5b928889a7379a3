"""What may be laid over the map: open taskings, events of the day, bases, recorded incidents."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.dates import uk_date
from warden_desk.domain.degrees import from_place
from warden_desk.domain.months import Month
from warden_desk.domain.shifts import times
from warden_desk.domain.tasking_states import LABELS, OPEN, TO_DO, State
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.services.coverage.coverage_ground import still_serves
from warden_desk.services.incidents import incident_figures, incidents
from warden_desk.services.past_states import PastStates
from warden_desk.storage.tables import Area, Event, Person, Tasking

HEAT_MONTHS = 12


def taskings(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Those that were open at the end of the day: where they are, else amid their parish."""
    states = PastStates.read(session, [on])
    east = func.coalesce(Tasking.easting, Area.centre_easting)
    north = func.coalesce(Tasking.northing, Area.centre_northing)
    query = (
        select(Tasking, east, north, Area.name)
        .join(Area, Area.id == Tasking.area_id)
        .where(states.may_have_been_open, Tasking.deleted_at.is_(None), Tasking.received_on <= on)
        .where(east.is_not(None), north.is_not(None))
        .where(_inside(session, districts))
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.id)
    )
    sensitive = desk_settings.load(session).sensitive_marking
    found: list[Pin] = []
    for tasking, easting, northing, area in session.execute(query):
        now = State(tasking.state)
        state = states.state(tasking.id, now, tasking.state_since, states.end(on))
        if state in OPEN:
            pin = _tasking(tasking, state, area, from_place(easting, northing), on)
            found.append(replace(pin, is_sensitive=tasking.marking == sensitive))
    return found


def events(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Meetings and occasions of the day, in the middle of their parish."""
    query = (
        select(Event, Area.name, Area.centre_easting, Area.centre_northing)
        .join(Area, Area.id == Event.area_id)
        .where(Event.on_date == on, _inside(session, districts))
        .order_by(Event.start_minute, Event.title)
    )
    found: list[Pin] = []
    for event, area, easting, northing in session.execute(query):
        if easting is None or northing is None:
            continue
        lat, lon = from_place(easting, northing)
        when = times(event.start_minute, event.end_minute) if event.start_minute is not None else ""
        lines = tuple(filter(None, (when, event.place, area)))
        found.append(
            Pin(
                kind="event",
                id=event.id,
                lat=lat,
                lon=lon,
                name=event.title,
                lines=lines,
                tone="accent",
                mark="◆",
                sort="Event of the day",
            )
        )
    return found


def bases(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Where wardens are based, and who."""
    based = select(Person.base_area_id, _name()).where(
        still_serves(on), Person.base_area_id.is_not(None)
    )
    rows = [(key, name) for key, name in session.execute(based.order_by(_name())) if key]
    now = successions.heirs_of(session, {key for key, _ in rows}, on)
    people: dict[str, list[str]] = {}
    for key, name in rows:
        people.setdefault(next(iter(now[key]), key), []).append(name)
    query = (
        select(Area.id, Area.name, Area.centre_easting, Area.centre_northing)
        .where(Area.id.in_(people), _inside(session, districts))
        .order_by(Area.name)
    )
    return [
        Pin(
            kind="area",
            id=key,
            lat=(place := from_place(easting, northing))[0],
            lon=place[1],
            name=f"Base {area}",
            lines=tuple(people[key]),
            tone="text",
            mark="⌂",
            sort="Base of wardens",
        )
        for key, area, easting, northing in session.execute(query)
        if easting is not None and northing is not None
    ]


def heat(session: Session, on: date) -> list[tuple[float, float, int]]:
    """Where incidents were recorded in the latest year of figures: latitude, longitude, number."""
    known = [month for month in incident_figures.on_desk(session) if month <= Month.of(on)]
    if not known:
        return []
    months = [month for month in known if month > known[-1].plus(-HEAT_MONTHS)]
    return [
        (*from_place(place.easting, place.northing), place.count)
        for place in incidents.points(session, months)
    ]


def _tasking(
    tasking: Tasking, state: State, area: str, place: tuple[float, float], on: date
) -> Pin:
    is_late = state in TO_DO and tasking.due_on is not None and tasking.due_on < on
    tone, mark = ("red", "!") if is_late else _LOOKS.get(state, ("blue", "•"))
    due = f"due {uk_date(tasking.due_on)}" if tasking.due_on else "no date"
    sort = "Overdue" if is_late else LABELS[state]
    return Pin(
        kind="tasking",
        id=tasking.id,
        lat=place[0],
        lon=place[1],
        name=f"{tasking.reference} {tasking.title}".strip(),
        lines=tuple(filter(None, (f"{sort}, {due}", tasking.place, area))),
        tone=tone,
        mark=mark,
        sort=sort,
    )


_LOOKS = {
    State.RECEIVED: ("amber", "?"),
    State.ACCEPTED: ("amber", "?"),
    State.REOPENED: ("amber", "?"),
    State.ON_HOLD: ("quiet", "="),
    State.RESULT_ENTERED: ("green", "✓"),
    State.CHECKED: ("green", "✓"),
}


def _name() -> ColumnElement[str]:
    return Person.forename + " " + Person.surname


def _inside(session: Session, districts: Sequence[str] | None) -> ColumnElement[bool]:
    """That an area lies in these districts, or went into one that does."""
    if districts is None:
        return true()
    inside = session.scalars(select(Area.id).where(Area.parent_id.in_(districts)))
    return Area.id.in_(successions.with_former(session, [*districts, *inside]))
