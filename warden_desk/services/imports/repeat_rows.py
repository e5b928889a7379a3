"""Rows of a CSU's list that may ask again for what is on the desk already, or stands above them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.imports import PlannedRow, RepeatChoice
from warden_desk.domain.repeats import LinkKind, Repeat
from warden_desk.domain.tasking_states import State
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services.imports.tasking_rows import TaskingWrite
from warden_desk.services.tasking import repeats, tasking_links

_SHOWN = 3
_ROW = "row "
"""Begins what stands for a tasking's key where the row above has none yet."""


def marked(
    session: Session, rows: Sequence[PlannedRow], drafts: Mapping[int, object]
) -> list[PlannedRow]:
    """The rows, those that may be repeats with what they may repeat: on the desk, or above."""
    new = {
        row: write.draft
        for row, write in drafts.items()
        if isinstance(write, TaskingWrite) and not write.tasking_id
    }
    found = dict(zip(new, repeats.find_many(session, list(new.values())), strict=True))
    above = _above(session, new)
    told: list[PlannedRow] = []
    for row in rows:
        earlier = [*found.get(row.row, ()), *above.get(row.row, ())][:_SHOWN]
        if earlier:
            why = f"{row.why} It may repeat {earlier[0].reference}."
            row = replace(row, why=why, repeats=tuple(earlier))
        told.append(row)
    return told


def _above(session: Session, new: Mapping[int, TaskingDraft]) -> dict[int, list[Repeat]]:
    rows, drafts = list(new), list(new.values())
    found: dict[int, list[Repeat]] = {}
    for at, (above, why) in repeats.within(session, drafts).items():
        name, draft = f"{_ROW}{rows[above]}", drafts[above]
        repeat = Repeat(name, name, draft.title, State.RECEIVED, draft.received_on, why)
        found[rows[at]] = [repeat]
    return found


def merged(
    session: Session,
    writes: Mapping[int, TaskingWrite],
    choices: Mapping[int, RepeatChoice],
    act: Act,
) -> dict[int, TaskingWrite]:
    """Put the rows decided to be the same into the earlier taskings; the others remain.

    Those that go into another row wait until that one is a tasking (`linked`).
    """
    left: dict[int, TaskingWrite] = {}
    for row, write in writes.items():
        choice = choices.get(row)
        if choice is None or not choice.is_same:
            left[row] = write
        elif (above := _row_of(choice)) is None:
            tasking_links.merge(session, choice.tasking_id, write.draft, act=act)
        elif above not in writes:  # it stays out, so this one stands by itself
            left[row] = write
    return left


def linked(
    session: Session,
    writes: Mapping[int, TaskingWrite],
    made: Mapping[int, str],
    choices: Mapping[int, RepeatChoice],
    act: Act,
) -> None:
    """Link the taskings made of rows with those they were decided to go with, here or above."""
    for row, choice in choices.items():
        if row not in writes:
            continue
        other = _key(choice, made, choices)
        if choice.is_same and row not in made and _row_of(choice) is not None:
            tasking_links.merge(session, other, writes[row].draft, act=act)
        elif not choice.is_same and row in made and other:
            tasking_links.link(session, made[row], other, LinkKind.RELATED, act=act)


def _key(choice: RepeatChoice, made: Mapping[int, str], choices: Mapping[int, RepeatChoice]) -> str:
    """The tasking that was chosen; through a row that went into another one itself."""
    above = _row_of(choice)
    if above is None:
        return choice.tasking_id
    if above in made:
        return made[above]
    return _key(choices[above], made, choices) if above in choices else ""


def _row_of(choice: RepeatChoice) -> int | None:
    number = choice.tasking_id.removeprefix(_ROW)
    return int(number) if number != choice.tasking_id else None
