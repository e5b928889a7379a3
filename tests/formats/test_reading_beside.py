"""A large file is read in a process of its own: the same comes back, or the same refusal."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from warden_desk.domain.errors import Cancelled, UserError
from warden_desk.domain.progress import Silent
from warden_desk.formats.tabular import read_beside, read_book

ROWS = 9_000


@pytest.fixture
def large(tmp_path: Path) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Taskings")
    for number in range(ROWS):
        sheet.append([f"TST-{number}", date(2026, 11, 1 + number % 28), number / 4, "Zoë", None])
    path = tmp_path / "large.xlsx"
    book.save(path)
    assert path.stat().st_size > 200_000
    return path


def test_what_was_read_beside_is_what_is_read_here(large: Path) -> None:
    book = read_beside(large, Silent())

    assert book == read_book(large)
    assert len(book.sheets[0].rows) == ROWS


def test_a_large_file_that_is_no_list_is_refused_with_the_same_sentence(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7" + b"0" * 300_000)

    with pytest.raises(UserError) as here:
        read_book(path)
    with pytest.raises(UserError) as beside:
        read_beside(path, Silent())

    assert str(beside.value) == str(here.value)


def test_reading_a_large_file_is_given_up_when_somebody_cancels(large: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int, label: str = "") -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_beside(large, Impatient())


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_beside(tmp_path / "gone.xlsx", Silent())
