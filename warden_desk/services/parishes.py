"""Parishes: who looks after them, whom to ring, what is open there."""

from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.contacts import CLERK, PARISH_COUNCIL
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.parishes import (
    CarerRow,
    DesignationDraft,
    ParishCard,
    ParishRow,
)
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import OPEN
from warden_desk.services import areas, successions
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.contacts import contact_lists, contact_log
from warden_desk.storage.tables import (
    Area,
    Contact,
    EntryPerson,
    Organisation,
    OrganisationArea,
    ParishAssignment,
    Person,
    Tasking,
    TaskingEntry,
)


def rows(
    session: Session,
    on: date,
    *,
    district_ids: list[str] | None = None,
    text: str = "",
    only_without: bool = False,
) -> list[ParishRow]:
    """Parishes by district and name, with their primary warden and council clerk."""
    district = aliased(Area)
    query = (
        select(Area.id, Area.name, district.name, Area.kind)
        .join(district, district.id == Area.parent_id)
        .where(Area.kind.in_(LOCAL_KINDS), on_day(Area, on))
        .order_by(district.name, Area.name)
    )
    if district_ids is not None:
        query = query.where(Area.parent_id.in_(district_ids))
    for word in text.split():
        where = (Area.name, district.name)
        query = query.where(or_(*(name.icontains(word, autoescape=True) for name in where)))
    primaries, others = _carers_by_area(session, on)
    clerks, meets = _clerks(session, on)
    to_confirm = contact_lists.due_by_area(session, on)
    found = [
        ParishRow(
            key,
            name,
            parent,
            kind == AreaKind.UNPARISHED,
            primaries.get(key, ""),
            others.get(key, 0),
            clerks.get(key, ""),
            meets.get(key, ""),
            to_confirm.get(key, 0),
        )
        for key, name, parent, kind in session.execute(query)
    ]
    return [parish for parish in found if not (only_without and parish.primary)]


def card(session: Session, area_id: str, on: date) -> ParishCard:
    """Everything the desk shows of one parish.

    Raises:
        NotFound: there is no such area.
    """
    area = areas.by_id(session, area_id)
    if area is None:
        raise NotFound("That parish is no longer on the list.")
    carers = _carers(session, area_id)
    serving = contact_lists.serving(session, area_id, on)
    now = [c for c in carers if c.valid_from <= on and (c.valid_to is None or c.valid_to > on)]
    return ParishCard(
        area=area,
        meets=_clerks(session, on)[1].get(area_id, ""),
        carers=tuple(now),
        earlier=tuple(c for c in carers if c.valid_to is not None and c.valid_to <= on),
        contacts=tuple(contact_lists.of_organisations(session, serving, on)),
        open_taskings=tuple(_open_taskings(session, area_id)),
        last_visits=tuple(_last_visits(session, area_id)),
        log=contact_log.entries(session, serving, most=contact_log.SHOWN),
    )


def designate(session: Session, area_id: str, draft: DesignationDraft, *, act: Act) -> str:
    """Give somebody a parish from today; a new primary ends the former one's time.

    Returns the key of the assignment.

    Raises:
        Invalid: nobody is chosen.
        UserError: they have this role here already.
    """
    if draft.person_id is None:
        raise Invalid({"person_id": "Choose who shall look after it."})
    today = local_day(act, desk_settings.load(session))
    standing = session.scalars(
        select(ParishAssignment).where(
            ParishAssignment.area_id == area_id,
            ParishAssignment.role == draft.role,
            on_day(ParishAssignment, today),
        )
    ).all()
    if any(assignment.person_id == draft.person_id for assignment in standing):
        raise UserError("They look after this parish in that role already.")
    if draft.role is AssignmentRole.PRIMARY:
        for assignment in standing:
            _end(session, assignment, today)
    made = ParishAssignment(
        area_id=area_id,
        person_id=draft.person_id,
        role=draft.role,
        visit_every_days=draft.visit_every_days,
        valid_from=today,
    )
    session.add(made)
    session.flush()
    return made.id


def relieve(session: Session, assignment_id: str, *, act: Act) -> None:
    """End somebody's time in a parish today.

    Raises:
        NotFound: the assignment is not there any more.
    """
    assignment = session.get(ParishAssignment, assignment_id)
    if assignment is None:
        raise NotFound("That was ended already.")
    _end(session, assignment, local_day(act, desk_settings.load(session)))


def _end(session: Session, assignment: ParishAssignment, today: date) -> None:
    """A row that would never have been true is removed, not kept with an empty period."""
    if assignment.valid_from >= today:
        session.delete(assignment)
    else:
        assignment.valid_to = today


def _carers_by_area(session: Session, on: date) -> tuple[dict[str, str], dict[str, int]]:
    query = (
        select(ParishAssignment.area_id, ParishAssignment.role, Person.forename, Person.surname)
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(on_day(ParishAssignment, on))
        .order_by(ParishAssignment.valid_from)
    )
    primaries: dict[str, str] = {}
    others: dict[str, int] = {}
    for area_id, role, forename, surname in session.execute(query):
        if role == AssignmentRole.PRIMARY:
            primaries[area_id] = f"{forename} {surname}"
        else:
            others[area_id] = others.get(area_id, 0) + 1
    return primaries, others


def _clerks(session: Session, on: date) -> tuple[dict[str, str], dict[str, str]]:
    query = (
        select(OrganisationArea.area_id, Organisation.meets, Contact.name)
        .join(Organisation, Organisation.id == OrganisationArea.organisation_id)
        .outerjoin(
            Contact,
            (Contact.organisation_id == Organisation.id)
            & (func.lower(Contact.role) == CLERK)
            & Contact.deleted_at.is_(None),
        )
        .where(
            Organisation.kind == PARISH_COUNCIL,
            Organisation.deleted_at.is_(None),
            on_day(OrganisationArea, on),
        )
    )
    clerks: dict[str, str] = {}
    meets: dict[str, str] = {}
    for area_id, rhythm, name in session.execute(query):
        meets[area_id] = rhythm
        if name:
            clerks[area_id] = name
    return clerks, meets


def _carers(session: Session, area_id: str) -> list[CarerRow]:
    query = (
        select(ParishAssignment, Person)
        .join(Person, Person.id == ParishAssignment.person_id)
        .where(ParishAssignment.area_id == area_id)
        .order_by(ParishAssignment.valid_from.desc())
    )
    order = [role.value for role in AssignmentRole]
    found = [
        CarerRow(
            assignment_id=held.id,
            person_id=person.id,
            name=f"{person.forename} {person.surname}",
            collar_number=person.collar_number or "",
            role=held.role,
            mobile=person.mobile,
            visit_every_days=held.visit_every_days,
            valid_from=held.valid_from,
            valid_to=held.valid_to,
        )
        for held, person in session.execute(query)
    ]
    return sorted(found, key=lambda carer: order.index(carer.role))


def _open_taskings(session: Session, area_id: str) -> list[tuple[str, str, str]]:
    query = (
        select(Tasking.id, Tasking.reference, Tasking.title)
        .where(
            Tasking.area_id.in_(successions.with_former(session, [area_id])),
            Tasking.state.in_(OPEN),
            Tasking.deleted_at.is_(None),
        )
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.id)
    )
    return list(session.execute(query))


def _last_visits(session: Session, area_id: str, most: int = 10) -> list[tuple[date, str]]:
    query = (
        select(
            TaskingEntry.happened_on,
            func.aggregate_strings(Person.forename + " " + Person.surname, ", "),
        )
        .outerjoin(EntryPerson, EntryPerson.entry_id == TaskingEntry.id)
        .outerjoin(Person, Person.id == EntryPerson.person_id)
        .where(
            TaskingEntry.area_id.in_(successions.with_former(session, [area_id])),
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.struck_at.is_(None),
            TaskingEntry.happened_on.is_not(None),
        )
        .group_by(TaskingEntry.id)
        .order_by(TaskingEntry.happened_on.desc())
        .limit(most)
    )
    return [(day, who or "") for day, who in session.execute(query) if day is not None]
