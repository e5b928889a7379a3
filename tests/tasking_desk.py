"""People and taskings for tests, put on a founded desk through its one door."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.taskings import TaskingDetail, TaskingDraft
from warden_desk.services.tasking import tasking_details, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import (
    Absence,
    Area,
    Credential,
    OrganisationArea,
    ParishAssignment,
    Person,
    Team,
    TeamDistrict,
    TeamMember,
)

TODAY = date(2026, 11, 23)
ACT = Act("A. Okafor", datetime(2026, 11, 23, 9, tzinfo=UTC))
SINCE = date(2020, 4, 1)


@dataclass(frozen=True)
class Patch:
    """A district, its neighbour, one of its parishes, its CSU, and a team with two wardens."""

    district: str
    other_district: str
    parish: str
    csu: str
    team: str
    ben: str
    ellen: str


def lay_out(database: Database) -> Patch:
    """A team for Ashford alone: Ben is designated for Wye, Ellen has vetting in date."""
    return database.write("Lay out", _lay_out)[0]


def _lay_out(session: Session) -> Patch:
    ashford = session.scalars(select(Area.id).where(Area.name == "Ashford")).first() or ""
    swale = session.scalars(select(Area.id).where(Area.name == "Swale")).first() or ""
    wye = session.scalars(
        select(Area.id).where(Area.parent_id == ashford, Area.name.like("Wye%"))
    ).one()
    csu = session.scalars(
        select(OrganisationArea.organisation_id).where(OrganisationArea.area_id == ashford)
    ).one()
    team = Team(number=1, name="Ashford")
    ben = Person(kind="warden", forename="Ben", surname="Tilley", collar_number="CW101")
    ellen = Person(kind="warden", forename="Ellen", surname="Marsh", collar_number="CW102")
    session.add_all([team, ben, ellen])
    session.flush()
    session.add(TeamDistrict(team_id=team.id, area_id=ashford, valid_from=SINCE))
    for person in (ben, ellen):
        session.add(TeamMember(team_id=team.id, person_id=person.id, valid_from=SINCE))
    session.add(ParishAssignment(area_id=wye, person_id=ben.id, valid_from=SINCE))
    session.add(Credential(person_id=ellen.id, kind="NPPV", expires_on=TODAY + timedelta(days=200)))
    return Patch(ashford, swale, wye, csu, team.id, ben.id, ellen.id)


def draft(patch: Patch, **changed: Any) -> TaskingDraft:
    """A tasking for Wye, from its CSU, received last week."""
    given: dict[str, Any] = {
        "title": "Needles near the play area",
        "district_id": patch.district,
        "area_id": patch.parish,
        "csu_id": patch.csu,
        "received_on": date(2026, 11, 17),
        **changed,
    }
    return TaskingDraft(**given)


def record(database: Database, patch: Patch, **changed: Any) -> str:
    """One tasking; returns its key."""
    return database.write("Record", taskings.record, draft(patch, **changed), act=ACT)[0]


def detail(database: Database, tasking_id: str) -> TaskingDetail:
    return database.read(tasking_details.detail, tasking_id)


def send_away(database: Database, person_id: str, first: date, last: date, **times: Any) -> None:
    """An absence."""

    def add(session: Session) -> None:
        session.add(Absence(person_id=person_id, code="AL", starts_on=first, ends_on=last, **times))

    database.write("Absence", add)


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the tables of taskings and their search, to compare before and after."""
    tables = (
        *("tasking", "tasking_entry", "tasking_assignment", "entry_person", "search_document"),
        *("tasking_return", "return_item"),
    )

    def read(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        connection = session.connection()
        return {
            # The numbers of search documents follow creation, so that undo gives new ones.
            table: sorted(
                tuple(row)[table == "search_document" :]
                for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            )
            for table in tables
        }

    return database.read(read)
