"""`boundaries …`: outlines by script, seen before they are taken in."""

import json
from pathlib import Path

from tests.boundary_files import DISTRICTS, PARISHES, boundary_line, frame, square
from tests.cli.conftest import CommandLine, everything
from tests.ons_server import serving


def test_a_dry_run_tells_all_and_writes_nothing(founded_line: CommandLine, data: Path):
    before = everything(founded_line)

    told = founded_line.json("boundaries", "import", data / PARISHES, "--dry-run")

    assert everything(founded_line) == before
    assert told["kind"] == "parish"
    assert told["valid_from"] == "2020-12-01"
    assert told["counts"] == {
        "doubtful": 0,
        "new": 0,
        "gone": 9,
        "moved": 0,
        "new code": 0,
        "renamed": 0,
        "same": 311,
    }
    assert told["taken_in"] is False
    gone = [each for each in told["areas"] if each["state"] == "gone"]
    assert gone[0]["choices"] == ["leave", "end"]
    assert gone[0]["decision"] == "leave"


def test_sets_are_taken_in_listed_compared_and_drawn(
    founded_line: CommandLine, data: Path, tmp_path: Path
):
    said = founded_line("boundaries", "import", data / PARISHES).stdout
    assert "Parishes, December 2020: 320 outlines, register as it was." in said

    listed = founded_line.json("boundaries", "list")
    assert [(row["name"], row["is_here"]) for row in listed] == [
        ("Parishes, December 2020", True),
        ("Indicative areas", True),
    ]
    found = founded_line.json("boundaries", "diff", "2", "1")
    assert {each["state"] for each in found} == {"redrawn"}
    assert founded_line("boundaries", "diff", "1", "1").stdout.strip() == (
        "There is nothing to list."
    )
    out = tmp_path / "map.html"
    founded_line("map", "--out", out)
    assert "Office for National Statistics" in out.read_text("utf-8")


def test_decisions_are_taken_as_listed_and_others_refused(
    founded_line: CommandLine, tmp_path: Path
):
    row = {"PARNCP26CD": "E04004824", "PARNCP26NM": "Newname", "LAD26CD": "E07000105"}
    path = tmp_path / "Parishes_May_2026.gpkg"
    frame([{**row, "geometry": square(606000, 136000)}]).to_file(path)

    refused = founded_line.refusal("boundaries", "import", path, "--decide", "E04004824=banana")
    assert refused == "“E04004824=banana” decides nothing. It can be take, leave."

    said = founded_line(
        "boundaries", "import", path, "--decide", "E04004824=leave", "--valid-from", "2026-06-01"
    ).stdout
    assert "register as it was" in said
    assert "The map has it from 2026-06-01, the register from 2026-06-01." in said


def test_a_kind_can_be_asked_for(founded_line: CommandLine, tmp_path: Path):
    path = boundary_line(tmp_path / "bdline_gb-2025-05.gpkg")

    told = founded_line.json("boundaries", "import", path, "--kind", "ward", "--dry-run")

    assert told["name"] == "Wards, May 2025"
    assert [each["name"] for each in told["areas"]] == ["Beaver"]


def test_refusals_are_sentences(founded_line: CommandLine, data: Path, tmp_path: Path):
    cut = tmp_path / "cut.zip"
    cut.write_bytes(b"PK\x03\x04" + bytes(50))

    assert "cut.zip is damaged" in founded_line.refusal("boundaries", "import", cut)
    founded_line("boundaries", "import", data / DISTRICTS)
    assert "here already" in founded_line.refusal("boundaries", "import", data / DISTRICTS)
    assert "See “boundaries list”" in founded_line.refusal("boundaries", "diff", "1", "9")
    assert "must begin with https://" in founded_line.refusal(
        "boundaries", "fetch", "--address", "http://example.org/FeatureServer/0"
    )


def test_what_would_be_fetched_is_told_to_scripts_and_progress_kept_apart(
    founded_line: CommandLine,
):
    with serving() as service:
        words = ("boundaries", "fetch", "--address", service.address, "--dry-run", "--json")
        said = founded_line.run_raw(*words)

    told = json.loads(said.stdout)
    assert (said.exit_code, told["name"]) == (0, "Parishes, December 2024")
    assert told["taken_in"] is False
    assert said.stderr.startswith("Asking the ONS")
    kept = {each["name"] for each in founded_line.json("boundaries", "list")}
    assert told["name"] not in kept
