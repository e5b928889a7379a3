"""A small desk to plan weeks on: two teams, three wardens."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.people import AbsenceDraft, PersonKind, Status
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.tasking_states import State
from warden_desk.domain.week_rows import CellRow
from warden_desk.services import absences
from warden_desk.services.week import week_rows, week_views, weeks
from warden_desk.storage.database import Database
from warden_desk.storage.tables import (
    Area,
    Person,
    PersonStatus,
    Tasking,
    Team,
    TeamDistrict,
    TeamMember,
)

LONG_AGO = date(2020, 1, 1)
WEEK = Week(2026, 48)
MON, TUE, WED, THU, FRI, SAT, SUN = WEEK.days


@dataclass
class Desk:
    """A desk with one team of Ashford and Swale, another of Dover, and three wardens."""

    database: Database
    act: Act
    team: str = ""
    other_team: str = ""
    ben: str = ""
    carys: str = ""
    dev: str = ""

    def set(self, person: str, day: date, text: str, *, reason: str = "", team: str = "") -> None:
        self.database.write("Set", _set, person, day, team or self.team, text, self.act, reason)

    def cell(self, person: str, day: date, *, team: str = "") -> CellRow:
        grid = self.database.read(week_views.grid, team or self.team, Week.of(day))
        [row] = [row for row in grid.people if row.person_id == person]
        return row.cells[day.weekday()]

    def text(self, person: str, day: date, *, team: str = "") -> str:
        grid = self.database.read(week_views.grid, team or self.team, Week.of(day))
        return grid.text(self.cell(person, day, team=team))

    def away(self, person: str, code: str, first: date, last: date) -> str:
        draft = AbsenceDraft(code=code, starts_on=first, ends_on=last)
        return self.database.write("Away", absences.record, person, draft, act=self.act)[0]

    def add(self, *rows: object) -> None:
        self.database.write("Add", lambda session: session.add_all(rows))


def _set(
    session: Session, person: str, day: date, team: str, text: str, act: Act, reason: str
) -> None:
    draft = parse_cell(text, week_rows.code_book(session, day))
    weeks.set_cell(session, person, day, team, draft, act=act, reason=reason)


def desk_on(founded: Database, act: Act) -> Desk:
    """Fill a new desk."""

    def fill(session: Session) -> Desk:
        desk = Desk(founded, act)
        desk.team = _team(session, 1, "Ashford & Swale", "ASH", "SWA")
        desk.other_team = _team(session, 2, "Dover", "DOV")
        desk.ben = _person(session, desk.team, "Ben", "Tilley", "CW107")
        desk.carys = _person(session, desk.team, "Carys", "Evans", "CW109")
        desk.dev = _person(session, desk.other_team, "Dev", "Patel", "CW112")
        return desk

    return founded.write("Fill", fill)[0]


def _team(session: Session, number: int, name: str, *codes: str) -> str:
    team = Team(number=number, name=name)
    session.add(team)
    session.flush()
    for key in session.scalars(select(Area.id).where(Area.short_code.in_(codes))):
        session.add(TeamDistrict(team_id=team.id, area_id=key, valid_from=LONG_AGO))
    return team.id


def _person(session: Session, team: str, forename: str, surname: str, collar: str) -> str:
    person = Person(
        kind=PersonKind.WARDEN, forename=forename, surname=surname, collar_number=collar
    )
    session.add(person)
    session.flush()
    session.add(PersonStatus(person_id=person.id, status=Status.ACTIVE, valid_from=LONG_AGO))
    session.add(TeamMember(team_id=team, person_id=person.id, valid_from=LONG_AGO))
    return person.id


def area(desk: Desk, name: str) -> str:
    """The key of a parish or district."""
    return desk.database.read(lambda s: s.scalars(select(Area.id).where(Area.name == name)).one())


def tasking(
    desk: Desk,
    reference: str = "ASH-26-0147",
    *,
    state: State = State.ASSIGNED,
    marking: str = "OFFICIAL",
) -> str:
    def add(session: Session) -> str:
        district = session.scalars(select(Area.id).where(Area.short_code == "ASH")).one()
        parish = session.scalars(select(Area.id).where(Area.name == "Wye with Hinxhill")).one()
        made = Tasking(
            reference=reference,
            district_id=district,
            area_id=parish,
            year=2026,
            number=int(reference[-4:]),
            state=state,
            state_since=desk.act.at,
            title="Nuisance bikes",
            received_on=MON,
            marking=marking,
        )
        session.add(made)
        session.flush()
        return made.id

    return desk.database.write("Tasking", add)[0]
