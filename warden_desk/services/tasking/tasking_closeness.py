"""Who is near a tasking, free, was there before, or has the skill: for everybody at once."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.people import CredentialRow
from warden_desk.domain.tasking_closeness import Closeness
from warden_desk.services import successions
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import (
    Area,
    EntryPerson,
    Person,
    Shift,
    ShiftCode,
    Stop,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
)

AHEAD = timedelta(days=7)
"""Shifts are looked at so far ahead."""

Away = Mapping[str, Sequence[tuple[date, date]]]


def closeness(
    session: Session,
    tasking: Tasking,
    on: date,
    *,
    skills: Mapping[str, Sequence[CredentialRow]],
    away: Away,
) -> dict[str, Closeness]:
    """By person, for everybody who is on the list.

    Args:
        skills: everybody's credentials.
        away: everybody's whole-day absences (first, last): a shift on such a day is not worked.
    """
    here = _here(session, tasking)
    case = _took_part(session, _same_case(tasking))
    place = _took_part(session, _same_place(tasking, here))
    free = _free_time(session, on, away)
    words = _words(" ".join((tasking.title, tasking.wanted, tasking.constraints)))
    found: dict[str, Closeness] = {}
    for person_id, base_id, km in _distances(session, tasking):
        shift_on, minutes = free.get(person_id, (None, 0))
        found[person_id] = Closeness(
            is_based_here=base_id in here,
            km=km,
            shift_on=shift_on,
            free_minutes=minutes,
            knows_case=person_id in case,
            knows_place=person_id in place,
            skills=_asked_for(skills.get(person_id, ()), words, on),
        )
    return found


def _distances(session: Session, tasking: Tasking) -> list[tuple[str, str | None, int | None]]:
    """(person, base area, whole kilometres as the crow flies)."""
    place = (tasking.easting, tasking.northing)
    if None in place and tasking.area_id:
        middle = select(Area.centre_easting, Area.centre_northing).where(Area.id == tasking.area_id)
        place = session.execute(middle).one_or_none() or (None, None)
    query = (
        select(Person.id, Person.base_area_id, Area.centre_easting, Area.centre_northing)
        .outerjoin(Area, Area.id == Person.base_area_id)
        .where(Person.deleted_at.is_(None))
    )
    return [
        (person_id, base_id, kilometres(place, (easting, northing)))
        for person_id, base_id, easting, northing in session.execute(query)
    ]


def kilometres(a: Sequence[int | None], b: Sequence[int | None]) -> int | None:
    """From one (easting, northing) to another as the crow flies; None where one is not known."""
    (x, y), (u, v) = a, b
    if x is None or y is None or u is None or v is None:
        return None
    return round(math.hypot(x - u, y - v) / 1000)


def _same_case(tasking: Tasking) -> Select[str] | None:
    if not tasking.case_reference:
        return None
    return select(Tasking.id).where(
        Tasking.case_reference == tasking.case_reference, Tasking.id != tasking.id
    )


def _here(session: Session, tasking: Tasking) -> set[str]:
    """The parish, with what it was and what it has become."""
    if not tasking.area_id:
        return set()
    later = successions.later(session).get(tasking.area_id, ())
    return set(successions.with_former(session, [tasking.area_id, *later]))


def _same_place(tasking: Tasking, here: Collection[str]) -> Select[str] | None:
    if not here or not (tasking.place or tasking.postcode):
        return None
    same = [
        func.lower(column) == text.lower()
        for column, text in (
            (Tasking.place, tasking.place),
            (Tasking.postcode, tasking.postcode),
        )
        if text
    ]
    return select(Tasking.id).where(Tasking.area_id.in_(here), or_(*same), Tasking.id != tasking.id)


def _took_part(session: Session, earlier: Select[str] | None) -> set[str]:
    """Who had one of these taskings, or visited for it."""
    if earlier is None:
        return set()
    had = select(TaskingAssignment.person_id).where(TaskingAssignment.tasking_id.in_(earlier))
    went = (
        select(EntryPerson.person_id)
        .join(TaskingEntry, TaskingEntry.id == EntryPerson.entry_id)
        .where(TaskingEntry.tasking_id.in_(earlier))
    )
    return set(session.scalars(had.union(went)))


def _free_time(session: Session, on: date, away: Away) -> dict[str, tuple[date, int]]:
    """Each person's next shift with time to spare, or else their next shift of all."""
    planned = (
        select(func.coalesce(func.sum(Stop.minutes_planned), 0))
        .where(Stop.shift_id == Shift.id)
        .scalar_subquery()
    )
    length = Shift.end_minute - Shift.start_minute - Shift.break_minutes
    query = (
        select(Shift.person_id, Shift.on_date, length - planned)
        .join(ShiftCode, (ShiftCode.code == Shift.code) & ShiftCode.is_work)
        .where(
            Shift.person_id.in_(list(away)),
            Shift.on_date.between(on, on + AHEAD),
            on_day(ShiftCode, on),
            Shift.start_minute.is_not(None),
            Shift.end_minute.is_not(None),
        )
        .order_by(Shift.on_date, Shift.start_minute)
    )
    found: dict[str, tuple[date, int]] = {}
    for person_id, day, minutes in session.execute(query):
        if any(first <= day <= last for first, last in away.get(person_id, ())):
            continue
        if person_id not in found or (not found[person_id][1] and minutes > 0):
            found[person_id] = (day, max(0, minutes))
    return found


def _asked_for(held: Sequence[CredentialRow], words: set[str], on: date) -> tuple[str, ...]:
    """Current credentials whose every word the tasking uses: "Nepali", "first aid"."""
    named: dict[str, None] = {}
    for credential in held:
        for name in (credential.level, credential.kind):
            if name and credential.is_current(on) and _words(name) <= words:
                named[name] = None
    return tuple(named)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
