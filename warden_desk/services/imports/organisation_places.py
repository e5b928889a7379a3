"""Which place an organisation serves, by its code, its council's name or a place within its name.

Nothing is made up: where the name leaves it open, the places it may mean are only proposed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.imports import Candidate
from warden_desk.domain.names import place_name, plain_name
from warden_desk.services.area_names import ANYWHERE, AreaNames, Districts
from warden_desk.services.imports.council_places import joint_words

_DISTRICT_COUNCIL = re.compile(r"(.+) (?:borough|district|city) council")
_BEFORE_A_PLACE = frozenset({"in", "of", "at"})
_PROPOSED = 4
_NAMED = 60
"""How well a place fits that only stands in a name."""
THE_DISTRICT = "the district"
"""How a district is told from a town of its name."""


class Matched(StrEnum):
    """How sure it is which place is meant."""

    EXACT = "exact"
    BY_CODE = "by code"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Placed:
    """What was found out about a name. Areas are set only if they are no matter of doubt."""

    how: Matched
    area: AreaRow | None = None
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    joined: tuple[AreaRow, ...] = ()
    """The other parishes of a joint council."""

    @property
    def areas(self) -> tuple[AreaRow, ...]:
        """All it serves."""
        return () if self.area is None else (self.area, *self.joined)


class OrganisationPlaces:
    """What the names of organisations say of their places."""

    def __init__(
        self, names: AreaNames, local: Iterable[AreaRow], districts: Sequence[AreaRow]
    ) -> None:
        self._names = names
        self._districts = {plain_name(district.name): district for district in districts}
        every = [*local, *districts]
        self._by_code = {area.gss_code.casefold(): area for area in every}
        self._by_id: Mapping[str, AreaRow] = {area.id: area for area in every}

    def decided(self, area_id: str) -> Placed | None:
        """The place somebody decided on."""
        area = self._by_id.get(area_id)
        return None if area is None else Placed(Matched.EXACT, area)

    def proposed(self, *areas: AreaRow | None) -> tuple[Candidate, ...]:
        """Places as proposals, those that are known."""
        return _proposed([area for area in areas if area is not None])

    def by_code(self, code: str) -> Placed:
        """The place a code stands for."""
        area = self._by_code.get(code.strip().casefold())
        if area is None:
            return Placed(Matched.DOUBTFUL, why=f"“{code[:20]}” is no code on the list of areas.")
        return Placed(Matched.BY_CODE, area)

    def of_place(self, written: str, within: Districts = ANYWHERE) -> Placed:
        """The place that a column names."""
        match = self._names.match(written, within)
        if match.area is None:
            return Placed(Matched.DOUBTFUL, why=match.why, candidates=match.candidates)
        how = Matched.LIKELY if match.note else Matched.EXACT
        return Placed(how, match.area, match.note)

    def of_district_council(self, name: str) -> Placed | None:
        """The district whose own council is named; None for any other name."""
        found = _DISTRICT_COUNCIL.fullmatch(plain_name(name))
        district = None if found is None else self._districts.get(found[1])
        return None if district is None else Placed(Matched.EXACT, district)

    def of_council(self, name: str, within: Districts = ANYWHERE) -> Placed:
        """The parish whose council is named; of a joint council the parishes."""
        if joint := self._names.match(name, within).joint:
            first, *others = joint
            return Placed(Matched.LIKELY, first, joint_words(joint), joined=tuple(others))
        found = self.of_place(name, within)
        if found.area is not None or found.candidates:
            return found
        named = self._named(name)
        return Placed(
            Matched.DOUBTFUL, why=found.why, candidates=_proposed([area for _, area in named])
        )

    def within_name(self, name: str) -> Placed:
        """The place that a name has in it: Harrietsham Fish Scheme."""
        district = self._whole_district(plain_name(name))
        if district is not None:
            return Placed(Matched.LIKELY, district, _puts_it(district))
        named = self._named(name)
        if not named:
            return Placed(Matched.NONE)
        (phrase, area), *others = named
        if not others and _is_plainly_meant(phrase, name):
            return Placed(Matched.LIKELY, area, _puts_it(area))
        return Placed(
            Matched.DOUBTFUL,
            why="Its name may put it in a place. Choose one, or accept it without a place.",
            candidates=_proposed([area for _, area in named]),
        )

    def _named(self, name: str) -> list[tuple[str, AreaRow]]:
        """Areas and districts named; a district that only says where a place lies is not meant."""
        words = f" {plain_name(name)} "
        local = self._names.named_in(name)
        districts = [(key, area) for key, area in self._districts.items() if f" {key} " in words]
        lie_in = {a.district_id for _, a in local if plain_name(a.name) != plain_name(a.district)}
        around = {area.id: key for key, area in districts if area.id in lie_in}
        if around:
            local = [
                (phrase, area)
                for phrase, area in local
                if area.district_id in around and plain_name(area.name) not in around.values()
            ]
        return [*local, *(each for each in districts if each[1].id not in around)]

    def _whole_district(self, words: str) -> AreaRow | None:
        """The one district that is said to be meant as such: “Canterbury and district”."""
        found = [
            area
            for key, area in self._districts.items()
            if re.search(rf"\b{re.escape(key)} (?:and )?(?:district|borough)\b", words)
        ]
        return found[0] if len(found) == 1 else None


def ends_as_council(name: str) -> bool:
    """Whether a name says itself that it is a parish's or town's council."""
    return place_name(name) != plain_name(name)


def _puts_it(area: AreaRow) -> str:
    return f"Its name puts it in {area.name} ({_lies_in(area)})."


def _is_plainly_meant(place: str, name: str) -> bool:
    """A place at the beginning or end of a part, or after “in”: elsewhere it may be any word."""
    for part in name.split(","):
        words = plain_name(part).removeprefix("the ")
        before, found, after = f" {words} ".partition(f" {place} ")
        last = frozenset(before.split()[-1:])
        if found and (not before.strip() or not after.strip() or _BEFORE_A_PLACE & last):
            return True
    return False


def _proposed(areas: Sequence[AreaRow]) -> tuple[Candidate, ...]:
    found = [Candidate(area.id, area.name, _lies_in(area), _NAMED) for area in areas]
    return tuple(found[:_PROPOSED])


def _lies_in(area: AreaRow) -> str:
    return THE_DISTRICT if area.kind is AreaKind.DISTRICT else area.district
