"""How each sender's lists are laid out and what its words mean: learned once, used ever after."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.date_order import DateOrder
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.imports import (
    THEIRS,
    ColumnUse,
    ImportContext,
    ImportKind,
    ImportPlan,
    LeftOut,
    SenderLayout,
)
from warden_desk.domain.names import plain_name
from warden_desk.formats import columns
from warden_desk.formats.blocks import read_list
from warden_desk.formats.cells import Book, Cell, Sheet, cell_text
from warden_desk.formats.lists import Entry, SheetList
from warden_desk.services.imports.about import About
from warden_desk.storage.tables import ImportMapping


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list, and how it was read.

    Attributes:
        context: with what was decided about the sender's lists before.
        places: what each row names as its place.
        layout: as the sender's last list was read; None for the first.
    """

    kind: ImportKind
    found: SheetList
    uses: Sequence[ColumnUse]
    said: About
    context: ImportContext
    places: Mapping[int, str]
    layout: SenderLayout | None
    skips: Sequence[str] = ()
    """How lines look that are no entries."""

    @property
    def sender(self) -> str:
        """The sender it was recognised by; empty for the first list."""
        return "" if self.layout is None else self.layout.sender


def known(session: Session) -> list[SenderLayout]:
    """Every layout that was learned, by sender."""
    rows = session.scalars(select(ImportMapping).order_by(ImportMapping.sender, ImportMapping.kind))
    return [_read(row) for row in rows]


def called(session: Session, sender: str) -> list[SenderLayout]:
    """The layouts of one sender.

    Raises:
        NotFound: none was learned.
    """
    found = [each for each in known(session) if plain_name(each.sender) == plain_name(sender)]
    if not found:
        raise NotFound(f"No list of “{sender}” is remembered. See “mapping list”.")
    return found


def forget(session: Session, sender: str) -> int:
    """Forget how a sender's lists are laid out; the next one is looked at as if new.

    Raises:
        NotFound: none was learned.
    """
    names = {each.sender for each in called(session, sender)}
    rows = session.scalars(select(ImportMapping).where(ImportMapping.sender.in_(names))).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def recall(
    session: Session, kind: ImportKind, headings: Sequence[Cell], said: About
) -> SenderLayout | None:
    """The layout of whoever sends lists with these headings, if one sender alone can be meant."""
    print_ = fingerprint(headings)
    rows = session.scalars(select(ImportMapping).where(ImportMapping.kind == kind.value))
    found = [each for each in map(_read, rows) if each.fingerprint == print_]
    if said.district_id:
        found = [each for each in found if each.district_id in ("", said.district_id)]
    return found[0] if len(found) == 1 else None


def learn(session: Session, plan: ImportPlan) -> None:
    """Keep how this list was read, under its sender's name."""
    layout = plan.layout
    if layout is None:
        return
    said = _written(layout)
    row = session.scalar(
        select(ImportMapping).where(
            ImportMapping.sender == layout.sender, ImportMapping.kind == layout.kind.value
        )
    )
    if row is None:
        session.add(ImportMapping(sender=layout.sender, kind=layout.kind.value, mapping=said))
    elif row.mapping != said:
        row.mapping = said


def fingerprint(headings: Sequence[Cell]) -> str:
    """What two files have in common whose headings are the same, however they are spelt."""
    return "|".join(plain_name(cell_text(heading)) for heading in headings)


def uses(layout: SenderLayout, headings: Sequence[Cell]) -> list[ColumnUse]:
    """The columns as they were read last time."""
    fields = {field.key for field in columns.fields(layout.kind)}
    kept = {key: at for key, at in layout.columns.items() if key in fields and at < len(headings)}
    return columns.chosen(headings, layout.kind, kept)


def applied(
    context: ImportContext, layout: SenderLayout, said: About, places: Mapping[int, str]
) -> ImportContext:
    """The context with last time's decisions, under those made now."""
    next_meeting = context.next_meeting or said.next_meeting
    if next_meeting is None and said.list_day is not None and layout.next_meeting_days:
        next_meeting = said.list_day + timedelta(days=layout.next_meeting_days)
    decided = {
        row: layout.areas[name]
        for row, written in places.items()
        if (name := plain_name(written)) in layout.areas
    }
    words = {(t, w): key for t, table in layout.words.items() for w, key in table.items()}
    return replace(
        context,
        district_id=context.district_id or layout.district_id,
        next_meeting=next_meeting,
        date_order=context.date_order or said.date_order or _order(layout),
        areas=decided | dict(context.areas),
        words=words | dict(context.words),
    )


def learned(sender: str, read: ReadList, *, is_several: bool = False) -> SenderLayout | None:
    """What there is to remember of a list read like this; None if nobody is known to send it.

    Args:
        is_several: whether the file has other sheets, so that its name is worth keeping.
    """
    kind, said, context = read.kind, read.said, read.context
    if kind is ImportKind.TASKINGS and not said.district_id:
        return None
    tables: dict[str, dict[str, str]] = {}
    for (table, word), key in sorted(context.words.items()):
        tables.setdefault(table, {})[word] = key
    days = None
    if said.next_meeting is not None and said.list_day is not None:
        days = (said.next_meeting - said.list_day).days
    areas = {} if read.layout is None else dict(read.layout.areas)
    decided = context.areas.items()
    areas |= {plain_name(read.places[row]): key for row, key in decided if row in read.places}
    return SenderLayout(
        sender=sender,
        kind=kind,
        fingerprint=fingerprint(read.found.headings),
        columns={use.field: use.column for use in read.uses},
        district_id=said.district_id if kind is ImportKind.TASKINGS else "",
        next_meeting_days=days if days is not None and days > 0 else None,
        words=tables,
        areas=areas,
        date_order=said.date_order or "",
        sheet=read.found.sheet if is_several else "",
        skips=list(read.skips),
    )


def sheet_of(session: Session, kind: ImportKind, book: Book) -> Sheet | None:
    """The sheet that was read of the last list with these headings, if it was not the likeliest."""
    for layout in known(session):
        named = (sheet for sheet in book.sheets if sheet.name == layout.sheet)
        if layout.kind is not kind or (sheet := next(named, None)) is None:
            continue
        with suppress(UserError):
            if fingerprint(read_list(sheet, kind).headings) == layout.fingerprint:
                return sheet
    return None


def _order(layout: SenderLayout) -> DateOrder | None:
    return DateOrder(layout.date_order) if layout.date_order else None


def places(found: SheetList, used: Sequence[ColumnUse]) -> dict[int, str]:
    """What each row names as its place."""
    at = {use.field: use.column for use in used}
    keys = [at[key] for key in ("parish", "base", "council", "place", "organisation") if key in at]
    return {
        entry.row: next((text for c in keys if (text := cell_text(entry.cells[c]))), "")
        for entry in found.entries
    }


def without_theirs(
    found: SheetList, used: Sequence[ColumnUse], context: ImportContext
) -> SheetList:
    """The list without the rows whose owner was decided to be somebody else."""
    column = next((use.column for use in used if use.field == "owner"), None)
    theirs = {
        word for (table, word), key in context.words.items() if (table, key) == ("owner", THEIRS)
    }
    if column is None or not theirs:
        return found
    kept: list[Entry] = []
    out = list(found.left_out)
    for entry in found.entries:
        owner = cell_text(entry.cells[column])
        if plain_name(owner) in theirs:
            out.append(LeftOut(entry.row, f"It is for {owner}: left out, as decided."))
        else:
            kept.append(entry)
    return replace(found, entries=kept, left_out=out)


def _read(row: ImportMapping) -> SenderLayout:
    facts: dict[str, Any] = json.loads(row.mapping)
    return SenderLayout(sender=row.sender, kind=ImportKind(row.kind), **facts)


def _written(layout: SenderLayout) -> str:
    kept = {k: v for k, v in asdict(layout).items() if k not in ("sender", "kind")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)
