import csv
from io import StringIO

import pytest

from warden_desk.formats.rows_back import WHY, as_csv


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_rows_go_back_in_their_own_columns_with_the_reason_last() -> None:
    data = as_csv(["Ref", "Place"], [(["C/1", "Née, by the “green”\nbelow"], "Name the parish.")])

    assert rows(data) == [
        ["Ref", "Place", WHY],
        ["C/1", "Née, by the “green”\nbelow", "Name the parish."],
    ]


def test_a_short_row_keeps_the_reason_under_its_heading() -> None:
    assert rows(as_csv(["Ref", "Place"], [(["C/1"], "Why.")]))[1] == ["C/1", "", "Why."]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3*x", "\t=1"])
def test_no_cell_can_run_as_a_formula(cell: str) -> None:
    [_, [kept, _]] = rows(as_csv(["Ref"], [([cell], "Why.")]))

    assert kept == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+44 1632 960001", "27/11/2026", "a=b"])
def test_numbers_and_words_stay_as_they_were(cell: str) -> None:
    assert rows(as_csv(["Ref"], [([cell], "Why.")]))[1][0] == cell
