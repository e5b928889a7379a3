"""Writing the taskings that another desk handed over, with their logs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from warden_desk.domain import taskings as rules
from warden_desk.domain.changes import Act
from warden_desk.domain.hand_over import FACTS, HandedEntry, HandedTasking
from warden_desk.domain.ids import new_id
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services.imports import handed_links
from warden_desk.services.imports.handed_rows import HandedWrite
from warden_desk.storage import many_rows
from warden_desk.storage.tables import (
    Area,
    Base,
    EntryPerson,
    Tasking,
    TaskingAssignment,
    TaskingEntry,
)

_LINE = (
    *("id", "kind", "at", "by", "text", "happened_on", "start_minute", "minutes", "outcome"),
    *("agency", "has_consent", "from_state", "to_state", "struck_at", "struck_by"),
    "struck_reason",
)

Numbered = tuple[int, int, str]
"""Year, number, and the reference they make."""


def write(session: Session, writes: Sequence[HandedWrite], batch_id: str, act: Act) -> int:
    """Take them in; returns how many were new."""
    keys = {at: each.tasking_id or each.handed.id or new_id() for at, each in enumerate(writes)}
    new = {at: each for at, each in enumerate(writes) if not each.tasking_id}
    codes = _district_codes(session)
    kept = {at: own for at, each in new.items() if (own := _own_number(each, codes)) is not None}
    rows = [_row(new[at], keys[at], own, batch_id, act) for at, own in kept.items()]
    many_rows.add(session, Tasking, rows)
    # After the others, so that "the next free number" is free.
    for at in new.keys() - kept.keys():
        number = _next_number(session, new[at], codes)
        many_rows.add(session, Tasking, [_row(new[at], keys[at], number, batch_id, act)])
        said = f"{new[at].handed.reference} on the desk it came from"
        session.add(_line_of_ours(keys[at], said, act))
    for each in writes:
        if each.tasking_id and each.is_newer:
            _bring_up_to_date(session, each)
    many_rows.add(
        session, TaskingEntry, [r for at, e in enumerate(writes) for r in _lines(e, keys[at])]
    )
    many_rows.add(session, EntryPerson, [row for each in writes for row in _visitors(each)])
    many_rows.add(
        session, TaskingAssignment, [r for at, e in new.items() for r in _holders(e, keys[at], act)]
    )
    handed_links.write(session, [(each.handed, keys[at]) for at, each in enumerate(writes)])
    return len(new)


def _own_number(write: HandedWrite, codes: Mapping[str, str]) -> Numbered | None:
    """The number it had there, if it can keep it."""
    own = rules.parse_reference(write.handed.reference)
    if write.renumber or own is None or own.year is None:
        return None
    if own.district_code != codes[write.district_id]:
        return None
    return own.year, own.number, write.handed.reference


def _next_number(session: Session, write: HandedWrite, codes: Mapping[str, str]) -> Numbered:
    year = _received_on(write).year
    query = select(func.max(Tasking.number)).where(
        Tasking.district_id == write.district_id, Tasking.year == year
    )
    number = (session.scalar(query) or 0) + 1
    return year, number, rules.reference(codes[write.district_id], year, number)


def _row(
    write: HandedWrite, key: str, numbered: Numbered, batch_id: str, act: Act
) -> dict[str, Any]:
    handed = write.handed
    year, number, reference = numbered
    facts = {column.name: None for column in Base.metadata.tables[Tasking.__tablename__].columns}
    draft = TaskingDraft(title="", district_id=None, received_on=act.at.date())
    facts |= {name: getattr(draft, name) for name in FACTS} | dict(handed.facts)
    return facts | {
        "id": key,
        "reference": reference,
        "year": year,
        "number": number,
        "district_id": write.district_id,
        "area_id": write.area_id,
        "csu_id": write.csu_id,
        "import_batch_id": batch_id,
        "deleted_reason": "",
        **_standing(handed),
    }


def _standing(handed: HandedTasking) -> dict[str, Any]:
    return {
        "state": handed.state.value,
        "state_since": handed.state_since,
        "outcome": handed.outcome,
        "hold_until": handed.hold_until,
    }


def _bring_up_to_date(session: Session, write: HandedWrite) -> None:
    values = dict(write.handed.facts) | _standing(write.handed)
    if write.area_id is not None:
        values["area_id"] = write.area_id
    session.execute(update(Tasking).where(Tasking.id == write.tasking_id).values(values))


def _lines(write: HandedWrite, key: str) -> list[dict[str, Any]]:
    """The lines of its log that this desk lacks; who is not known here is named in the text."""
    return [
        {name: getattr(entry, name) for name in _LINE}
        | {"tasking_id": key, "area_id": None, "text": _told(entry, write)}
        for entry in write.handed.entries
        if entry.id in write.lines
    ]


def _told(entry: HandedEntry, write: HandedWrite) -> str:
    if len(write.visitors[entry.id]) == len(entry.people):
        return entry.text
    return f"{entry.text} (there: {', '.join(entry.people)})".strip()


def _visitors(write: HandedWrite) -> list[dict[str, Any]]:
    return [
        {"id": new_id(), "entry_id": key, "person_id": person}
        for key, people in write.visitors.items()
        if key in write.lines
        for person in people
    ]


def _holders(write: HandedWrite, key: str, act: Act) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "tasking_id": key,
            "person_id": person,
            "assigned_by": act.by,
            "assigned_at": act.at,
            "role": "lead" if at == 0 else "",
            "reason": "",
            "acknowledged_by": "",
        }
        for at, person in enumerate(write.people)
    ]


def _line_of_ours(tasking_id: str, text: str, act: Act) -> TaskingEntry:
    kind = EntryKind.AMENDED
    return TaskingEntry(tasking_id=tasking_id, kind=kind, at=act.at, by=act.by, text=text)


def _received_on(write: HandedWrite) -> date:
    day = write.handed.facts.get("received_on")
    return day if isinstance(day, date) else write.handed.state_since.date()


def _district_codes(session: Session) -> dict[str, str]:
    query = select(Area.id, Area.short_code, Area.name)
    return {key: code or name[:3].upper() for key, code, name in session.execute(query)}
