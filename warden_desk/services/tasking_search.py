"""Finding taskings by the words in their facts and logs, newest first."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_filters import Cursor, TaskingFilter
from warden_desk.storage import search
from warden_desk.storage.tables import Tasking

CHUNKS = (200, 600)
"""How many matching documents are looked at in turn, so that a page costs a bounded time."""

_MATCHES = text(
    "SELECT d.document, d.tasking_id FROM search JOIN search_document AS d"
    " ON d.document = search.rowid"
    " WHERE search MATCH :words AND search.rowid < :before"
    " ORDER BY search.rowid DESC LIMIT :most"
)
_END = 2**62


def page(
    session: Session,
    wanted: TaskingFilter,
    conditions: Sequence[ColumnElement[bool]],
    after: Cursor | None,
    limit: int,
) -> tuple[list[str], Cursor | None]:
    """Keys of taskings that match, by their newest matching words, and where the next ones begin.

    A page may come up short, or empty, though there are more: few of the matching taskings then
    pass the other filters, and the caller asks again. A tasking whose facts and log both match
    may come on two pages.
    """
    words = search.match_query(wanted.text)
    if not words:
        return [], None
    before = cast(int, after[0]) if after else _END
    ids: dict[str, None] = {}
    for most in CHUNKS:
        found = session.execute(_MATCHES, {"words": words, "before": before, "most": most}).all()
        passing = _passing(session, {key for _, key in found}, conditions)
        for document, key in found:
            before = document
            if key in passing:
                ids[key] = None
                if len(ids) == limit:
                    return list(ids), (before,)
        if len(found) < most:
            return list(ids), None
    return list(ids), (before,)


def _passing(
    session: Session, keys: set[str], conditions: Sequence[ColumnElement[bool]]
) -> set[str]:
    return set(session.scalars(select(Tasking.id).where(Tasking.id.in_(keys), *conditions)))
