"""Clearances as lists write them: "awaiting", "Pass 03/2025", a level, a day it runs out."""

import re
from datetime import date

from warden_desk.domain.date_reading import DateKind, Lean
from warden_desk.domain.dates import uk_date
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import FieldChange
from warden_desk.domain.written_dates import read_date
from warden_desk.services.imports import words
from warden_desk.services.imports.known_people import Held
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import Credential

DBS, NPPV = "DBS", "NPPV"
_WORD_AND_DATE = re.compile(r"([^\d]*?)[\s:,(]*(\d.*?)?\)?")


def read(row: RowReader, today: date) -> list[Held]:
    """The credentials of one row; unreadable ones are left out and doubted."""
    found = [dbs for dbs in [_read_dbs(row)] if dbs is not None]
    level, expires_on = row.text("nppv_level"), row.day("nppv_expires_on", Lean.FUTURE)
    if level or expires_on is not None:
        found.append(Held(NPPV, level, "held", None, expires_on))
    for held in found:
        if held.expires_on is not None and held.expires_on < today:
            row.note(f"{held.kind} ran out on {uk_date(held.expires_on)}.")
    return found


def _read_dbs(row: RowReader) -> Held | None:
    expires_on = row.day("dbs_expires_on", Lean.FUTURE)
    value = row.cell("dbs")
    if value is None:
        return None if expires_on is None else Held(DBS, "", "held", None, expires_on)
    reading = read_date(value)
    if reading.day is not None:
        return Held(DBS, "", "held", reading.day, expires_on)
    text = row.text("dbs")
    found = _WORD_AND_DATE.fullmatch(text)
    said = None if found is None else words.meaning("credential", found[1])
    if found is None or said is None:
        row.doubt("dbs", f"“{text[:40]}” is neither a date nor held, awaited or refused.")
        return None
    if said == "none":
        return None
    issued = read_date(found[2])
    if issued.kind is DateKind.UNREADABLE:
        row.doubt("dbs", issued.problem)
        return None
    row.note(issued.assumed)
    return Held(DBS, "", said, issued.day, expires_on)


def compare(
    person_id: str, had: list[Held], read_now: list[Held], writes: Writes
) -> list[FieldChange]:
    """Write what differs: a check that was awaited is completed, a renewed one stands beside."""
    changes: list[FieldChange] = []
    for new in read_now:
        old = [held for held in had if held.kind == new.kind]
        if any(_says_no_more(new, held) for held in old):
            continue
        latest = old[-1] if old else None
        before = "" if latest is None else latest.shown()
        changes.append(FieldChange(new.kind, before, new.shown()))
        values = {
            "level": new.level,
            "status": new.status,
            "issued_on": new.issued_on,
            "expires_on": new.expires_on,
        }
        if latest is not None and _completes(new, latest):
            known = {name: value for name, value in values.items() if value not in ("", None)}
            writes.change(Credential, latest.id, **known)
        else:
            writes.add(Credential, id=new_id(), person_id=person_id, kind=new.kind, **values)
    return changes


def _says_no_more(new: Held, held: Held) -> bool:
    return (
        new.status == held.status
        and new.level in ("", held.level)
        and new.issued_on in (None, held.issued_on)
        and new.expires_on in (None, held.expires_on)
    )


def _completes(new: Held, old: Held) -> bool:
    """Whether it is the same check, further on; else it is the next one."""
    if old.status == "awaited":
        return True
    return (
        new.status == old.status
        and (old.issued_on is None or new.issued_on in (None, old.issued_on))
        and (old.expires_on is None or new.expires_on in (None, old.expires_on))
    )
