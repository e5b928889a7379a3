"""How several shifts went, said at once: all of them, or none."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.worked import WorkedDraft
from warden_desk.services.week import worked


def worked_as_planned(session: Session, shift_ids: Sequence[str], *, act: Act) -> None:
    """Keep that these shifts went as planned (see `worked.worked`)."""
    for shift_id in shift_ids:
        worked.worked(session, shift_id, WorkedDraft(), act=act)


def missed(session: Session, shift_ids: Sequence[str], note: str, *, act: Act) -> None:
    """Keep that these shifts were not worked, and why (see `worked.missed`)."""
    for shift_id in shift_ids:
        worked.missed(session, shift_id, note, act=act)
