"""The permanent record of who looked at, handed on or changed what. Never what it said."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind, AuditFilter, AuditRow, in_lists
from warden_desk.domain.ids import new_id
from warden_desk.domain.record_chain import Line, Seal
from warden_desk.formats import text_csv
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import AuditDisposal, AuditEntry, DeskUser, Tasking

TASKING, CONTACT = "tasking", "contact"
DESK, RECORD = "desk", "record"
_WHOLE = {DESK: "the desk", RECORD: "this record"}
_READ_AT_ONCE = 500
MOST = 1000
"""How many lines are shown at once, the latest first; a file has them all."""

HEADINGS = ("When", "Who", "Did", "What", "Where")


def note(
    session: Session,
    kind: ActKind,
    thing_kind: str,
    thing_ids: Collection[str],
    how: str,
    *,
    act: Act,
) -> None:
    """Keep that something was done to these things. No undo takes it away."""
    seal = last_seal(session)
    for key in thing_ids:
        line = Line(new_id(), act.at, act.by, kind.value, thing_kind, key, how)
        seal = seal.next(line)
        session.add(AuditEntry(**asdict(line), number=seal.number, digest=seal.digest))


def last_seal(session: Session) -> Seal:
    """The seal of the last line; of the last that was disposed of, where none was written since."""
    for table in (AuditEntry, AuditDisposal):
        query = select(table.number, table.digest).order_by(table.number.desc()).limit(1)
        if (row := session.execute(query).first()) is not None:
            return Seal(*row)
    return Seal()


def looked(session: Session, tasking_ids: Collection[str], how: str, *, act: Act) -> None:
    """Keep that these taskings were looked at."""
    note(session, ActKind.CONSULTATION, TASKING, tasking_ids, how, act=act)


def handed_on(session: Session, references: Collection[str], how: str, *, act: Act) -> None:
    """Keep that the taskings with these references left the desk on a paper."""
    keys = session.scalars(select(Tasking.id).where(Tasking.reference.in_(references))).all()
    note(session, ActKind.DISCLOSURE, TASKING, keys, how, act=act)


def rows(session: Session, wanted: AuditFilter, *, limit: int | None = MOST) -> list[AuditRow]:
    """The lines that are wanted, the latest first; contacts of one list are one line."""
    query = (
        select(
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.by,
            AuditEntry.act,
            AuditEntry.thing_kind,
            AuditEntry.thing_id,
            Tasking.reference,
            DeskUser.name,
            AuditEntry.how,
        )
        .outerjoin(Tasking, Tasking.id == AuditEntry.thing_id)
        .outerjoin(DeskUser, DeskUser.id == AuditEntry.thing_id)
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    if wanted.thing.strip():
        query = query.where(Tasking.reference.icontains(wanted.thing.strip(), autoescape=True))
    if wanted.by.strip():
        query = query.where(AuditEntry.by.icontains(wanted.by.strip(), autoescape=True))
    zone = ZoneInfo(desk_settings.load(session).zone)
    if wanted.first is not None:
        query = query.where(AuditEntry.at >= datetime.combine(wanted.first, time(), zone))
    if wanted.last is not None:
        end = datetime.combine(wanted.last + timedelta(days=1), time(), zone)
        query = query.where(AuditEntry.at < end)
    with session.execute(query) as found:
        every = (
            AuditRow(
                id=key,
                at=at,
                by=by,
                act=ActKind(act),
                thing_kind=thing_kind,
                thing_id=thing_id,
                thing=reference or user or _WHOLE.get(thing_kind, "no longer here"),
                how=how,
            )
            for key, at, by, act, thing_kind, thing_id, reference, user, how in found
        )
        return list(islice(in_lists(every, CONTACT), limit))


def export(session: Session, wanted: AuditFilter) -> bytes:
    """All lines that are wanted, as CSV, and the seal of the record. Instants are in UTC."""
    lines = [
        (f"{row.at:%Y-%m-%dT%H:%M:%SZ}", row.by, row.act.value, row.thing, row.how)
        for row in rows(session, wanted, limit=None)
    ]
    return text_csv.render(HEADINGS, [*lines, ("", "", "", "Seal", str(last_seal(session)))])
