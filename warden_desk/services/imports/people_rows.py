"""Staff and volunteers: what each row of their lists becomes."""

from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain import names
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import FieldChange, ImportKind, PlannedRow
from warden_desk.domain.people import PersonKind, Status
from warden_desk.formats.columns import label
from warden_desk.services.area_names import AreaNames
from warden_desk.services.imports import credentials
from warden_desk.services.imports.known_people import FACTS, KnownPeople, KnownPerson
from warden_desk.services.imports.people_reading import PersonReader, ReadPerson
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.teams import NamedTeams
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import Person, PersonStatus, TeamMember, VolunteerAgreement

_LABELS = {
    "kind": "Post",
    "forename": "Forename",
    "surname": "Surname",
    "collar_number": "Collar number",
    "mobile": "Mobile",
    "phone": "Telephone",
    "email": "E-mail",
    "base_area_id": "Base",
    "contract_minutes": "Hours a week",
    "takes_taskings": "Takes CSU taskings",
    "started_on": "Start date",
}
_NEW = {
    "kind": PersonKind.WARDEN.value,
    "mobile": "",
    "phone": "",
    "email": "",
    "takes_taskings": True,
}


@dataclass(slots=True)
class PeoplePlanner:
    """Plans the rows of one list of people, each against the desk and those before it."""

    known: KnownPeople
    areas: AreaNames
    teams: NamedTeams
    today: date
    reader: PersonReader
    _seen: dict[str, int] = field(default_factory=dict[str, int])

    def plan(self, row: RowReader) -> tuple[PlannedRow, Writes]:
        read = self.reader.read(row)
        shown = f"{read.facts.get('forename', '')} {read.facts.get('surname', '')}".strip()
        if collar := read.facts.get("collar_number"):
            shown = f"{shown} ({collar})"
        writes = Writes()
        if row.errors:
            return row.result(shown, is_new=True), writes
        known = self._known(read)
        self._refuse_twice(row, read, known)
        if known is None:
            self._add(read, writes)
            return row.result(shown, is_new=True), writes
        if known.is_put_aside:
            row.doubt(
                "",
                "This person was put aside on this desk. Bring them back there first.",
                blocks=True,
            )
        changes = self._change(known, read, writes)
        return row.result(shown, is_new=False, changes=changes), writes

    def _known(self, read: ReadPerson) -> KnownPerson | None:
        if collar := read.facts.get("collar_number"):
            return self.known.by_collar.get(str(collar))
        email = str(read.facts.get("email", "")).casefold()
        if email and email in self.known.volunteers_by_email:
            return self.known.volunteers_by_email[email]
        called = self.known.volunteers_by_name.get(_name_key(read), [])
        return next((p for p in called if _can_be(p, read)), None)

    def _refuse_twice(self, row: RowReader, read: ReadPerson, known: KnownPerson | None) -> None:
        email = str(read.facts.get("email", "")).casefold()
        key = str(read.facts.get("collar_number") or email or _name_key(read))
        if known is not None:
            key = known.id
        first = self._seen.setdefault(key, row.entry.row)
        if first != row.entry.row:
            row.error("", f"The same person stands in row {first} already. Delete one of the rows.")

    def _add(self, read: ReadPerson, writes: Writes) -> None:
        key = new_id()
        facts = _NEW | {k: v for k, v in read.facts.items() if v is not None}
        facts = {name: facts.get(name) for name in FACTS}
        writes.add(Person, id=key, **facts)
        since = self._since(read)
        writes.add(
            PersonStatus,
            id=new_id(),
            person_id=key,
            status=Status.ACTIVE.value,
            valid_from=since,
            valid_to=None,
        )
        if read.team:
            self._join(key, read, since, writes)
        credentials.compare(key, [], read.credentials, writes)
        if read.facts["kind"] == PersonKind.VOLUNTEER:
            writes.add(
                VolunteerAgreement,
                id=new_id(),
                person_id=key,
                minutes_a_month=read.monthly_minutes,
                signed_on=read.signed_on,
                paired_person_id=read.paired_id,
            )

    def _change(self, known: KnownPerson, read: ReadPerson, writes: Writes) -> list[FieldChange]:
        # An empty cell says nothing: it never takes away what the desk knows.
        differing = {
            name: value
            for name, value in read.facts.items()
            if value not in (None, "") and value != known.facts[name]
        }
        changes = [
            FieldChange(_LABELS[name], self._shown(name, known.facts[name]), self._shown(name, new))
            for name, new in differing.items()
        ]
        writes.change(Person, known.id, **differing)
        if read.team and names.plain_name(read.team) != names.plain_name(known.team):
            changes.append(FieldChange("Team", known.team, read.team))
            if known.member_id:
                writes.change(TeamMember, known.member_id, valid_to=self.today)
            self._join(known.id, read, self.today, writes)
        changes += credentials.compare(known.id, known.credentials, read.credentials, writes)
        return changes + self._change_agreement(known, read, writes)

    def _change_agreement(
        self, known: KnownPerson, read: ReadPerson, writes: Writes
    ) -> list[FieldChange]:
        if known.agreement is None:
            return []
        had = known.agreement
        facts = {
            "minutes_a_month": (read.monthly_minutes, had.minutes_a_month, "monthly_hours"),
            "signed_on": (read.signed_on, had.signed_on, "agreement"),
            "paired_person_id": (read.paired_id, had.paired_person_id, "paired_with"),
        }
        differing = {k: v for k, v in facts.items() if v[0] is not None and v[0] != v[1]}
        writes.change(VolunteerAgreement, had.id, **{k: v[0] for k, v in differing.items()})
        return [
            FieldChange(
                label(ImportKind.PEOPLE, heading), self._shown(name, old), self._shown(name, new)
            )
            for name, (new, old, heading) in differing.items()
        ]

    def _join(self, person_id: str, read: ReadPerson, since: date, writes: Writes) -> None:
        writes.add(
            TeamMember,
            id=new_id(),
            team_id=self.teams.team_id(read.team),
            person_id=person_id,
            role="leader" if read.facts["kind"] == PersonKind.LEADER else "member",
            valid_from=since,
            valid_to=None,
        )
        writes.needs.add(self.teams.need(read.team))

    def _since(self, read: ReadPerson) -> date:
        """From when a new person counts: their start, or this week's Monday for the week's plan."""
        monday = Week.of(self.today).monday
        started = read.facts.get("started_on")
        return min(started, monday) if isinstance(started, date) else monday

    def _shown(self, name: str, value: object) -> str:
        if value is None or value == "":
            return ""
        if name == "base_area_id":
            area = self.areas.area(str(value))
            return "" if area is None else area.name
        if name in ("contract_minutes", "minutes_a_month") and isinstance(value, int):
            return f"{value // 60}:{value % 60:02d} h"
        if name == "paired_person_id":
            person = self.known.by_id.get(str(value))
            return "" if person is None else str(person.facts["collar_number"])
        if isinstance(value, bool):
            return "yes" if value else "no"
        return str(value)


def _name_key(read: ReadPerson) -> str:
    return names.plain_name(f"{read.facts['forename']} {read.facts['surname']}")


def _can_be(person: KnownPerson, read: ReadPerson) -> bool:
    """Whether a namesake is the same person: no address or number says otherwise."""
    for key in ("email", "phone", "mobile"):
        here, there = str(read.facts.get(key) or ""), str(person.facts[key] or "")
        if here and there:
            if key == "email":
                return here.casefold() == there.casefold()
            return names.phone_key(here) == names.phone_key(there)
    return True
