"""Who reads the rows of each kind of list, and what they are compared with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week
from warden_desk.domain.imports import (
    ColumnUse,
    ImportContext,
    ImportKind,
    PlannedRow,
)
from warden_desk.domain.names import plain_name
from warden_desk.formats.cells import cell_text
from warden_desk.formats.lists import SheetList
from warden_desk.services import areas as area_service
from warden_desk.services import settings as desk_settings
from warden_desk.services.area_names import ANYWHERE, AreaNames
from warden_desk.services.imports import (
    code_lists,
    csus,
    known_councils,
    known_people,
    known_taskings,
    organisation_rows,
)
from warden_desk.services.imports.about import About
from warden_desk.services.imports.contact_rows import ContactsPlanner
from warden_desk.services.imports.organisation_places import OrganisationPlaces
from warden_desk.services.imports.organisation_rows import OrganisationsPlanner
from warden_desk.services.imports.people_reading import PersonReader
from warden_desk.services.imports.people_rows import PeoplePlanner
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.tasking_reading import TaskingReader
from warden_desk.services.imports.tasking_rows import TaskingsPlanner
from warden_desk.services.imports.teams import NamedTeams

PlanRow = Callable[[RowReader], tuple[PlannedRow, object]]


@dataclass(slots=True)
class DeskNow:
    """What every kind of list is compared with."""

    session: Session
    context: ImportContext
    districts: Sequence[AreaRow]
    local: Sequence[AreaRow]
    areas: AreaNames

    def districts_by_name(self) -> dict[str, str]:
        return {plain_name(district.name): district.id for district in self.districts}


@dataclass(frozen=True, slots=True)
class Planner:
    """Reads the rows of one list, and knows whose list it is."""

    plan_row: PlanRow
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


def desk_now(session: Session, context: ImportContext) -> DeskNow:
    """The desk as it is on the day of the import."""
    day = context.today
    districts = area_service.districts(session, day)
    local = area_service.local_areas(session, day)
    names = AreaNames(local, area_service.names(session, day))
    return DeskNow(session, context, districts, local, names)


def _people(desk: DeskNow, found: SheetList, uses: Sequence[ColumnUse], said: About) -> Planner:
    known = known_people.load(desk.session, desk.context.today)
    fields = {use.field for use in uses}
    are_volunteers = "collar_number" not in fields and bool(
        fields & {"monthly_hours", "agreement", "paired_with"}
    )
    digest = digest_of(known)
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
    return Planner(planner.plan, source, digest, teams=teams)


def _contacts(desk: DeskNow, found: SheetList, uses: Sequence[ColumnUse], said: About) -> Planner:
    known = known_councils.load(desk.session, desk.context.today)
    planner = ContactsPlanner(
        known,
        desk.areas,
        desk.districts_by_name(),
        desk.context.today,
        frozenset({said.district_id}) if said.district_id else ANYWHERE,
        dict(desk.context.areas),
    )
    return Planner(planner.plan, "Parish contacts", digest_of(known))


def _organisations(
    desk: DeskNow, found: SheetList, uses: Sequence[ColumnUse], said: About
) -> Planner:
    known = organisation_rows.load(desk.session, desk.context.today)
    planner = OrganisationsPlanner(
        known,
        OrganisationPlaces(desk.areas, desk.local, desk.districts),
        desk.districts_by_name(),
        desk.context.today,
        dict(desk.context.areas),
        frozenset({desk.context.district_id}) if desk.context.district_id else ANYWHERE,
    )
    return Planner(planner.plan, "Organisations", digest_of(known))


def _taskings(desk: DeskNow, found: SheetList, uses: Sequence[ColumnUse], said: About) -> Planner:
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
    return Planner(planner.plan, source, digest_of(known), references)


PLANNERS: Mapping[
    ImportKind, Callable[[DeskNow, SheetList, Sequence[ColumnUse], About], Planner]
] = {
    ImportKind.PEOPLE: _people,
    ImportKind.CONTACTS: _contacts,
    ImportKind.TASKINGS: _taskings,
    ImportKind.ORGANISATIONS: _organisations,
}


def digest_of(known: object) -> str:
    """What tells what the rows were compared with from anything else."""
    return sha256(repr(known).encode()).hexdigest()
