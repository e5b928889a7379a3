"""Rows of a CSU's list that may ask again for what is on the desk already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.imports import PlannedRow, RepeatChoice
from warden_desk.domain.repeats import LinkKind
from warden_desk.services import repeats, tasking_links
from warden_desk.services.imports.tasking_rows import TaskingWrite

_SHOWN = 3


def marked(
    session: Session, rows: Sequence[PlannedRow], drafts: Mapping[int, object]
) -> list[PlannedRow]:
    """The rows, those that may be repeats with the earlier taskings they may repeat."""
    new = {
        row: write.draft
        for row, write in drafts.items()
        if isinstance(write, TaskingWrite) and not write.tasking_id
    }
    found = dict(zip(new, repeats.find_many(session, list(new.values())), strict=True))
    told: list[PlannedRow] = []
    for row in rows:
        earlier = found.get(row.row, [])[:_SHOWN]
        if earlier:
            why = f"{row.why} It may repeat {earlier[0].reference}."
            row = replace(row, why=why, repeats=tuple(earlier))
        told.append(row)
    return told


def merged(
    session: Session,
    writes: Mapping[int, TaskingWrite],
    choices: Mapping[int, RepeatChoice],
    act: Act,
) -> dict[int, TaskingWrite]:
    """Put the rows decided to be the same into the earlier taskings; the others remain."""
    left: dict[int, TaskingWrite] = {}
    for row, write in writes.items():
        choice = choices.get(row)
        if choice is not None and choice.is_same:
            tasking_links.merge(session, choice.tasking_id, write.draft, act=act)
        else:
            left[row] = write
    return left


def linked(
    session: Session, made: Mapping[int, str], choices: Mapping[int, RepeatChoice], act: Act
) -> None:
    """Link the taskings made of rows with the earlier ones they were decided to go with."""
    for row, key in made.items():
        if row in choices:
            tasking_links.link(session, key, choices[row].tasking_id, LinkKind.RELATED, act=act)
