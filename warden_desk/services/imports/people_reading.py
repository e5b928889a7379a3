"""Reading one row of a list of people: who it is, and what hangs on them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain import names
from warden_desk.domain.date_reading import Lean
from warden_desk.domain.people import PersonKind
from warden_desk.services.area_names import AreaNames
from warden_desk.services.imports import credentials
from warden_desk.services.imports.known_people import Held, KnownPerson
from warden_desk.services.imports.rows import RowReader
from warden_desk.services.imports.teams import NamedTeams

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(slots=True)
class ReadPerson:
    """One row: the person's own facts, and what hangs on them."""

    facts: dict[str, object]
    team: str = ""
    credentials: list[Held] = field(default_factory=list[Held])
    monthly_minutes: int | None = None
    signed_on: date | None = None
    paired_id: str | None = None


@dataclass(frozen=True, slots=True)
class PersonReader:
    """Reads the rows of one list of people."""

    by_collar: Mapping[str, KnownPerson]
    areas: AreaNames
    teams: NamedTeams
    today: date
    full_time_minutes: int
    are_volunteers: bool
    decided_areas: Mapping[int, str]

    def read(self, row: RowReader) -> ReadPerson:
        """What the row says; what is wrong or doubtful is left with it."""
        facts = self._names(row) | self._reach(row)
        facts["kind"] = self._kind(row)
        facts["started_on"] = row.day("started_on", Lean.PAST)
        facts["contract_minutes"] = self._contract(row)
        if (takes := row.yes("takes_taskings")) is not None:
            facts["takes_taskings"] = takes
        read = ReadPerson(facts, row.text("team"))
        facts["base_area_id"] = self._base(row, read.team)
        read.credentials = credentials.read(row, self.today)
        if facts["kind"] == PersonKind.VOLUNTEER:
            hours = row.number("monthly_hours", 0, 200)
            read.monthly_minutes = None if hours is None else round(hours * 60)
            read.signed_on = row.day("agreement", Lean.PAST)
            read.paired_id = self._paired(row)
        return read

    def _names(self, row: RowReader) -> dict[str, object]:
        if "surname" in row.columns:
            surname = row.needed("surname", "The surname is missing. Add it.")
            name = names.PersonName(row.text("forename"), surname)
        else:
            name = names.person_name(row.needed("name", "The name is missing. Add it."))
        found: dict[str, object] = {"forename": name.forename, "surname": name.surname}
        written = row.text("collar_number")
        collar = names.collar_number(written)
        if written and collar is None:
            row.error("collar_number", f"“{written[:20]}” is no collar number. Correct it.")
        elif not written and not self.are_volunteers:
            row.error("collar_number", "The collar number is missing. Add it.")
        if collar:
            found["collar_number"] = collar
        return found

    def _reach(self, row: RowReader) -> dict[str, object]:
        found: dict[str, object] = {}
        for key in ("mobile", "phone"):
            if written := row.text(key):
                if not names.is_phone(written):
                    row.doubt(key, f"“{written[:30]}” is no telephone number. Correct it.")
                else:
                    found[key] = names.uk_phone(written)
        if email := row.text("email"):
            if _EMAIL.fullmatch(email):
                found["email"] = email
            else:
                row.doubt("email", f"“{email[:40]}” is no e-mail address. Correct it.")
        return found

    def _kind(self, row: RowReader) -> str | None:
        if self.are_volunteers:
            return PersonKind.VOLUNTEER.value
        return row.word("post", "post")

    def _contract(self, row: RowReader) -> int | None:
        hours = row.number("weekly_hours", 0, 60)
        if hours is not None:
            return round(hours * 60)
        share = row.number("fte", 0, 1)
        return None if share is None else round(share * self.full_time_minutes)

    def _base(self, row: RowReader, team: str) -> str | None:
        if row.entry.row in self.decided_areas:
            return self.decided_areas[row.entry.row]
        written = row.text("base")
        if not written:
            return None
        match = self.areas.match(written)
        if match.area is None and match.candidates and team:
            served = frozenset(d.id for d in self.teams.named_districts(team))
            if served:
                match = self.areas.match(written, served)
        if match.area is None:
            row.doubt("base", match.why, match.candidates)
            return None
        row.note(match.note)
        return match.area.id

    def _paired(self, row: RowReader) -> str | None:
        written = row.text("paired_with")
        if not written:
            return None
        warden = self.by_collar.get(names.collar_number(written) or "")
        if warden is None:
            row.doubt(
                "paired_with",
                f"{written[:20]} is nobody on this desk. Import the staff list first, "
                "or accept the row without a pair.",
            )
            return None
        return warden.id
