"""The numbers somebody needs in their week, and nobody else's."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.contacts import CLERK, PARISH_COUNCIL
from warden_desk.domain.copies import CopyPhone
from warden_desk.domain.week_rows import PersonWeek
from warden_desk.services.areas import on_day
from warden_desk.services.papers.copies_ground import Ground
from warden_desk.services.papers.sheets import LEADER_NOTE
from warden_desk.storage.tables import Area, Contact, Organisation, OrganisationArea, Person


def phones(
    session: Session, on: Ground, person: PersonWeek, area_ids: Collection[str]
) -> tuple[CopyPhone, ...]:
    """Leader and out of hours first, then who goes along or rings, then the clerks on the way."""
    leader = [row.person_id for row in on.grid.people if row.note == LEADER_NOTE]
    buddies = _buddies(on, person)
    known = _numbers(session, [*leader, *buddies])
    found = [CopyPhone("Team leader", *known[key]) for key in leader if key in known]
    found.append(CopyPhone("Out of hours", "", on.settings.out_of_hours_phone))
    found += [
        CopyPhone("Buddy this week", *known[key])
        for key in buddies
        if key in known and key not in leader
    ]
    return (*found, *_clerks(session, on, area_ids))


def _buddies(on: Ground, person: PersonWeek) -> list[str]:
    """Whom they go with or are rung by, and whom they ring themselves."""
    own = [shift.buddy_id for cell in person.cells for shift in cell.shifts]
    rung = [
        row.person_id
        for row in on.grid.people
        for cell in row.cells
        for shift in cell.shifts
        if shift.buddy_id == person.person_id
    ]
    return list(dict.fromkeys(key for key in (*own, *rung) if key))


def _numbers(session: Session, person_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    query = select(Person.id, Person.forename, Person.surname, Person.mobile, Person.phone).where(
        Person.id.in_(person_ids)
    )
    return {
        key: (f"{forename} {surname}".strip(), mobile or phone)
        for key, forename, surname, mobile, phone in session.execute(query)
    }


def _clerks(session: Session, on: Ground, area_ids: Collection[str]) -> list[CopyPhone]:
    query = (
        select(Area.name, Contact.name, Contact.phone)
        .join(OrganisationArea, OrganisationArea.area_id == Area.id)
        .join(Organisation, Organisation.id == OrganisationArea.organisation_id)
        .join(Contact, Contact.organisation_id == Organisation.id)
        .where(
            Area.id.in_(area_ids),
            Organisation.kind == PARISH_COUNCIL,
            Organisation.deleted_at.is_(None),
            Contact.deleted_at.is_(None),
            func.lower(Contact.role) == CLERK,
            on_day(OrganisationArea, on.grid.week.monday),
        )
        .order_by(Area.name, Contact.name)
    )
    return [
        CopyPhone(f"Clerk, {area}", name, phone) for area, name, phone in session.execute(query)
    ]
