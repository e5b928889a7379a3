"""The files real senders might send: every row gets a verdict that makes sense."""

from pathlib import Path

from tests.every_row import dump
from tests.services.imports.conftest import Plan, TakeIn
from warden_desk.domain.imports import Verdict
from warden_desk.services.imports import batches
from warden_desk.storage.database import Database

FILES = [
    ("people", "staff_list.xlsx"),
    ("people", "volunteers.csv"),
    ("contacts", "parish_contacts.csv"),
    ("taskings", "csu_ashford_2026-11-17.xlsx"),
    ("taskings", "csu_maidstone_2026-11-18.csv"),
    ("taskings", "csu_thanet_2026-11-19.xlsx"),
    ("taskings", "csu_swale_2026-11-17.txt"),
]
COUNTS = {
    "staff_list.xlsx": {"new": 71},
    "volunteers.csv": {"new": 30},
    "parish_contacts.csv": {"new": 309, "look": 2},
    "csu_ashford_2026-11-17.xlsx": {"new": 24},
    "csu_maidstone_2026-11-18.csv": {"new": 12, "look": 18},
    "csu_thanet_2026-11-19.xlsx": {"new": 6},
    "csu_swale_2026-11-17.txt": {"new": 6, "look": 1},
}


def test_every_file_comes_in_once_and_only_once(
    founded: Database, plan: Plan, take_in: TakeIn, data: Path
) -> None:
    for kind, name in FILES:
        path = data / "made_up" / name

        first = plan(kind, path)
        assert {v.value: n for v, n in first.counts.items() if n} == COUNTS[name], name
        assert all(row.why for row in first.rows)
        take_in(first, *(row.row for row in first.rows if row.can_be_accepted))

        before = dump(founded)
        again = plan(kind, path)
        assert again.writes(frozenset(row.row for row in again.rows)) == [], name
        assert again.counts[Verdict.SAME] == len(again.rows) - len(
            [row for row in first.rows if row.verdict is Verdict.LOOK and not row.can_be_accepted]
        )
        assert dump(founded) == before


def test_taking_the_imports_back_restores_the_desk_exactly(
    founded: Database, plan: Plan, take_in: TakeIn, data: Path
) -> None:
    states = [dump(founded)]
    for kind, name in FILES:
        take_in(plan(kind, data / "made_up" / name))
        states.append(dump(founded))

    for batch in founded.read(batches.rows):
        assert batch.can_be_taken_back
        states.pop()
        founded.take_back(batch.id)
        assert dump(founded) == states[-1]


def test_the_titled_sheet_leaves_out_and_reports_what_is_no_entry(plan: Plan, data: Path) -> None:
    found = plan("taskings", data / "made_up" / "csu_ashford_2026-11-17.xlsx")

    assert [line.row for line in found.left_out] == [17, 30, 31]
    assert found.district == "Ashford"
    assert any("Tue 24 Nov 2026" in note for note in found.notes)
    assert any("Carried over" in note for note in found.rows[-1].notes)
