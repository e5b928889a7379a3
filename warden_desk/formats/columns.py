"""Which column of a sheet holds what, guessed from its headings by a table of known ones."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import ColumnUse, ImportKind
from warden_desk.formats.cells import Cell
from warden_desk.paths import resource

FACTS = "facts"
_HINTS = "hints"
_SURE, _WITHOUT_BRACKETS, _LEAST, _HINTED = 100, 97, 78, 60
_NOT_LETTERS = re.compile(r"[^\w]+|_")
_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a list can tell, and the headings it goes by."""

    key: str
    label: str
    names: tuple[str, ...]


def fields(kind: ImportKind | str) -> tuple[Field, ...]:
    """The fields of a kind of list, in the order people expect them."""
    return _table()[str(kind)]


def label(kind: ImportKind, key: str) -> str:
    """What people call a field."""
    return next(field.label for field in fields(kind) if field.key == key)


def guess(headings: Sequence[Cell], kind: ImportKind) -> list[ColumnUse]:
    """The best use of each column, in the order of the columns; no field and no column twice."""
    scored = sorted(
        (
            (score, -column, field)
            for column, heading in enumerate(headings)
            for field, score in _scores(heading, str(kind)).items()
        ),
        key=lambda found: (found[0], found[1]),
        reverse=True,
    )
    taken: set[int] = set()
    found: dict[str, ColumnUse] = {}
    for score, minus_column, field in scored:
        column = -minus_column
        if column not in taken and field.key not in found:
            taken.add(column)
            found[field.key] = ColumnUse(
                field.key, field.label, column, str(headings[column]), score
            )
    if kind is ImportKind.TASKINGS:
        _add_hinted(headings, found, taken)
    return sorted(found.values(), key=lambda use: use.column)


def chosen(
    headings: Sequence[Cell], kind: ImportKind, mapping: Mapping[str, int]
) -> list[ColumnUse]:
    """The use of columns that somebody decided: field to column, counted from 0.

    Raises:
        UserError: a field or column that does not exist.
    """
    known = {field.key: field for field in fields(kind)}
    uses: list[ColumnUse] = []
    for key, column in mapping.items():
        if key not in known:
            raise UserError(f"There is no field “{key}”. The fields are: {', '.join(known)}.")
        if not 0 <= column < len(headings):
            raise UserError(f"The list has no column {column + 1}. It has {len(headings)}.")
        uses.append(ColumnUse(key, known[key].label, column, str(headings[column] or ""), _SURE))
    return sorted(uses, key=lambda use: use.column)


def recognised(cells: Sequence[Cell], kind: ImportKind) -> int:
    """How many different fields these cells name beyond doubt."""
    exact = _exact(str(kind))
    return len({exact[name] for cell in cells if (name := _plain(cell)) in exact})


def field_named(text: str, kind: ImportKind) -> str:
    """The field that this text names beyond doubt; empty if it names none."""
    return _exact(str(kind)).get(_plain(text), "")


def fact(text: Cell) -> str | None:
    """The fact a label above a table announces (`meeting_on`), if it is a known one."""
    return _exact(FACTS).get(_plain(text))


def _add_hinted(headings: Sequence[Cell], found: dict[str, ColumnUse], taken: set[int]) -> None:
    """Use what is left by single telling words in the headings; all of it is doubtful."""
    for key, hints in _hints().items():
        for at, heading in enumerate(headings):
            said = f" {_plain(heading)} "
            if key not in found and at not in taken and any(f" {h} " in said for h in hints):
                taken.add(at)
                words = label(ImportKind.TASKINGS, key)
                found[key] = ColumnUse(key, words, at, str(heading), _HINTED)


def _scores(heading: Cell, kind: str) -> dict[Field, int]:
    plain = _plain(heading)
    if not plain:
        return {}
    return _fuzzy(plain, _plain(_BRACKETS.sub(" ", str(heading))), kind)


@cache
def _fuzzy(plain: str, short: str, kind: str) -> dict[Field, int]:
    # Not at the top: only an import needs it, and the window opens without.
    from rapidfuzz import fuzz

    scores: dict[Field, int] = {}
    for field in fields(kind):
        if plain in field.names:
            scores[field] = _SURE
        elif short in field.names:
            scores[field] = _WITHOUT_BRACKETS
        else:
            best = max(fuzz.token_sort_ratio(plain, name) for name in field.names)
            if best >= _LEAST:
                scores[field] = min(round(best), _WITHOUT_BRACKETS - 1)
    return scores


def _plain(heading: Cell) -> str:
    if not isinstance(heading, str) or len(heading) > 80:
        return ""
    return _NOT_LETTERS.sub(" ", heading.replace("'", "").replace("’", "")).strip().lower()


@cache
def _exact(kind: str) -> dict[str, str]:
    return {name: field.key for field in fields(kind) for name in field.names}


@cache
def _table() -> dict[str, tuple[Field, ...]]:
    return {
        kind: tuple(Field(key, d["label"], tuple(d["names"])) for key, d in table.items())
        for kind, table in _file().items()
        if kind != _HINTS
    }


def _hints() -> dict[str, list[str]]:
    return _file()[_HINTS]


@cache
def _file() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resource("import_columns.toml").read_text("utf-8"))
