"""A list that asks again for what is on the desk says so, and is taken in as was decided."""

import pytest

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportPlan, RepeatChoice, Verdict
from warden_desk.services.imports import applying
from warden_desk.services.tasking import tasking_details, tasking_links, taskings
from warden_desk.storage.database import Database

HEAD = "Ref;Location;Type;Problem;Action\n"
FIRST = f"{HEAD}A/1;Pluckley village hall;Noise;Music;Visit\n"
AGAIN = f"{HEAD}A/2;Village hall, Pluckley;Noise;Music again;Visit\n"
NAME = "csu_ashford_2026-11-17.csv"


@pytest.fixture
def second(founded: Database, plan: Plan, act: Act) -> ImportPlan:
    apply(founded, plan("taskings", FIRST, name=NAME), act)
    return plan("taskings", AGAIN, name="csu_ashford_2026-11-20.csv")


def apply(database: Database, plan: ImportPlan, act: Act, **choices: RepeatChoice) -> None:
    batch, by_row = new_id(), {int(row[1:]): choice for row, choice in choices.items()}
    database.write_kept(batch, "Import", applying.apply, plan, batch=batch, act=act, repeats=by_row)


def test_a_row_that_may_repeat_a_tasking_says_which(second: ImportPlan) -> None:
    [row] = second.rows

    assert row.verdict is Verdict.NEW
    assert row.why == "Not on the desk yet. It may repeat ASH-26-0001."
    assert row.repeats[0].why.startswith("The same place")


def test_it_is_taken_in_and_linked(founded: Database, second: ImportPlan, act: Act) -> None:
    earlier = founded.read(taskings.find, "ASH-26-0001")

    apply(founded, second, act, r2=RepeatChoice(earlier, is_same=False))

    assert [link.reference for link in founded.read(tasking_links.of, earlier)] == ["ASH-26-0002"]


def test_it_goes_into_the_earlier_one(founded: Database, second: ImportPlan, act: Act) -> None:
    earlier = founded.read(taskings.find, "ASH-26-0001")

    apply(founded, second, act, r2=RepeatChoice(earlier, is_same=True))

    log = founded.read(tasking_details.detail, earlier).entries
    assert log[0].text == "Asked for again: A/2; Music again; Visit"
    with pytest.raises(Exception, match="no tasking"):
        founded.read(taskings.find, "ASH-26-0002")


def test_undecided_it_is_simply_new(founded: Database, second: ImportPlan, act: Act) -> None:
    apply(founded, second, act)

    key = founded.read(taskings.find, "ASH-26-0002")
    assert founded.read(taskings.draft_to_amend, key).received_on <= TODAY
    assert founded.read(tasking_links.of, key) == []


TWICE = f"{FIRST}A/2;Pluckley village hall;Noise;Loud;Visit\n"


@pytest.fixture
def twice(plan: Plan) -> ImportPlan:
    return plan("taskings", TWICE, name=NAME)


def test_a_row_that_may_repeat_one_above_says_which(twice: ImportPlan) -> None:
    first, second = twice.rows

    assert first.repeats == ()
    assert second.why == "Not on the desk yet. It may repeat row 2."
    assert second.repeats[0].sentence.startswith("row 2 (received): Music. The same place")


def test_a_row_goes_into_the_one_above_it(founded: Database, twice: ImportPlan, act: Act) -> None:
    apply(founded, twice, act, r3=RepeatChoice(twice.rows[1].repeats[0].tasking_id, is_same=True))

    only = founded.read(taskings.find, "ASH-26-0001")
    log = founded.read(tasking_details.detail, only).entries
    assert log[0].text == "Asked for again: A/2; Loud; Visit"
    with pytest.raises(NotFound):
        founded.read(taskings.find, "ASH-26-0002")


def test_a_row_is_linked_with_the_one_above_it(
    founded: Database, twice: ImportPlan, act: Act
) -> None:
    apply(founded, twice, act, r3=RepeatChoice(twice.rows[1].repeats[0].tasking_id, is_same=False))

    first = founded.read(taskings.find, "ASH-26-0001")
    assert [link.reference for link in founded.read(tasking_links.of, first)] == ["ASH-26-0002"]


def test_a_row_that_goes_into_one_that_stays_out_is_taken_in_by_itself(
    founded: Database, plan: Plan, act: Act
) -> None:
    found = plan("taskings", TWICE.replace("Music;Visit", "Music;Ask Mrs Example"), name=NAME)
    assert [row.verdict for row in found.rows] == [Verdict.LOOK, Verdict.NEW]

    same = RepeatChoice(found.rows[1].repeats[0].tasking_id, is_same=True)
    apply(founded, found, act, r3=same)

    assert founded.read(taskings.find, "A/2")


def test_a_row_said_to_be_new_is_linked_with_nothing(
    founded: Database, second: ImportPlan, act: Act
) -> None:
    apply(founded, second, act, r2=RepeatChoice("", is_same=False))

    key = founded.read(taskings.find, "ASH-26-0002")
    assert founded.read(tasking_links.of, key) == []
