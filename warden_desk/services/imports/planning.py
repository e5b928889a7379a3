"""Planning an import: every row is read, compared with the desk and given its verdict.

Nothing is written here. The plan is shown, changed by planning again with other choices, and then
applied as a whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from warden_desk.domain.hand_over import HandOver
from warden_desk.domain.imports import (
    ImportContext,
    ImportKind,
    ImportPlan,
    PlannedRow,
    Verdict,
)
from warden_desk.domain.progress import Progress, Silent
from warden_desk.formats.cells import Book, Sheet, cell_text
from warden_desk.formats.lists import Entry, best_sheet, sheet_called
from warden_desk.services.imports import (
    csus,
    desk_list,
    handed_rows,
    known_councils,
    known_people,
    known_taskings,
    layouts,
    list_reading,
    organisation_rows,
    repeat_rows,
)
from warden_desk.services.imports.layouts import ReadList
from warden_desk.services.imports.planners import PLANNERS, Planner, PlanRow, desk_now, digest_of
from warden_desk.services.imports.rows import RowReader

_STEP = 200
_SURPLUS = (
    "The row has more cells than there are headings: a comma inside a cell is probably not in "
    "quotation marks. Correct the row."
)


def plan(
    session: Session,
    kind: ImportKind,
    book: Book,
    *,
    context: ImportContext,
    sheet: str | None = None,
    mapping: Mapping[str, int] | None = None,
    progress: Progress | None = None,
) -> ImportPlan:
    """Say what importing a file would do, row by row.

    Args:
        sheet: which one; without it, the one that looks most like such a list.
        mapping: the column (from 0) of each field; without it, guessed from the headings.

    Raises:
        UserError: the file holds no such list.
    """
    progress = progress or Silent()
    if content := _handed(book):
        return handed_rows.plan(session, book, content, context)
    desk = desk_now(session, context)
    lists = list_reading.ListReader(session, kind, context, desk.districts, desk.areas)
    chosen = _sheet(session, kind, book, sheet)
    read = lists.read(chosen, book.file_name, mapping)
    desk = replace(desk, context=read.context)
    planner = PLANNERS[kind](desk, read.found, read.uses, read.said)
    rows, drafts = _plan_rows(planner.plan_row, read, progress)
    if kind is ImportKind.TASKINGS:
        rows = repeat_rows.marked(session, rows, drafts)
    return _as_plan(book, chosen.name, read, planner, rows, drafts)


def basis(session: Session, plan: ImportPlan) -> str:
    """What the plan's rows would be compared with now: equal to `plan.basis` if nothing changed."""
    day = plan.context.today
    content = plan.shared.get(handed_rows.HANDED)
    if isinstance(content, HandOver):
        return handed_rows.basis(session, content, plan)
    if plan.kind is ImportKind.PEOPLE:
        return digest_of(known_people.load(session, day))
    if plan.kind is ImportKind.CONTACTS:
        return digest_of(known_councils.load(session, day))
    if plan.kind is ImportKind.ORGANISATIONS:
        return digest_of(organisation_rows.load(session, day))
    csu_ids = list(csus.by_district(session, day).values())
    return digest_of(known_taskings.load(session, plan.references, csu_ids))


def _handed(book: Book) -> HandOver | None:
    """The taskings of another desk, if that is what the file holds."""
    return book.hand_over or desk_list.read(book)


def _sheet(session: Session, kind: ImportKind, book: Book, name: str | None) -> Sheet:
    if name is not None:
        return sheet_called(book, name)
    return layouts.sheet_of(session, kind, book) or best_sheet(book, kind)


def _as_plan(
    book: Book,
    sheet: str,
    read: ReadList,
    planner: Planner,
    rows: Sequence[PlannedRow],
    drafts: Mapping[int, object],
) -> ImportPlan:
    said, teams = read.said, planner.teams
    return ImportPlan(
        kind=read.kind,
        file_name=book.file_name,
        digest=book.digest,
        sheet=sheet,
        sheets=[s.name for s in book.sheets],
        source=planner.source,
        context=_settled(read),
        district=said.district,
        district_reason=said.district_reason,
        headings=[cell_text(heading) for heading in read.found.headings],
        columns=read.uses,
        notes=[*_recalled(read.sender), *said.notes, *([] if teams is None else teams.notes)],
        rows=rows,
        left_out=read.found.left_out,
        drafts=drafts,
        shared={} if teams is None else teams.shared,
        references=planner.references,
        basis=planner.basis,
        cells=_cells(read.found.entries, rows),
        layout=layouts.learned(planner.sender, read, is_several=len(book.sheets) > 1),
        read_as=read.sender,
    )


def _settled(read: ReadList) -> ImportContext:
    """What the list was read by, with what it says itself."""
    said = read.said
    return replace(
        read.context,
        district_id=said.district_id,
        list_day=said.list_day,
        next_meeting=said.next_meeting,
        date_order=said.date_order,
    )


def _plan_rows(
    plan_row: PlanRow, read: ReadList, progress: Progress
) -> tuple[list[PlannedRow], dict[int, object]]:
    by_field = {use.field: use for use in read.uses}
    entries, dates, words = read.found.entries, read.said.dates, read.context.words
    rows: list[PlannedRow] = []
    drafts: dict[int, object] = {}
    for done, entry in enumerate(entries):
        if done % _STEP == 0:
            progress.step(done, len(entries), "Looking at the rows")
        reader = RowReader(entry, by_field, dates, decided=words)
        if entry.surplus:
            reader.error("", _SURPLUS)
        for doubt in entry.doubts:
            reader.doubt("", doubt)
        row, draft = plan_row(reader)
        rows.append(row)
        if row.verdict in (Verdict.NEW, Verdict.UPDATE) or row.can_be_accepted:
            drafts[row.row] = draft
    return rows, drafts


def _recalled(sender: str) -> list[str]:
    return [f"Read as last time from {sender}."] if sender else []


def _cells(entries: Sequence[Entry], rows: Sequence[PlannedRow]) -> dict[int, list[str]]:
    return {
        row.row: [cell_text(cell) for cell in entry.cells]
        for entry, row in zip(entries, rows, strict=True)
        if row.verdict in (Verdict.ERROR, Verdict.LOOK)
    }
