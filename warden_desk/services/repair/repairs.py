"""Somebody is sick for a day or some: three ways to cover that change least, and doing one.

A way is worked out anew when it is chosen, so that nothing is written that was not offered.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.people import AbsenceDraft
from warden_desk.domain.repairs import MOST_DAYS, Need, Repair, Repaired, RepairWay, offered
from warden_desk.domain.shifts import DAY, ShiftRow, clock
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences, codes
from warden_desk.services import settings as desk_settings
from warden_desk.services.repair import repair_facts, repair_ways
from warden_desk.services.tasking import tasking_holders, tasking_people
from warden_desk.services.week import replacements, week_places
from warden_desk.services.week.weeks import name_of
from warden_desk.storage.tables import Person, Shift, Stop


def repair(
    session: Session, person_id: str, on: date, until: date | None = None, *, act: Act
) -> Repair:
    """What somebody was to do on a day, and the ways to cover it, the least change first.

    Args:
        until: the last day, where they are sick for several: a way is for all of them.

    Raises:
        NotFound: the person is gone.
        UserError: how a day went is noted already, or the days are too many or none.
    """
    last = until or on
    _refuse_period(on, last)
    name = name_of(session, person_id)
    shifts = repair_facts.shifts_of(session, person_id, on, last)
    done = next((shift for shift in shifts if ShiftStatus(shift.status).is_done), None)
    if done is not None:
        raise UserError(
            f"{name}’s shift of {short_day(done.on_date)} is noted as worked. "
            "Plan it again first (Shift F6 in the week)."
        )
    today = local_day(act, desk_settings.load(session))
    found = repair_ways.ways(session, shifts, today) if shifts else []
    return Repair(
        person_id=person_id,
        person=name,
        on_date=on,
        until=last,
        shifts=tuple(shifts),
        ways=offered(found),
        notes=tuple(_notes(session, person_id, name, on, last)),
        is_marked=all(_is_away(session, person_id, day) for day in _days(on, last)),
    )


def choose(
    session: Session,
    person_id: str,
    on: date,
    key: str,
    *,
    until: date | None = None,
    act: Act,
    reason: str = "",
) -> Repaired:
    """Mark somebody sick and cover their days in one of the ways offered.

    Without a `key` only the absence is recorded, which is enough on a day without a shift.

    Raises:
        UserError: the week has changed since the ways were offered, or a rule stops it.
        NeedsReason: a rule warns.
    """
    found = repair(session, person_id, on, until, act=act)
    way = next((way for way in found.ways if way.key == key), None)
    if way is None and (key or found.shifts):
        raise UserError("The week has changed since. Look at the ways again, then choose.")
    teams = {shift.team_id for shift in found.shifts}
    if way is not None:
        _do(session, found, way, act=act, reason=reason)
    days = _days(found.on_date, found.until)
    for day in days:
        _mark_sick(session, person_id, day, found.until, act=act)
    people = way.people if way else ()
    return Repaired(
        title=way.title if way else f"{found.person} is sick",
        weeks=tuple(dict.fromkeys(Week.of(day) for day in days)),
        team_ids=tuple(sorted(teams | repair_facts.home_teams(session, [*people, person_id], on))),
        person_ids=(person_id, *people),
    )


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _refuse_period(first: date, last: date) -> None:
    if last < first:
        raise UserError("The last day cannot be before the first.")
    if (last - first).days >= MOST_DAYS:
        raise UserError(
            f"Cover {MOST_DAYS} days at most at once. Record the rest as time away (B on the "
            "People page), and cover it when it comes near."
        )


def _notes(session: Session, person_id: str, name: str, on: date, until: date) -> list[str]:
    """What nobody offers to repair: people who count on the one who is sick."""
    query = (
        select(Person.forename, Person.surname, Shift.on_date, Shift.end_minute)
        .join(Shift, Shift.person_id == Person.id)
        .where(Shift.buddy_id == person_id, Shift.on_date.between(on, until), Shift.is_lone)
        .order_by(Shift.on_date, Shift.start_minute, Person.surname)
    )
    return [
        f"{forename} {surname} works alone{_on(day, on, until)} until {clock(end or 0)} with "
        f"{name} as buddy: name another on the Welfare page."
        for forename, surname, day, end in session.execute(query)
    ]


def _on(day: date, first: date, last: date) -> str:
    return "" if first == last else f" on {short_day(day)}"


def _do(session: Session, found: Repair, way: RepairWay, *, act: Act, reason: str) -> None:
    taken = dict(way.takers)
    for move in way.moves:
        if move.minutes:
            _move(session, move.need, move.slot.shift, act=act, reason=reason)
    for shift in found.shifts:
        if shift.id in taken:
            person = taken[shift.id]
            replacements.take_over(session, shift.id, person, act=act, reason=reason)
        else:
            replacements.leave_open(session, shift.id, act=act)


def _move(session: Session, need: Need, to: ShiftRow, *, act: Act, reason: str) -> None:
    """Put a stop at the end of another round; a tasking is its person's then as well."""
    job = need.stop.tasking_id
    if job is not None:
        week_places.refuse_unvetted(session, to.person_id, [job], to.on_date)
        if not tasking_holders.has_tasking(session, job, to.person_id):
            tasking_people.assign(session, job, to.person_id, act=act, reason=reason)
    last = session.scalar(select(func.max(Stop.position)).where(Stop.shift_id == to.id))
    stop = session.get_one(Stop, need.stop.id)
    stop.shift_id, stop.position = to.id, 0 if last is None else last + 1
    stop.minutes_planned = need.minutes
    session.flush()


def _mark_sick(session: Session, person_id: str, on: date, until: date, *, act: Act) -> None:
    """Record the absence from this day on, as far as they are not down as away already.

    From the end of a night shift where one lasts into the day: that day is recorded by itself.
    """
    if _is_away(session, person_id, on):
        return
    settings = desk_settings.load(session)
    codes.find(session, "absence", settings.sick_code, on)
    ends = repair_facts.night_before(session, person_id, on)
    free = takewhile(lambda day: not _is_away(session, person_id, day), _days(on, until))
    last = on if ends else max(free)
    draft = AbsenceDraft(code=settings.sick_code, starts_on=on, ends_on=last)
    if ends:
        draft = replace(draft, start_minute=ends, end_minute=DAY)
    absences.record(session, person_id, draft, act=act)


def _is_away(session: Session, person_id: str, on: date) -> bool:
    """Whether somebody is down as away for the whole of a day."""
    known = absences.between(session, on, on, [person_id])
    return any(row.start_minute is None for row in known)
