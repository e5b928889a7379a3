"""Files attached to taskings: kept in the desk itself, once each, and only what may be kept."""

import hashlib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.attachments import AttachmentRow
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.formats import attached_files
from warden_desk.formats.attached_files import CleanFile
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking.taskings import get, log
from warden_desk.storage.files import read_whole
from warden_desk.storage.tables import Attachment, StoredFile


def read_file(session: Session, path: Path) -> CleanFile:
    """A file from outside as it may be kept. Slow for a large picture: call it in a job.

    Raises:
        UserError: too large, changed while it was read, or of no kind that is kept.
    """
    return attached_files.clean(path.name, read_whole(path, _most(session)))


def keep(session: Session, tasking_id: str, file: CleanFile, *, act: Act) -> str:
    """Attach a file that `read_file` has made fit to be kept.

    Raises:
        Invalid: the same file is attached to this tasking already.
    """
    tasking = get(session, tasking_id)
    digest = hashlib.sha256(file.content).hexdigest()
    for known in _kept(session, tasking_id):
        if known.digest == digest:
            same = "" if known.name == file.name else f", as {known.name}"
            raise Invalid({"file": f"{file.name} is attached to this tasking already{same}."})
    if session.get(StoredFile, digest) is None:
        session.add(StoredFile(digest=digest, content=file.content))
        session.flush()
    attachment = Attachment(
        tasking_id=tasking_id,
        digest=digest,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        added_by=act.by,
        added_at=act.at,
    )
    session.add(attachment)
    log(session, tasking, EntryKind.ATTACHED, act, text=file.name)
    return attachment.id


def remove(session: Session, attachment_id: str, reason: str, *, act: Act) -> None:
    """Put a file aside; the log says which, and why. Its content stays in the desk.

    Raises:
        Invalid: no reason.
        NotFound: it has been removed already.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it is removed: the reason is kept."})
    attachment = _get(session, attachment_id)
    attachment.deleted_at, attachment.deleted_by = act.at, act.by
    attachment.deleted_reason = reason.strip()
    said = f"{attachment.name}: {reason.strip()}"
    log(session, get(session, attachment.tasking_id), EntryKind.DETACHED, act, text=said)


def rows(session: Session, tasking_id: str) -> tuple[AttachmentRow, ...]:
    """The files of a tasking, the latest first."""
    return tuple(_row(attachment) for attachment in _kept(session, tasking_id))


def content(session: Session, attachment_id: str) -> tuple[AttachmentRow, bytes]:
    """An attachment and what is in it.

    Raises:
        NotFound: it has been removed.
    """
    attachment = _get(session, attachment_id)
    kept = session.get(StoredFile, attachment.digest)
    if kept is None or hashlib.sha256(kept.content).hexdigest() != attachment.digest:
        raise NotFound(f"The content of {attachment.name} is damaged. Restore the last backup.")
    return _row(attachment), kept.content


def _most(session: Session) -> int:
    return desk_settings.load(session).attachment_megabytes * 1_000_000


def _kept(session: Session, tasking_id: str) -> list[Attachment]:
    query = select(Attachment).where(
        Attachment.tasking_id == tasking_id, Attachment.deleted_at.is_(None)
    )
    return list(session.scalars(query.order_by(Attachment.added_at.desc(), Attachment.id.desc())))


def _get(session: Session, attachment_id: str) -> Attachment:
    attachment = session.get(Attachment, attachment_id)
    if attachment is None or attachment.deleted_at is not None:
        raise NotFound("That file has been removed from the tasking.")
    return attachment


def _row(attachment: Attachment) -> AttachmentRow:
    return AttachmentRow(
        id=attachment.id,
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        digest=attachment.digest,
        added_by=attachment.added_by,
        added_at=attachment.added_at,
    )
