"""What a list of taskings is sorted by."""

from datetime import date
from typing import Any

from sqlalchemy import SQLColumnExpression, case, func, literal, select

from warden_desk.domain.tasking_filters import SortBy, TaskingFilter
from warden_desk.domain.tasking_states import TO_DO, State
from warden_desk.services.tasking.tasking_holders import LEAD_FIRST
from warden_desk.storage.tables import Area, Person, Tasking, TaskingAssignment

Key = tuple[SQLColumnExpression[Any], bool]
"""What is sorted by, and whether downwards."""

_RANK = {state.value: position for position, state in enumerate(State)}


def sort_keys(wanted: TaskingFilter) -> list[Key]:
    """What is sorted by; who has no date, place or person comes last, whichever way round."""
    down = wanted.is_descending
    due = func.coalesce(Tasking.due_on, literal(date.min if down else date.max))
    where, who = _where(), _lead()
    orders: dict[SortBy, list[Key]] = {
        SortBy.DUE: [(Tasking.state.not_in(TO_DO), False), (due, down)],
        SortBy.REFERENCE: [(Tasking.reference, down)],
        SortBy.STATE: [(case(_RANK, value=Tasking.state), down), (due, down)],
        SortBy.NEWEST: [],
        SortBy.WHAT: [(func.lower(Tasking.title), down)],
        SortBy.WHERE: [(where == "", False), (where, down)],
        SortBy.WHO: [(who == "", False), (who, down)],
    }
    return [*orders[wanted.sort], (Tasking.id, down != (wanted.sort is SortBy.NEWEST))]


def _where() -> SQLColumnExpression[str]:
    """What the list says of the place; "" for nothing."""
    name = select(Area.name).where(Area.id == Tasking.area_id).scalar_subquery()
    return func.coalesce(name, Tasking.place)


def _lead() -> SQLColumnExpression[str]:
    """Who leads; "" for nobody."""
    name = (
        select(Person.forename + " " + Person.surname)
        .join(TaskingAssignment, TaskingAssignment.person_id == Person.id)
        .where(TaskingAssignment.tasking_id == Tasking.id, TaskingAssignment.ended_at.is_(None))
        .order_by(*LEAD_FIRST)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(name, "")
