"""What senders write for yes, high, victim and the like, by a table of known spellings."""

import tomllib
from functools import cache

from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import THEIRS
from warden_desk.domain.names import plain_name
from warden_desk.paths import resource


def meaning(table: str, written: str) -> str | None:
    """The key of `table` that a cell means; None if the spelling is not known."""
    spellings = _spellings(table)
    return spellings.get(written.lower()) or spellings.get(plain_name(written))


def keys(table: str) -> list[str]:
    """What the words of a table can mean."""
    return list(_table()[table])


def check_meaning(table: str, key: str) -> None:
    """Refuse a decision about a word that no list could be read by.

    Raises:
        UserError: there is no such kind of word, or it cannot mean that.
    """
    known = {"urgency", "subject_kind", "yes_no"}
    if table not in {*known, "owner", "category"}:
        raise UserError(f"There is no kind of word “{table}”. Write urgency:P1=high.")
    meanings = ["ours", THEIRS] if table == "owner" else keys(table) if table in known else [key]
    if key not in meanings:
        raise UserError(f"A word of {table} can mean {', '.join(meanings)}, not “{key}”.")


def names_one_of(table: str, key: str, written: str) -> bool:
    """Whether one of the spellings stands among the words of a cell."""
    said = f" {plain_name(written)} "
    return any(f" {word} " in said for word in _table()[table][key])


@cache
def _spellings(table: str) -> dict[str, str]:
    return {word: key for key, words in _table()[table].items() for word in words}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resource("import_values.toml").read_text("utf-8"))
