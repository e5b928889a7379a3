"""The orders a list of taskings can be in: a page of keys at a time, never by offset.

By due date, state or title each state (and district) is asked apart, where an index gives the
order, and merged. By place or person, those are gone through by name. SQLite then reads little
more than it returns, whatever the size of the desk.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.tasking_filters import Cursor, SortBy, TaskingFilter, Which
from warden_desk.domain.tasking_people import LEAD
from warden_desk.domain.tasking_states import TO_DO, State
from warden_desk.services import successions
from warden_desk.services.tasking.tasking_sort_keys import Key, sort_keys
from warden_desk.storage.tables import Area, Person, Tasking, TaskingAssignment

Conditions = Sequence[ColumnElement[bool]]
Keys = tuple[list[str], Cursor | None]
"""Keys of taskings, and where the next ones begin."""


def page(
    session: Session,
    wanted: TaskingFilter,
    conditions: Conditions,
    after: Cursor | None,
    limit: int,
) -> Keys:
    """The next keys in the order that is wanted; `conditions` are those of the filter."""
    is_narrow = wanted.person_id is not None or wanted.area_id is not None
    if wanted.sort in (SortBy.DUE, SortBy.STATE) and not is_narrow:
        return _by_due(session, wanted, after, limit)
    if wanted.which is Which.ALL and not is_narrow:
        match wanted.sort:
            case SortBy.WHAT:
                return _by_title(session, wanted, after, limit)
            case SortBy.WHERE:
                return _by_place(session, wanted, conditions, after, limit)
            case SortBy.WHO:
                return _by_person(session, wanted, conditions, after, limit)
            case _:
                pass
    ordered = _computed if wanted.sort in (SortBy.WHERE, SortBy.WHO) else _sorted
    return ordered(session, sort_keys(wanted), conditions, after, limit)


def _by_due(session: Session, wanted: TaskingFilter, after: Cursor | None, limit: int) -> Keys:
    """By due date those whose work is to be done, then the others; or by state, then due date.

    Those without a date come after those with one, whichever way round. The cursor is (number of
    the phase, due date, id).
    """
    phases = _phases(wanted)
    start, *last = after or (0,)
    ids: list[str] = []
    for number in range(cast(int, start), len(phases)):
        states, is_dated = phases[number]
        dated = Tasking.due_on.is_not(None) if is_dated else Tasking.due_on.is_(None)
        conditions: list[ColumnElement[bool]] = [dated]
        if wanted.which is Which.OVERDUE:
            conditions.append(Tasking.due_on < wanted.today)
        backwards = wanted.is_descending
        by: list[Key] = [(Tasking.due_on, backwards)] if is_dated else []
        by.append((Tasking.id, backwards))
        mark = last if is_dated else last[1:]
        found = _merged(session, wanted, states, conditions, by, mark, limit - len(ids))
        ids += [row[-1] for row in found]
        if len(ids) == limit:
            return ids, (number, *(found[-1] if is_dated else (None, *found[-1])))
        last = []
    return ids, None


def _phases(wanted: TaskingFilter) -> list[tuple[tuple[State, ...], bool]]:
    """States and whether dated, each phase wholly before the next."""
    dated = (True,) if wanted.which is Which.OVERDUE else (True, False)
    states = wanted.wanted_states()
    if wanted.sort is SortBy.STATE:
        groups = [(state,) for state in states]
        if wanted.is_descending:
            groups.reverse()
    else:
        to_do = tuple(state for state in states if state in TO_DO)
        groups = [to_do, tuple(state for state in states if state not in TO_DO)]
    return [(group, is_dated) for group in groups if group for is_dated in dated]


def _by_title(session: Session, wanted: TaskingFilter, after: Cursor | None, limit: int) -> Keys:
    """The cursor is (title, id)."""
    down = wanted.is_descending
    by: list[Key] = [(Tasking.title.collate("NOCASE"), down), (Tasking.id, down)]
    found = _merged(session, wanted, wanted.wanted_states(), (), by, after or (), limit)
    return [row[-1] for row in found], found[-1] if len(found) == limit else None


def _merged(
    session: Session,
    wanted: TaskingFilter,
    states: Sequence[State],
    conditions: Conditions,
    by: Sequence[Key],
    last: Sequence[object],
    limit: int,
) -> list[tuple[Any, ...]]:
    """The values of `by`, each state and district asked apart: an index gives each in order."""
    shared = [Tasking.deleted_at.is_(None), *conditions, *_after(by, last)]
    named: list[Any] = [key.label(f"key_{at}") for at, (key, _) in enumerate(by)]
    districts = successions.parts_of_taskings_in(session, wanted.district_ids)
    branches: list[Any] = [
        select(*named).where(*shared, Tasking.state == state, *of_district)
        for state in states
        for of_district in districts or [()]
    ]
    query: Any = union_all(*branches) if len(branches) > 1 else branches[0]
    columns = query.selected_columns
    order = [(columns[f"key_{at}"], down) for at, (_, down) in enumerate(by)]
    query = query.order_by(*_ordered(order))
    return [tuple(row) for row in session.execute(query.limit(limit)).all()]


def _by_place(
    session: Session,
    wanted: TaskingFilter,
    conditions: Conditions,
    after: Cursor | None,
    limit: int,
) -> Keys:
    """By the name of the parish; then, by their own words, the places that are in none."""
    areas = _names(session, select(Area.id, Area.name), down=wanted.is_descending)

    def of(keys: Sequence[str]) -> Select[str, str]:
        return select(Tasking.area_id.concat(""), Tasking.id).where(
            Tasking.area_id.in_(keys), *conditions
        )

    rest: list[Key] = [
        (Tasking.place == "", False),
        (Tasking.place, wanted.is_descending),
        (Tasking.id, wanted.is_descending),
    ]
    nowhere = [*conditions, Tasking.area_id.is_(None)]
    return _by_names(session, areas, of, (rest, nowhere), wanted, after, limit)


def _by_person(
    session: Session,
    wanted: TaskingFilter,
    conditions: Conditions,
    after: Cursor | None,
    limit: int,
) -> Keys:
    """By the name of whoever leads; then those whom nobody has."""
    name = Person.forename + " " + Person.surname
    people = _names(session, select(Person.id, name), down=wanted.is_descending)
    held = TaskingAssignment

    def of(keys: Sequence[str]) -> Select[str, str]:
        leads = held.person_id.in_(keys) & held.ended_at.is_(None) & ~exists(_before(held))
        query = select(held.person_id, Tasking.id).join(Tasking, Tasking.id == held.tasking_id)
        return query.where(leads, *conditions)

    nobody = ~exists().where(held.tasking_id == Tasking.id, held.ended_at.is_(None))
    rest: list[Key] = [(Tasking.id, wanted.is_descending)]
    return _by_names(session, people, of, (rest, [*conditions, nobody]), wanted, after, limit)


def _before(held: type[TaskingAssignment]) -> Select[str]:
    """Others who have the same tasking and stand before this one."""
    other = aliased(TaskingAssignment)
    rank, own = (other.role != LEAD, other.id), (held.role != LEAD, held.id)
    return select(other.id).where(
        other.tasking_id == held.tasking_id, other.ended_at.is_(None), tuple_(*rank) < tuple_(*own)
    )


def _names(session: Session, query: Select[str, str], *, down: bool) -> list[str]:
    """Keys by the names that go with them."""
    found = sorted(session.execute(query), key=lambda row: (row[1].casefold(), row[0]))
    return [key for key, _ in (reversed(found) if down else found)]


def _by_names(
    session: Session,
    names: Sequence[str],
    of: Callable[[Sequence[str]], Select[str, str]],
    rest: tuple[Sequence[Key], Conditions],
    wanted: TaskingFilter,
    after: Cursor | None,
    limit: int,
) -> Keys:
    """The taskings `of` each name in turn, then the `rest`.

    Ever more names are asked at once, because few of them may have any. The cursor is (key of
    the name, id), and of the rest ("", values of its keys).
    """
    at, last = (after[0], after[1:]) if after else (None, ())
    found: list[tuple[str, str]] = []
    start = 0 if at is None else names.index(cast(str, at)) if at in names else len(names)
    width = 1
    while start < len(names) and len(found) < limit:
        asked = names[start : start + width]
        rank = {key: number for number, key in enumerate(asked)}
        rows = sorted(session.execute(of(asked)).all(), key=lambda row: row[1])
        if wanted.is_descending:
            rows.reverse()
        rows.sort(key=lambda row: rank[row[0]])
        found += [(key, one) for key, one in rows if key != at or _is_past(one, last, wanted)]
        start, width = start + width, width * 2
    ids = [key for _, key in found[:limit]]
    if len(ids) == limit:
        return ids, found[limit - 1]
    more, cursor = _sorted(session, *rest, last if at == "" else None, limit - len(ids))
    return [*ids, *more], ("", *cursor) if cursor else None


def _is_past(key: str, last: Cursor, wanted: TaskingFilter) -> bool:
    """Whether a tasking comes after the last one of the page before."""
    mark = cast(str, last[0])
    return key < mark if wanted.is_descending else key > mark


def _sorted(
    session: Session,
    by: Sequence[Key],
    conditions: Conditions,
    after: Cursor | None,
    limit: int,
) -> Keys:
    """In any order, for lists that are short or that an index gives in order.

    The cursor is the sort keys of the last row, its id at the end.
    """
    query = select(*(key for key, _ in by)).where(*conditions, *_after(by, after or ()))
    found = [tuple(row) for row in session.execute(query.order_by(*_ordered(by)).limit(limit))]
    return [row[-1] for row in found], found[-1] if len(found) == limit else None


def _computed(
    session: Session, by: Sequence[Key], conditions: Conditions, after: Cursor | None, limit: int
) -> Keys:
    """As `_sorted`, for keys that are queries themselves: each is asked once, not at every step."""
    named: list[Any] = [key.label(f"key_{at}") for at, (key, _) in enumerate(by)]
    once = select(*named).where(*conditions).cte().prefix_with("MATERIALIZED")
    columns: Any = once.c
    asked: list[Key] = [(columns[f"key_{at}"], down) for at, (_, down) in enumerate(by)]
    return _sorted(session, asked, (), after, limit)


def _after(by: Sequence[Key], last: Sequence[object]) -> list[ColumnElement[bool]]:
    """What stands after the values of the last row."""
    if not last:
        return []
    values = [literal(value) for value in last]
    if len({down for _, down in by}) == 1:  # an index can begin where the values are
        row, mark = tuple_(*(key for key, _ in by)), tuple_(*values)
        return [row < mark if by[0][1] else row > mark]
    steps = [
        and_(
            *(key == value for (key, _), value in zip(by[:at], values[:at], strict=True)),
            key < values[at] if down else key > values[at],
        )
        for at, (key, down) in enumerate(by)
    ]
    return [or_(*steps)]


def _ordered(by: Sequence[tuple[Any, bool]]) -> list[Any]:
    return [key.desc() if down else key for key, down in by]
