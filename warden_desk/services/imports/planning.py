"""Planning an import: every row is read, compared with the desk and given its verdict.

Nothing is written here. The plan is shown, changed by planning again with other choices, and then
applied as a whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week
from warden_desk.domain.hand_over import HandOver
from warden_desk.domain.imports import (
    ColumnUse,
    ImportContext,
    ImportKind,
    ImportPlan,
    PlannedRow,
    Verdict,
)
from warden_desk.domain.names import plain_name
from warden_desk.domain.progress import Progress, Silent
from warden_desk.formats.cells import Book, cell_text
from warden_desk.formats.lists import Entry, SheetList, best_sheet, sheet_called
from warden_desk.services import areas as area_service
from warden_desk.services import settings as desk_settings
from warden_desk.services.imports import (
    code_lists,
    contact_rows,
    csus,
    desk_list,
    handed_rows,
    known_people,
    known_taskings,
    layouts,
    list_reading,
    repeat_rows,
)
from warden_desk.services.imports.about import About
from warden_desk.services.imports.contact_rows import ContactsPlanner
from warden_desk.services.imports.matching import ANYWHERE, AreaNames
from warden_desk.services.imports.people_reading import PersonReader
from warden_desk.services.imports.people_rows import PeoplePlanner
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.tasking_reading import TaskingReader
from warden_desk.services.imports.tasking_rows import TaskingsPlanner
from warden_desk.services.imports.teams import NamedTeams

_PlanRow = Callable[[RowReader], tuple[PlannedRow, object]]
_STEP = 200


@dataclass(slots=True)
class _Desk:
    """What every kind of list is compared with."""

    session: Session
    context: ImportContext
    districts: Sequence[AreaRow]
    areas: AreaNames

    def districts_by_name(self) -> dict[str, str]:
        return {plain_name(district.name): district.id for district in self.districts}


@dataclass(frozen=True, slots=True)
class _Planner:
    plan_row: _PlanRow
    source: str
    basis: str
    references: tuple[str, ...] = ()
    teams: NamedTeams | None = None

    @property
    def sender(self) -> str:
        """Whose lists are alike: a CSU's, or the service's own of one kind."""
        return (
            self.source.removesuffix(" list") if self.source.endswith("CSU list") else self.source
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
    if sheet is None:
        chosen = layouts.sheet_of(session, kind, book) or best_sheet(book, kind)
    else:
        chosen = sheet_called(book, sheet)
    desk = _desk(session, context)
    lists = list_reading.ListReader(session, kind, context, desk.districts, desk.areas)
    read = lists.read(chosen, book.file_name, mapping)
    desk = replace(desk, context=read.context)
    found, uses, said = read.found, read.uses, read.said
    planner = _PLANNERS[kind](desk, found, uses, said)
    rows, drafts = _plan_rows(planner.plan_row, found.entries, uses, said, read.context, progress)
    if kind is ImportKind.TASKINGS:
        rows = repeat_rows.marked(session, rows, drafts)
    teams = planner.teams
    return ImportPlan(
        kind=kind,
        file_name=book.file_name,
        digest=book.digest,
        sheet=chosen.name,
        sheets=[s.name for s in book.sheets],
        source=planner.source,
        context=replace(
            read.context,
            district_id=said.district_id,
            list_day=said.list_day,
            next_meeting=said.next_meeting,
            date_order=said.date_order,
        ),
        district=said.district,
        district_reason=said.district_reason,
        headings=[cell_text(heading) for heading in found.headings],
        columns=uses,
        notes=[*_recalled(read.sender), *said.notes, *([] if teams is None else teams.notes)],
        rows=rows,
        left_out=found.left_out,
        drafts=drafts,
        shared={} if teams is None else teams.shared,
        references=planner.references,
        basis=planner.basis,
        cells=_cells(found.entries, rows),
        layout=layouts.learned(planner.sender, read, is_several=len(book.sheets) > 1),
        read_as=read.sender,
    )


def basis(session: Session, plan: ImportPlan) -> str:
    """What the plan's rows would be compared with now: equal to `plan.basis` if nothing changed."""
    day = plan.context.today
    content = plan.shared.get(handed_rows.HANDED)
    if isinstance(content, HandOver):
        return handed_rows.basis(session, content, plan)
    if plan.kind is ImportKind.PEOPLE:
        return _digest(known_people.load(session, day))
    if plan.kind is ImportKind.CONTACTS:
        return _digest(contact_rows.load(session, day))
    csu_ids = list(csus.by_district(session, day).values())
    return _digest(known_taskings.load(session, plan.references, csu_ids))


def _handed(book: Book) -> HandOver | None:
    """The taskings of another desk, if that is what the file holds."""
    return book.hand_over or desk_list.read(book)


def _plan_rows(
    plan_row: _PlanRow,
    entries: Sequence[Entry],
    uses: Sequence[ColumnUse],
    said: About,
    context: ImportContext,
    progress: Progress,
) -> tuple[list[PlannedRow], dict[int, object]]:
    by_field = {use.field: use for use in uses}
    dates = said.dates
    rows: list[PlannedRow] = []
    drafts: dict[int, object] = {}
    for done, entry in enumerate(entries):
        if done % _STEP == 0:
            progress.step(done, len(entries), "Looking at the rows")
        reader = RowReader(entry, by_field, dates, decided=context.words)
        if entry.surplus:
            reader.error(
                "",
                "The row has more cells than there are headings: a comma inside a cell is "
                "probably not in quotation marks. Correct the row.",
            )
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


def _desk(session: Session, context: ImportContext) -> _Desk:
    day = context.today
    districts = area_service.districts(session, day)
    local = area_service.local_areas(session, day)
    return _Desk(session, context, districts, AreaNames(local, area_service.names(session, day)))


def _people(desk: _Desk, found: SheetList, uses: Sequence[ColumnUse], said: About) -> _Planner:
    known = known_people.load(desk.session, desk.context.today)
    fields = {use.field for use in uses}
    are_volunteers = "collar_number" not in fields and bool(
        fields & {"monthly_hours", "agreement", "paired_with"}
    )
    digest = _digest(known)
    teams = NamedTeams(
        dict(known.teams),
        known.last_team_number,
        desk.districts,
        Week.of(desk.context.today).monday,
    )
    reader = PersonReader(
        known.by_collar,
        desk.areas,
        teams,
        desk.context.today,
        desk_settings.load(desk.session).full_time_minutes,
        are_volunteers,
        desk.context.areas,
    )
    planner = PeoplePlanner(known, desk.areas, teams, desk.context.today, reader)
    source = "Volunteer list" if are_volunteers else "Staff list"
    return _Planner(planner.plan, source, digest, teams=teams)


def _contacts(desk: _Desk, found: SheetList, uses: Sequence[ColumnUse], said: About) -> _Planner:
    known = contact_rows.load(desk.session, desk.context.today)
    planner = ContactsPlanner(
        known,
        desk.areas,
        desk.districts_by_name(),
        desk.context.today,
        frozenset({said.district_id}) if said.district_id else ANYWHERE,
        dict(desk.context.areas),
    )
    return _Planner(planner.plan, "Parish contacts", _digest(known))


def _taskings(desk: _Desk, found: SheetList, uses: Sequence[ColumnUse], said: About) -> _Planner:
    day = desk.context.today
    by_district = csus.by_district(desk.session, day)
    column = next((use.column for use in uses if use.field == "external_reference"), None)
    references = (
        ()
        if column is None
        else tuple(sorted({cell_text(entry.cells[column]) for entry in found.entries} - {""}))
    )
    known = known_taskings.load(desk.session, references, list(by_district.values()))
    reader = TaskingReader(
        areas=desk.areas,
        csus=by_district,
        districts=desk.districts_by_name(),
        categories=code_lists.load(desk.session, "category", day),
        markings=code_lists.load(desk.session, "marking", day),
        urgencies=code_lists.load(desk.session, "urgency", day),
        settings=desk_settings.load(desk.session),
        today=day,
        district_id=said.district_id,
        list_day=said.list_day,
        marking=cell_text(found.facts.get("marking")),
        decided_areas=desk.context.areas,
    )
    planner = TaskingsPlanner(known, reader)
    source = f"{said.district} CSU list".strip()
    return _Planner(planner.plan, source, _digest(known), references)


_PLANNERS: Mapping[
    ImportKind, Callable[[_Desk, SheetList, Sequence[ColumnUse], About], _Planner]
] = {
    ImportKind.PEOPLE: _people,
    ImportKind.CONTACTS: _contacts,
    ImportKind.TASKINGS: _taskings,
}


def _digest(known: object) -> str:
    return sha256(repr(known).encode()).hexdigest()
