"""The links among taskings that another desk handed over."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.hand_over import HandedTasking
from warden_desk.storage.tables import Tasking, TaskingLink


def write(session: Session, taken: Sequence[tuple[HandedTasking, str]]) -> None:
    """Link the taskings here as they were there, as far as both are on this desk.

    Both logs tell of each link already, so nothing is added to them.

    Args:
        taken: each with its key on this desk.
    """
    wanted = [(key, link) for handed, key in taken for link in handed.links]
    if not wanted:
        return
    here = {handed.id: key for handed, key in taken}
    ends = {link.to_id for _, link in wanted} - here.keys()
    known = session.scalars(select(Tasking.id).where(Tasking.id.in_(ends))).all()
    here |= {key: key for key in known}
    standing = _standing(session, [key for key, _ in wanted])
    for key, link in wanted:
        other = here.get(link.to_id)
        if other is None or other == key or frozenset((key, other)) in standing:
            continue
        standing.add(frozenset((key, other)))
        session.add(
            TaskingLink(
                from_id=key,
                to_id=other,
                kind=link.kind,
                made_at=link.made_at,
                made_by=link.made_by,
            )
        )


def _standing(session: Session, keys: Sequence[str]) -> set[frozenset[str]]:
    """The pairs that are linked already, whichever way round."""
    query = select(TaskingLink.from_id, TaskingLink.to_id).where(
        or_(TaskingLink.from_id.in_(keys), TaskingLink.to_id.in_(keys))
    )
    return {frozenset((one, other)) for one, other in session.execute(query)}
