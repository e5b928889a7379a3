"""The drill: on 1 April 2028 twelve districts become three authorities, or four.

What the desk said of any day before is asked again afterwards, and must be the same to the unit.
"""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import TODAY
from tests.services.past_desk import DAY, told, with_papers
from warden_desk.domain import reorganisation_plans
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.reorganisation import Deed, Plan, Preview
from warden_desk.domain.tasking_filters import TaskingFilter, Which
from warden_desk.formats import reorganisation_file
from warden_desk.paths import resource
from warden_desk.services import areas, codes, parishes, teams
from warden_desk.services.coverage import coverage
from warden_desk.services.reorganisation import reorganisation
from warden_desk.services.tasking import tasking_candidates, tasking_lists, taskings
from warden_desk.storage.database import Database
from warden_desk.storage.desks import Desk
from warden_desk.storage.tables import Base, Tasking

THREE, FOUR = (
    reorganisation_file.read(resource(f"lessons/reorganisation_2028_{number}.toml"))
    for number in ("three", "four")
)
"""The plans of the lesson on the practice desk."""


@pytest.fixture
def desk(practice_desk: Desk) -> Database:
    return practice_desk.database


@pytest.fixture(params=[THREE, FOUR], ids=["three", "four"])
def plan(request: pytest.FixtureRequest) -> Plan:
    return request.param


def carry_out(desk: Database, plan: Plan, act: Act) -> Any:
    return desk.write(plan.title, reorganisation.apply, plan, act=act)


def tables(desk: Database) -> dict[str, list[str]]:
    """Every value of every row of every table, as the file has it."""

    def values(session: Session) -> dict[str, list[str]]:
        ask = session.connection().exec_driver_sql
        names = [table.name for table in Base.metadata.sorted_tables]
        return {
            name: sorted(repr(tuple(row)) for row in ask(f"SELECT * FROM {name}")) for name in names
        }

    return desk.read(values)


def test_every_figure_of_before_stays_to_the_unit(desk: Database, act: Act, plan: Plan):
    with_papers(desk, act)
    before = desk.read(told, act)

    carry_out(desk, plan, act)

    after = desk.read(told, act)
    assert [key for key in before if before[key] != after[key]] == []


def test_one_undo_restores_every_table(desk: Database, act: Act, plan: Plan):
    before = tables(desk)

    _, change = carry_out(desk, plan, act)
    assert tables(desk) != before
    desk.revert(change)

    assert tables(desk) == before


def test_a_preview_says_what_happens_and_writes_nothing(desk: Database, act: Act, plan: Plan):
    before = tables(desk)

    told = reorganisation.preview(desk, plan, act=act)

    assert tables(desk) == before
    done, _ = carry_out(desk, plan, act)
    assert told == Preview(tuple(done))


def test_everything_follows_from_the_day_on(desk: Database, act: Act, plan: Plan):
    eve, day = DAY - timedelta(days=1), DAY
    open_before = desk.read(tasking_lists.counts, TODAY).open
    was = {row.name: row for row in desk.read(coverage.coverage, eve)}

    carry_out(desk, plan, act)

    districts = desk.read(areas.districts, day)
    assert len(districts) == len([s for s in plan.steps if s.deed is Deed.AUTHORITY])
    covered = {row.name: row for row in desk.read(coverage.coverage, day)}
    assert set(covered) - set(was) == {"Lenham Heath", "Margate"}
    for name in set(was) & set(covered) - {"Thanet"}:
        assert (covered[name].primary, covered[name].last_visit) == (
            was[name].primary,
            was[name].last_visit,
        ), name
    shared = [desk.read(tasking_lists.counts, TODAY, (each.id,)).open for each in districts]
    assert sum(shared) == open_before
    assert all(team.district_ids for team in desk.read(teams.rows, day))
    assert [code.code for code in desk.read(codes.entries, "priority", day)] == ["SAFE", "HARM"]


def test_a_parish_that_goes_elsewhere_takes_its_open_taskings_along(desk: Database, act: Act):
    def of_headcorn(session: Session) -> list[str]:
        headcorn = areas.find(session, "Headcorn", TODAY)
        wanted = TaskingFilter(today=TODAY, which=Which.ALL, area_id=headcorn.id)
        return tasking_lists.ids(session, wanted)

    def of_district(session: Session, name: str) -> set[str]:
        [key] = [row.id for row in areas.districts(session, DAY) if row.name == name]
        wanted = TaskingFilter(today=TODAY, which=Which.ALL, district_ids=(key,))
        return set(tasking_lists.ids(session, wanted))

    def put_there(session: Session) -> None:
        headcorn = areas.find(session, "Headcorn", TODAY)
        for tasking in session.scalars(
            select(Tasking).where(Tasking.district_id == headcorn.district_id).limit(3)
        ):
            tasking.area_id = headcorn.id

    desk.write("Put there", put_there)
    there = set(desk.read(of_headcorn))
    assert len(there) >= 3

    carry_out(desk, FOUR, act)

    assert there <= desk.read(of_district, "East Kent")
    assert not there & desk.read(of_district, "Mid Kent")


def test_references_of_a_new_authority_begin_with_its_letters(desk: Database, act: Act):
    carry_out(desk, THREE, act)

    def taken_in(session: Session) -> str:
        east = next(row for row in areas.districts(session, DAY) if row.name == "East Kent")
        like = session.scalars(select(Tasking).limit(1)).one()
        draft = replace(taskings.draft_of(like), district_id=east.id, area_id=None)
        key = taskings.record(session, draft, act=act)
        return taskings.get(session, key).reference

    reference, _ = desk.write("Take in", taken_in)
    assert reference.startswith("EKE-")
    assert reference.endswith("-0001")


def test_somebody_of_the_team_is_proposed_after_the_change_too(desk: Database, act: Act):
    def facts(session: Session) -> list[Any]:
        tasking = session.scalars(
            select(Tasking).where(Tasking.area_id.is_not(None)).limit(1)
        ).one()
        found = tasking_candidates.facts(session, tasking, DAY, None)
        return sorted(repr(each) for each in found)

    before = desk.read(facts)
    carry_out(desk, THREE, act)
    assert before
    assert len(desk.read(facts)) == len(before)


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ('act = "authority"\ndistricts = ["Kent"]\nname = "X"', "No district is called"),
        ('act = "authority"\ndistricts = ["Dover"]\nname = "Ashby"', "other letters"),
        ('act = "rename"\nparish = "Nowhere"\nname = "X"', "No parish is called"),
        ('act = "parish"\ntown = "Lenham"\nname = "X"', "has a parish council already"),
        ('act = "list"\nlist = "x"\nentries = [{code = "A", label = "B"}]', "no such list"),
    ],
)
def test_a_plan_that_does_not_fit_changes_nothing(
    desk: Database, act: Act, step: str, sentence: str
):
    plan = reorganisation_plans.read(
        tomllib.loads(f'title = "T"\ndate = 2028-04-01\n[[step]]\n{step}')
    )
    before = tables(desk)

    with pytest.raises(UserError, match=sentence):
        carry_out(desk, plan, act)

    assert tables(desk) == before


def test_partners_serve_what_comes_after(desk: Database, act: Act):
    def councils(session: Session, day: date) -> set[str]:
        return {row.clerk for row in parishes.rows(session, day) if row.clerk}

    eve = desk.read(councils, DAY - timedelta(days=1))
    carry_out(desk, THREE, act)
    assert eve
    assert desk.read(councils, DAY) == eve
