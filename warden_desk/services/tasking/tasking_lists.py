"""Lists of taskings of any length, and how many there are of which."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_filters import (
    Counts,
    Cursor,
    TaskingFilter,
    TaskingPage,
    Which,
)
from warden_desk.domain.tasking_states import OPEN, TO_DO, UNASSIGNED, State
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services import successions
from warden_desk.services.tasking import tasking_holders, tasking_orders, tasking_search
from warden_desk.storage.tables import Area, Tasking

PAGE = 200

AT_ONCE = 1000
"""How many are asked for where all are wanted."""


def page(
    session: Session, wanted: TaskingFilter, after: Cursor | None = None, *, limit: int = PAGE
) -> TaskingPage:
    """The next rows of a list, from the start or `after` where the last page ended."""
    if wanted.text.strip():
        ids, cursor = tasking_search.page(
            session, wanted, conditions(session, wanted), after, limit
        )
    else:
        ids, cursor = tasking_orders.page(
            session, wanted, conditions(session, wanted), after, limit
        )
    return TaskingPage(tuple(rows(session, ids)), cursor)


def everything(session: Session, wanted: TaskingFilter, progress: Progress) -> list[TaskingRow]:
    """All rows of a list, however long it is."""
    found: dict[str, TaskingRow] = {}
    cursor: Cursor | None = None
    while True:
        some = page(session, wanted, cursor, limit=AT_ONCE)
        found |= {row.id: row for row in some.rows if row.id not in found}
        cursor = some.cursor
        progress.step(len(found), 0, f"{len(found)} taskings")
        if cursor is None:
            return list(found.values())


def rows(session: Session, ids: Sequence[str]) -> list[TaskingRow]:
    """These taskings as lists show them, in this order; those that are gone are left out."""
    district = aliased(Area)
    query = (
        select(
            Tasking.id,
            Tasking.reference,
            Tasking.title,
            Tasking.marking,
            Tasking.district_id,
            func.coalesce(Area.name, Tasking.place),
            Tasking.state,
            Tasking.urgency,
            Tasking.due_on,
            Tasking.due_words,
            Tasking.hold_until,
            district.name,
            Tasking.category,
            Tasking.priority,
            Tasking.external_reference,
            Tasking.received_on,
        )
        .outerjoin(Area, Area.id == Tasking.area_id)
        .outerjoin(district, district.id == Tasking.district_id)
        .where(Tasking.id.in_(ids), Tasking.deleted_at.is_(None))
    )
    who = tasking_holders.names(session, ids)
    found: dict[str, Any] = {row[0]: row for row in session.execute(query)}
    return [_row(row, tuple(who.get(key, ()))) for key in ids if (row := found.get(key))]


def _row(columns: Sequence[Any], who: tuple[str, ...]) -> TaskingRow:
    values = list(columns)
    values[6] = State(values[6])
    return TaskingRow(*values, who=who)


def counts(session: Session, today: date, district_ids: Sequence[str] = ()) -> Counts:
    """How many taskings each chip would show, in one query."""
    overdue = case(((Tasking.due_on < today) & Tasking.state.in_(TO_DO), 1), else_=0)
    query = (
        select(Tasking.state, func.count(), func.sum(overdue))
        .where(Tasking.state.in_(OPEN), Tasking.deleted_at.is_(None))
        .group_by(Tasking.state)
    )
    if district_ids:
        query = query.where(successions.taskings_in(session, district_ids))
    found = {state: (count, late) for state, count, late in session.execute(query)}
    return Counts(
        open=sum(count for count, _ in found.values()),
        overdue=sum(late for _, late in found.values()),
        unassigned=sum(found[state][0] for state in UNASSIGNED if state in found),
        to_check=found.get(State.RESULT_ENTERED, (0, 0))[0],
        owed=found.get(State.CHECKED, (0, 0))[0],
    )


def ids(session: Session, wanted: TaskingFilter) -> list[str]:
    """The keys of all that a list shows, in no order: for doing something to all of them."""
    if not wanted.text.strip():
        return list(session.scalars(select(Tasking.id).where(*conditions(session, wanted))))
    found: dict[str, None] = {}
    cursor: Cursor | None = None
    where = conditions(session, wanted)
    while True:
        keys, cursor = tasking_search.page(session, wanted, where, cursor, PAGE)
        found |= dict.fromkeys(keys)
        if cursor is None:
            return list(found)


def is_empty(session: Session) -> bool:
    """Whether the desk has no tasking at all."""
    return session.scalar(select(Tasking.id).where(Tasking.deleted_at.is_(None)).limit(1)) is None


def conditions(session: Session, wanted: TaskingFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on a tasking, without its text."""
    found: list[ColumnElement[bool]] = [Tasking.deleted_at.is_(None)]
    if wanted.which is not Which.ALL or wanted.states:
        found.append(Tasking.state.in_(wanted.wanted_states()))
    if wanted.which is Which.OVERDUE:
        found.append(Tasking.due_on < wanted.today)
    if wanted.district_ids:
        found.append(successions.taskings_in(session, wanted.district_ids))
    if wanted.area_id is not None:
        found.append(Tasking.area_id.in_(successions.with_former(session, [wanted.area_id])))
    if wanted.person_id is not None:
        found.append(Tasking.id.in_(tasking_holders.held_by(wanted.person_id)))
    return found
