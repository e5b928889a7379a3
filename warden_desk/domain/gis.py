"""What the map shows, as a table for people who work with a GIS."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GisColumn:
    """A column of str, int or float. Its name never changes; `meaning` is for people."""

    name: str
    kind: type
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GisTable:
    """An area a row, in the order of districts and names; the first value is its GSS code.

    `about` says what the table is, of which days, and whose lines its outlines are.
    """

    columns: tuple[GisColumn, ...]
    rows: tuple[tuple[object, ...], ...]
    about: tuple[tuple[str, str], ...]
