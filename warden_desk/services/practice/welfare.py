"""Lates worked alone in the first team, and what its wardens gave for their lone-worker card."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import EmergencyContact, Shift, Vehicle

_LATE = "L"
_CARS = ("Blue Fiat Panda", "Grey Ford Fiesta", "White Dacia Duster", "Red Skoda Fabia")
_RELATIONS = ("partner", "sister", "father", "friend")


def add(session: Session, today: date, crews: list[Crew]) -> None:
    """Give every warden a car and somebody to tell; let the first team's lates be alone."""
    for crew in crews:
        for place, person in enumerate(crew.wardens):
            _card(session, person, place)
    _alone(session, crews[0], today)
    session.flush()


def _card(session: Session, person: str, place: int) -> None:
    turn = place % len(_CARS)
    session.add(
        Vehicle(person_id=person, description=_CARS[turn], registration=f"GN{place:02d} PRA")
    )
    relation = _RELATIONS[turn]
    phone = f"07700 9004{place:02d}"
    session.add(
        EmergencyContact(
            person_id=person, name=f"{relation.capitalize()} at home", relation="", phone=phone
        )
    )


def _alone(session: Session, crew: Crew, today: date) -> None:
    """From today to the end of the week, with the leader as buddy."""
    leader = crew.wardens[0]
    lates = select(Shift).where(
        Shift.team_id == crew.team_id,
        Shift.code == _LATE,
        Shift.on_date.between(today, Week.of(today).sunday),
        Shift.person_id != leader,
    )
    for shift in session.scalars(lates):
        shift.is_lone, shift.buddy_id = True, leader
