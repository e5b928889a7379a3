"""`week issue|versions` and `prints …`: signing and accounting for papers by script."""

from pathlib import Path

from tests.cli.conftest import CommandLine

WEEK = ("--week", "2026-W48")
TEAM_2 = ("--team", "2")
SIGN = (*TEAM_2, *WEEK, "--by", "Amara Okafor", "--reason", "seen and agreed")


def print_sheet(line: CommandLine, out: Path) -> None:
    line("sheet", *TEAM_2, *WEEK, "--out", out)


def test_a_dry_run_shows_the_check_list_and_signs_nothing(practice_line: CommandLine):
    said = practice_line("week", "issue", *TEAM_2, *WEEK, "--dry-run").stdout
    assert "Every designated parish gets its visits" in said
    assert "warning: " in said

    listed = practice_line.json("week", "issue", *TEAM_2, *WEEK, "--dry-run")
    assert {"check", "wanted", "ticked", "findings"} == set(listed[0])
    assert practice_line.json("week", "versions", *TEAM_2, *WEEK) == []


def test_a_warning_without_a_reason_is_refused_and_named(practice_line: CommandLine):
    refused = practice_line.refusal("week", "issue", *TEAM_2, *WEEK)
    assert "These warnings have no reason yet" in refused
    assert "Give one with --reason" in refused


def test_a_stop_is_refused_whatever_the_reason(practice_line: CommandLine):
    people = practice_line.json("week", "show", *TEAM_2, *WEEK)["people"]
    works = next(p for p in people if p["ref"] and p["days"][2]["cell"].startswith(("E", "L", "M")))
    away = ("absence", "add", works["ref"], "--code", "SK", "--from", "2026-11-25")
    practice_line(*away)

    refused = practice_line.refusal("week", "issue", *SIGN)

    assert "no reason sets it aside" in refused
    assert f"{works['name']}, Wed 25 Nov" in refused


def test_a_week_is_issued_changed_and_issued_again_with_exactly_the_change(
    practice_line: CommandLine,
):
    first = practice_line.json("week", "issue", *SIGN)
    assert (first["version"], first["signed_by"], first["changes"]) == (1, "Amara Okafor", [])

    people = practice_line.json("week", "show", *TEAM_2, *WEEK)["people"]
    person = next(each for each in people if each["ref"])
    practice_line("week", "set", *TEAM_2, person["ref"], "2026-11-29", "")
    practice_line(*("week", "set", *TEAM_2, person["ref"], "2026-11-29", "M", "--reason", "event"))
    second = practice_line("week", "issue", *SIGN).stdout

    assert "version 2 issued by Amara Okafor" in second
    assert f"{person['name']} Sun 29: M " in second
    listed = practice_line.json("week", "versions", *TEAM_2, *WEEK)
    assert [(row["ref"], row["status"]) for row in listed] == [
        ("v2", "issued"),
        ("v1", "superseded"),
    ]
    assert "superseded" in practice_line("week", "versions", *TEAM_2, *WEEK).stdout


def test_an_unchanged_week_is_not_issued_twice(practice_line: CommandLine):
    practice_line("week", "issue", *SIGN)
    assert "Nothing has changed since version 1" in practice_line.refusal("week", "issue", *SIGN)


def test_a_printed_sheet_is_listed_until_it_is_destroyed(
    practice_line: CommandLine, tmp_path: Path
):
    print_sheet(practice_line, tmp_path / "sheet.pdf")

    [paper] = practice_line.json("prints", "list")
    assert paper["what"].endswith("2026-W48")
    assert paper["version"] == "Draft 1"
    assert "destroy by" in practice_line("prints", "list").stdout
    assert practice_line.json("prints", "list", "--which", "due") == []

    assert "1 paper noted" in practice_line("prints", "destroyed", paper["ref"]).stdout
    assert practice_line.json("prints", "list") == []
    [gone] = practice_line.json("prints", "list", "--which", "destroyed")
    assert gone["destroyed_on"] == "2026-11-23"


def test_the_draft_is_due_once_the_week_is_issued_and_all_that_is_due_goes_at_once(
    practice_line: CommandLine, tmp_path: Path
):
    print_sheet(practice_line, tmp_path / "sheet.pdf")
    practice_line("week", "issue", *SIGN)
    assert "1 paper noted" in practice_line("prints", "destroyed", "--due").stdout
    assert "0 papers noted" in practice_line("prints", "destroyed", "--due").stdout


def test_a_paper_that_is_not_listed_and_none_at_all_are_refused(practice_line: CommandLine):
    assert "No one paper is called" in practice_line.refusal("prints", "destroyed", "ffffffff")
    assert "or say --due" in practice_line.refusal("prints", "destroyed")
