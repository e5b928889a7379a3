"""What is under way for a divided parish goes to the part that somebody says, in one undo."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.reorganised_desk import EAST, PAST, carry_out, district, parish, split
from warden_desk.domain.changes import Act, Change
from warden_desk.domain.divided import DividedWork, WorkKind, work_words
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.markers import MarkerDraft
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.services import coverage_work, markers
from warden_desk.services.reorganisation import divided_work
from warden_desk.services.tasking import tasking_lists
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Shift, Stop, Tasking, TaskingEntry

HEATH = "Lenham Heath"
LATER = TODAY + timedelta(days=7)


@pytest.fixture
def desk(practice_desk: Desk, act: Act) -> Database:
    """Lenham has three open taskings, a marker and a planned visit; it was divided in June."""
    desk = practice_desk.database

    def put_there(session: Session) -> None:
        lenham = parish(desk, "Lenham")
        of_district = select(Tasking).where(
            Tasking.district_id == lenham.district_id, Tasking.state == "assigned"
        )
        found = session.scalars(of_district.order_by(Tasking.id).limit(3)).all()
        for tasking in found:
            tasking.area_id = lenham.id
        shift = session.scalars(select(Shift).where(Shift.on_date >= LATER)).first()
        assert shift is not None
        session.add(Stop(shift_id=shift.id, position=8, area_id=lenham.id))
        session.add(Stop(shift_id=shift.id, position=9, area_id=lenham.id, tasking_id=found[0].id))

    def no_others(session: Session) -> None:
        lenham = parish(desk, "Lenham")
        for tasking in session.scalars(select(Tasking).where(Tasking.area_id == lenham.id)):
            tasking.area_id = None
        for stop in session.scalars(select(Stop).where(Stop.area_id == lenham.id)):
            stop.area_id = None

    marker = MarkerDraft(
        kind="aggressive dog",
        control="Two go together",
        area_id=parish(desk, "Lenham").id,
        evidence_reference="Log 12",
        review_on=TODAY + timedelta(days=90),
    )
    desk.write("Empty", no_others)
    desk.write("Put there", put_there)
    desk.write("Enter", markers.add, marker, act=act)
    carry_out(desk, act, split("Lenham", "Lenham", HEATH, on=PAST))
    return desk


def rows(desk: Database, kind: WorkKind | None = None) -> list[DividedWork]:
    found = desk.read(divided_work.rows, TODAY)
    return [row for row in found if kind in (None, row.kind)]


def part(desk: Database, name: str = HEATH) -> str:
    return parish(desk, name).id


def give(desk: Database, act: Act, wanted: list[DividedWork], name: str = HEATH) -> Change:
    keys = [row.id for row in wanted]
    return desk.write("Give", divided_work.give, keys, part(desk, name), TODAY, act=act)[1]


def in_list(desk: Database, name: str) -> set[str]:
    wanted = TaskingFilter(today=TODAY, which=Which.OPEN, area_id=part(desk, name))
    return set(desk.read(tasking_lists.ids, wanted))


def test_all_that_waits_is_listed_with_the_parts_it_may_go_to(desk: Database):
    found = rows(desk)

    assert work_words(found) == "3 taskings, 1 marker and 1 planned visit"
    assert {row.parish for row in found} == {"Lenham"}
    assert {tuple(each.name for each in row.parts) for row in found} == {("Lenham", HEATH)}
    assert [row.now_at for row in found] == ["", "", "", "", "Lenham"]


def test_a_desk_without_a_divided_parish_has_nothing_to_give(practice_desk: Desk):
    assert practice_desk.database.read(divided_work.rows, TODAY) == []


def test_all_is_given_to_one_part_and_undone_at_once(desk: Database, act: Act):
    before = rows(desk)

    change = give(desk, act, before)

    assert [(row.kind, row.now_at) for row in rows(desk)] == [(WorkKind.VISIT, HEATH)]
    desk.revert(change)
    assert rows(desk) == before


def test_each_goes_to_its_own_part_and_shows_there_alone(desk: Database, act: Act):
    first, second, third = rows(desk, WorkKind.TASKING)

    give(desk, act, [first])
    give(desk, act, [second], "Lenham")

    assert {first.key, third.key} <= in_list(desk, HEATH)
    assert {second.key, third.key} <= in_list(desk, "Lenham")
    assert second.key not in in_list(desk, HEATH)
    assert first.key not in in_list(desk, "Lenham")
    assert [row.key for row in rows(desk, WorkKind.TASKING)] == [third.key]


def test_the_log_says_so_and_planned_visits_go_along(desk: Database, act: Act):
    given = rows(desk, WorkKind.TASKING)

    give(desk, act, given)

    def told(session: Session) -> tuple[set[str], set[str | None]]:
        keys = [row.key for row in given]
        entries = select(TaskingEntry.text).where(
            TaskingEntry.tasking_id.in_(keys), TaskingEntry.kind == "amended"
        )
        coming = select(Shift.id).where(Shift.on_date >= TODAY)
        stops = select(Stop.area_id).where(
            Stop.tasking_id.in_(keys), Stop.shift_id.in_(coming), Stop.position == 9
        )
        return set(session.scalars(entries)), set(session.scalars(stops))

    assert desk.read(told) == ({"parish"}, {part(desk)})


def test_figures_of_days_before_stay_as_they_were(desk: Database, act: Act):
    days = [PAST - timedelta(days=1), TODAY]
    eve, today = desk.read(coverage_work.open_taskings_on, days)

    give(desk, act, rows(desk, WorkKind.TASKING))

    then, now = desk.read(coverage_work.open_taskings_on, days)
    assert then == eve
    assert now[part(desk)].count == 3
    assert today[part(desk, "Lenham")].count == 3
    assert part(desk, "Lenham") not in now


def test_a_tasking_given_to_what_its_parish_became_stays_with_the_new_authority(
    desk: Database, act: Act
):
    started = TODAY - timedelta(days=30)
    lenham = [row.key for row in rows(desk, WorkKind.TASKING)]
    carry_out(desk, act, replace(EAST, on=started, parishes=("Lenham", HEATH)))

    def of(name: str) -> set[str]:
        key = district(desk, name, TODAY)
        wanted = TaskingFilter(today=TODAY, which=Which.OPEN, district_ids=(key,))
        return set(desk.read(tasking_lists.ids, wanted))

    before = of("East Kent")
    assert before.issuperset(lenham)
    give(desk, act, rows(desk, WorkKind.TASKING))

    assert of("East Kent") == before


def test_a_part_of_another_parish_is_refused(desk: Database, act: Act):
    elsewhere = parish(desk, "Charing").id
    with pytest.raises(UserError, match="Choose one of its parts"):
        desk.write("Give", divided_work.give, [rows(desk)[0].id], elsewhere, TODAY, act=act)


def test_what_was_given_meanwhile_is_not_given_again(desk: Database, act: Act):
    taskings = rows(desk, WorkKind.TASKING)
    give(desk, act, taskings[:1])
    with pytest.raises(NotFound, match="1 of these are given or done"):
        give(desk, act, taskings)
