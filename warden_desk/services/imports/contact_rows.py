"""Parish councils: their clerk and chair, when they meet, and the warden who goes there."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain import names
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.contacts import CHAIR, CLERK, PARISH_COUNCIL, Basis
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import Candidate, FieldChange, PlannedRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.area_names import ANYWHERE, AreaNames, Districts
from warden_desk.services.areas import on_day
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import (
    Contact,
    Organisation,
    OrganisationArea,
    ParishAssignment,
    Person,
)


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A clerk or chair on the desk."""

    id: str
    name: str
    phone: str
    email: str


@dataclass(slots=True)
class KnownCouncil:
    """A council on the desk, with its people by role."""

    id: str
    meets: str
    contacts: dict[str, KnownContact] = field(default_factory=dict[str, KnownContact])


@dataclass(slots=True)
class KnownContacts:
    """What the desk has of councils (by area), wardens (by collar) and who is designated."""

    councils: dict[str, KnownCouncil]
    wardens: dict[str, str]
    primaries: dict[str, tuple[str, str]]
    """Assignment and person by area."""


def load(session: Session, on: date) -> KnownContacts:
    """The councils that serve an area on this day, and the wardens they may name."""
    councils = {
        area_id: KnownCouncil(key, meets)
        for key, meets, area_id in session.execute(
            select(Organisation.id, Organisation.meets, OrganisationArea.area_id)
            .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
            .where(
                Organisation.kind == PARISH_COUNCIL,
                Organisation.deleted_at.is_(None),
                on_day(OrganisationArea, on),
            )
            .order_by(Organisation.id)
        )
    }
    by_id = {council.id: council for council in councils.values()}
    contacts = (
        select(
            Contact.organisation_id,
            Contact.role,
            Contact.id,
            Contact.name,
            Contact.phone,
            Contact.email,
        )
        .where(Contact.deleted_at.is_(None))
        .order_by(Contact.id)
    )
    for council_id, role, key, name, phone, email in session.execute(contacts):
        if council_id in by_id:
            by_id[council_id].contacts[role] = KnownContact(key, name, phone, email)
    wardens = select(Person.collar_number, Person.id).where(
        Person.collar_number.is_not(None), Person.deleted_at.is_(None)
    )
    primaries = select(
        ParishAssignment.area_id, ParishAssignment.id, ParishAssignment.person_id
    ).where(ParishAssignment.role == AssignmentRole.PRIMARY, on_day(ParishAssignment, on))
    return KnownContacts(
        councils,
        {str(collar): key for collar, key in session.execute(wardens)},
        {area_id: (key, person) for area_id, key, person in session.execute(primaries)},
    )


@dataclass(slots=True)
class ContactsPlanner:
    """Plans the rows of one list of councils."""

    known: KnownContacts
    areas: AreaNames
    districts: dict[str, str]
    """Keys of the districts by plain name."""
    today: date
    only_in: Districts = ANYWHERE
    decided_areas: dict[int, str] = field(default_factory=dict[int, str])
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def plan(self, row: RowReader) -> tuple[PlannedRow, Writes]:
        council = row.needed("council", "The council's name is missing. Add it.")
        writes = Writes()
        if row.errors:
            return row.result(council, is_new=True), writes
        area = self._area(row, council)
        if area is None:
            return row.result(council, is_new=True), writes
        self._refuse_twice(row, area)
        known = self.known.councils.get(area.id)
        if known is None:
            council_id = self._found(council, area, row, writes)
            changes: list[FieldChange] = []
        else:
            council_id = known.id
            changes = self._change_meets(row, known, writes)
        for role, key in ((CLERK, "clerk"), (CHAIR, "chair")):
            changes += self._contact(row, role, key, council_id, known, writes)
        changes += self._designate(row, area, writes)
        return row.result(council, is_new=known is None, changes=changes), writes

    def _area(self, row: RowReader, council: str) -> AreaRow | None:
        if row.entry.row in self.decided_areas:
            return self.areas.area(self.decided_areas[row.entry.row])
        within = self.only_in
        if named := row.text("district"):
            key = self.districts.get(names.plain_name(named))
            within = within if key is None else frozenset({key})
        match = self.areas.match(council, within)
        if match.area is None:
            row.doubt("council", match.why, match.candidates, blocks=True)
            return None
        if match.area.is_unparished:
            row.doubt(
                "council",
                f"{match.area.name} has no parish council on the list of areas. "
                "Accept it if it has one now.",
                [Candidate(match.area.id, match.area.name, match.area.district, 100)],
            )
        row.note(match.note)
        return match.area

    def _refuse_twice(self, row: RowReader, area: AreaRow) -> None:
        first = self._seen.setdefault(area.id, row.entry.row)
        if first != row.entry.row:
            row.error(
                "council",
                f"{area.name} ({area.district}) stands in row {first} already. Delete one of them, "
                "or write the district beside it.",
            )

    def _found(self, council: str, area: AreaRow, row: RowReader, writes: Writes) -> str:
        key = new_id()
        writes.add(
            Organisation,
            id=key,
            kind=PARISH_COUNCIL,
            name=council_name(area, council),
            meets=row.text("meets"),
        )
        writes.add(
            OrganisationArea,
            id=new_id(),
            organisation_id=key,
            area_id=area.id,
            valid_from=Week.of(self.today).monday,
            valid_to=None,
        )
        return key

    def _change_meets(
        self, row: RowReader, known: KnownCouncil, writes: Writes
    ) -> list[FieldChange]:
        meets = row.text("meets")
        if not meets or meets == known.meets:
            return []
        writes.change(Organisation, known.id, meets=meets)
        return [FieldChange("Meets", known.meets, meets)]

    def _contact(
        self,
        row: RowReader,
        role: str,
        key: str,
        council_id: str,
        known: KnownCouncil | None,
        writes: Writes,
    ) -> list[FieldChange]:
        name = row.text(key)
        facts = {"name": str(names.person_name(name))} if name else {}
        if role == CLERK:
            facts |= {"phone": _phone(row), "email": row.text("email")}
        facts = {k: v for k, v in facts.items() if v}
        if not facts:
            return []
        had = None if known is None else known.contacts.get(role)
        if had is None:
            filled = {"name": "", "phone": "", "email": ""} | facts
            writes.add(
                Contact,
                id=new_id(),
                organisation_id=council_id,
                role=role,
                source="imported list",
                lawful_basis=Basis.PUBLIC_TASK.value,
                **filled,
            )
            return [] if known is None else [FieldChange(role.capitalize(), "", filled["name"])]
        before = {"name": had.name, "phone": had.phone, "email": had.email}
        differing = {k: v for k, v in facts.items() if v != before[k]}
        writes.change(Contact, had.id, **differing, **_begun_anew(differing))
        return [
            FieldChange(f"{role.capitalize()}’s {k}", before[k], v) for k, v in differing.items()
        ]

    def _designate(self, row: RowReader, area: AreaRow, writes: Writes) -> list[FieldChange]:
        written = row.text("warden")
        if not written:
            return []
        person_id = self.known.wardens.get(names.collar_number(written) or "")
        if person_id is None:
            row.doubt(
                "warden",
                f"{written[:20]} is nobody on this desk. Import the staff list first, "
                "or accept the row without a warden.",
            )
            return []
        standing = self.known.primaries.get(area.id)
        if standing is not None and standing[1] == person_id:
            return []
        since = Week.of(self.today).monday
        before = ""
        if standing is not None:
            before = next((c for c, key in self.known.wardens.items() if key == standing[1]), "")
            since = self.today
            writes.change(ParishAssignment, standing[0], valid_to=self.today)
        writes.add(
            ParishAssignment,
            id=new_id(),
            area_id=area.id,
            person_id=person_id,
            role=AssignmentRole.PRIMARY.value,
            valid_from=since,
            valid_to=None,
        )
        return [FieldChange("Designated warden", before, written)]


def council_name(area: AreaRow, written: str) -> str:
    """The register's name, not the sender's "PC": it is what letters are headed with."""
    kind = "Town Council" if "town council" in written.casefold() else "Parish Council"
    return f"{area.name} {kind}"


def _begun_anew(differing: Collection[str]) -> dict[str, object]:
    """What does not hold of another address, or of another person."""
    found: dict[str, object] = {}
    if {"email", "name"} & set(differing):
        found["bounced_on"] = None
    if "name" in differing:
        found |= {"confirmed_on": None, "objected_on": None, "salutation": ""}
    return found


def _phone(row: RowReader) -> str:
    written = row.text("phone")
    if written and not names.is_phone(written):
        row.doubt("phone", f"“{written[:30]}” is no telephone number. Correct it.")
        return ""
    return names.uk_phone(written)
