"""`week repair`: the three ways, and doing one of them, as a script does."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import CommandLine, everything

DAY = "2027-03-09"
"""A Tuesday of a week in which the practice desk plans nothing."""
TEAM_1 = ("--team", "1")


def plan(line: CommandLine) -> None:
    line("week", "set", *TEAM_1, "CW102", DAY, "E Lenham, Charing")
    line("week", "set", *TEAM_1, "CW103", DAY, "E Harrietsham")
    line("week", "set", *TEAM_1, "CW103", "2027-03-11", "E Harrietsham")


def repair(line: CommandLine, *words: str | Path) -> tuple[str | Path, ...]:
    return ("week", "repair", "--sick", "CW102", "--date", DAY, *words)


def test_the_ways_are_listed_and_nothing_is_written(practice_line: CommandLine):
    plan(practice_line)
    before = everything(practice_line)

    found = practice_line.json(*repair(practice_line))

    assert [way["number"] for way in found["ways"]] == [1, 2, 3]
    assert {way["kind"] for way in found["ways"]} == {"along", "shift", "later"}
    assert set(found["ways"][0]) == {
        *("number", "kind", "title", "costs", "falls", "warnings", "extra_minutes")
    }
    said = practice_line(*repair(practice_line)).stdout
    assert found["ways"][0]["title"] in said
    assert everything(practice_line) == before


def test_one_is_taken_and_what_changed_is_saved(practice_line: CommandLine, tmp_path: Path):
    plan(practice_line)
    ways = practice_line.json(*repair(practice_line))["ways"]
    [number] = [str(way["number"]) for way in ways if way["kind"] == "along"]
    out = tmp_path / "changed.pdf"

    said = practice_line(*repair(practice_line, "--take", number, "--out", out, "--reason", "Sick"))

    assert "takes the stops along" in said.stdout
    assert len(PdfReader(out).pages) >= 3
    after = practice_line.json(*repair(practice_line))
    assert after["shifts"] == []


def test_a_way_that_is_not_there_is_refused(practice_line: CommandLine):
    plan(practice_line)

    assert "There are 3 ways" in practice_line.refusal(*repair(practice_line, "--take", "9"))
    assert practice_line.run_raw(*repair(practice_line, "--out", "x.pdf")).exit_code == 2
