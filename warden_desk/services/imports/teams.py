"""Teams that a staff list names: found, or made for the districts in their name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.ids import new_id
from warden_desk.domain.names import plain_name
from warden_desk.services.imports.writes import Writes
from warden_desk.storage.tables import Team, TeamDistrict


@dataclass(slots=True)
class NamedTeams:
    """Every team by its plain name, and what has to be written for the new ones."""

    known: dict[str, str]
    last_number: int
    districts: Sequence[AreaRow]
    since: date
    shared: dict[str, Writes] = field(default_factory=dict[str, Writes])
    notes: list[str] = field(default_factory=list[str])

    def team_id(self, name: str) -> str:
        """The key of a team; one seen for the first time is made."""
        plain = plain_name(name)
        if plain not in self.known:
            self.known[plain] = self._make(name)
        return self.known[plain]

    def named_districts(self, name: str) -> list[AreaRow]:
        """The districts whose names stand in a team's: "Dover & Folkestone and Hythe" has two."""
        said = f" {plain_name(name)} "
        return [d for d in self.districts if f" {plain_name(d.name)} " in said]

    def need(self, name: str) -> str:
        """The name of the shared write a new team's members depend on."""
        return f"team {plain_name(name)}"

    def _make(self, name: str) -> str:
        self.last_number += 1
        key = new_id()
        writes = self.shared[self.need(name)] = Writes()
        writes.add(Team, id=key, number=self.last_number, name=name)
        served = self.named_districts(name)
        for district in served:
            writes.add(
                TeamDistrict,
                id=new_id(),
                team_id=key,
                area_id=district.id,
                valid_from=self.since,
                valid_to=None,
            )
        where = " and ".join(d.name for d in served) or "no district: set it in Settings"
        self.notes.append(f"Team {self.last_number}, {name}, will be made for {where}.")
        return key
