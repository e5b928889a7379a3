"""Writing a plan: all of it in the caller's transaction, or nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.imports import (
    ImportDone,
    ImportKind,
    ImportPlan,
    PlannedRow,
    RepeatChoice,
    Verdict,
)
from warden_desk.domain.progress import Progress, Silent
from warden_desk.services.imports import (
    handed_rows,
    handed_writes,
    hidden_repeats,
    layouts,
    planning,
    repeat_rows,
)
from warden_desk.services.imports.handed_rows import HandedWrite
from warden_desk.services.imports.tasking_rows import TaskingWrite
from warden_desk.services.imports.writes import Writes, write_all
from warden_desk.services.returns import returns_layouts
from warden_desk.services.tasking import taskings
from warden_desk.storage import search
from warden_desk.storage.tables import ImportBatch, Organisation, Person, Tasking

_ENTRIES = (Person, Organisation)
"""The tables of which a new row is a new entry; what hangs on it is not counted."""


_AT_ONCE = 500


class NothingToImport(UserError):
    """The desk has everything the file says."""


class DeskChanged(UserError):
    """The plan was made for a desk that has moved on."""


def apply(
    session: Session,
    plan: ImportPlan,
    *,
    batch: str,
    act: Act,
    accepted: frozenset[int] = frozenset(),
    repeats: Mapping[int, RepeatChoice] | None = None,
    progress: Progress | None = None,
) -> ImportDone:
    """Write the plan's new and changed rows, and those to look at that were accepted.

    Args:
        batch: a new key, under which the import is listed and taken back.
        accepted: numbers of rows to look at that shall be written as they stand.
        repeats: by row, what was decided of those that may repeat a tasking.

    Raises:
        NothingToImport: no row has anything to write.
        DeskChanged: the desk is not as it was when the plan was made.
    """
    progress = progress or Silent()
    rows = plan.writes(accepted)
    if not rows:
        raise NothingToImport("Nothing to import: the desk has all that could be read.")
    progress.step(0, 3, "Comparing once more")
    if planning.basis(session, plan) != plan.basis:
        raise DeskChanged(
            "The desk has changed since this file was looked at. Look at it again, then import it."
        )
    session.add(_batch(plan, batch, act))
    session.flush()
    progress.step(1, 3, "Writing")
    if handed_rows.HANDED in plan.shared:
        added = _write_handed(session, plan, rows, batch, act)
    elif plan.kind is ImportKind.TASKINGS:
        added = _write_taskings(session, plan, rows, batch, act, repeats or {})
    else:
        added = _write_rows(session, plan, rows)
    layouts.learn(session, plan)
    progress.step(2, 3, "Saving")
    return ImportDone(batch, plan.kind, added, len(rows) - added, _remaining(plan, rows))


def _batch(plan: ImportPlan, batch_id: str, act: Act) -> ImportBatch:
    return ImportBatch(
        id=batch_id,
        kind=plan.kind.value,
        source=plan.source,
        file_digest=plan.digest,
        done_at=act.at,
        done_by=act.by,
        counts=json.dumps({str(verdict): count for verdict, count in plan.counts.items()}),
    )


def _write_rows(session: Session, plan: ImportPlan, rows: Iterable[PlannedRow]) -> int:
    writes = [plan.drafts[row.row] for row in rows]
    found = [each for each in writes if isinstance(each, Writes)]
    needed = {name for each in found for name in each.needs}
    shared = [w for name, w in plan.shared.items() if name in needed and isinstance(w, Writes)]
    write_all(session, [*shared, *found])
    return sum(any(table in _ENTRIES for table, _ in each.inserts) for each in found)


def _write_handed(
    session: Session, plan: ImportPlan, rows: Iterable[PlannedRow], batch_id: str, act: Act
) -> int:
    drafts = [plan.drafts[row.row] for row in rows]
    writes = [each for each in drafts if isinstance(each, HandedWrite)]
    return handed_writes.write(session, writes, batch_id, act)


def _write_taskings(
    session: Session,
    plan: ImportPlan,
    rows: Iterable[PlannedRow],
    batch_id: str,
    act: Act,
    repeats: Mapping[int, RepeatChoice],
) -> int:
    drafts = {row.row: plan.drafts[row.row] for row in rows}
    writes = {row: draft for row, draft in drafts.items() if isinstance(draft, TaskingWrite)}
    left = repeat_rows.merged(session, writes, repeats, act)
    new = {row: write.draft for row, write in left.items() if not write.tasking_id}
    drafts = list(new.values())
    hidden = hidden_repeats.found(session, drafts)
    keys = taskings.record_many(session, drafts, act=act, import_batch_id=batch_id)
    hidden_repeats.link(session, keys, hidden, act=act)
    if repeats:
        made = dict(zip(new, keys, strict=True))
        repeat_rows.linked(session, writes, made, repeats, act)
    _amend(session, [write for write in left.values() if write.tasking_id], act)
    _learn_layout(session, plan, writes.values(), act)
    return len(new)


def _amend(session: Session, writes: Sequence[TaskingWrite], act: Act) -> None:
    """Put right what the list says otherwise. A later list may say so of thousands."""
    reworded = sum(search.is_searched(Tasking.__tablename__, each.changes) for each in writes)
    with search.rewriting(session.connection(), reworded), session.no_autoflush:
        for start in range(0, len(writes), _AT_ONCE):
            some = writes[start : start + _AT_ONCE]
            keys = [each.tasking_id for each in some]
            # Held while they are put right, so that none is asked for by itself.
            held = session.scalars(select(Tasking).where(Tasking.id.in_(keys))).all()
            for write in some:
                had = taskings.draft_to_amend(session, write.tasking_id)
                taskings.amend(session, write.tasking_id, write.onto(had), act=act)
            session.flush()
            del held


def _learn_layout(
    session: Session, plan: ImportPlan, writes: Iterable[TaskingWrite], act: Act
) -> None:
    """Answers go back in the columns that a CSU's own list came with."""
    askers = {write.draft.csu_id for write in writes}
    csu_id = askers.pop() if len(askers) == 1 else None
    if csu_id is not None:
        uses = {use.column: use.field for use in plan.columns}
        returns_layouts.learn(session, csu_id, plan.headings, uses, act=act)


def _remaining(plan: ImportPlan, rows: Iterable[PlannedRow]) -> dict[Verdict, int]:
    written = sum(row.verdict is Verdict.LOOK for row in rows)
    return plan.counts | {Verdict.LOOK: plan.counts[Verdict.LOOK] - written}
