"""`tasking owed|return` and `meeting`: answers to the CSUs, by script."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from tests.cli.conftest import CommandLine, everything


def most_owed(line: CommandLine) -> dict[str, Any]:
    return max(line.json("tasking", "owed"), key=lambda row: row["owed"])


def test_what_is_owed_is_told_csu_by_csu_the_next_to_meet_first(practice_line: CommandLine):
    rows = practice_line.json("tasking", "owed")

    assert len(rows) == 12
    meets = [row["meets"] for row in rows]
    assert meets == sorted(meets)
    owed = practice_line.json("tasking", "list", "--which", "owed")
    assert sum(row["owed"] for row in rows) == len(owed)
    assert rows[0]["ref"] in practice_line("tasking", "owed").stdout


def test_a_dry_run_shows_the_pack_and_changes_nothing(practice_line: CommandLine):
    csu = most_owed(practice_line)
    before = everything(practice_line)

    said = practice_line("tasking", "return", "--csu", csu["ref"], "--dry-run").stdout

    assert f"Results for {csu['ref']}" in said
    assert "Theirs" in said
    assert everything(practice_line) == before


def test_a_pack_is_written_marked_as_sent_and_no_longer_owed(
    practice_line: CommandLine, tmp_path: Path
):
    csu, out = most_owed(practice_line), tmp_path / "pack.xlsx"

    said = practice_line("tasking", "return", "--csu", csu["ref"], "--out", out).stdout

    assert said == f"{csu['owed']} returned to {csu['ref']} by e-mail: {out}\n"
    sheet = openpyxl.load_workbook(out).worksheets[0]
    ours = [cell.value for cell in sheet["B"] if str(cell.value or "")[3:4] == "-"]
    assert len(ours) == csu["owed"]
    now = next(r for r in practice_line.json("tasking", "owed") if r["ref"] == csu["ref"])
    assert (now["owed"], now["unanswered"], now["status"] in ("sent", "owed")) == (
        0,
        csu["owed"],
        True,
    )
    for ref in ours:
        assert practice_line.json("tasking", "show", str(ref))["state"] == "returned to CSU"
    assert "Nothing is owed" in practice_line.refusal(
        "tasking", "return", "--csu", csu["ref"], "--out", tmp_path / "again.xlsx"
    )


def test_a_pdf_is_made_where_the_name_asks_for_one(practice_line: CommandLine, tmp_path: Path):
    csu, out = most_owed(practice_line), tmp_path / "pack.pdf"

    practice_line("tasking", "return", "--csu", csu["ref"], "--out", out, "--dry-run")

    assert "OFFICIAL" in PdfReader(out).pages[0].extract_text()
    assert most_owed(practice_line)["owed"] == csu["owed"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--csu", "Narnia", "--dry-run"), "There is no CSU “Narnia”"),
        (("--csu", "{csu}"), "--out results.xlsx"),
        (("--csu", "{csu}", "--out", "{folder}/pack.docx"), ".xlsx or .pdf"),
        (("--csu", "{csu}", "--out", "{folder}/none/pack.xlsx"), "There is no folder"),
    ],
)
def test_refusals_say_what_to_do_and_send_nothing(
    words: tuple[str, ...], said: str, practice_line: CommandLine, tmp_path: Path
):
    csu = most_owed(practice_line)["ref"]
    before = everything(practice_line)

    refused = practice_line.refusal(
        "tasking", "return", *(word.format(csu=csu, folder=tmp_path) for word in words)
    )

    assert said in refused
    assert everything(practice_line) == before
    assert list(tmp_path.rglob("pack*")) == []


def test_a_meeting_is_entered_and_listed_and_is_the_next_one(practice_line: CommandLine):
    said = practice_line(
        *("meeting", "add", "--csu", "ashford", "--date", "2026-11-23", "--time", "14:00"),
        *("--chair", "CSU Inspector", "--place", "Civic Centre"),
    ).stdout

    assert said == "Ashford CSU meets on Mon 23 Nov 2026 14:00.\n"
    [row] = practice_line.json("meeting", "list", "--csu", "ashford")
    assert (row["date"], row["time"], row["chair"]) == ("2026-11-23", "14:00", "CSU Inspector")
    assert practice_line.json("tasking", "owed")[0]["ref"] == "Ashford CSU"
    assert "Civic Centre" in practice_line("meeting", "list").stdout
