"""Who has a tasking: who was asked to do it, and has not been relieved of it."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_people import LEAD
from warden_desk.storage.tables import Person, TaskingAssignment

LEAD_FIRST = (TaskingAssignment.role != LEAD, TaskingAssignment.id)
"""How those who have a tasking are ordered wherever they are shown."""


class Holder(NamedTuple):
    """Somebody who has a tasking."""

    person_id: str
    name: str


def holders(session: Session, tasking_ids: Collection[str]) -> dict[str, list[Holder]]:
    """Who has each of these taskings, the lead first; those that nobody has are left out."""
    query = (
        select(TaskingAssignment.tasking_id, Person.id, Person.forename, Person.surname)
        .join(Person, Person.id == TaskingAssignment.person_id)
        .where(TaskingAssignment.tasking_id.in_(tasking_ids), TaskingAssignment.ended_at.is_(None))
        .order_by(*LEAD_FIRST)
    )
    found: dict[str, list[Holder]] = {}
    for tasking_id, person_id, forename, surname in session.execute(query):
        found.setdefault(tasking_id, []).append(Holder(person_id, f"{forename} {surname}".strip()))
    return found


def names(session: Session, tasking_ids: Collection[str]) -> dict[str, list[str]]:
    """As `holders`, by name only."""
    return {
        key: [holder.name for holder in several]
        for key, several in holders(session, tasking_ids).items()
    }


def held_by(person_id: str) -> Select[str]:
    """The keys of the taskings somebody has, in whatever state they are: for a condition."""
    return select(TaskingAssignment.tasking_id).where(
        TaskingAssignment.person_id == person_id, TaskingAssignment.ended_at.is_(None)
    )


def has_tasking(session: Session, tasking_id: str, person_id: str) -> bool:
    """Whether somebody was asked to do a tasking, and still is."""
    query = held_by(person_id).where(TaskingAssignment.tasking_id == tasking_id)
    return session.scalar(query) is not None
