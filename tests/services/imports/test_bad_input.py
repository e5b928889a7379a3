"""Each thing that can be wrong with a list has its sentence, and nothing is lost by it."""

from pathlib import Path

import pytest

from tests.every_row import dump
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ImportPlan, PlannedRow, Verdict
from warden_desk.formats.tabular import read_book
from warden_desk.services.imports.report import save_rows_back
from warden_desk.services.tasking import tasking_lists
from warden_desk.storage.database import Database

HEAD = "Ref;Location;Problem;Action;Deadline\n"
GOOD = "A/1;Pluckley;Noise;Visit;27/11/2026\n"
NAME = "csu_ashford_2026-11-17.csv"


def second(plan: Plan, row: str) -> tuple[ImportPlan, PlannedRow]:
    """A list of one good row and this one."""
    found = plan("taskings", f"{HEAD}{GOOD}{row}\n", name=NAME)
    assert found.rows[0].verdict is Verdict.NEW
    return found, found.rows[1]


@pytest.mark.parametrize(
    ("row", "verdict", "column", "sentence"),
    [
        ("A/2;Atlantis;Noise;Visit;27/11/2026", Verdict.LOOK, "Location", "Atlantis"),
        (
            "A/2;Egerton;Noise;Visit;31/02/2026",
            Verdict.LOOK,
            "Deadline",
            "There is no 31 February 2026. Correct the date in the file.",
        ),
        (
            "A/1;Egerton;Noise;Visit;27/11/2026",
            Verdict.ERROR,
            "Ref",
            "The same entry stands in row 2 already.",
        ),
        ("A/2;Egerton;;;27/11/2026", Verdict.ERROR, "Problem", "Add one."),
    ],
)
def test_a_row_that_is_wrong_names_its_row_its_column_and_what_to_do(
    row: str, verdict: Verdict, column: str, sentence: str, plan: Plan
) -> None:
    _, found = second(plan, row)

    assert found.verdict is verdict
    [finding] = [each for each in found.findings if each.column == column]
    assert (finding.row, sentence in finding.text) == (3, True)


def test_the_good_rows_go_in_and_the_wrong_one_goes_back_whole(
    founded: Database, plan: Plan, take_in: TakeIn, tmp_path: Path
) -> None:
    found, _ = second(plan, "A/2;Atlantis;Noise near the gate;Visit;31/02/2026")
    back = tmp_path / "back.csv"

    take_in(found)
    save_rows_back(found, back)

    assert not founded.read(tasking_lists.is_empty)
    text = back.read_text("utf-8-sig")
    assert "A/2" in text
    assert "Noise near the gate" in text
    assert "There is no 31 February 2026" in text
    assert "A/1" not in text


@pytest.mark.usefixtures("somebody_saves")
def test_a_file_that_changes_while_it_is_read_is_refused_and_writes_nothing(
    founded: Database, tmp_path: Path
) -> None:
    before = dump(founded)
    path = tmp_path / NAME
    path.write_text(HEAD + GOOD, "utf-8")

    with pytest.raises(UserError, match=f"{NAME} was being changed while it was read. Wait"):
        read_book(path)

    assert dump(founded) == before
