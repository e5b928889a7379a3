"""Parish councils: their clerk and chair, when they meet, and the warden who goes there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain import names
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.contacts import CHAIR, CLERK, PARISH_COUNCIL, Basis
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import Candidate, FieldChange, PlannedRow
from warden_desk.domain.people import AssignmentRole
from warden_desk.services.area_names import ANYWHERE, AreaNames, Districts
from warden_desk.services.imports.council_places import (
    council_name,
    joint_words,
    of_areas,
    serve,
    too_many,
)
from warden_desk.services.imports.known_councils import KnownContacts, KnownCouncil
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import (
    Contact,
    Organisation,
    ParishAssignment,
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
        served = self._areas(row, council)
        own = of_areas(self.known.councils, served)
        if len(own) > 1:
            row.doubt("council", too_many(served), _proposed(served), blocks=True)
        if not served or len(own) > 1:
            return row.result(council, is_new=True), writes
        self._refuse_twice(row, served)
        known = own[0] if own else None
        if known is None:
            council_id = self._found(council, served, row, writes)
            changes: list[FieldChange] = []
        else:
            council_id = known.id
            changes = self._change_meets(row, known, writes) + self._join(known, served, writes)
        for role, key in ((CLERK, "clerk"), (CHAIR, "chair")):
            changes += self._contact(row, role, key, council_id, known, writes)
        for area in served:
            changes += self._designate(row, area, writes)
        return row.result(council, is_new=known is None, changes=changes), writes

    def _areas(self, row: RowReader, council: str) -> tuple[AreaRow, ...]:
        """The parish it is of, or those that a joint council serves; none where that is open."""
        if row.entry.row in self.decided_areas:
            decided = self.areas.area(self.decided_areas[row.entry.row])
            return () if decided is None else (decided,)
        within = self.only_in
        if named := row.text("district"):
            key = self.districts.get(names.plain_name(named))
            within = within if key is None else frozenset({key})
        match = self.areas.match(council, within)
        if match.joint:
            row.note(joint_words(match.joint))
            return match.joint
        if match.area is None:
            row.doubt("council", match.why, match.candidates, blocks=True)
            return ()
        if match.area.is_unparished:
            row.doubt(
                "council",
                f"{match.area.name} has no parish council on the list of areas. "
                "Accept it if it has one now.",
                _proposed([match.area]),
            )
        row.note(match.note)
        return (match.area,)

    def _refuse_twice(self, row: RowReader, served: Sequence[AreaRow]) -> None:
        for area in served:
            first = self._seen.setdefault(area.id, row.entry.row)
            if first != row.entry.row:
                row.error(
                    "council",
                    f"{area.name} ({area.district}) stands in row {first} already. Delete one of "
                    "them, or write the district beside it.",
                )

    def _found(
        self, council: str, served: Sequence[AreaRow], row: RowReader, writes: Writes
    ) -> str:
        key = new_id()
        writes.add(
            Organisation,
            id=key,
            kind=PARISH_COUNCIL,
            name=council_name(served, council),
            meets=row.text("meets"),
        )
        serve(writes, key, served, self.today)
        return key

    def _join(
        self, known: KnownCouncil, served: Sequence[AreaRow], writes: Writes
    ) -> list[FieldChange]:
        """The parishes of a joint council that it does not serve on the desk yet."""
        added = [area for area in served if area.id not in self.known.councils]
        serve(writes, known.id, added, self.today)
        return [FieldChange("Place", "", area.name) for area in added]

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


def _proposed(areas: Sequence[AreaRow]) -> list[Candidate]:
    return [Candidate(area.id, area.name, area.district, 100) for area in areas]


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
