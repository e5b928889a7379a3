"""The file in which one desk hands taskings to another: JSON with a name and a version."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from warden_desk.domain.errors import UserError
from warden_desk.domain.hand_over import FACTS, HandedEntry, HandedLink, HandedTasking, HandOver
from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import State

_FORMAT, _VERSION = "warden-desk-taskings", 1
_DAYS = {"happened_on", "hold_until", "received_on", "meeting_on", "due_on", "review_on"}
_INSTANTS = {"at", "struck_at", "state_since", "made_at"}
_SINCE_LINKS = "links"
"""Files of older programs lack them."""


def render(content: HandOver) -> bytes:
    """The file's bytes; the same taskings always give the same ones."""
    whole = {"format": _FORMAT, "version": _VERSION, **asdict(content)}
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_written).encode()


def is_hand_over(data: bytes) -> bool:
    """Whether these are the bytes of such a file, sound or not."""
    return data.lstrip()[:1] == b"{" and _FORMAT.encode() in data[:200]


def read(data: bytes, name: str) -> HandOver:
    """Read such a file.

    Raises:
        UserError: it is cut off or damaged, or a newer program made it.
    """
    try:
        whole = json.loads(data)
        if whole["version"] > _VERSION:
            raise UserError(
                f"{name} was made by a newer Warden Desk. Update this one, then take it in."
            )
        return _hand_over(whole)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(
            f"{name} is damaged: not all of it could be read. Ask for it again; nothing was "
            "taken in."
        ) from error


def _hand_over(whole: Mapping[str, Any]) -> HandOver:
    return HandOver(
        str(whole["made_by"]),
        datetime.fromisoformat(whole["made_at"]),
        tuple(_tasking(each) for each in whole["taskings"]),
    )


def _tasking(said: Mapping[str, Any]) -> HandedTasking:
    values = _known({_SINCE_LINKS: [], **said}, HandedTasking)
    facts = {name: _read(name, said["facts"][name]) for name in FACTS if name in said["facts"]}
    entries = tuple(_entry(each) for each in said["entries"])
    values |= {"facts": facts, "entries": entries, "people": tuple(said["people"])}
    values["links"] = tuple(_link(each) for each in values["links"])
    values["state"] = State(said["state"])
    needed = (values["id"], values["reference"], facts["title"], facts["received_on"])
    if not all(needed):
        raise ValueError("a tasking without a key")
    return HandedTasking(**values)


def _entry(said: Mapping[str, Any]) -> HandedEntry:
    values = _known(said, HandedEntry)
    values["kind"], values["people"] = EntryKind(said["kind"]), tuple(said["people"])
    return HandedEntry(**values)


def _link(said: Mapping[str, Any]) -> HandedLink:
    values = _known(said, HandedLink)
    values["kind"] = LinkKind(said["kind"])
    return HandedLink(**values)


def _known(
    said: Mapping[str, Any], kind: type[HandedTasking | HandedEntry | HandedLink]
) -> dict[str, Any]:
    return {each.name: _read(each.name, said[each.name]) for each in fields(kind)}


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DAYS:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name in _INSTANTS else value


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a hand-over")
