"""`tasking job-sheet`."""

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import CommandLine
from tests.formats.attached_samples import photograph


def test_sheets_of_several_taskings_go_into_one_file(practice_line: CommandLine, tmp_path: Path):
    refs = [row["ref"] for row in practice_line.json("tasking", "list")[:3]]
    out = tmp_path / "jobs.pdf"

    said = practice_line("tasking", "job-sheet", *refs, "--out", out).stdout

    pages = [page.extract_text() for page in PdfReader(BytesIO(out.read_bytes())).pages]
    assert len(pages) >= 3
    for ref in refs:
        assert f"{ref}: slip {ref}-1" in said
        assert any(ref in page for page in pages)


def test_a_second_printing_has_slips_of_its_own(practice_line: CommandLine, tmp_path: Path):
    ref = practice_line.json("tasking", "list")[0]["ref"]
    practice_line("tasking", "job-sheet", ref, "--out", tmp_path / "one.pdf")

    said = practice_line("tasking", "job-sheet", ref, "--out", tmp_path / "two.pdf").stdout

    assert f"slip {ref}-2" in said


def test_all_of_somebodys_week_goes_into_one_file(practice_line: CommandLine, tmp_path: Path):
    rows = practice_line.json("tasking", "list")
    busy = next(row for row in rows if row["who"] and row["due"] and row["due"] < "2026-11-29")

    said = practice_line(
        "tasking", "job-sheet", "--for", busy["who"][0], "--out", tmp_path / "week.pdf"
    ).stdout

    assert f"{busy['ref']}: slip" in said


def test_nothing_to_print_is_said(practice_line: CommandLine, tmp_path: Path):
    out = tmp_path / "none.pdf"

    assert "no tasking to print" in practice_line.refusal("tasking", "job-sheet", "--out", out)
    assert not out.exists()


def test_a_tasking_that_is_not_there_is_refused_and_no_file_is_made(
    practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / "jobs.pdf"

    assert "There is no tasking" in practice_line.refusal(
        "tasking", "job-sheet", "ASH-26-9999", "--out", out
    )
    assert not out.exists()


def test_a_file_is_attached_and_listed_without_where_it_lay(
    practice_line: CommandLine, tmp_path: Path
):
    ref = practice_line.json("tasking", "list")[0]["ref"]
    file = tmp_path / "Broken fence.jpg"
    file.write_bytes(photograph())

    said = practice_line("tasking", "attach", ref, file).stdout

    assert said == f"Broken fence.jpg is attached to {ref}.\n"
    [row] = practice_line.json("tasking", "attachments", ref)
    assert (row["name"], row["type"]) == ("Broken fence.jpg", "image/jpeg")
    table = practice_line("tasking", "attachments", ref).stdout
    assert "Broken fence.jpg" in table
    assert str(tmp_path) not in table


def test_a_file_that_is_too_large_or_can_run_is_refused(practice_line: CommandLine, tmp_path: Path):
    ref = practice_line.json("tasking", "list")[0]["ref"]
    large, tool = tmp_path / "film.pdf", tmp_path / "tool.exe"
    with large.open("wb") as file:
        file.truncate(50_000_000)
    tool.write_bytes(b"MZ\x90")

    assert "at most 20 MB" in practice_line.refusal("tasking", "attach", ref, large)
    assert "cannot be attached" in practice_line.refusal("tasking", "attach", ref, tool)
    assert practice_line.json("tasking", "attachments", ref) == []


def test_a_file_of_50_mb_is_refused_and_nothing_is_attached(
    practice_line: CommandLine, tmp_path: Path
):
    ref = practice_line.json("tasking", "list")[0]["ref"]
    before = practice_line.json("tasking", "attachments", ref)
    film = tmp_path / "film.pdf"
    with film.open("wb") as file:
        file.truncate(50_000_000)

    assert "has 50 MB; at most 20 MB are kept" in practice_line.refusal(
        "tasking", "attach", ref, film
    )
    assert practice_line.json("tasking", "attachments", ref) == before
