"""`mapping …`: what is remembered of a sender's lists can be seen and forgotten."""

from pathlib import Path

import pytest

from tests.cli.conftest import CommandLine

LIST = "Ref;Location;Problem;Action;Priority\nA/1;Pluckley;Noise;Visit;P1\n"


def test_what_is_remembered_is_listed_shown_and_forgotten(
    founded_line: CommandLine, tmp_path: Path
):
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    path.write_text(LIST, "utf-8")
    founded_line("import", "taskings", path, "--word", "urgency:P1=high")

    assert founded_line.json("mapping", "list") == [{"ref": "Ashford CSU", "kind": "taskings"}]
    shown = founded_line("mapping", "show", "ashford csu").stdout
    assert "column 2  place" in shown
    assert "urgency: “p1” is high" in shown

    founded_line("mapping", "delete", "Ashford CSU")

    assert founded_line.json("mapping", "list") == []
    assert "See “mapping list”" in founded_line.refusal("mapping", "show", "Ashford CSU")


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("P1", "explains no word"),
        ("urgency:P1=banana", "can mean high, medium, low"),
        ("fruit:P1=high", "no kind of word “fruit”"),
    ],
)
def test_a_word_that_is_not_explained_is_refused(
    founded_line: CommandLine, tmp_path: Path, word: str, sentence: str
):
    path = tmp_path / "list.csv"
    path.write_text(LIST, "utf-8")

    assert sentence in founded_line.refusal("import", "taskings", path, "--word", word)


def test_the_order_of_a_senders_dates_is_said_once_and_shown(
    founded_line: CommandLine, tmp_path: Path
):
    path = tmp_path / "csu_ashford_2026-11-17.csv"
    head = "Ref;Location;Problem;Action;Deadline\n"
    path.write_text(f"{head}A/1;Pluckley;Noise;Visit;12/04/2026\n", "utf-8")

    founded_line("tasking", "import", path, "--dates", "month")

    assert founded_line.json("tasking", "list")[0]["due"] == "2026-12-04"
    assert "the month comes first" in founded_line("mapping", "show", "Ashford CSU").stdout
