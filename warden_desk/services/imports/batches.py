"""Past imports: what came in when, and whether it can still be taken back."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.imports import BatchRow, ImportKind
from warden_desk.storage.tables import ImportBatch, ImportUndo


def rows(session: Session) -> list[BatchRow]:
    """All imports, the latest first. `Database.take_back` undoes one by its id."""
    query = (
        select(
            ImportBatch.id,
            ImportBatch.kind,
            ImportBatch.source,
            ImportBatch.done_at,
            ImportBatch.done_by,
            ImportBatch.counts,
            ImportUndo.batch_id.is_not(None),
        )
        .outerjoin(ImportUndo, ImportUndo.batch_id == ImportBatch.id)
        .order_by(ImportBatch.done_at.desc(), ImportBatch.id.desc())
    )
    return [
        BatchRow(key, ImportKind(kind), source, done_at, done_by, json.loads(counts), kept)
        for key, kind, source, done_at, done_by, counts, kept in session.execute(query)
    ]
