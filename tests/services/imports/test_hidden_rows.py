"""A list that names a tasking which is hidden from whoever takes it in."""

from tests.hidden_desk import HIDING, MARKING
from tests.services.imports.conftest import Plan, TakeIn, everything
from tests.services.imports.test_tasking_rows import FILE, ROW, tasked
from warden_desk.domain.imports import Verdict
from warden_desk.services.tasking import taskings
from warden_desk.storage.database import Database

SECRET = ROW.replace("OFFICIAL", MARKING)
OTHER = ROW.replace("CSU/1", "CSU/2").replace("Repeat theft", "Litter")


def test_it_is_neither_compared_nor_taken_in_twice_nor_told(
    founded: Database, plan: Plan, take_in: TakeIn
) -> None:
    take_in(plan("taskings", tasked(SECRET), name=FILE))
    founded.sight = HIDING

    [row] = plan("taskings", tasked(SECRET.replace("27/11", "30/11")), name=FILE).rows

    assert row.verdict is Verdict.LOOK
    assert not row.can_be_accepted
    assert "ASH-26-0001 here, which is hidden from you" in row.why
    assert row.changes == ()


def test_the_rest_of_the_list_goes_in(founded: Database, plan: Plan, take_in: TakeIn) -> None:
    take_in(plan("taskings", tasked(SECRET), name=FILE))
    before = everything(founded)["tasking"]
    founded.sight = HIDING

    done = take_in(plan("taskings", tasked(SECRET, OTHER), name=FILE))

    founded.sight = type(HIDING)()
    assert done.added == 1
    assert founded.read(taskings.find, "CSU/2")
    assert set(before) < set(everything(founded)["tasking"])
