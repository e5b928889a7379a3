"""`welfare list` and `welfare tick`, as scripts use them."""

from tests.cli.conftest import CommandLine, everything

TEAM_1 = ("--team", "1")
TODAY = "2026-11-23"


def plan(line: CommandLine, cell: str = "0800-1900 Lenham, alone") -> str:
    """Let somebody who has a rest day or an early be alone until seven; returns their number."""
    line("week", "set", *TEAM_1, "CW103", TODAY, cell, "--reason", "Nobody else can")
    return "CW103"


def test_the_list_says_who_is_alone_and_which_call_is_next(practice_line: CommandLine):
    plan(practice_line)

    [row] = [row for row in practice_line.json("welfare", "list", *TEAM_1) if _is_103(row)]

    assert row["state"] == "missed"
    assert row["call"] == "start"
    assert [call["kind"] for call in row["calls"]][-2:] == ["end", "home"]
    assert "Missed: escalate" in practice_line("welfare", "list").stdout


def _is_103(row: dict[str, object]) -> bool:
    return row["expected_at"] == f"{TODAY}T08:00:00+00:00"


def test_a_call_is_ticked_refused_and_escalated(practice_line: CommandLine):
    who = plan(practice_line, "0830-1900 Lenham, alone")

    assert "no answer" in practice_line("welfare", "tick", who, "--no-answer").stdout
    assert "Ask the buddy" in practice_line("welfare", "tick", who, "--escalate").stdout
    assert "heard from" in practice_line("welfare", "tick", who, "--note", "Flat phone").stdout
    assert "The next call" in practice_line.refusal("welfare", "tick", who)
    log = everything(practice_line)["welfare_check"]
    assert len(log) == 3


def test_whoever_is_not_alone_is_not_ticked(practice_line: CommandLine):
    before = everything(practice_line)
    practice_line("week", "set", *TEAM_1, "CW103", TODAY, "", "--reason", "None")

    assert "no shift alone" in practice_line.refusal("welfare", "tick", "CW103")
    assert everything(practice_line)["welfare_check"] == before["welfare_check"]
