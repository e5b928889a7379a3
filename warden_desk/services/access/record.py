"""Whether the record of who looked is whole, and letting go of lines whose years are over."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.contacts import months_before
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import UserError
from warden_desk.domain.record_chain import Disposal, Line, RecordState, Seal, broken_at
from warden_desk.domain.rights import Right
from warden_desk.services import rights
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit
from warden_desk.storage.tables import AuditDisposal, AuditEntry

_READ_AT_ONCE = 1000


def state(session: Session) -> RecordState:
    """Follow the seals from the first line that is here to the last. All lines are read."""
    gone = _last_disposal(session)
    start = Seal(gone.number, gone.digest) if gone else Seal()
    last, broken = broken_at(start, _lines(session))
    if broken is None and gone is not None and not _is_told(session, start):
        broken = gone.number
    return RecordState(start.number, last, broken)


def compare(session: Session, noted: Seal) -> str:
    """Why the record does not bear out a seal that was noted elsewhere; "" if it does.

    The file alone cannot show that its last lines were cut off.
    """
    gone = _last_disposal(session)
    if gone is not None and noted.number < gone.number:
        return (
            f"Line {noted.number} was disposed of after its years, with all up to {gone.number}: "
            "that seal cannot be compared any more. Use a later one."
        )
    if gone is not None and noted.number == gone.number:
        kept = gone.digest
    else:
        kept = session.scalar(select(AuditEntry.digest).where(AuditEntry.number == noted.number))
    if kept is None:
        last = audit.last_seal(session).number
        return (
            f"The record ends with line {last}, before line {noted.number}, whose seal this is: "
            "lines were cut off at its end, or the desk is a copy from before."
        )
    if not noted.is_of(Seal(noted.number, kept)):
        return f"Line {noted.number} has another seal: the record was changed at it or before it."
    return ""


def disposal(session: Session, on: date) -> Disposal:
    """The lines whose years are over on this day, from the oldest on without a gap."""
    settings = desk_settings.load(session)
    until = months_before(on, 12 * settings.looked_keep_years)
    end = datetime.combine(until, time(), ZoneInfo(settings.zone))
    first_kept = select(func.min(AuditEntry.number)).where(AuditEntry.at >= end)
    going = select(AuditEntry.number, AuditEntry.digest, AuditEntry.at).order_by(
        AuditEntry.number.desc()
    )
    if (kept := session.scalar(first_kept)) is not None:
        going = going.where(AuditEntry.number < kept)
    last = session.execute(going.limit(1)).first()
    if last is None:
        return Disposal(0, Seal(), None, until, settings.looked_keep_years)
    number, digest, at = last
    lines = session.scalar(
        select(func.count()).select_from(AuditEntry).where(AuditEntry.number <= number)
    )
    return Disposal(lines or 0, Seal(number, digest), at, until, settings.looked_keep_years)


def dispose(session: Session, *, act: Act) -> Disposal:
    """Let those lines go for good. What is left follows on the seal of the last of them.

    Raises:
        NotAllowed: whoever sits here does not keep the list of users.
        UserError: the record is not whole, so that nothing of it may go; or nothing is old enough.
    """
    rights.need(session, Right.USERS)
    found = state(session)
    if not found.is_whole:
        raise UserError(found.sentence)
    wanted = disposal(session, local_day(act, desk_settings.load(session)))
    if wanted.last_at is None:
        raise UserError(wanted.sentence)
    number, digest = wanted.last.number, wanted.last.digest
    session.add(
        AuditDisposal(
            number=number,
            digest=digest,
            lines=wanted.lines,
            last_at=wanted.last_at,
            at=act.at,
            by=act.by,
        )
    )
    session.flush()  # the file lets go of no line before
    session.execute(delete(AuditEntry).where(AuditEntry.number <= number))
    told = f"{wanted.lines} lines, up to line {number}, after {wanted.years} years"
    audit.note(session, ActKind.ERASURE, audit.RECORD, [_named(wanted.last)], told, act=act)
    return wanted


def _lines(session: Session) -> Iterator[tuple[Seal, Line]]:
    query = (
        select(
            AuditEntry.number,
            AuditEntry.digest,
            AuditEntry.id,
            AuditEntry.at,
            AuditEntry.by,
            AuditEntry.act,
            AuditEntry.thing_kind,
            AuditEntry.thing_id,
            AuditEntry.how,
        )
        .order_by(AuditEntry.number)
        .execution_options(yield_per=_READ_AT_ONCE)
    )
    for number, digest, key, at, by, act, kind, thing, how in session.execute(query):
        yield Seal(number, digest), Line(key, at, by, act, kind, thing, how)


def _last_disposal(session: Session) -> AuditDisposal | None:
    return session.scalars(
        select(AuditDisposal).order_by(AuditDisposal.number.desc()).limit(1)
    ).first()


def _is_told(session: Session, gone: Seal) -> bool:
    """Whether the record itself, by a line that is sealed, says that these lines went."""
    told = select(AuditEntry.id).where(
        AuditEntry.act == ActKind.ERASURE,
        AuditEntry.thing_kind == audit.RECORD,
        AuditEntry.thing_id == _named(gone),
    )
    return session.scalar(told.limit(1)) is not None


def _named(seal: Seal) -> str:
    return f"{seal.number}-{seal.digest}"
