"""Somebody leaves, by script."""

from tests.cli.conftest import CommandLine, everything

WORDS = ("person", "leave", "CW102", "--last-day", "2026-11-29")


def test_a_dry_run_says_what_it_means_and_writes_nothing(practice_line: CommandLine) -> None:
    before = everything(practice_line)

    said = practice_line(*WORDS, "--dry-run").stdout

    assert said.startswith("Leaves after Sun 29 Nov 2026.")
    assert everything(practice_line) == before


def test_it_is_done_once(practice_line: CommandLine) -> None:
    told = practice_line.json(*WORDS)

    assert set(told) == {"person", "last_day", "successor", "parishes", "taskings", "shifts"}
    assert told["shifts"] > 0
    assert "has left already" in practice_line.refusal(*WORDS)
