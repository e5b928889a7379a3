"""Layouts that no list of ours has: most columns are known by themselves, the rest is said."""

import pytest

from tests.services.imports.conftest import Plan
from warden_desk.domain.imports import ImportPlan

LAYOUTS = {
    "csu_dover_2026-11-19.csv": (
        (
            "Job no;Logged on;Parish / Town;Exact location;What is happening;Ask of wardens;"
            "Priority;To be done by;CAD number;Handling"
        ),
        "D-1;12 Nov;Ash;Church;Bins set alight;Patrol;M;27/11/2026;CAD 12;OFFICIAL",
        [
            "external_reference",
            "raised_on",
            "parish",
            "place",
            "problem",
            "wanted",
            "urgency",
            "due_on",
            "case_reference",
            "marking",
        ],
    ),
    "csu_canterbury_2026-11-20.csv": (
        (
            "S/N,Date of report,Source agency,Village,Post Code,Problem type,Summary of concern,"
            "Requested action,RAG rating,Target,Officer in case"
        ),
        "7,12/11/2026,Housing,Chartham,CT4 7HX,Noise,Loud music,Visit,Red,27/11/2026,PC 1",
        [
            "external_reference",
            "raised_on",
            "agency",
            "parish",
            "postcode",
            "category",
            "problem",
            "wanted",
            "urgency",
            "due_on",
            "requester",
        ],
    ),
    "csu_dartford_2026-11-18.tsv": (
        (
            "Tasking reference\tReported on\tStreet or venue\tIncident details\t"
            "Tasking for wardens\tH/M/L\tDue back\tV/O/L\tDouble crewed?\tMonths open"
        ),
        "T/9\t12/11/2026\tBean\tBikes on the path\tPatrol\tH\t27/11/2026\tL\tYes\t2",
        [
            "external_reference",
            "raised_on",
            "place",
            "problem",
            "wanted",
            "urgency",
            "due_on",
            "subject_kind",
            "pair_up",
            "",
        ],
    ),
}


def read_as(found: ImportPlan) -> list[str]:
    """The field each column was taken for, in the order of the columns."""
    fields = {use.column: use.field for use in found.columns}
    return [fields.get(at, "") for at in range(len(found.headings))]


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_never_seen_has_four_of_five_columns_right(plan: Plan, name: str) -> None:
    headings, row, meant = LAYOUTS[name]

    found = plan("taskings", f"{headings}\n{row}\n", name=name)

    read = read_as(found)
    right = [field for field, expected in zip(read, meant, strict=True) if field == expected]
    assert len(right) >= 0.8 * len(meant), list(zip(found.headings, read, meant, strict=True))


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_was_guessed_wrongly_in_such_a_layout_is_doubted(plan: Plan, name: str) -> None:
    headings, row, meant = LAYOUTS[name]

    found = plan("taskings", f"{headings}\n{row}\n", name=name)

    wrong = [use for use in found.columns if use.field != meant[use.column]]
    assert all(use.is_doubtful for use in wrong), wrong
    assert any(use.is_doubtful for use in found.columns)
