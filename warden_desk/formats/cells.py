"""Cells and sheets as plain values, whatever file they came from."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from warden_desk.domain.hand_over import HandOver

Cell = str | int | float | bool | date | datetime | None
Row = list[Cell]

# Marks that turn the reading direction or have no width: they make text look like other text.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `rows[0]` is row 1 of the file. Rows may differ in length.

    Attributes:
        is_letter: it is running text, one line to a row.
    """

    name: str
    rows: Sequence[Row]
    is_hidden: bool = False
    is_letter: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file of sheets.

    Attributes:
        file_name: without its folder.
        digest: SHA-256 of the bytes, by which the same file is known again.
        hand_over: what another desk handed over; such a file has no sheets.
    """

    file_name: str
    digest: str
    sheets: Sequence[Sheet]
    hand_over: HandOver | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is believed to be a list somebody typed."""

    size_bytes: int = 50_000_000
    rows: int = 100_000
    columns: int = 500
    cells: int = 2_500_000
    members: int = 2_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 100


def clean_text(text: str) -> str:
    """The text as it looks: no direction marks, no control characters, single plain spaces."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\r\n", "\n"))
    text = _SPACES.sub(" ", text.replace("\r", "\n"))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def plain_cell(value: object) -> Cell:
    """One cell without the quirks of its file: empty is None, 24.0 is 24, midnight is a date."""
    if isinstance(value, str):
        return clean_text(value) or None
    if isinstance(value, float):
        # "nan" and "inf" pass float() and would be stored as nothing at all.
        if not math.isfinite(value):
            return str(value)
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value
    if isinstance(value, int | date):
        return value
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return None


def cell_text(value: Cell) -> str:
    """A cell as one would read it aloud: dates ISO, yes and no for true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
