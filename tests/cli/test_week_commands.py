"""`week …`, `absence add`, `sheet`, `coverage`, `map`: planning and printing by script."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import CommandLine, everything

TEAM_1 = ("--team", "1")
NEXT_SPRING = "2027-W10"
"""Beyond the eight weeks that the practice desk has planned."""


def plan(line: CommandLine, week: str = NEXT_SPRING) -> dict[str, list[str]]:
    """The cells of a week by collar number; volunteers left out."""
    shown = line.json("week", "show", *TEAM_1, "--week", week)
    return {
        person["ref"]: [day["cell"] for day in person["days"]]
        for person in shown["people"]
        if person["ref"]
    }


def pdf_text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)


def test_a_week_is_shown_as_people_by_days_with_its_findings(practice_line: CommandLine):
    week = practice_line.json("week", "show", *TEAM_1, "--week", "2026-W48")
    said = practice_line("week", "show", "--team", "ashford & swale", "--week", "2026-W48").stdout

    assert week["team"] == "Ashford & Swale"
    assert week["week"] == "2026-W48"
    assert len(week["people"]) == 18
    assert all(len(person["days"]) == 7 for person in week["people"])
    assert {"rule", "severity", "text"} <= set(week["findings"][0])
    assert "Nadia Adeyemi" in said
    assert "Mon 23 Nov" in said


def test_a_cell_is_set_and_cleared(practice_line: CommandLine):
    set_cell = ("week", "set", *TEAM_1, "CW102", "2027-03-08")

    assert "Nadia Adeyemi, Mon 8 Mar" in practice_line(*set_cell, "e lenham").stdout
    assert plan(practice_line)["CW102"][0].startswith("E")

    assert "cleared" in practice_line(*set_cell, "").stdout
    assert plan(practice_line)["CW102"] == [""] * 7


def test_an_overlap_with_the_night_before_is_refused(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, "CW102", "2027-03-08", "2000-0200 Lenham")
    before = everything(practice_line)

    said = practice_line.refusal(
        *("week", "set", *TEAM_1, "CW102", "2027-03-09", "0100-0900 Lenham"),
        *("--reason", "because I say so"),
    )

    assert "overlap" in said.lower()
    assert everything(practice_line) == before


def test_a_short_rest_is_warned_of_and_goes_through_with_a_reason(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, "CW102", "2027-03-08", "L Lenham")
    early = ("week", "set", *TEAM_1, "CW102", "2027-03-09", "E Lenham")

    assert "9.5 hours" in practice_line.refusal(*early)
    assert plan(practice_line)["CW102"][1] == ""

    practice_line(*early, "--reason", "Asked for it herself.")
    assert plan(practice_line)["CW102"][1].startswith("E")
    findings = practice_line.json("week", "show", *TEAM_1, "--week", NEXT_SPRING)["findings"]
    assert "Asked for it herself." in [finding["reason"] for finding in findings]


def test_a_week_is_copied_and_filled_cells_stay(practice_line: CommandLine):
    practice_line("week", "set", *TEAM_1, "CW102", "2027-03-08", "MT 0900-1300")
    copy = ("week", "copy", *TEAM_1, "--week", NEXT_SPRING, "--from", "2026-W48")

    said = practice_line(*copy).stdout

    copied = plan(practice_line)
    assert "copied" in said
    assert copied["CW102"][0].startswith("MT")
    source = plan(practice_line, "2026-W48")
    assert sum(map(bool, copied["CW107"])) > 0
    assert [bool(cell) for cell in copied["CW107"]] == [bool(cell) for cell in source["CW107"]]
    again = practice_line(*copy).stdout
    assert again.startswith("0 copied")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("set", *TEAM_1, "CW102", "2027-03-08", "frog"), "is no shift code"),
        (("set", *TEAM_1, "CW999", "2027-03-08", "E"), "Nobody here is called “CW999”"),
        (("set", "--team", "zz", "CW102", "2027-03-08", "E"), "There is no team “zz”"),
        (("set", *TEAM_1, "CW102", "2027-03-08", "0900-0900 Lenham"), "end"),
        (("show", "--team", "", "--week", "2026-W48"), "There is no team"),
        (("copy", *TEAM_1, "--week", "2026-W48", "--from", "2026-W48"), "into itself"),
    ],
)
def test_what_cannot_be_planned_is_refused_and_changes_nothing(
    words: tuple[str, ...], sentence: str, practice_line: CommandLine
):
    before = everything(practice_line)

    assert sentence in practice_line.refusal("week", *words)

    assert everything(practice_line) == before


def test_an_absence_stands_in_the_week(practice_line: CommandLine):
    words = (
        "absence",
        "add",
        "cw102",
        "--code",
        "AL",
        "--from",
        "2027-03-08",
        "--to",
        "2027-03-10",
    )

    assert practice_line(*words).stdout.startswith("Nadia Adeyemi: Annual leave")

    week = practice_line.json("week", "show", *TEAM_1, "--week", NEXT_SPRING)
    [days] = [person["days"] for person in week["people"] if person["ref"] == "CW102"]
    assert [bool(day["absent"]) for day in days] == [True] * 3 + [False] * 4


def test_an_absence_that_cannot_be_is_refused(practice_line: CommandLine):
    add = ("absence", "add", "CW102", "--from", "2027-03-08")

    assert "Choose one of: AL" in practice_line.refusal(*add, "--code", "holiday")
    assert "before the first" in practice_line.refusal(*add, "--code", "AL", "--to", "2027-03-01")


def test_the_same_absence_is_not_recorded_twice(practice_line: CommandLine):
    add = ("absence", "add", "CW102", "--code", "AL", "--from", "2027-03-08")
    practice_line(*add, "--to", "2027-03-10")

    assert "already" in practice_line.refusal(*add)


def test_the_sheet_is_a_pdf_with_the_team_its_people_and_its_marking(
    practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / "sheet.pdf"

    practice_line("sheet", *TEAM_1, "--week", "2026-W48", "--out", out, "--copy-for", "The office")

    text = pdf_text(out)
    for expected in ("Ashford & Swale", "Nadia Adeyemi", "CW102", "OFFICIAL", "The office"):
        assert expected in text
    assert "PRACTICE" in text.upper()


def test_a_sheet_that_cannot_be_written_says_why(practice_line: CommandLine, tmp_path: Path):
    sheet = ("sheet", *TEAM_1, "--week", "2026-W48", "--out")

    assert "There is no folder" in practice_line.refusal(*sheet, tmp_path / "none" / "s.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_coverage_counts_every_area_in_one_of_six_states(practice_line: CommandLine):
    coverage = practice_line.json("coverage", "--date", "2026-11-23")

    assert list(coverage["counts"]) == [
        *("covered", "thin", "contact only", "volunteer only", "none", "unparished"),
    ]
    assert sum(coverage["counts"].values()) == len(coverage["areas"]) == 320
    for area in coverage["areas"]:
        assert set(area) == {
            *("gss_code", "name", "district", "state", "primary", "others", "last_visit"),
            "target_days",
        }
        assert area["state"] in coverage["counts"]
    assert "Covered" in practice_line("coverage").stdout


def test_coverage_of_a_team_is_that_of_its_districts(practice_line: CommandLine):
    [team, *_] = practice_line.json("team", "list")
    every = practice_line.json("coverage")["areas"]

    own = practice_line.json("coverage", "--team", team["ref"])["areas"]

    assert own == [area for area in every if area["district"] in team["districts"]]
    assert 0 < len(own) < len(every)


def test_a_day_before_the_register_of_areas_is_refused(practice_line: CommandLine):
    said = practice_line.refusal("coverage", "--date", "1995-01-01")

    assert said.startswith("No area is known on Sun 1 Jan 1995: the register begins on ")


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [
        ("html", b"<!DOCTYPE html>"),
        ("PDF", b"%PDF"),
        ("png", b"\x89PNG"),
        ("gpkg", b"SQLite format 3"),
        ("csv", b"\xef\xbb\xbfgss_code,"),
    ],
)
def test_the_map_is_drawn_as_the_ending_says(
    ending: str, beginning: bytes, practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / f"map.{ending}"

    practice_line("map", "--out", out, *TEAM_1)

    assert out.read_bytes().startswith(beginning)


def test_a_map_of_no_known_kind_is_refused(practice_line: CommandLine, tmp_path: Path):
    assert ".gpkg or .csv" in practice_line.refusal("map", "--out", tmp_path / "m")
    assert "no folder" in practice_line.refusal("map", "--out", tmp_path / "none" / "m.png")


def test_a_week_is_checked_worst_first_with_stable_keys(practice_line: CommandLine):
    found = practice_line.json("week", "check", *TEAM_1, "--week", "2026-W48")
    said = practice_line("week", "check", *TEAM_1, "--week", "2026-W48").stdout.splitlines()

    assert len(said) == len(found) > 5
    assert list(found[0])[:5] == ["rule", "severity", "person", "date", "text"]
    order = ["stop", "warning", "note"]
    open_ones = [order.index(row["severity"]) for row in found if not row["reason"]]
    assert open_ones == sorted(open_ones)
    assert said[0].startswith(found[0]["severity"])


def test_a_marker_is_entered_listed_and_ended(practice_line: CommandLine):
    added = practice_line(
        *("marker", "add", "--kind", "dog", "--control", "phone first"),
        *("--parish", "Lenham", "--place", "Bull Lane", "--evidence", "HS-7"),
    ).stdout
    key = added.split(":")[0]

    assert "waits for approval" in practice_line("marker", "list").stdout
    assert "Another person" in practice_line.refusal("marker", "approve", key)
    practice_line("marker", "end", key, "--reason", "gone")
    assert key not in practice_line("marker", "list").stdout
    assert key in practice_line("marker", "list", "--all").stdout


def test_bought_hours_are_kept_listed_and_ended(practice_line: CommandLine):
    added = practice_line(
        *("funding", "add", "--parish", "Lenham", "--parish", "Charing"),
        *("--minutes", "600", "--from", "2026-11-02"),
    ).stdout
    key = added.split(":")[0]

    listed = {row["id"]: row for row in practice_line.json("funding", "list")}
    assert listed[key]["payer"] == "Charing and Lenham"
    practice_line("funding", "end", key, "--on", "2027-04-01")
    ended = {row["id"]: row for row in practice_line.json("funding", "list")}
    assert ended[key]["valid_to"] == "2027-04-01"
    assert "No parish" in practice_line.refusal(
        "funding", "add", "--parish", "Nowhere", "--minutes", "60", "--from", "2026-11-02"
    )
