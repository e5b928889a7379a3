"""Linking taskings: duplicates, parts of a larger one, related ones."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.repeats import INVERSE, LinkKind, LinkRow
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services.tasking import taskings
from warden_desk.services.tasking.taskings import get, log
from warden_desk.storage.tables import Tasking, TaskingLink


def link(session: Session, from_id: str, to_id: str, kind: LinkKind, *, act: Act) -> str:
    """Say how one tasking stands to another; both logs keep it. Returns the link's key.

    Raises:
        Invalid: it is the same tasking, or the link stands already.
        NotFound: one of them has been put aside.
    """
    one, other = get(session, from_id), get(session, to_id)
    if one.id == other.id:
        raise Invalid({"to_id": "A tasking cannot be linked with itself."})
    standing = _standing(session, one.id, other.id)
    if standing is not None and standing.kind == LinkKind.MAYBE:
        session.delete(standing)  # somebody has looked, and knows now
    elif standing is not None:
        raise Invalid({"to_id": f"It is linked with {other.reference} already."})
    made = TaskingLink(from_id=one.id, to_id=other.id, kind=kind, made_at=act.at, made_by=act.by)
    session.add(made)
    log(session, one, EntryKind.AMENDED, act, text=f"{kind} {other.reference}")
    log(session, other, EntryKind.AMENDED, act, text=f"{INVERSE[kind]} {one.reference}")
    return made.id


def link_to(session: Session, from_id: str, other: str, kind: LinkKind, *, act: Act) -> str:
    """As `link`, the other tasking by what somebody typed for it.

    Raises:
        Invalid: as `link`, or none or several are meant.
    """
    try:
        to_id = taskings.find(session, other)
    except NotFound as refusal:
        raise Invalid({"other": str(refusal)}) from None
    try:
        return link(session, from_id, to_id, kind, act=act)
    except Invalid as refusal:
        raise Invalid({"other": refusal.problems["to_id"]}) from None


def record(session: Session, draft: TaskingDraft, linked_with: str, *, act: Act) -> str:
    """Take a tasking in, linked with an earlier one unless that is empty; returns its key.

    Raises:
        Invalid: the draft breaks a rule of `TaskingDraft.check`.
    """
    made = taskings.record(session, draft, act=act)
    if linked_with:
        link(session, made, linked_with, LinkKind.RELATED, act=act)
    return made


def unlink(session: Session, link_id: str, *, act: Act) -> None:
    """Take a link away; both logs keep that it stood, unless it was only a maybe.

    Raises:
        NotFound: it is gone already.
    """
    standing = session.get(TaskingLink, link_id)
    if standing is None:
        raise NotFound("That link is not there any more.")
    one, other = get(session, standing.from_id), get(session, standing.to_id)
    session.delete(standing)
    if standing.kind == LinkKind.MAYBE:
        return  # whoever may not see the one end is not to learn of it from the other's log
    log(session, one, EntryKind.AMENDED, act, text=f"no longer linked with {other.reference}")
    log(session, other, EntryKind.AMENDED, act, text=f"no longer linked with {one.reference}")


def merge(session: Session, earlier_id: str, draft: TaskingDraft, *, act: Act) -> None:
    """Keep a request that came in again as a note on the earlier tasking, instead of a second one.

    Raises:
        NotFound: the earlier one has been put aside.
    """
    earlier = get(session, earlier_id)
    said = (draft.external_reference, draft.title, draft.wanted)
    text = "; ".join(part.strip() for part in said if part.strip())
    log(session, earlier, EntryKind.NOTE, act, text=f"Asked for again: {text}")


def of(session: Session, tasking_id: str) -> list[LinkRow]:
    """What a tasking is linked with, seen from its side."""
    facts = (TaskingLink.id, TaskingLink.kind, Tasking.id, Tasking.reference, Tasking.title)
    out = select(*facts).join(Tasking, Tasking.id == TaskingLink.to_id)
    back = select(*facts).join(Tasking, Tasking.id == TaskingLink.from_id)
    rows = [
        LinkRow(key, kind, other, reference, title)
        for key, kind, other, reference, title in session.execute(
            out.where(TaskingLink.from_id == tasking_id, Tasking.deleted_at.is_(None))
        )
    ]
    rows += [
        LinkRow(key, INVERSE[LinkKind(kind)], other, reference, title)
        for key, kind, other, reference, title in session.execute(
            back.where(TaskingLink.to_id == tasking_id, Tasking.deleted_at.is_(None))
        )
    ]
    return sorted(rows, key=lambda row: row.reference)


def _standing(session: Session, one: str, other: str) -> TaskingLink | None:
    pair = (one, other)
    query = select(TaskingLink).where(TaskingLink.from_id.in_(pair), TaskingLink.to_id.in_(pair))
    return session.scalars(query).first()
