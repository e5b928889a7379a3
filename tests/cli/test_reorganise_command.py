"""`reorganise`: the example plan is seen first, then carried out."""

from pathlib import Path

from tests.cli.conftest import CommandLine, everything

PLAN = Path(__file__).parents[2] / "docs" / "examples" / "reorganisation.toml"

HALF = """
title = "T"
date = 2028-04-01
[[step]]
act = "split"
parish = "Lenham"
into = [{ name = "X" }]
"""


def test_the_example_is_seen_first_and_then_carried_out(founded_line: CommandLine):
    before = everything(founded_line)

    told = founded_line.json("reorganise", "--plan", PLAN, "--dry-run")

    assert everything(founded_line) == before
    assert told["written"] is False
    assert [step["act"] for step in told["steps"]] == [
        "authority",
        "split",
        "rename",
        "parish",
        "list",
    ]
    assert told["steps"][0]["counts"]["districts"] == 5
    assert "No team serves East Kent. Give it to one." in told["steps"][0]["to_decide"]

    said = founded_line("reorganise", "--plan", PLAN).stdout
    assert "Wye with Hinxhill is split into Wye and Hinxhill." in said
    assert said.rstrip().endswith("It is done.")
    assert everything(founded_line) != before


def test_a_plan_that_cannot_be_is_refused_with_a_sentence(
    founded_line: CommandLine, tmp_path: Path
):
    plan = tmp_path / "plan.toml"
    before = everything(founded_line)
    for written, sentence in (
        ("title = ", "is no plan"),
        ('title = "T"', "The plan has no steps"),
        ('title = "T"\n[[step]]\nact = "fly"', "Step 1: Its act must be one of"),
        (
            'title = "T"\n[[step]]\nact = "rename"\nparish = "Lenham"\nname = "X"',
            "Step 1: Its date",
        ),
        (HALF, "two parishes or more"),
    ):
        plan.write_text(written, "utf-8")
        assert sentence in founded_line.refusal("reorganise", "--plan", plan)
    assert everything(founded_line) == before
