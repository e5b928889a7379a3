"""A list that asks again for what is on the desk says so, and is taken in as was decided."""

import pytest

from tests.conftest import TODAY
from tests.services.imports.conftest import Plan
from warden_desk.domain.changes import Act
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportPlan, RepeatChoice, Verdict
from warden_desk.services import tasking_details, tasking_links, taskings
from warden_desk.services.imports import applying
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
