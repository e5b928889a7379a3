"""Making a CSU's pack, and keeping that it went: all of it is one write, and one undo.

Only what has been checked goes back. The file itself is made by `formats`; its very bytes are
kept as proof of what was said.
"""

import zlib
from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.clearance import ActKind
from warden_desk.domain.desk_clock import local_day, moment
from warden_desk.domain.errors import NeedsReason, NotFound, UserError
from warden_desk.domain.return_packs import ReturnContent, ReturnFile, ReturnItem
from warden_desk.domain.returns import How, SendDraft, Status
from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import Imprint
from warden_desk.domain.tasking_states import Move, State
from warden_desk.services import settings as desk_settings
from warden_desk.services.access import audit
from warden_desk.services.access.sight import sight_of
from warden_desk.services.returns import meetings, returns_layouts
from warden_desk.services.returns.returns_content import items
from warden_desk.services.returns.returns_owed import asked_by
from warden_desk.services.tasking.tasking_moves import move
from warden_desk.storage import tables
from warden_desk.storage.tables import Organisation, Tasking, TaskingReturn


class NothingOwed(UserError):
    """The CSU has every answer that has been checked."""


def content(
    session: Session,
    csu_id: str,
    *,
    act: Act,
    without: Collection[str] = (),
    only: Collection[str] = (),
    is_practice: bool = False,
) -> ReturnContent:
    """The pack that would go to a CSU now, its oldest tasking first.

    Args:
        without: taskings to leave for another time.
        only: the taskings it shall hold; empty for all that are owed.

    Raises:
        NotFound: there is no such CSU.
        NothingOwed: nothing is checked for it.
    """
    settings = desk_settings.load(session)
    today = local_day(act, settings)
    name = _csu_name(session, csu_id)
    said = _owed_items(session, csu_id, without, act)
    if only:
        said = tuple(item for item in said if item.tasking_id in only)
    if not said:
        raise NothingOwed(
            f"Nothing is owed to {name}: a result goes back once it has been checked."
        )
    return ReturnContent(
        csu_id=csu_id,
        csu=name,
        meeting=meetings.upcoming(session, today).get(csu_id),
        layout=returns_layouts.layout(session, csu_id),
        is_own_layout=returns_layouts.known(session, csu_id) is not None,
        items=said,
        made_on=today,
        imprint=_imprint(name, settings, act, is_practice=is_practice),
    )


def send(
    session: Session,
    sent: ReturnContent,
    file: ReturnFile,
    draft: SendDraft,
    *,
    act: Act,
    reason: str = "",
) -> str:
    """Keep that a pack went out, with its bytes, and move its taskings to returned.

    Returns the key of the return.

    Raises:
        Invalid: how it goes was not said.
        UserError: a tasking in it is not checked (any more), or reads otherwise by now.
        NeedsReason: its text seems to hold personal data.
    """
    how = draft.check()
    _refuse_hidden(session, sent)
    _refuse_stale(session, sent, act)
    if sent.warnings and not reason.strip():
        raise NeedsReason(sent.warnings)
    record = _record(sent, file, how, act)
    record.sent_to, record.reason = draft.sent_to.strip(), reason.strip()
    session.add(record)
    session.flush()
    told = ", ".join(filter(None, (f"{sent.csu} {how.value}", record.sent_to, file.name)))
    for item in sent.items:
        session.add(
            tables.ReturnItem(
                return_id=record.id, tasking_id=item.tasking_id, status=Status.SENT.value
            )
        )
        move(session, item.tasking_id, Move.RETURN, act=act, reason=told)
    handed_on = [item.tasking_id for item in sent.items if item.is_sensitive]
    audit.note(session, ActKind.DISCLOSURE, audit.TASKING, handed_on, "return pack", act=act)
    return record.id


def _imprint(csu: str, settings: Settings, act: Act, *, is_practice: bool) -> Imprint:
    return Imprint(
        service=settings.service_name,
        marking=settings.default_marking,
        sensitive_marking=settings.sensitive_marking,
        version=f"Results for {csu}",
        printed_by="",  # a name has no need to leave with it; the return keeps who sent it
        printed_at=moment(act.at, settings),
        copy_for=csu,
        is_practice=is_practice,
    )


def _record(sent: ReturnContent, file: ReturnFile, how: How, act: Act) -> TaskingReturn:
    """What is kept of a pack as proof."""
    meeting = sent.meeting
    return TaskingReturn(
        csu_id=sent.csu_id,
        sent_at=act.at,
        sent_by=act.by,
        how=how.value,
        file_name=file.name,
        content=zlib.compress(file.data, 9),
        digest=sha256(file.data).hexdigest(),
        layout=returns_layouts.written(sent.layout),
        meets_on=meeting.on_date if meeting else None,
        meeting_id=(meeting.meeting_id or None) if meeting else None,
    )


def proof(session: Session, return_id: str) -> ReturnFile:
    """The file that was sent, byte for byte.

    Raises:
        NotFound: there is no such return.
        UserError: what is kept is not what was sent.
    """
    record = session.get(TaskingReturn, return_id)
    if record is None:
        raise NotFound("That return is no longer on the list.")
    if not record.content:
        raise UserError("This return holds taskings that are hidden from you.")
    data = zlib.decompress(record.content)
    if sha256(data).hexdigest() != record.digest:
        raise UserError(
            "What is kept of this return is damaged. Restore the last backup to see it."
        )
    return ReturnFile(record.file_name, data)


def _owed_items(
    session: Session, csu_id: str, without: Collection[str], act: Act
) -> tuple[ReturnItem, ...]:
    query = (
        select(Tasking)
        .where(
            asked_by([csu_id]),
            Tasking.state == State.CHECKED,
            Tasking.deleted_at.is_(None),
            Tasking.id.not_in(without),
        )
        .order_by(Tasking.received_on, Tasking.reference)
    )
    settings = desk_settings.load(session)
    found = list(session.scalars(query))
    return items(session, found, settings, local_day(act, settings))


def _refuse_hidden(session: Session, sent: ReturnContent) -> None:
    sight = sight_of(session)
    if sight.hides and sent.is_sensitive:
        raise UserError(
            f"This pack holds {sight.hides} taskings, which are hidden here. Somebody who is "
            "cleared can send it, or leave them out."
        )


def _refuse_stale(session: Session, sent: ReturnContent, act: Act) -> None:
    """What is kept as proof must be what the desk knows: nobody may have worked on it since."""
    now = {item.tasking_id: item for item in _owed_items(session, sent.csu_id, (), act)}
    gone = [item.reference for item in sent.items if item.tasking_id not in now]
    if gone:
        raise UserError(
            f"{', '.join(gone)} cannot go back: only what is checked and asked for by {sent.csu} "
            "can. Make the pack again."
        )
    if any(now[item.tasking_id] != item for item in sent.items):
        raise UserError("The desk has changed since this pack was made. Make it again, then send.")


def _csu_name(session: Session, csu_id: str) -> str:
    csu = session.get(Organisation, csu_id)
    if csu is None or csu.deleted_at is not None:
        raise NotFound("That CSU is no longer on the list.")
    return csu.name
