"""One tasking with everything the desk knows of it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.taskings import AssignmentRow, TaskingDetail
from warden_desk.services import settings as desk_settings
from warden_desk.services.access.sight import sight_of
from warden_desk.services.tasking import tasking_links
from warden_desk.services.tasking.tasking_holders import LEAD_FIRST
from warden_desk.services.tasking.tasking_log import OUTCOMES, entries
from warden_desk.services.tasking.tasking_moves import situation
from warden_desk.services.tasking.taskings import draft_of, get
from warden_desk.storage.tables import Area, Code, Organisation, Person, TaskingAssignment


def detail(session: Session, tasking_id: str) -> TaskingDetail:
    """Everything about one tasking.

    Raises:
        NotFound: it has been put aside or never was.
    """
    tasking = get(session, tasking_id)
    names = _area_names(session, [tasking.district_id, tasking.area_id])
    csu = session.get(Organisation, tasking.csu_id) if tasking.csu_id else None
    return TaskingDetail(
        id=tasking.id,
        reference=tasking.reference,
        draft=draft_of(tasking),
        situation=situation(session, tasking),
        is_sensitive=tasking.marking == desk_settings.load(session).sensitive_marking,
        is_hidden=sight_of(session).is_hiding(tasking.marking),
        state_since=tasking.state_since,
        hold_until=tasking.hold_until,
        outcome=tasking.outcome,
        outcome_label=_label(session, OUTCOMES, tasking.outcome),
        district=names.get(tasking.district_id, ""),
        area=names.get(tasking.area_id or "", ""),
        csu=csu.name if csu else "",
        category_label=_label(session, "category", tasking.category),
        priority_label=_label(session, "priority", tasking.priority),
        assignments=_assignments(session, tasking_id),
        entries=entries(session, tasking_id),
        links=tuple(tasking_links.of(session, tasking_id)),
    )


def _area_names(session: Session, ids: list[str | None]) -> dict[str, str]:
    query = select(Area.id, Area.name).where(Area.id.in_(ids))
    return dict(session.execute(query).all())


def _label(session: Session, list_name: str, code: str) -> str:
    """What a code is called; what is on no list is its own label, as senders' words often are."""
    if not code:
        return ""
    query = (
        select(Code.label)
        .where(Code.list_name == list_name, Code.code == code)
        .order_by(Code.valid_from.desc())
    )
    return session.scalar(query.limit(1)) or code


def _assignments(session: Session, tasking_id: str) -> tuple[AssignmentRow, ...]:
    query = (
        select(TaskingAssignment, Person.forename, Person.surname)
        .join(Person, Person.id == TaskingAssignment.person_id)
        .where(TaskingAssignment.tasking_id == tasking_id, TaskingAssignment.ended_at.is_(None))
        .order_by(*LEAD_FIRST)
    )
    return tuple(
        AssignmentRow(
            held.id,
            held.person_id,
            f"{forename} {surname}",
            held.role,
            held.assigned_by,
            held.assigned_at,
            held.acknowledged_at,
            held.acknowledged_by,
        )
        for held, forename, surname in session.execute(query)
    )
