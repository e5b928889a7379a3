"""Every column a list can be sorted by sorts both ways, a page at a time, without a gap."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, TODAY, Patch, draft
from warden_desk.domain.tasking_filters import Cursor, SortBy, TaskingFilter, Which
from warden_desk.domain.tasking_people import LEAD, SUPPORT
from warden_desk.domain.tasking_states import TO_DO, State
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services.tasking import tasking_lists, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area, Tasking, TaskingAssignment

COUNT = 60
NOTHING = ("", (), None)
PLACES = ("lay-by", "mill")
BOTH_WAYS = list(product(SortBy, (False, True)))


@pytest.fixture
def desk(founded: Database, patch: Patch) -> Database:
    """Taskings in every state; some without a parish, a place, a date or a person."""
    chance = random.Random(11)

    def fill(session: Session) -> None:
        parishes = session.scalars(select(Area.id).where(Area.parent_id == patch.district)).all()
        drafts = [
            draft(
                patch,
                title=chance.choice(["bikes", "Alarm", "zebra", "Zinc", "noise"]),
                area_id=chance.choice([*parishes[:9], None]),
                place=chance.choice(["", "Lay-by", "Mill"]),
                due_on=chance.choice([None, TODAY + timedelta(days=chance.randint(-5, 5))]),
            )
            for _ in range(COUNT)
        ]
        keys = taskings.record_many(session, drafts, act=ACT)
        for key in keys:
            state = chance.choice(list(State)).value
            session.execute(update(Tasking).where(Tasking.id == key).values(state=state))
            people = chance.sample([patch.ben, patch.ellen], chance.randint(0, 2))
            for person, role in zip(people, (SUPPORT, LEAD), strict=False):
                session.add(
                    TaskingAssignment(
                        tasking_id=key,
                        person_id=person,
                        role=role,
                        assigned_by=ACT.by,
                        assigned_at=ACT.at,
                    )
                )

    founded.write("Fill", fill)
    return founded


def paged(database: Database, wanted: TaskingFilter, limit: int) -> list[TaskingRow]:
    rows: list[TaskingRow] = []
    cursor: Cursor | None = None
    while True:
        page = database.read(tasking_lists.page, wanted, cursor, limit=limit)
        rows += page.rows
        cursor = page.cursor
        if cursor is None:
            return rows


SHOWN: dict[SortBy, Callable[[TaskingRow], Any]] = {
    SortBy.REFERENCE: lambda row: row.reference,
    SortBy.NEWEST: lambda row: row.id,
    SortBy.WHAT: lambda row: row.title.casefold(),
    SortBy.WHERE: lambda row: row.area.casefold(),
    SortBy.WHO: lambda row: row.who[:1],
    SortBy.STATE: lambda row: list(State).index(row.state),
    SortBy.DUE: lambda row: row.due_on,
}


@pytest.mark.parametrize(("sort", "down"), BOTH_WAYS)
def test_pages_of_any_size_make_the_same_list(desk: Database, sort: SortBy, down: bool) -> None:
    for which in (Which.ALL, Which.OPEN, Which.OVERDUE):
        wanted = TaskingFilter(today=TODAY, which=which, sort=sort, is_descending=down)
        whole = [row.id for row in paged(desk, wanted, COUNT + 1)]

        assert sorted(whole) == sorted(desk.read(tasking_lists.ids, wanted))
        for limit in (2, 7):
            assert [row.id for row in paged(desk, wanted, limit)] == whole


@pytest.mark.parametrize(("sort", "down"), BOTH_WAYS)
def test_what_a_column_shows_rises_or_falls_and_nothing_comes_last(
    desk: Database, sort: SortBy, down: bool
) -> None:
    wanted = TaskingFilter(today=TODAY, which=Which.ALL, sort=sort, is_descending=down)
    rows = paged(desk, wanted, COUNT + 1)
    if sort is SortBy.DUE:  # what is still to be done comes first
        assert [r.state in TO_DO for r in rows] == sorted(r.state in TO_DO for r in rows)[::-1]
        rows = [row for row in rows if row.state in TO_DO]
    values = [SHOWN[sort](row) for row in rows]
    told = [value for value in values if value not in NOTHING]

    assert values[: len(told)] == told
    assert len(set(told)) > 1
    falls = down != (sort is SortBy.NEWEST)
    if sort is SortBy.WHERE:  # parishes by name, then places in none, each by its own words
        in_none = [value for value in told if value in PLACES]
        assert told[-len(in_none) :] == in_none
        told = told[: -len(in_none)]
    assert all(a >= b if falls else a <= b for a, b in pairwise(told))


def test_a_list_of_some_districts_keeps_to_them_in_every_order(
    desk: Database, patch: Patch
) -> None:
    other = draft(patch, district_id=patch.other_district, area_id=None)
    desk.write("Elsewhere", taskings.record, other, act=ACT)

    for sort, which in product(SortBy, (Which.ALL, Which.OPEN)):
        wanted = TaskingFilter(
            today=TODAY, which=which, sort=sort, district_ids=(patch.other_district,)
        )
        assert len(paged(desk, wanted, 1)) == 1


def test_all_that_a_search_finds_can_be_named_without_showing_it(
    founded: Database, patch: Patch
) -> None:
    keys = [
        founded.write("One", taskings.record, draft(patch, title=f"Flood {n}"), act=ACT)[0]
        for n in range(5)
    ]
    founded.write("Other", taskings.record, draft(patch, title="Fire"), act=ACT)

    found = founded.read(tasking_lists.ids, TaskingFilter(today=TODAY, text="flood"))

    assert sorted(found) == sorted(keys)


def test_overdue_is_asked_of_the_desk_itself(founded: Database, patch: Patch) -> None:
    late = draft(patch, due_on=date(2026, 11, 22))
    founded.write("Late", taskings.record, late, act=ACT)
    founded.write("In time", taskings.record, draft(patch, due_on=TODAY), act=ACT)

    wanted = TaskingFilter(today=TODAY, which=Which.OVERDUE)

    assert len(founded.read(tasking_lists.ids, wanted)) == 1
