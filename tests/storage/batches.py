"""An import as storage sees it: its entry, and the rows that came in with it."""

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.storage.tables import ImportBatch


def add_batch(session: Session, batch_id: str, act: Act) -> None:
    """The entry that the rows of an import belong to."""
    session.add(
        ImportBatch(
            id=batch_id,
            kind="people",
            source="staff",
            file_digest="0",
            done_at=act.at,
            done_by=act.by,
            counts="{}",
        )
    )
