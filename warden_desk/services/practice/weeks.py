"""Nine weeks of invented shifts, with their rounds, and the meetings of this week and next."""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_states import State
from warden_desk.services import people
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import (
    Absence,
    Event,
    ParishAssignment,
    Person,
    Shift,
    ShiftCode,
    Stop,
    Tasking,
    TaskingAssignment,
)

_WEEKS_BEFORE, _WEEKS_AFTER = 7, 1
_FIVE_DAYS = 5
_FREE = "RD"
_QUICK_TURN = ("E", "E", "L", "E", "E", "RD", "RD")
"""What one of each team does this week, so that a rule has something to say."""


def rotation(texts: dict[str, Any], place: int, week: int, share: float) -> list[str]:
    """The days of somebody's week: part-timers work the first of a full-timer's."""
    pattern: list[str] = texts["patterns"][(place + week) % len(texts["patterns"])]
    left = round(_FIVE_DAYS * share)
    days: list[str] = []
    for code in pattern:
        is_free = code == _FREE or left == 0
        days.append(_FREE if is_free else code)
        left -= not is_free
    return days


def shares(session: Session, person_ids: list[str]) -> dict[str, float]:
    """How much of the full time each works."""
    full = desk_settings.load(session).full_time_minutes
    query = select(Person.id, Person.contract_minutes).where(Person.id.in_(person_ids))
    return {key: (minutes or full) / full for key, minutes in session.execute(query)}


def add(
    session: Session,
    texts: dict[str, Any],
    dice: random.Random,
    today: date,
    crews: list[Crew],
) -> None:
    """Roster everybody from seven weeks ago to the end of next week."""
    codes = {code.code: code for code in session.scalars(select(ShiftCode))}
    away = _away(session)
    own = _own_parishes(session, today)
    jobs = _open_taskings(session, today)
    shifts: list[dict[str, Any]] = []
    stops: list[dict[str, Any]] = []
    first = Week.of(today).plus(-_WEEKS_BEFORE)
    for crew in crews:
        share = shares(session, crew.wardens)
        quick = next((key for key in crew.wardens[1:] if share[key] == 1), "")
        for place, person in enumerate(crew.wardens):
            for number in range(_WEEKS_BEFORE + 1 + _WEEKS_AFTER):
                is_quick = person == quick and number == _WEEKS_BEFORE
                pattern = _QUICK_TURN if is_quick else rotation(texts, place, number, share[person])
                for day, code in zip(first.plus(number).days, pattern, strict=True):
                    shown = away.get((person, day), code)
                    shift = _shift(person, crew.team_id, day, codes[shown], today)
                    shifts.append(shift)
                    if codes[shown].is_work:
                        places = own.get(person) or crew.places
                        stops += _round(shift, places, jobs.get(person, []), dice, today)
    session.execute(insert(Shift), shifts)
    session.execute(insert(Stop), stops)
    _meetings(session, crews, today)


def _shift(person: str, team_id: str, day: date, code: ShiftCode, today: date) -> dict[str, Any]:
    return {
        "id": new_id(),
        "person_id": person,
        "team_id": team_id,
        "on_date": day,
        "code": code.code,
        "start_minute": code.start_minute,
        "end_minute": code.end_minute,
        "break_minutes": code.break_minutes,
        "status": "worked" if day < today and code.is_work else "planned",
        "is_lone": False,
        "buddy_id": None,
        "vehicle": "",
        "note": "",
        "override_reason": "",
    }


def _round(
    shift: dict[str, Any],
    places: list[str],
    jobs: list[tuple[str | None, str | None]],
    dice: random.Random,
    today: date,
) -> list[dict[str, Any]]:
    """Two or three parishes; this week also a tasking of the person's own, now and then."""
    chosen: list[tuple[str | None, str | None]] = [
        (area, None) for area in dice.sample(places, min(len(places), dice.randint(2, 3)))
    ]
    if jobs and shift["on_date"] in Week.of(today) and dice.random() < 0.4:
        tasking, area = dice.choice(jobs)
        chosen.append((area, tasking))
    return [
        {
            "id": new_id(),
            "shift_id": shift["id"],
            "position": position,
            "area_id": area,
            "tasking_id": tasking,
            "event_id": None,
            "text": "",
            "minutes_planned": 60,
            "minutes_done": 60 if shift["status"] == "worked" else None,
        }
        for position, (area, tasking) in enumerate(chosen)
    ]


def _away(session: Session) -> dict[tuple[str, date], str]:
    found: dict[tuple[str, date], str] = {}
    for absence in session.scalars(select(Absence)):
        for day in range((absence.ends_on - absence.starts_on).days + 1):
            found[absence.person_id, absence.starts_on + timedelta(days=day)] = absence.code
    return found


def _own_parishes(session: Session, today: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(ParishAssignment.person_id, ParishAssignment.area_id).where(
        on_day(ParishAssignment, today)
    )
    for person, area in session.execute(query.order_by(ParishAssignment.area_id)):
        found.setdefault(person, []).append(area)
    return found


def _open_taskings(session: Session, today: date) -> dict[str, list[tuple[str | None, str | None]]]:
    """What each has, and where; a sensitive one without vetting in date is left with its place."""
    settings = desk_settings.load(session)
    query = (
        select(TaskingAssignment.person_id, Tasking.id, Tasking.area_id, Tasking.marking)
        .join(Tasking, Tasking.id == TaskingAssignment.tasking_id)
        .where(Tasking.state.in_((State.ASSIGNED, State.IN_PROGRESS)))
        .order_by(Tasking.id)
    )
    held = session.execute(query).all()
    vetting = people.credentials(session, [row[0] for row in held], kind=settings.vetting_kind)
    found: dict[str, list[tuple[str | None, str | None]]] = {}
    for person, tasking, area, marking in held:
        is_vetted = any(
            credential.is_current(Week.of(today).sunday) for credential in vetting.get(person, ())
        )
        may_carry = is_vetted or marking != settings.sensitive_marking
        found.setdefault(person, []).append((tasking if may_carry else None, area))
    return found


def _meetings(session: Session, crews: list[Crew], today: date) -> None:
    for week in (Week.of(today), Week.of(today).next):
        for crew in crews:
            for number, (district, areas) in enumerate(crew.areas.items()):
                session.add(
                    Event(
                        kind="csu",
                        title="CSU tasking meeting",
                        on_date=week.days[1 + number],
                        start_minute=10 * 60,
                        end_minute=11 * 60,
                        area_id=district,
                        place="Council offices",
                    )
                )
                session.add(
                    Event(
                        kind="parish-council",
                        title="Parish council",
                        on_date=week.days[3 - number],
                        start_minute=19 * 60,
                        end_minute=20 * 60 + 30,
                        area_id=areas[len(areas) // 2],
                        place="Village hall",
                    )
                )
    session.flush()
