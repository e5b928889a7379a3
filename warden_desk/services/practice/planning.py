"""Rotations of the first team, when its volunteers can come, and leave that is asked for."""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.absences import AbsenceState
from warden_desk.domain.availability import Answer
from warden_desk.domain.dates import Week
from warden_desk.services.practice import weeks
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import (
    Absence,
    Availability,
    AvailabilityDay,
    Pattern,
    PatternDay,
    Person,
)

_WEEKS_AGO = 7
_LEAVE_IN_DAYS = (9, 16)
_EVENINGS = (18 * 60, 21 * 60)


def add(
    session: Session, texts: dict[str, Any], dice: random.Random, today: date, crews: list[Crew]
) -> None:
    """Give the first team its rotations, and every volunteer their days."""
    first = Week.of(today).plus(-_WEEKS_AGO).monday
    crew = crews[0]
    share = weeks.shares(session, crew.wardens)
    for place, person in enumerate(crew.wardens):
        found = [
            weeks.rotation(texts, place, week, share[person])
            for week in range(len(texts["patterns"]))
        ]
        _rotation(session, found, person, first)
    for crew in crews:
        for person in crew.volunteers:
            _days(session, person, dice, first, today)
    _asked_for(session, crews, today)
    session.flush()


def _rotation(session: Session, found: list[list[str]], person: str, first: date) -> None:
    pattern = Pattern(person_id=person, weeks=len(found), anchor=first, valid_from=first)
    session.add(pattern)
    session.flush()
    session.add_all(
        PatternDay(pattern_id=pattern.id, week=week, weekday=weekday, text=code)
        for week, days in enumerate(found)
        for weekday, code in enumerate(days)
    )


def _days(session: Session, person: str, dice: random.Random, first: date, today: date) -> None:
    """Weekday evenings for most, a maybe at the weekend, never on one day of the week."""
    never = dice.randrange(5)
    for weekday in range(7):
        answer = Answer.MAYBE if weekday > 4 else Answer.NO if weekday == never else Answer.YES
        is_timed = answer is Answer.YES
        session.add(
            Availability(
                person_id=person,
                weekday=weekday,
                valid_from=first,
                answer=answer,
                start_minute=_EVENINGS[0] if is_timed else None,
                end_minute=_EVENINGS[1] if is_timed else None,
            )
        )
    if dice.random() < 0.3:
        away_on = today + timedelta(days=dice.randrange(7))
        session.add(AvailabilityDay(person_id=person, on_date=away_on, answer=Answer.NO))


def _asked_for(session: Session, crews: list[Crew], today: date) -> None:
    """One request of each team that waits for an answer."""
    for crew in crews:
        person = session.scalars(
            select(Person).where(Person.id.in_(crew.wardens)).order_by(Person.collar_number)
        ).all()[-1]
        first, last = (today + timedelta(days=days) for days in _LEAVE_IN_DAYS)
        absence = Absence(person_id=person.id, code="AL", starts_on=first, ends_on=last)
        absence.state = AbsenceState.ASKED
        absence.asked_by = f"{person.forename} {person.surname}"
        session.add(absence)
