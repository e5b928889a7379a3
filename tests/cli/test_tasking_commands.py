"""`tasking …`: from the CSU's wish to its result, by script."""

import json
from typing import Any

import pytest

from tests.cli.conftest import CommandLine
from warden_desk.cli.taskings import BY_HAND


def one(line: CommandLine, state: str, *words: str) -> dict[str, Any]:
    """A tasking in this state."""
    rows = line.json("tasking", "list", "--which", "all", *words)
    return next(row for row in rows if row["state"] == state)


def shown(line: CommandLine, ref: str) -> dict[str, Any]:
    return line.json("tasking", "show", ref)


def test_the_list_holds_open_taskings_the_first_due_first(practice_line: CommandLine):
    rows = practice_line.json("tasking", "list")

    assert rows
    assert not {row["state"] for row in rows} & {"closed", "cancelled", "declined"}
    dated = [row["due"] for row in rows if row["due"] and row["state"] == "assigned"]
    assert dated == sorted(dated)
    assert {"ref", "title", "area", "state", "urgency", "due", "who", "marking"} <= set(rows[0])


def test_the_list_of_a_team_named_or_numbered_holds_its_districts_only(practice_line: CommandLine):
    by_number = practice_line.json("tasking", "list", "--team", "1")
    by_name = practice_line.json("tasking", "list", "--team", "ashford")

    assert by_number == by_name
    assert {row["ref"][:3] for row in by_number} == {"ASH", "SWA"}


def test_all_of_a_long_list_is_printed(practice_line: CommandLine):
    rows = practice_line.json("tasking", "list", "--which", "all")

    assert len(rows) == len({row["ref"] for row in rows}) == 400


def test_a_search_finds_by_words_and_by_reference(practice_line: CommandLine):
    tasking = one(practice_line, "received")

    found = practice_line.json("tasking", "list", "--search", tasking["ref"])

    assert [row["ref"] for row in found] == [tasking["ref"]]


@pytest.mark.parametrize("typed", ["%", '"', "'; DROP TABLE tasking; --", "*", "NEAR(zyx", "Zyxw"])
def test_odd_searches_find_nothing_and_break_nothing(typed: str, practice_line: CommandLine):
    assert practice_line.json("tasking", "list", "--which", "all", "--search", typed) == []


def test_a_tasking_goes_from_received_to_its_result(practice_line: CommandLine):
    ref = one(practice_line, "received", "--team", "1")["ref"]

    practice_line("tasking", "move", ref, "accept")
    practice_line("tasking", "assign", ref.lower(), "cw102", "--reason", "she is near")
    assert shown(practice_line, ref)["who"] == ["Nadia Adeyemi"]

    practice_line(
        *("tasking", "visit", ref, "--date", "2026-11-22", "--start", "16:40"),
        *("--minutes", "25", "--text", "Spoke at the gate."),
    )
    result = ("tasking", "result", ref, "--outcome", "advice given", "--note", "All well.")
    assert "Advice given" in practice_line(*result).stdout

    after = shown(practice_line, ref)
    assert after["state"] == "result entered"
    assert after["outcome"] == "advice"
    assert "Spoke at the gate." in json.dumps(after["log"])
    practice_line("tasking", "move", ref, "check")
    assert shown(practice_line, ref)["state"] == "checked"


def test_the_log_is_shown_to_people_with_its_facts(practice_line: CommandLine):
    tasking = one(practice_line, "in progress")

    said = practice_line("tasking", "show", tasking["ref"]).stdout

    assert said.startswith(f"{tasking['ref']}  {tasking['title']}\n")
    assert "State:     In progress" in said
    assert tasking["who"][0] in said


def test_a_hold_wants_a_reason_and_goes_through_with_one(practice_line: CommandLine):
    ref = one(practice_line, "assigned")["ref"]
    hold = ("tasking", "move", ref, "hold", "--until", "2026-12-01")

    assert "reason" in practice_line.refusal(*hold).lower()
    assert shown(practice_line, ref)["state"] == "assigned"

    practice_line(*hold, "--reason", "The house is empty until then.")
    assert shown(practice_line, ref)["state"] == "on hold"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "ASH-99-9999"), "There is no tasking “ASH-99-9999”"),
        (("show", ""), "ASH-26-0147"),
        (("assign", "{ref}", "Zaphod"), "Nobody here is called “Zaphod”"),
        (("assign", "{ref}", "%"), "Nobody here is called “%”"),
        (("assign", "{ref}", ""), "Say who"),
        (("assign", "{ref}", "Delgado"), "Give the collar number"),
        (("visit", "{ref}", "--by", "CW102", "--minutes", "-5"), "between 1 minute and 12 hours"),
        (("visit", "{ref}", "--by", "CW102", "--date", "2027-01-01"), "Choose today or before"),
        (("result", "{ref}", "--outcome", "splendid"), "is not on the list of outcomes"),
        (("list", "--team", "99"), "There is no team “99”. The teams are: 1 Ashford & Swale"),
    ],
)
def test_refusals_say_what_to_do_and_change_nothing(
    words: tuple[str, ...], sentence: str, practice_line: CommandLine
):
    ref = one(practice_line, "assigned")["ref"]
    before = shown(practice_line, ref)

    said = practice_line.refusal("tasking", *(word.format(ref=ref) for word in words))

    assert sentence in said
    assert shown(practice_line, ref) == before


def test_every_move_of_every_state_is_made_or_refused_with_a_sentence(practice_line: CommandLine):
    for state in ("received", "accepted", "result entered", "closed"):
        ref = one(practice_line, state)["ref"]
        for move in BY_HAND:
            said = practice_line.run_raw("tasking", "move", ref, move.value)
            assert said.exit_code in (0, 1)
            assert said.output.strip()
            assert "This follows from" not in said.output
