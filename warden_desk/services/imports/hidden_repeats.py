"""Rows that may ask for what is on the desk already, hidden from whoever takes them in.

Whoever takes the list in may not be told, not even by a row that is refused or a count that is one
short. So the row is taken in like any other, and a link is laid to what it may repeat: storage
leaves such a link out for everybody who may not see the other end.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services.access.sight import sight_of
from warden_desk.services.tasking import repeats
from warden_desk.storage.tables import Tasking, TaskingLink


def found(session: Session, drafts: Sequence[TaskingDraft]) -> list[list[str]]:
    """For each row the keys of the hidden taskings that it may repeat; asked before it is one."""
    if not sight_of(session).hides or not drafts:
        return [[] for _ in drafts]
    hidden = _hidden(session, drafts)
    near = repeats.find_many(session, drafts)
    return [
        sorted(
            {key for key, content in hidden.items() if content == _content(draft)}
            | {repeat.tasking_id for repeat in each if repeat.tasking_id in hidden}
        )
        for draft, each in zip(drafts, near, strict=True)
    ]


def link(
    session: Session, keys: Sequence[str], may_be: Sequence[Sequence[str]], *, act: Act
) -> None:
    """Lay the links. No log tells of them: everybody reads the log of what was taken in."""
    session.add_all(
        TaskingLink(from_id=key, to_id=other, kind=LinkKind.MAYBE, made_at=act.at, made_by=act.by)
        for key, others in zip(keys, may_be, strict=True)
        for other in others
    )


def _hidden(session: Session, drafts: Sequence[TaskingDraft]) -> dict[str, tuple[object, ...]]:
    """What is hidden of these CSUs, and what it says of itself."""
    csus = {draft.csu_id for draft in drafts if draft.csu_id}
    query = select(
        Tasking.id, Tasking.csu_id, Tasking.area_id, Tasking.title, Tasking.received_on
    ).where(
        Tasking.deleted_at.is_(None),
        Tasking.csu_id.in_(csus),
        Tasking.marking.ilike(sight_of(session).hides),
    )
    return {
        key: (csu, area, title.casefold(), day)
        for key, csu, area, title, day in session.execute(query)
    }


def _content(draft: TaskingDraft) -> tuple[object, ...]:
    return (draft.csu_id, draft.area_id, draft.title.strip().casefold(), draft.received_on)
