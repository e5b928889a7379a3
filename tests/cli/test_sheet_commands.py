"""`sheet --copy`: the papers of a week by script."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tests.cli.conftest import CommandLine
from warden_desk.storage import desks
from warden_desk.storage.tables import PrintLog

WEEK = ("sheet", "--team", "1", "--week", "2026-W48")


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def logged(line: CommandLine) -> list[str]:
    with desks.open_desk(line.desk) as desk:
        return desk.database.read(
            lambda session: list(session.scalars(select(PrintLog.what).order_by(PrintLog.id)))
        )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("team", "Weekly deployment sheet"),
        ("person", "Copy for one person"),
        ("parish", "Parish copy"),
        ("csu", "CSU copy"),
        ("month", "November 2026"),
        ("wall", "Blank wall sheet"),
    ],
)
def test_every_kind_of_copy_is_printed(
    kind: str, words: str, practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / "paper.pdf"
    practice_line(*WEEK, "--copy", kind, "--out", out)
    assert words in text(out)
    assert logged(practice_line)


def test_a_copy_is_printed_for_whom_it_is_asked_and_noted_without_a_name(
    practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / "freya.pdf"
    practice_line(*WEEK, "--copy", "person", "--for", "freya haddon", "--out", out)
    assert "Freya Haddon" in text(out)
    assert "Eddie Upton CW106" not in text(out)
    assert logged(practice_line) == ["Copy for one person, CW107, 2026-W48"]


def test_a_paper_is_signed_by_whoever_sits_at_the_desk(practice_line: CommandLine, tmp_path: Path):
    practice_line(*WEEK, "--copy", "month", "--out", tmp_path / "month.pdf")
    with desks.open_desk(practice_line.desk) as desk:
        [by] = desk.database.read(
            lambda session: list(session.scalars(select(PrintLog.printed_by)))
        )
    assert by == "Practice user"


def test_one_each_fills_a_folder_and_puts_annexes_apart(practice_line: CommandLine, tmp_path: Path):
    practice_line(*WEEK, "--copy", "csu", "--one-each", "--out", tmp_path / "csus")
    names = sorted(path.name for path in (tmp_path / "csus").iterdir())
    assert names == [
        "csu_ashford-csu_2026-W48_draft-1.pdf",
        "csu_ashford-csu_2026-W48_draft-1_annex.pdf",
        "csu_swale-csu_2026-W48_draft-1.pdf",
        "csu_swale-csu_2026-W48_draft-1_annex.pdf",
    ]


def test_some_pages_are_printed_and_the_annex_may_stay(practice_line: CommandLine, tmp_path: Path):
    out = tmp_path / "some.pdf"
    practice_line(*WEEK, "--pages", "2", "--out", out)
    assert len(PdfReader(out).pages) == 1
    assert "Page 2 of 2" in text(out)
    practice_line(*WEEK, "--no-annex", "--out", out)
    assert "Annex" not in text(out)


def test_calendar_files_hold_no_tasking(practice_line: CommandLine, tmp_path: Path):
    out = tmp_path / "freya.ics"
    practice_line(*WEEK, "--copy", "person", "--for", "CW107", "--ics", "--out", out)
    assert out.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"-26-00" not in out.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--copy", "parish", "--for", "Atlantis"), "is not one of them"),
        (("--pages", "99"), "Choose among them"),
        (("--pages", "two"), "names no pages"),
        (("--copy", "csu", "--ics"), "Calendar files are for people"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_a_sentence(
    words: tuple[str, ...], said: str, practice_line: CommandLine, tmp_path: Path
):
    out = tmp_path / "no.pdf"
    assert said in practice_line.refusal(*WEEK, *words, "--out", out)
    assert not out.exists()
    assert logged(practice_line) == []
