"""Lists of taskings of any length: a page at a time, by keys, never by offset.

The order by due date or state is asked of each state (and district) apart, where an index gives
it, and merged: SQLite then reads no more rows than it returns, whatever the size of the desk.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    case,
    func,
    literal,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.tasking_filters import (
    Counts,
    Cursor,
    SortBy,
    TaskingFilter,
    TaskingPage,
    Which,
)
from warden_desk.domain.tasking_people import LEAD
from warden_desk.domain.tasking_states import OPEN, TO_DO, UNASSIGNED, State
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services import tasking_search
from warden_desk.storage.tables import Area, Person, Tasking, TaskingAssignment

PAGE = 200
_LAST = "\U0010ffff"
"""Sorts after every name."""
_ORDER = {state.value: position for position, state in enumerate(State)}


def page(
    session: Session, wanted: TaskingFilter, after: Cursor | None = None, *, limit: int = PAGE
) -> TaskingPage:
    """The next rows of a list, from the start or `after` where the last page ended."""
    if wanted.text.strip():
        ids, cursor = tasking_search.page(session, wanted, conditions(wanted), after, limit)
    elif wanted.sort in (SortBy.DUE, SortBy.STATE) and not wanted.person_id and not wanted.area_id:
        ids, cursor = _merged(session, wanted, after, limit)
    else:
        ids, cursor = _sorted(session, wanted, after, limit)
    return TaskingPage(tuple(rows(session, ids)), cursor)


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
    who = _who(session, ids)
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
        query = query.where(Tasking.district_id.in_(district_ids))
    found = {state: (count, late) for state, count, late in session.execute(query)}
    return Counts(
        open=sum(count for count, _ in found.values()),
        overdue=sum(late for _, late in found.values()),
        unassigned=sum(found[state][0] for state in UNASSIGNED if state in found),
        to_check=found.get(State.RESULT_ENTERED, (0, 0))[0],
        owed=found.get(State.CHECKED, (0, 0))[0],
    )


def is_empty(session: Session) -> bool:
    """Whether the desk has no tasking at all."""
    return session.scalar(select(Tasking.id).where(Tasking.deleted_at.is_(None)).limit(1)) is None


def conditions(wanted: TaskingFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on a tasking, without its text."""
    found: list[ColumnElement[bool]] = [Tasking.deleted_at.is_(None)]
    if wanted.which is not Which.ALL or wanted.states:
        found.append(Tasking.state.in_(wanted.wanted_states()))
    if wanted.which is Which.OVERDUE:
        found.append(Tasking.due_on < wanted.today)
    if wanted.district_ids:
        found.append(Tasking.district_id.in_(wanted.district_ids))
    if wanted.area_id is not None:
        found.append(Tasking.area_id == wanted.area_id)
    if wanted.person_id is not None:
        found.append(
            Tasking.id.in_(
                select(TaskingAssignment.tasking_id).where(
                    TaskingAssignment.person_id == wanted.person_id,
                    TaskingAssignment.ended_at.is_(None),
                )
            )
        )
    return found


def _merged(
    session: Session, wanted: TaskingFilter, after: Cursor | None, limit: int
) -> tuple[list[str], Cursor | None]:
    """By due date those whose work is to be done, then the others; or by state, then due date.

    Those without a date come after those with one.

    The cursor is (number of the phase, due date, id).
    """
    phases = _phases(wanted)
    start, *last = after or (0,)
    ids: list[str] = []
    for number in range(cast(int, start), len(phases)):
        found = _phase(session, wanted, *phases[number], last, limit - len(ids))
        ids += [key for _, key in found]
        if len(ids) == limit:
            return ids, (number, *found[-1])
        last = []
    return ids, None


def _phases(wanted: TaskingFilter) -> list[tuple[tuple[State, ...], bool]]:
    """States and whether dated, each phase wholly before the next."""
    dated = (True,) if wanted.which is Which.OVERDUE else (True, False)
    states = wanted.wanted_states()
    if wanted.sort is SortBy.STATE:
        groups = [(state,) for state in states]
    else:
        to_do = tuple(state for state in states if state in TO_DO)
        groups = [to_do, tuple(state for state in states if state not in TO_DO)]
    return [(group, is_dated) for group in groups if group for is_dated in dated]


def _phase(
    session: Session,
    wanted: TaskingFilter,
    states: tuple[State, ...],
    is_dated: bool,
    last: Sequence[object],
    limit: int,
) -> list[tuple[date | None, str]]:
    shared: list[ColumnElement[bool]] = [Tasking.deleted_at.is_(None)]
    shared.append(Tasking.due_on.is_not(None) if is_dated else Tasking.due_on.is_(None))
    if wanted.which is Which.OVERDUE:
        shared.append(Tasking.due_on < wanted.today)
    if last:
        due_on, key = last
        after_key = Tasking.id > key
        shared.append(tuple_(Tasking.due_on, Tasking.id) > (due_on, key) if is_dated else after_key)
    branches = [
        select(Tasking.due_on, Tasking.id).where(*shared, Tasking.state == state, *of_district)
        for state in states
        for of_district in [(Tasking.district_id == key,) for key in wanted.district_ids] or [()]
    ]
    if len(branches) == 1:
        query = branches[0].order_by(Tasking.due_on, Tasking.id).limit(limit)
    else:
        query = union_all(*branches).order_by("due_on", "id").limit(limit)
    return list(session.execute(query))


def _sorted(
    session: Session, wanted: TaskingFilter, after: Cursor | None, limit: int
) -> tuple[list[str], Cursor | None]:
    """In any order, for lists that are short or that an index gives in order.

    The cursor is the sort keys of the last row, its id at the end.
    """
    keys = _keys(wanted.sort)
    newest_first = wanted.sort is SortBy.NEWEST
    query = select(*keys).where(*conditions(wanted)).limit(limit)
    query = query.order_by(*(key.desc() if newest_first else key for key in keys))
    if after is not None:
        mark = tuple_(*(literal(value) for value in after))
        query = query.where(tuple_(*keys) < mark if newest_first else tuple_(*keys) > mark)
    found = [tuple(row) for row in session.execute(query)]
    return [row[-1] for row in found], found[-1] if len(found) == limit else None


def _keys(sort: SortBy) -> list[SQLColumnExpression[Any]]:
    due = func.coalesce(Tasking.due_on, literal(date.max))
    rank = case(_ORDER, value=Tasking.state)
    before: dict[SortBy, list[SQLColumnExpression[Any]]] = {
        SortBy.DUE: [Tasking.state.not_in(TO_DO), due],
        SortBy.REFERENCE: [Tasking.reference],
        SortBy.STATE: [rank, due],
        SortBy.NEWEST: [],
        SortBy.WHAT: [func.lower(Tasking.title)],
        SortBy.WHERE: [_where()],
        SortBy.WHO: [_lead()],
    }
    return [*before[sort], Tasking.id]


def _where() -> SQLColumnExpression[Any]:
    """What the list says of the place; nothing comes last."""
    name = select(Area.name).where(Area.id == Tasking.area_id).scalar_subquery()
    return func.coalesce(name, func.nullif(Tasking.place, ""), literal(_LAST))


def _lead() -> SQLColumnExpression[Any]:
    """Who leads; those whom nobody has come last."""
    name = (
        select(Person.forename + " " + Person.surname)
        .join(TaskingAssignment, TaskingAssignment.person_id == Person.id)
        .where(TaskingAssignment.tasking_id == Tasking.id, TaskingAssignment.ended_at.is_(None))
        .order_by(TaskingAssignment.role != LEAD, TaskingAssignment.id)
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(name, literal(_LAST))


def _who(session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    query = (
        select(TaskingAssignment.tasking_id, Person.forename, Person.surname)
        .join(Person, Person.id == TaskingAssignment.person_id)
        .where(TaskingAssignment.tasking_id.in_(ids), TaskingAssignment.ended_at.is_(None))
        .order_by(TaskingAssignment.role != LEAD, TaskingAssignment.id)
    )
    found: dict[str, list[str]] = {}
    for tasking_id, forename, surname in session.execute(query):
        found.setdefault(tasking_id, []).append(f"{forename} {surname}")
    return found
