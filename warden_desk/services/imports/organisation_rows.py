"""Organisations: groups, schools, councils, matched to the places they serve."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain import names
from warden_desk.domain.contacts import PARISH_COUNCIL, is_email
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import FieldChange, PlannedRow, Verdict
from warden_desk.domain.names import plain_name
from warden_desk.services.area_names import ANYWHERE, Districts
from warden_desk.services.areas import on_day
from warden_desk.services.imports.council_places import council_name, of_areas, serve, too_many
from warden_desk.services.imports.organisation_places import (
    Matched,
    OrganisationPlaces,
    Placed,
    ends_as_council,
)
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import Contact, Organisation, OrganisationArea

DISTRICT_COUNCIL = "district council"
_ANY = "organisation"
_COUNCIL = "council"
_SAID = {
    Matched.EXACT: "its place is beyond doubt",
    Matched.BY_CODE: "its place is known by code",
    Matched.LIKELY: "its place is likely",
    Matched.DOUBTFUL: "its place is doubtful",
    Matched.NONE: "it names no place",
}


@dataclass(slots=True)
class KnownOrganisation:
    """One on the desk: whom it serves, and its people by plain name."""

    id: str
    name: str
    kind: str
    areas: set[str] = field(default_factory=set[str])
    people: dict[str, tuple[str, dict[str, str]]] = field(
        default_factory=dict[str, tuple[str, dict[str, str]]]
    )
    """The key and what an import may change."""


@dataclass(slots=True)
class KnownOrganisations:
    """All on the desk, by plain name, and the parish councils by area."""

    by_name: dict[str, KnownOrganisation]
    councils: dict[str, KnownOrganisation]


def load(session: Session, on: date) -> KnownOrganisations:
    """The organisations of a day, with their places and people."""
    query = select(Organisation.id, Organisation.name, Organisation.kind).where(
        Organisation.deleted_at.is_(None)
    )
    found = {
        key: KnownOrganisation(key, name, kind)
        for key, name, kind in session.execute(query.order_by(Organisation.id))
    }
    served = select(OrganisationArea.organisation_id, OrganisationArea.area_id).where(
        on_day(OrganisationArea, on)
    )
    for key, area_id in session.execute(served.order_by(OrganisationArea.id)):
        if key in found:
            found[key].areas.add(area_id)
    people = select(Contact).where(Contact.deleted_at.is_(None)).order_by(Contact.id)
    for each in session.scalars(people):
        if each.organisation_id in found:
            facts = {"role": each.role, "phone": each.phone, "email": each.email}
            found[each.organisation_id].people[plain_name(each.name)] = (each.id, facts)
    councils = {
        area: one for one in found.values() if one.kind == PARISH_COUNCIL for area in one.areas
    }
    return KnownOrganisations({plain_name(one.name): one for one in found.values()}, councils)


@dataclass(slots=True)
class OrganisationsPlanner:
    """Plans the rows of one list of organisations."""

    known: KnownOrganisations
    places: OrganisationPlaces
    districts: Mapping[str, str]
    """Keys of the districts by plain name."""
    today: date
    decided_areas: Mapping[int, str]
    only_in: Districts = ANYWHERE
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def plan(self, row: RowReader) -> tuple[PlannedRow, Writes]:
        written = row.needed("organisation", "The organisation's name is missing. Add it.")
        name, writes = names.without_repeats(written), Writes()
        if row.errors:
            return row.result(name, is_new=True), writes
        if name != written:
            row.note(f"“{written}” stands for several answers of one organisation.")
        placed, is_council = self._placed(row, name)
        if placed.how is Matched.DOUBTFUL:
            row.doubt("organisation", placed.why, placed.candidates)
        elif placed.how is Matched.NONE:
            row.note("It names no place, and goes in without one.")
        else:
            row.note(placed.why)
        known = self._known(row, name, placed, is_council=is_council)
        self._refuse_twice(row, known, name, placed, is_council=is_council)
        if known is None:
            changes: list[FieldChange] = []
            organisation_id = self._add(row, name, placed, writes, is_council=is_council)
        else:
            organisation_id = known.id
            changes = self._place(known, placed, writes)
        changes += self._contact(row, organisation_id, known, writes)
        planned = row.result(_shown(name, placed), is_new=known is None, changes=changes)
        return _with_match(planned, placed), writes

    def _placed(self, row: RowReader, name: str) -> tuple[Placed, bool]:
        """Where it belongs, and whether it is the council there."""
        is_listed = _COUNCIL in row.text("kind").casefold()
        is_council = ends_as_council(name) and not names.is_higher_council(name)
        decided = self.places.decided(self.decided_areas.get(row.entry.row, ""))
        if decided is not None:
            return decided, is_council
        if code := row.text("code"):
            return self.places.by_code(code), is_council
        if place := row.text("parish"):
            find = self.places.of_council if is_council else self.places.of_place
            return find(place, self._within(row)), is_council
        if (higher := self.places.of_district_council(name)) is not None:
            return higher, False
        if is_council:
            return self._unless_unparished(self.places.of_council(name, self._within(row))), True
        if not is_listed:
            return self.places.within_name(name), False
        own = self.places.of_place(name)
        if own.how is Matched.EXACT:
            return own, True
        found = self.places.within_name(name)
        why = f"“{name}” is listed as a council, but is no parish's. Say whose it is, or accept it."
        candidates = found.candidates or self.places.proposed(found.area)
        return Placed(Matched.DOUBTFUL, why=why, candidates=candidates), False

    def _unless_unparished(self, placed: Placed) -> Placed:
        """A town without a council on the list of areas may have one by now."""
        area = placed.area
        if area is None or not area.is_unparished:
            return placed
        why = (
            f"{area.name} has no parish council on the list of areas. Choose it if it has one now."
        )
        return Placed(Matched.DOUBTFUL, why=why, candidates=self.places.proposed(area))

    def _within(self, row: RowReader) -> Districts:
        key = self.districts.get(plain_name(row.text("district")))
        return self.only_in if key is None else frozenset({key})

    def _known(
        self, row: RowReader, name: str, placed: Placed, *, is_council: bool
    ) -> KnownOrganisation | None:
        """The one on the desk, where there is no doubt which of two councils it is."""
        own = of_areas(self.known.councils, placed.areas) if is_council else []
        if len(own) > 1:
            candidates = self.places.proposed(*placed.areas)
            row.doubt("organisation", too_many(placed.areas), candidates, blocks=True)
        return own[0] if own else self.known.by_name.get(plain_name(name))

    def _refuse_twice(
        self,
        row: RowReader,
        known: KnownOrganisation | None,
        name: str,
        placed: Placed,
        *,
        is_council: bool,
    ) -> None:
        """One council may answer under two names; a second row is no second council."""
        keys = [area.id for area in placed.areas] if is_council else []
        first = min(self._seen.setdefault(key, row.entry.row) for key in keys or [plain_name(name)])
        if first != row.entry.row and known is None:
            row.doubt("organisation", f"It stands in row {first} already.", blocks=True)

    def _add(
        self,
        row: RowReader,
        name: str,
        placed: Placed,
        writes: Writes,
        *,
        is_council: bool,
    ) -> str:
        key = new_id()
        writes.add(
            Organisation,
            id=key,
            kind=self._kind(row, name, is_council=is_council),
            name=council_name(placed.areas, name) if is_council and placed.areas else name,
        )
        serve(writes, key, placed.areas, self.today)
        return key

    def _kind(self, row: RowReader, name: str, *, is_council: bool) -> str:
        if is_council:
            return PARISH_COUNCIL
        if self.places.of_district_council(name) is not None:
            return DISTRICT_COUNCIL
        listed = row.text("kind").strip().lower()
        return _ANY if not listed or _COUNCIL in listed else listed

    def _place(self, known: KnownOrganisation, placed: Placed, writes: Writes) -> list[FieldChange]:
        """Somebody may have put it where it belongs: only one without any place is given one.

        To a joint council the parishes are added that it serves besides.
        """
        if known.areas and not placed.joined:
            return []
        added = [area for area in placed.areas if area.id not in known.areas]
        serve(writes, known.id, added, self.today)
        return [FieldChange("Place", "", area.name) for area in added]

    def _contact(
        self,
        row: RowReader,
        organisation_id: str,
        known: KnownOrganisation | None,
        writes: Writes,
    ) -> list[FieldChange]:
        facts = _contact_facts(row)
        if not any(facts.values()):
            return []
        had = None if known is None else known.people.get(plain_name(facts["name"]))
        if had is None:
            writes.add(
                Contact,
                id=new_id(),
                organisation_id=organisation_id,
                source="imported list",
                lawful_basis="",
                **facts,
            )
            return [] if known is None else [FieldChange("Contact", "", facts["name"])]
        key, before = had
        differing = {k: facts[k] for k in before if facts[k] and facts[k] != before[k]}
        anew = {"bounced_on": None} if "email" in differing else {}
        writes.change(Contact, key, **differing, **anew)
        return [FieldChange(f"Contact’s {k}", before[k], v) for k, v in differing.items()]


def _shown(name: str, placed: Placed) -> str:
    places = ", ".join(area.name for area in placed.areas)
    return f"{name} · {places}" if places else name


def _with_match(planned: PlannedRow, placed: Placed) -> PlannedRow:
    """Of a new one the list says how sure its place is: nobody opens each row."""
    if planned.verdict is not Verdict.NEW:
        return replace(planned, match=placed.how.value)
    said = f". {placed.why}" if placed.joined else f"; {_SAID[placed.how]}."
    return replace(planned, match=placed.how.value, why=f"Not on the desk yet{said}")


def _contact_facts(row: RowReader) -> dict[str, str]:
    phone, email = row.text("phone"), row.text("email")
    if phone and not names.is_phone(phone):
        row.doubt("phone", f"“{phone[:30]}” is no telephone number. Correct it.")
        phone = ""
    if email and not is_email(email):
        row.doubt("email", f"“{email[:40]}” is no e-mail address. Correct it.")
        email = ""
    named = row.text("contact")
    return {
        "name": str(names.person_name(named)) if named else "",
        "role": row.text("role"),
        "phone": names.uk_phone(phone) if phone else "",
        "email": email,
    }
