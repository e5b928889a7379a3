"""A CSU list of 10,000 rows as a workbook, for measuring imports. Its words are invented."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path

from openpyxl import Workbook

from tests.conftest import TODAY

ROWS = 10_000
HEADINGS = (
    "Ref",
    "Date raised",
    "Raised by",
    "Agency",
    "Location",
    "Parish",
    "Postcode",
    "Category",
    "Problem",
    "Action required",
    "Priority",
    "Deadline",
    "Review date",
    "Case ref",
    "Marking",
    "Double crew",
)

_BEGINNINGS = (
    "ba",
    "co",
    "dre",
    "fi",
    "gla",
    "ho",
    "ju",
    "ke",
    "lo",
    "mar",
    "ni",
    "pa",
    "ro",
    "su",
)
_ENDS = ("rd", "sh", "ton", "ver", "ling", "ck", "mer", "ns", "ll", "pe", "ster", "th", "ve", "wn")
_WORDS = ["".join(parts) for parts in product(_BEGINNINGS, _BEGINNINGS, _ENDS)]
_WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
"""Some words stand in every row, most in few, as in real text: the search index feels it."""


def write(path: Path, parishes: list[str]) -> None:
    """A list with one sheet, one line of headings and 10,000 requests, the same each time."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Taskings")
    sheet.append(list(HEADINGS))
    for row in _rows(random.Random(20261123), parishes):
        sheet.append(row)
    book.save(path)


def _rows(chance: random.Random, parishes: list[str]) -> Iterator[list[str | date]]:
    for number in range(ROWS):
        raised = TODAY - timedelta(days=chance.randint(1, 300))
        yield [
            f"TST-{number:05d}",
            raised,
            "A. Okafor",
            "Police",
            _said(chance, 3),
            chance.choice(parishes),
            "TN23 1PL",
            chance.choice(("ASB", "Fly tipping", "Noise", "Fraud")),
            _said(chance, 18),
            _said(chance, 6),
            chance.choice(("High", "Medium", "Low")),
            raised + timedelta(days=14),
            raised + timedelta(days=30),
            f"46/{number:06d}/26",
            "OFFICIAL",
            "No",
        ]


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, cum_weights=_WEIGHTS, k=words)).capitalize()
