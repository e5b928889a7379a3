"""Invented teams, wardens and volunteers, with their clearances and days away."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.people import PersonKind, Status
from warden_desk.storage.tables import (
    Absence,
    Area,
    Credential,
    Person,
    PersonStatus,
    Team,
    TeamDistrict,
    TeamMember,
    VolunteerAgreement,
)

_VOLUNTEERS = 30
_FIRST_COLLAR = 101
_FULL_TIME = 37 * 60


@dataclass(slots=True)
class Crew:
    """One team as it was made: everybody by key, and the areas they serve by district."""

    team_id: str
    wardens: list[str] = field(default_factory=list[str])
    volunteers: list[str] = field(default_factory=list[str])
    areas: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    @property
    def places(self) -> list[str]:
        """All areas of the team, district by district."""
        return [area for areas in self.areas.values() for area in areas]


def add(session: Session, texts: dict[str, Any], dice: random.Random, today: date) -> list[Crew]:
    """Make the teams and everybody in them."""
    names = _names(texts, dice)
    crews: list[Crew] = []
    collar = _FIRST_COLLAR
    for number, plan in enumerate(texts["teams"], start=1):
        crew = _team(session, plan, number, today)
        for place in range(plan["wardens"]):
            kind = PersonKind.LEADER if place == 0 else PersonKind.WARDEN
            crew.wardens.append(_warden(session, names.pop(), kind, collar, crew, dice, today))
            collar += 1
        crews.append(crew)
    for number in range(_VOLUNTEERS):
        crew = crews[number % len(crews)]
        crew.volunteers.append(_volunteer(session, names.pop(), number, crew, dice, today))
    session.flush()
    return crews


def _names(texts: dict[str, Any], dice: random.Random) -> list[tuple[str, str]]:
    """Every forename with every surname, shuffled: no two people alike."""
    pairs = [(first, last) for first in texts["forenames"] for last in texts["surnames"]]
    dice.shuffle(pairs)
    return pairs


def _team(session: Session, plan: dict[str, Any], number: int, today: date) -> Crew:
    since = today - timedelta(days=900)
    districts = session.execute(
        select(Area.id, Area.name)
        .where(Area.kind == AreaKind.DISTRICT, Area.short_code.in_(plan["districts"]))
        .order_by(Area.name)
    ).all()
    team = Team(number=number, name=" & ".join(name for _, name in districts))
    session.add(team)
    session.flush()
    crew = Crew(team.id)
    for district_id, _ in districts:
        session.add(TeamDistrict(team_id=team.id, area_id=district_id, valid_from=since))
        crew.areas[district_id] = list(
            session.scalars(
                select(Area.id)
                .where(Area.parent_id == district_id, Area.kind.in_(LOCAL_KINDS))
                .order_by(Area.name)
            )
        )
    return crew


def _warden(
    session: Session,
    name: tuple[str, str],
    kind: PersonKind,
    collar: int,
    crew: Crew,
    dice: random.Random,
    today: date,
) -> str:
    share = dice.choice((1.0, 1.0, 1.0, 1.0, 0.8, 0.6))
    person = Person(
        kind=kind,
        forename=name[0],
        surname=name[1],
        collar_number=f"CW{collar}",
        mobile=f"07700 900{collar:03d}",
        email=f"cw{collar}@wardens.example",
        base_area_id=dice.choice(crew.places),
        contract_minutes=round(_FULL_TIME * share),
        takes_taskings=dice.random() < 0.85,
        started_on=today - timedelta(days=dice.randint(200, 5000)),
    )
    _enrol(session, person, crew, today, role="leader" if kind is PersonKind.LEADER else "member")
    _vet(session, person.id, collar, dice, today)
    if dice.random() < 0.3:
        _leave(session, person.id, dice, today)
    return person.id


def _volunteer(
    session: Session,
    name: tuple[str, str],
    number: int,
    crew: Crew,
    dice: random.Random,
    today: date,
) -> str:
    person = Person(
        kind=PersonKind.VOLUNTEER,
        forename=name[0],
        surname=name[1],
        mobile=f"07700 900{700 + number:03d}",
        email=f"volunteer{number + 1}@volunteers.example",
        base_area_id=dice.choice(crew.places),
        takes_taskings=False,
    )
    _enrol(session, person, crew, today)
    signed = number % 7 != 6
    session.add(
        VolunteerAgreement(
            person_id=person.id,
            minutes_a_month=dice.choice((4, 8, 12, 16)) * 60,
            signed_on=today - timedelta(days=dice.randint(60, 700)) if signed else None,
            paired_person_id=dice.choice(crew.wardens),
        )
    )
    session.add(
        Credential(
            person_id=person.id,
            kind="DBS",
            status="held" if signed else "awaited",
            issued_on=today - timedelta(days=400) if signed else None,
        )
    )
    return person.id


def _enrol(
    session: Session, person: Person, crew: Crew, today: date, *, role: str = "member"
) -> None:
    since = today - timedelta(days=800)
    session.add(person)
    session.flush()
    session.add(PersonStatus(person_id=person.id, status=Status.ACTIVE, valid_from=since))
    session.add(TeamMember(team_id=crew.team_id, person_id=person.id, role=role, valid_from=since))


def _vet(session: Session, person_id: str, collar: int, dice: random.Random, today: date) -> None:
    """Most are cleared for long; some run out soon, some have run out, a few wait."""
    left = (700, 520, 400, 610, 24, 300, -12, 450, 75, 380)[collar % 10]
    session.add(
        Credential(
            person_id=person_id,
            kind="NPPV",
            level=dice.choice(("2", "2", "2 (abbreviated)", "3")),
            status="awaited" if collar % 23 == 0 else "held",
            issued_on=None if collar % 23 == 0 else today + timedelta(days=left - 1095),
            expires_on=None if collar % 23 == 0 else today + timedelta(days=left),
        )
    )
    session.add(
        Credential(
            person_id=person_id, kind="DBS", issued_on=today - timedelta(days=dice.randint(30, 900))
        )
    )


def _leave(session: Session, person_id: str, dice: random.Random, today: date) -> None:
    starts = today + timedelta(days=dice.randint(-3, 24))
    session.add(
        Absence(
            person_id=person_id,
            code=dice.choice(("AL", "AL", "AL", "SK", "TR")),
            starts_on=starts,
            ends_on=starts + timedelta(days=dice.randint(0, 5)),
        )
    )
