"""Patrols for a hot-spot: who could take it in this week, and putting it on their rounds."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import Invalid, UserError
from warden_desk.domain.events import EventDraft
from warden_desk.domain.hot_spots import HotSpotRow, PatrolOffer
from warden_desk.domain.rounds import check_minutes
from warden_desk.domain.shifts import ShiftRow
from warden_desk.services import areas, successions, teams
from warden_desk.services.areas import on_day
from warden_desk.services.hot_spots import hot_spots
from warden_desk.services.week import events, week_rows
from warden_desk.storage.tables import (
    Area,
    Event,
    EventPerson,
    HotSpotEvent,
    ParishAssignment,
    Person,
    Stop,
)

PATROL = "patrol"
"""The kind of event a patrol is."""
USUAL_COUNT = 3
WEEKS_AHEAD = 5
DAYS_TOO_FEW = 3
"""So few days are left of a week from Friday on: patrols are thought of for the next one."""


def weeks(session: Session, hot_spot_id: str, today: date) -> list[Week]:
    """The next weeks in which patrols are wanted; a week that is all but over comes last.

    Raises:
        NotFound: the hot-spot is gone.
    """
    spot = hot_spots.row(session, hot_spot_id)
    first = Week.of(max(today, spot.acts_from))
    found = [first.plus(at) for at in range(WEEKS_AHEAD)]
    found = [week for week in found if not _is_over(spot, week.monday)] or [first]
    is_late = today in first.days[-DAYS_TOO_FEW:]
    return [*found[1:], first] if is_late and len(found) > 1 else found


def offers(
    session: Session,
    hot_spot_id: str,
    week: Week,
    *,
    since: date | None = None,
    count: int = USUAL_COUNT,
) -> list[PatrolOffer]:
    """Everybody of the district's teams who works in the week, by day, the likeliest first.

    So many are proposed, on different days where that is possible; the police tell neither days
    nor times, so nothing speaks for one day more than for another.

    Args:
        since: the first day anything can be planned for; all days of the week if none is given.

    Raises:
        NotFound: the hot-spot is gone.
    """
    spot = hot_spots.row(session, hot_spot_id)
    first = max(spot.acts_from, since or spot.acts_from)
    days = [day for day in week.days if day >= first and not _is_over(spot, day)]
    if not days:
        return []
    here = successions.heirs(session, spot.area_id, days[0])
    shifts = _shifts(session, here, days)
    names = _names(session, {shift.person_id for shift in shifts})
    known = _designated(session, here, days[0])
    there = _planned(session, spot.id)
    found = [
        PatrolOffer(
            person_id=shift.person_id,
            person=names[shift.person_id],
            on_date=shift.on_date,
            team_id=shift.team_id,
            times=shift.head,
            why=_why(shift, here, known),
            is_planned=(shift.person_id, shift.on_date) in there,
        )
        for shift in shifts
        if shift.person_id in names
    ]
    return _proposed(found, count)


def plan(
    session: Session,
    hot_spot_id: str,
    chosen: Collection[tuple[str, date]],
    minutes: int,
    *,
    act: Act,
) -> int:
    """Put a patrol on each of these rounds, as (person, day); how many were put.

    As with every event, what the rules say of the fuller round stands in the week's list.

    Raises:
        NotFound: the hot-spot is gone.
        Invalid: the minutes are none.
        UserError: nobody is chosen, or somebody does not work that day.
    """
    check_minutes(minutes)
    if not chosen:
        raise UserError("Choose at least one round.")
    spot, there = hot_spots.row(session, hot_spot_id), _planned(session, hot_spot_id)
    wanted = [pair for pair in dict.fromkeys(chosen) if pair not in there]
    if any(_is_over(spot, day) or day < spot.acts_from for _, day in wanted):
        raise Invalid({"on_date": f"The patrols are wanted {spot.period}."})
    for person_id, day in wanted:
        _put(session, spot, person_id, day, minutes, act)
    return len(wanted)


def _put(
    session: Session, spot: HotSpotRow, person_id: str, day: date, minutes: int, act: Act
) -> None:
    draft = EventDraft(
        kind=PATROL,
        title=f"Patrol: {spot.name}",
        on_date=day,
        area_id=successions.heir(session, spot.area_id, day),
        place="" if spot.is_whole_parish else spot.place,
        person_ids=(person_id,),
    )
    key = events.record(session, draft, act=act)
    session.execute(update(Stop).where(Stop.event_id == key).values(minutes_planned=minutes))
    if session.scalar(select(Stop.id).where(Stop.event_id == key)) is None:
        raise UserError("Somebody has no shift on one of these days. Plan one first.")
    session.add(HotSpotEvent(hot_spot_id=spot.id, event_id=key))
    session.flush()


def _is_over(spot: HotSpotRow, day: date) -> bool:
    return spot.acts_to is not None and day > spot.acts_to


def _shifts(session: Session, here: Sequence[str], days: Sequence[date]) -> list[ShiftRow]:
    districts = set(session.scalars(select(Area.parent_id).where(Area.id.in_(here))))
    book = week_rows.code_book(session, days[0])
    found: list[ShiftRow] = []
    for team in teams.rows(session, days[0]):
        served = {area.id for area in areas.team_districts(session, team.id, days[0])}
        if districts & served:
            found += week_rows.between(session, days[0], days[-1], book, team_id=team.id)
    return [shift for shift in found if shift.code.is_work and shift.start_minute is not None]


def _names(session: Session, person_ids: Collection[str]) -> dict[str, str]:
    query = select(Person.id, Person.forename, Person.surname).where(
        Person.id.in_(person_ids), Person.deleted_at.is_(None)
    )
    return {key: f"{first} {last}".strip() for key, first, last in session.execute(query)}


def _designated(session: Session, here: Sequence[str], on: date) -> dict[str, str]:
    query = select(ParishAssignment.person_id, ParishAssignment.role).where(
        ParishAssignment.area_id.in_(here), on_day(ParishAssignment, on)
    )
    return {person: role for person, role in session.execute(query)}  # noqa: C416 - rows


def _planned(session: Session, hot_spot_id: str) -> set[tuple[str, date]]:
    query = (
        select(EventPerson.person_id, Event.on_date)
        .join(Event, Event.id == EventPerson.event_id)
        .join(HotSpotEvent, HotSpotEvent.event_id == Event.id)
        .where(HotSpotEvent.hot_spot_id == hot_spot_id)
    )
    return {(person, day) for person, day in session.execute(query)}


def _why(shift: ShiftRow, here: Sequence[str], known: dict[str, str]) -> str:
    if any(stop.area_id in here for stop in shift.stops):
        return "Goes there that day"
    role = known.get(shift.person_id)
    return f"{role.capitalize()} of the parish" if role else ""


def _proposed(found: Sequence[PatrolOffer], count: int) -> list[PatrolOffer]:
    """The offers in order, the best of each day proposed until there are enough."""
    by_worth = sorted(found, key=lambda one: (not one.why, one.on_date, one.person))
    days = {one.on_date for one in found if one.is_planned}
    taken: set[str] = set()
    for one in by_worth:
        if len(taken) < count and one.on_date not in days and not one.is_planned:
            taken.add(one.id)
            days.add(one.on_date)
    ordered = sorted(found, key=lambda one: (one.on_date, not one.why, one.person))
    return [replace(one, is_proposed=one.id in taken) for one in ordered]
