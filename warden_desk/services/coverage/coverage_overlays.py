"""What may be laid over the map: open taskings, events of the day, bases, recorded incidents."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.coverage_pins import Pin
from warden_desk.domain.dates import uk_date
from warden_desk.domain.degrees import from_place
from warden_desk.domain.incidents import Month
from warden_desk.domain.shifts import times
from warden_desk.domain.tasking_states import LABELS, OPEN, TO_DO, State
from warden_desk.services.coverage.coverage_ground import still_serves
from warden_desk.services.incidents import incident_figures, incidents
from warden_desk.storage.tables import Area, Event, Person, Tasking

HEAT_MONTHS = 12


def taskings(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Those that are open: where they are, else in the middle of their parish."""
    east = func.coalesce(Tasking.easting, Area.centre_easting)
    north = func.coalesce(Tasking.northing, Area.centre_northing)
    query = (
        select(Tasking, east, north, Area.name)
        .join(Area, Area.id == Tasking.area_id)
        .where(Tasking.state.in_(OPEN), Tasking.deleted_at.is_(None), Tasking.received_on <= on)
        .where(east.is_not(None), north.is_not(None))
        .where(_inside(districts))
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.id)
    )
    return [
        _tasking(tasking, area, from_place(easting, northing), on)
        for tasking, easting, northing, area in session.execute(query)
    ]


def events(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Meetings and occasions of the day, in the middle of their parish."""
    query = (
        select(Event, Area.name, Area.centre_easting, Area.centre_northing)
        .join(Area, Area.id == Event.area_id)
        .where(Event.on_date == on, _inside(districts))
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
            )
        )
    return found


def bases(session: Session, on: date, districts: Sequence[str] | None) -> list[Pin]:
    """Where wardens are based, and who."""
    query = (
        select(Area.id, Area.name, Area.centre_easting, Area.centre_northing, _name())
        .join(Person, Person.base_area_id == Area.id)
        .where(still_serves(on), _inside(districts))
        .order_by(Area.name, _name())
    )
    people: dict[str, list[str]] = {}
    places: dict[str, tuple[str, int, int]] = {}
    for key, area, easting, northing, name in session.execute(query):
        if easting is not None and northing is not None:
            places[key] = (area, easting, northing)
            people.setdefault(key, []).append(name)
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
        )
        for key, (area, easting, northing) in places.items()
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


def _tasking(tasking: Tasking, area: str, place: tuple[float, float], on: date) -> Pin:
    state = State(tasking.state)
    is_late = state in TO_DO and tasking.due_on is not None and tasking.due_on < on
    tone, mark = ("red", "!") if is_late else _LOOKS.get(state, ("blue", "•"))
    due = f"due {uk_date(tasking.due_on)}" if tasking.due_on else "no date"
    said = f"{'Overdue' if is_late else LABELS[state]}, {due}"
    return Pin(
        kind="tasking",
        id=tasking.id,
        lat=place[0],
        lon=place[1],
        name=f"{tasking.reference} {tasking.title}".strip(),
        lines=tuple(filter(None, (said, tasking.place, area))),
        tone=tone,
        mark=mark,
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


def _inside(districts: Sequence[str] | None) -> ColumnElement[bool]:
    if districts is None:
        return Area.id.is_not(None)
    return or_(Area.parent_id.in_(districts), Area.id.in_(districts))
