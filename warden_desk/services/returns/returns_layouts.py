"""Which columns a CSU wants its answers in: those of the lists it sends."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.names import plain_name
from warden_desk.domain.return_packs import DEFAULT_LAYOUT, LayoutColumn, with_answers
from warden_desk.formats.columns import fields
from warden_desk.storage.tables import ReturnLayout

_ANSWERS = "answers"
"""The table of headings under which CSUs leave room for what came of it."""


def learn(
    session: Session, csu_id: str, headings: Sequence[str], uses: Mapping[int, str], *, act: Act
) -> None:
    """Keep the columns of a list that came in, unless they are those known already.

    Args:
        uses: the field that each column, counted from 0, was taken for.
    """
    answers = {plain_name(name): answer.key for answer in fields(_ANSWERS) for name in answer.names}
    columns = [
        [heading, uses.get(at) or answers.get(plain_name(heading), "")]
        for at, heading in enumerate(headings)
        if heading.strip()
    ]
    said = json.dumps(columns, ensure_ascii=False)
    if columns and said != _newest(session, csu_id):
        session.add(ReturnLayout(csu_id=csu_id, columns=said, learned_at=act.at))


def known(session: Session, csu_id: str) -> tuple[LayoutColumn, ...] | None:
    """The CSU's own columns with room for our answers; None where it never sent a list."""
    said = _newest(session, csu_id)
    return with_answers(read(said)) if said else None


def layout(session: Session, csu_id: str) -> tuple[LayoutColumn, ...]:
    """The columns of a pack for this CSU."""
    return known(session, csu_id) or DEFAULT_LAYOUT


def read(said: str) -> tuple[LayoutColumn, ...]:
    """Columns as they are kept."""
    return tuple(LayoutColumn(heading, field) for heading, field in json.loads(said))


def written(columns: Sequence[LayoutColumn]) -> str:
    """Columns as they are kept."""
    return json.dumps([[column.heading, column.field] for column in columns], ensure_ascii=False)


def _newest(session: Session, csu_id: str) -> str | None:
    return session.scalar(
        select(ReturnLayout.columns)
        .where(ReturnLayout.csu_id == csu_id)
        .order_by(ReturnLayout.id.desc())
        .limit(1)
    )
