"""Finding taskings by the words in their facts and logs, newest first."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, Select, and_, column, select, table
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_filters import Cursor, TaskingFilter
from warden_desk.storage import search
from warden_desk.storage.tables import Tasking

MOST = 240
"""How many matching documents are looked at, so that a page costs a bounded time."""

_DOCUMENTS = table("search_document", column("document"), column("tasking_id"))
_WORDS = table("search", column("rowid"), column("search"))
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
    looked_at = 0
    # One by one: the index is read no further than the page is full.
    for document, key, passes in session.execute(_matches(words, before, conditions).limit(MOST)):
        before, looked_at = document, looked_at + 1
        if passes:
            ids[key] = None
            if len(ids) == limit:
                return list(ids), (before,)
    return list(ids), (before,) if looked_at == MOST else None


def _matches(
    words: str, before: int, conditions: Sequence[ColumnElement[bool]]
) -> Select[int, str, bool]:
    """Matching documents, newest first, and whether their tasking passes.

    The conditions are looked at, not filtered by: so the limit bounds what is read, not what is
    found.
    """
    return (
        select(_DOCUMENTS.c.document, _DOCUMENTS.c.tasking_id, and_(*conditions))
        .select_from(_WORDS)
        .join(_DOCUMENTS, _DOCUMENTS.c.document == _WORDS.c.rowid)
        .join(Tasking, Tasking.id == _DOCUMENTS.c.tasking_id)
        .where(_WORDS.c.search.op("MATCH")(words), _WORDS.c.rowid < before)
        .order_by(_WORDS.c.rowid.desc())
    )
