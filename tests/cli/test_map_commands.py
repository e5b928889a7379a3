"""`map` and `atlas`: what the map shows, as files and papers by script."""

import csv
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from tests.cli.conftest import CommandLine


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(path.read_bytes())).pages]


def test_an_atlas_of_a_team_is_saved_and_noted(practice_line: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"

    said = practice_line("atlas", "--per", "district", "--team", "1", "--out", out).stdout

    found = pages(out)
    assert len(found) == 4  # overview, index, Ashford, Swale
    assert "Coverage: Ashford" in found[2]
    assert "Coverage, a page for each district, 2026-11-23" in said
    assert "Atlas by district: Coverage, Ashford & Swale" in practice_line("prints", "list").stdout


def test_an_atlas_shows_the_mode_and_names_only_who_is_asked_for(
    practice_line: CommandLine, tmp_path: Path
) -> None:
    [row, *_] = practice_line.json("coverage")["areas"]
    plain, named = tmp_path / "plain.pdf", tmp_path / "named.pdf"
    how = ("atlas", "--per", "team", "--mode", "debt", "--team", "1", "--out")

    practice_line(*how, plain)
    practice_line(*how, named, "--names")

    assert "Coverage debt" in pages(plain)[0]
    assert row["primary"] not in "".join(pages(plain))
    assert row["primary"] in "".join(pages(named))


def test_an_atlas_of_teams_on_a_desk_without_any_is_refused(
    founded_line: CommandLine, tmp_path: Path
) -> None:
    refused = founded_line.refusal("atlas", "--per", "team", "--out", tmp_path / "a.pdf")

    assert refused == "There are no teams to show on that day."


def test_an_atlas_that_is_no_paper_is_refused(practice_line: CommandLine, tmp_path: Path) -> None:
    assert "end it in .pdf" in practice_line.refusal("atlas", "--out", tmp_path / "a.html")


@pytest.mark.parametrize(("mode", "has_every"), [((), True), (("--mode", "visit"), False)])
def test_a_table_for_gis_has_every_map_unless_one_is_said(
    practice_line: CommandLine, tmp_path: Path, *, mode: tuple[str, ...], has_every: bool
) -> None:
    out = tmp_path / "map.csv"

    practice_line("map", "--out", out, "--team", "1", *mode)

    with out.open(encoding="utf-8-sig", newline="") as lines:
        [first, *_] = csv.DictReader(lines)
    assert "visit_value" in first
    assert ("need_class" in first) is has_every


@pytest.mark.parametrize("command", ["map", "atlas"])
def test_a_day_before_the_register_of_areas_is_refused(
    command: str, practice_line: CommandLine, tmp_path: Path
) -> None:
    out = tmp_path / "map.pdf"

    said = practice_line.refusal(command, "--out", out, "--date", "1995-01-01")

    assert said.startswith("No area is known on Sun 1 Jan 1995")
    assert not out.exists()


def test_who_might_leave_has_to_be_said(practice_line: CommandLine, tmp_path: Path) -> None:
    refused = practice_line.refusal("map", "--out", tmp_path / "m.pdf", "--mode", "vacancy")

    assert "--person" in refused


def test_a_piece_of_the_map_is_said_by_names_or_by_figures(
    practice_line: CommandLine, tmp_path: Path
) -> None:
    named, figured, metres = (tmp_path / f"{at}.pdf" for at in "abc")

    practice_line(
        *("map", "--area", "Lenham", "--area", "Charing", "--layer", "taskings", "--out", named)
    )
    practice_line("map", "--bbox", "0.5,51.2,0.65,51.3", "--out", figured)
    practice_line("map", "--bbox", "583000,150000,588000,153000", "--out", metres)

    [page] = pages(named)
    assert "Coverage: Around Lenham and Charing" in page
    assert "of them in part" in page
    assert "Tasking: " in page
    assert "Part" in pages(figured)[0]
    assert "Part" in pages(metres)[0]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (("--area", "Narnia"), "Narnia"),
        (("--layer", "wards"), "--area or --bbox"),
        (("--area", "Lenham", "--bbox", "0.5,51.2,0.65,51.3"), "not by both"),
        (("--bbox", "650000,100000,655000,105000"), "No parish of the map lies there"),
    ],
)
def test_a_piece_that_is_none_is_refused(
    practice_line: CommandLine, tmp_path: Path, how: tuple[str, ...], why: str
) -> None:
    assert why in practice_line.refusal("map", "--out", tmp_path / "m.pdf", *how)


@pytest.mark.parametrize(
    "figures", ["1,2,3", "0.65,51.2,0.5,51.3", "10,48,11,49", "583000,150000,583050,150050"]
)
def test_figures_that_are_no_ground_are_wrong_usage(
    practice_line: CommandLine, tmp_path: Path, figures: str
) -> None:
    out = tmp_path / "m.pdf"

    assert practice_line("map", "--bbox", figures, "--out", out, status=2).stderr
    assert not out.exists()
