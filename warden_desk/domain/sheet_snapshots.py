"""The content of an issued sheet as text that is kept, and read back the very same.

The text bears the number of its form: a sheet that was issued by an older program can be printed
by every newer one, for what is missing in it takes the default of its field.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import GenericAlias
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.sheets import SheetContent

FORM = 1
"""Raised when a field changes its meaning; a new field with a default needs no new form."""

T = TypeVar("T")


class Unreadable(UserError):
    """A snapshot is damaged, was altered, or was made by a newer program."""


def freeze(content: SheetContent) -> str:
    """The content as text: the same for the same content, whatever the machine."""
    kept = {"form": FORM, "sheet": _plain(content)}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(snapshot: str) -> str:
    """What tells one snapshot from every other."""
    return hashlib.sha256(snapshot.encode()).hexdigest()


def thaw(snapshot: str) -> SheetContent:
    """The content that was frozen.

    Raises:
        Unreadable: this is no snapshot, or one of a newer program.
    """
    try:
        kept = json.loads(snapshot)
        form, sheet = kept["form"], kept["sheet"]
        if form == FORM:
            return _made(SheetContent, sheet)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable("What was kept of this version cannot be read any more.") from error
    raise Unreadable(
        "This version was issued by a newer Warden Desk. Update the program to see it."
    )


def _plain(value: object) -> object:
    if isinstance(value, Week):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in cast(tuple[object, ...], value)]
    return value


def _made(kind: type[T], kept: Mapping[str, Any]) -> T:
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for each in fields(kind):  # type: ignore[arg-type]
        if each.name in kept:
            values[each.name] = _value(hints[each.name], kept[each.name])
        elif each.default is MISSING:
            raise KeyError(each.name)
    return kind(**values)


def _value(hint: Any, kept: Any) -> Any:
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        kinds = [inner[0]] * len(kept) if inner[-1] is Ellipsis else inner
        return tuple(_value(kind, each) for kind, each in zip(kinds, kept, strict=True))
    if isinstance(hint, GenericAlias) or not isinstance(hint, type):
        raise TypeError(hint)
    if hint is Week:
        return Week.parse(kept)
    if is_dataclass(hint):
        return _made(hint, kept)
    if issubclass(hint, StrEnum):
        return hint(kept)
    if not isinstance(kept, hint):
        raise TypeError(kept)
    return kept
