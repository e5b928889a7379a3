"""Invented councils, clerks and designated wardens."""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.contacts import CLERK, PARISH_COUNCIL
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import (
    Area,
    Contact,
    Organisation,
    OrganisationArea,
    ParishAssignment,
)


def add(
    session: Session,
    texts: dict[str, Any],
    dice: random.Random,
    today: date,
    crews: list[Crew],
) -> None:
    """Give every parish its council, and most of them somebody of ours."""
    parishes = session.execute(
        select(Area.id, Area.name).where(Area.kind == AreaKind.PARISH).order_by(Area.gss_code)
    ).all()
    for number, (area_id, name) in enumerate(parishes):
        _council(session, texts, dice, today, area_id, name, number)
    for crew in crews:
        for number, area_id in enumerate(crew.places):
            _designate(session, dice, today, crew, area_id, number)
    session.flush()


def _council(
    session: Session,
    texts: dict[str, Any],
    dice: random.Random,
    today: date,
    area_id: str,
    name: str,
    number: int,
) -> None:
    council = Organisation(
        kind=PARISH_COUNCIL, name=f"{name} Parish Council", meets=dice.choice(texts["meets"])
    )
    session.add(council)
    session.flush()
    session.add(
        OrganisationArea(
            organisation_id=council.id, area_id=area_id, valid_from=today - timedelta(days=3000)
        )
    )
    for role, offset in ((CLERK, 0), ("chair", 400)):
        person = f"{dice.choice(texts['forenames'])} {dice.choice(texts['surnames'])}"
        session.add(
            Contact(
                organisation_id=council.id,
                name=person,
                role=role,
                phone=f"01632 960{(number + offset) % 1000:03d}",
                email=f"{role}{number + 1}@parish.example",
                confirmed_on=today - timedelta(days=dice.randint(5, 500)),
                source="practice",
            )
        )


def _designate(
    session: Session,
    dice: random.Random,
    today: date,
    crew: Crew,
    area_id: str,
    number: int,
) -> None:
    """Two thirds have a primary warden; the rest a contact, a volunteer, or nobody."""
    since = today - timedelta(days=dice.randint(100, 700))
    rhythm = dice.choice((7, 7, 14, 14, 28))
    chance = dice.random()
    if chance < 0.72:
        _assign(session, area_id, crew.wardens[1 + number % (len(crew.wardens) - 1)], since, rhythm)
        if chance < 0.2:
            backup = crew.wardens[1 + (number + 1) % (len(crew.wardens) - 1)]
            _assign(session, area_id, backup, since, rhythm, AssignmentRole.BACKUP)
    elif chance < 0.82:
        _assign(session, area_id, crew.wardens[0], since, None, AssignmentRole.CONTACT_ONLY)
    elif chance < 0.89:
        volunteer = dice.choice(crew.volunteers)
        _assign(session, area_id, volunteer, since, rhythm, AssignmentRole.VOLUNTEER)


def _assign(
    session: Session,
    area_id: str,
    person_id: str,
    since: date,
    every_days: int | None,
    role: AssignmentRole = AssignmentRole.PRIMARY,
) -> None:
    session.add(
        ParishAssignment(
            area_id=area_id,
            person_id=person_id,
            role=role,
            visit_every_days=every_days,
            valid_from=since,
        )
    )
