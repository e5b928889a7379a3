"""`divided`: what is under way for a divided parish goes to a part by script."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine, everything

PLAN = """
title = "Two Lenhams"
date = 2026-11-01
[[step]]
act = "split"
parish = "Lenham"
into = [{ name = "Lenham" }, { name = "Lenham Heath" }]
"""


@pytest.fixture
def line(founded_line: CommandLine, tmp_path: Path) -> CommandLine:
    """Lenham has two taskings, and was divided."""
    for title in ("Needles in the play area", "Doorstep sellers"):
        founded_line("tasking", "new", title, "--place", "Lenham", "--own")
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, "utf-8")
    founded_line("reorganise", "--plan", plan)
    return founded_line


def test_all_that_waits_is_seen_first_and_then_given(line: CommandLine):
    [first, second] = line.json("divided", "list")
    assert (first["parish"], first["stands_at"], first["kind"]) == ("Lenham", "", "tasking")
    assert first["parts"] == ["Lenham", "Lenham Heath"]
    before = everything(line)

    told = line("divided", "give", "--to", "Lenham Heath", "--all", "--dry-run").stdout

    assert told.rstrip().endswith("2 taskings would go to Lenham Heath.")
    assert everything(line) == before
    said = line("divided", "give", "--to", "Lenham Heath", "--all").stdout
    assert second["ref"] in said
    assert said.rstrip().endswith("2 taskings given to Lenham Heath.")
    assert line.json("divided", "list") == []


def test_each_goes_where_it_is_said(line: CommandLine):
    [first, second] = line.json("divided", "list")

    line("divided", "give", first["ref"].lower(), "--to", "Lenham")

    assert line.json("divided", "list") == [second]


def test_what_cannot_go_is_refused_with_a_sentence(line: CommandLine):
    before = everything(line)
    for words, sentence in (
        (("--to", "Charing", "--all"), "Nothing waits to be given to Charing."),
        (("XX-1", "--to", "Lenham"), "Nothing called “XX-1” can go to Lenham."),
        (("--to", "Nowhere", "--all"), "No parish is called “Nowhere”."),
    ):
        assert line.refusal("divided", "give", *words) == sentence
    assert everything(line) == before
    line("divided", "give", "--to", "Lenham", status=2)
