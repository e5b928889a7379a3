"""Lists of taskings: filters, orders, pages, search and counts."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from tests.tasking_desk import ACT, TODAY, Patch, draft, record
from warden_desk.domain.tasking_filters import Counts, Cursor, SortBy, TaskingFilter, Which
from warden_desk.domain.tasking_states import OPEN, TO_DO, State
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services.tasking import tasking_lists, tasking_log, tasking_people, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area, Tasking

Many = tuple[Database, Patch, list[dict[str, Any]]]


@pytest.fixture
def many(founded: Database, patch: Patch) -> Many:
    """Three hundred taskings in every state and two districts, some without a date."""
    chance = random.Random(7)
    drafts = [
        draft(
            patch,
            title=f"Tasking {number}",
            district_id=chance.choice([patch.district, patch.other_district]),
            area_id=None,
            due_on=None
            if chance.random() < 0.2
            else date(2026, 11, 17) + timedelta(days=chance.randint(0, 20)),
            due_words="asap",
        )
        for number in range(300)
    ]
    keys, _ = founded.write("Many", taskings.record_many, drafts, act=ACT)
    states = {key: chance.choice(list(State)) for key in keys}

    def set_states(session: Session) -> None:
        for key, state in states.items():
            session.execute(update(Tasking).where(Tasking.id == key).values(state=state))

    founded.write("States", set_states)
    facts = [
        {"id": key, "state": states[key], "due": made.due_on, "district": made.district_id}
        for key, made in zip(keys, drafts, strict=True)
    ]
    return founded, patch, facts


def all_pages(database: Database, wanted: TaskingFilter, limit: int = 7) -> list[TaskingRow]:
    rows: list[TaskingRow] = []
    cursor: Cursor | None = None
    while True:
        page = database.read(tasking_lists.page, wanted, cursor, limit=limit)
        rows += page.rows
        cursor = page.cursor
        if cursor is None:
            return rows


def ids(rows: list[TaskingRow]) -> list[str]:
    return [row.id for row in rows]


WANTED: dict[Which, Callable[[dict[str, Any]], bool]] = {
    Which.OPEN: lambda t: t["state"] in OPEN,
    Which.OVERDUE: lambda t: t["state"] in TO_DO and t["due"] is not None and t["due"] < TODAY,
    Which.UNASSIGNED: lambda t: t["state"] in ("received", "accepted", "reopened"),
    Which.TO_CHECK: lambda t: t["state"] == "result entered",
    Which.OWED: lambda t: t["state"] == "checked",
    Which.ALL: lambda t: True,
}
ORDERS: dict[SortBy, Callable[[dict[str, Any]], Any]] = {
    SortBy.DUE: lambda t: (t["state"] not in TO_DO, t["due"] or date.max, t["id"]),
    SortBy.STATE: lambda t: (list(State).index(t["state"]), t["due"] or date.max, t["id"]),
}


@pytest.mark.parametrize("sort", [SortBy.DUE, SortBy.STATE])
def test_pages_put_together_are_the_whole_list_in_order(many: Many, sort: SortBy) -> None:
    database, patch, facts = many
    for which, districts in product(Which, [(), (patch.district,)]):
        wanted = TaskingFilter(today=TODAY, which=which, sort=sort, district_ids=districts)

        shown = ids(all_pages(database, wanted))

        expected = [
            t for t in facts if WANTED[which](t) and (not districts or t["district"] in districts)
        ]
        assert shown == [t["id"] for t in sorted(expected, key=ORDERS[sort])]


def test_the_newest_and_the_references_come_in_their_order(many: Many) -> None:
    database, _, facts = many

    newest = all_pages(database, TaskingFilter(today=TODAY, sort=SortBy.NEWEST, which=Which.ALL))
    by_reference = all_pages(database, TaskingFilter(today=TODAY, sort=SortBy.REFERENCE))

    assert ids(newest) == [t["id"] for t in reversed(facts)]
    references = [row.reference for row in by_reference]
    assert references == sorted(references)
    assert len(references) == sum(t["state"] in OPEN for t in facts)


def test_chosen_states_narrow_the_list(many: Many) -> None:
    database, _, facts = many

    wanted = TaskingFilter(today=TODAY, states=(State.ASSIGNED, State.CLOSED))

    assert {row.state for row in all_pages(database, wanted)} == {State.ASSIGNED}
    assert len(all_pages(database, wanted)) == sum(t["state"] == "assigned" for t in facts)


def test_the_chips_count_what_their_lists_show(many: Many) -> None:
    database, patch, _ = many

    for districts in ((), (patch.district,)):
        counted = database.read(tasking_lists.counts, TODAY, districts)
        shown = {
            which: len(
                all_pages(database, TaskingFilter(today=TODAY, which=which, district_ids=districts))
            )
            for which in Which
        }
        assert counted == Counts(
            open=shown[Which.OPEN],
            overdue=shown[Which.OVERDUE],
            unassigned=shown[Which.UNASSIGNED],
            to_check=shown[Which.TO_CHECK],
            owed=shown[Which.OWED],
        )


def test_a_persons_and_a_parishs_taskings_come_due_first(founded: Database, patch: Patch) -> None:
    later = record(founded, patch, due_on=date(2026, 12, 4))
    undated = record(founded, patch)
    sooner = record(founded, patch, due_on=date(2026, 11, 27))
    record(founded, patch, area_id=None)
    for key in (later, undated, sooner):
        founded.write("Assign", tasking_people.assign, key, patch.ben, act=ACT)

    of_ben = TaskingFilter(today=TODAY, person_id=patch.ben)
    of_wye = TaskingFilter(today=TODAY, area_id=patch.parish)

    for limit in (1, 200):
        assert ids(all_pages(founded, of_ben, limit)) == [sooner, later, undated]
        assert ids(all_pages(founded, of_wye, limit)) == [sooner, later, undated]


def test_a_row_says_where_and_who_the_lead_first(founded: Database, patch: Patch) -> None:
    key = record(founded, patch, due_on=date(2026, 11, 27))
    founded.write("A", tasking_people.assign, key, patch.ellen, role="support", act=ACT)
    founded.write("B", tasking_people.assign, key, patch.ben, role="lead", act=ACT)

    [row] = founded.read(tasking_lists.rows, [key])

    assert row.who == ("Ben Tilley", "Ellen Marsh")
    assert row.area.startswith("Wye")
    assert (row.state, row.due_on) == (State.ASSIGNED, date(2026, 11, 27))


@pytest.mark.parametrize(
    "typed", ["needles", "NEED", "play area", "ash-26-0001", "ME17", "smp 301", "swept twice"]
)
def test_search_reads_facts_and_log_and_takes_the_last_word_as_a_beginning(
    founded: Database, patch: Patch, typed: str
) -> None:
    key = record(founded, patch, postcode="ME17 2PX", external_reference="SMP-301")
    record(founded, patch, title="Something else")
    founded.write("Note", tasking_log.note, key, "The ground was swept twice.", act=ACT)

    assert ids(all_pages(founded, TaskingFilter(today=TODAY, text=typed))) == [key]


def test_what_is_found_comes_newest_first_and_keeps_to_the_filter(
    founded: Database, patch: Patch
) -> None:
    keys = [record(founded, patch, title=f"Flood {n}") for n in range(5)]
    elsewhere = record(
        founded, patch, title="Flood", district_id=patch.other_district, area_id=None
    )

    everywhere = TaskingFilter(today=TODAY, text="flood")
    here = TaskingFilter(today=TODAY, text="flood", district_ids=(patch.district,))
    closed = TaskingFilter(today=TODAY, text="flood", which=Which.OWED)

    assert ids(all_pages(founded, everywhere, 2)) == [elsewhere, *reversed(keys)]
    assert ids(all_pages(founded, here, 2)) == list(reversed(keys))
    assert all_pages(founded, closed) == []


@pytest.mark.parametrize("typed", ["!!!", '"', "a* OR", "NEAR(", "--"])
def test_signs_in_a_search_are_only_signs(founded: Database, patch: Patch, typed: str) -> None:
    record(founded, patch)

    all_pages(founded, TaskingFilter(today=TODAY, text=typed))


def test_an_empty_desk_says_so(founded: Database, patch: Patch) -> None:
    assert founded.read(tasking_lists.is_empty)
    record(founded, patch)
    assert not founded.read(tasking_lists.is_empty)


@pytest.mark.parametrize("districts", [True, False])
def test_the_order_by_due_date_is_read_from_an_index_not_sorted(
    founded: Database,
    patch: Patch,
    districts: bool,
) -> None:
    wanted = TaskingFilter(today=TODAY, district_ids=(patch.district,) if districts else ())
    seen: list[str] = []

    def explain(session: Session) -> list[str]:
        execute = session.execute

        def watch(query: Any, *args: Any, **kw: Any) -> Any:
            sql = str(query.compile(session.connection(), compile_kwargs={"literal_binds": True}))
            if "union all" in sql.lower():
                seen.append(sql)
            return execute(query, *args, **kw)

        session.execute = watch  # pyright: ignore[reportAttributeAccessIssue]
        tasking_lists.page(session, wanted)
        return [str(row[-1]) for row in execute(text(f"EXPLAIN QUERY PLAN {seen[0]}"))]

    plan = founded.read(explain)

    assert any("USING INDEX" in step or "COVERING INDEX" in step for step in plan)
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN tasking")]


def test_lists_are_sorted_by_what_where_and_who_over_all_pages(
    founded: Database, patch: Patch
) -> None:
    brook = founded.read(
        lambda s: s.scalars(select(Area.id).where(Area.name == "Brook")).first() or ""
    )
    ours = record(founded, patch, title="bikes")
    theirs = record(founded, patch, title="Zebra", area_id=brook)
    nowhere = record(founded, patch, title="Alarm", area_id=None)
    founded.write("Assign", tasking_people.assign, ours, patch.ellen, act=ACT)
    founded.write("Assign", tasking_people.assign, theirs, patch.ben, act=ACT)

    def order(sort: SortBy) -> list[str]:
        return ids(all_pages(founded, TaskingFilter(today=TODAY, sort=sort), limit=1))

    assert order(SortBy.WHAT) == [nowhere, ours, theirs]
    assert order(SortBy.WHERE) == [theirs, ours, nowhere]
    assert order(SortBy.WHO) == [theirs, ours, nowhere]
