"""Which area a written name means. A sure match is made, a doubtful one is only proposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.imports import Candidate
from warden_desk.domain.names import (
    is_higher_council,
    is_road,
    place_name,
    plain_name,
    without_spot,
    words_of,
)

Districts = frozenset[str]
"""Keys of the districts a name is looked for in; none means everywhere."""

ANYWHERE: Districts = frozenset()

_PROPOSED = 3
_MOST_WORDS = 6
"""Of a place's name."""
_LEAST_LIKE = 55


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """What a name was found to mean.

    Attributes:
        area: set only if sure.
        note: how a sure match was reached where the spelling differs, as a sentence.
        why: why it is doubtful, as a sentence.
        candidates: the best three where it is doubtful.
        joint: the parishes of one district that the name puts together. A council of that name
            serves them all; of a place it stays open which is meant.
    """

    area: AreaRow | None = None
    note: str = ""
    why: str = ""
    candidates: tuple[Candidate, ...] = ()
    joint: tuple[AreaRow, ...] = ()


class AreaNames:
    """The names of all areas of a day, and what written names mean among them.

    Each answer is worked out once: lists repeat their parishes.
    """

    def __init__(self, areas: Iterable[AreaRow], names: Mapping[str, Sequence[str]]) -> None:
        """`names` are the spellings of each area by its id: its name and its aliases."""
        self._areas = {area.id: area for area in areas}
        self._districts = {plain_name(area.district) for area in self._areas.values()}
        self._by_name: dict[str, list[AreaRow]] = {}
        self._by_words: dict[frozenset[str], list[AreaRow]] = {}
        for area in self._areas.values():
            for spelling in {place_name(name) for name in names.get(area.id, [area.name])}:
                self._by_name.setdefault(spelling, []).append(area)
                self._by_words.setdefault(words_of(spelling), []).append(area)
        self._answers: dict[tuple[str, Districts], AreaMatch] = {}

    def area(self, area_id: str) -> AreaRow | None:
        """An area by its key."""
        return self._areas.get(area_id)

    def match(self, written: str, districts: Districts = ANYWHERE) -> AreaMatch:
        """What a council's or place's name means; with districts, in those only."""
        key = (written, districts)
        if key not in self._answers:
            self._answers[key] = self._match(written, districts)
        return self._answers[key]

    def named_in(self, text: str) -> list[tuple[str, AreaRow]]:
        """The areas whose names stand in a text as whole words, each with the plain words.

        Of names within one another, the longest counts.
        """
        words = plain_name(text).split()
        found: dict[str, tuple[str, AreaRow]] = {}
        at = 0
        while at < len(words):
            for end in range(min(len(words), at + _MOST_WORDS), at, -1):
                phrase = " ".join(words[at:end])
                if areas := self._by_name.get(phrase):
                    found |= {area.id: (phrase, area) for area in areas}
                    at = end - 1
                    break
            at += 1
        return list(found.values())

    def _match(self, written: str, districts: Districts) -> AreaMatch:
        if not plain_name(written):
            return AreaMatch(why="No place is given.")
        if is_higher_council(written) and not self._exactly(place_name(written), ANYWHERE):
            return AreaMatch(
                why=f"“{written}” is a council or ward above the parishes. Name the parish."
            )
        found = self._named(written, districts)
        if len(found) == 1:
            return self._sure(written, found[0])
        if found:
            several = self._doubtful(
                f"“{written}” can mean more than one place. Say which.", found, written
            )
            return replace(several, joint=self._joint(written, districts))
        if districts and (outside := self._named(written, ANYWHERE)):
            return self._doubtful(
                f"“{written}” lies outside the district it should be in. Say which is right.",
                outside,
                written,
            )
        slip = self._slip_of(place_name(written), districts)
        if slip is not None:
            return AreaMatch(slip, note=f"“{written}” is read as {slip.name} ({slip.district}).")
        return self._doubtful(
            f"“{written}” is no place on the list of areas. Choose one, or correct the spelling.",
            self._alike(place_name(written), districts),
            written,
        )

    def _named(self, written: str, districts: Districts) -> list[AreaRow]:
        """The areas the text names outright: whole, in other order, or as one of its parts."""
        whole = place_name(written)
        found = self._exactly(whole, districts) or self._exactly(without_spot(whole), districts)
        if found:
            return found
        parts = [place_name(part) for part in written.replace(";", ",").split(",")]
        if len(parts) == 1:
            return self._both_of(whole, districts)
        around = {part for part in parts if part in self._districts}
        named = {
            area.id: area
            for part in parts
            if not is_road(part)
            for area in self._exactly(part, districts)
            or self._exactly(without_spot(part), districts)
        }
        inside = [a for a in named.values() if plain_name(a.district) in around]
        smaller = [a for a in inside if plain_name(a.name) not in around]
        return smaller or list(named.values())

    def _exactly(self, name: str, districts: Districts) -> list[AreaRow]:
        found = self._by_name.get(name) or self._by_words.get(words_of(name), [])
        # An area stands there twice where an alias has the same words as the name.
        return list({area.id: area for area in found if _is_in(area, districts)}.values())

    def _both_of(self, whole: str, districts: Districts) -> list[AreaRow]:
        """A joint council names two parishes: both are meant, so neither is sure."""
        return [area for part in self._parts(whole, districts) for area in part]

    def _joint(self, written: str, districts: Districts) -> tuple[AreaRow, ...]:
        """The parishes put together, if there is one district where each name is one parish."""
        parts = self._parts(place_name(written), districts)
        found: list[tuple[AreaRow, ...]] = []
        for district in {area.district_id for part in parts for area in part}:
            inside = [[a for a in part if a.district_id == district] for part in parts]
            if all(len(part) == 1 and not part[0].is_unparished for part in inside):
                found.append(tuple(part[0] for part in inside))
        return found[0] if len(found) == 1 else ()

    def _parts(self, whole: str, districts: Districts) -> list[list[AreaRow]]:
        """What each name of "brabourne and smeeth" means; nothing if one of them means nothing."""
        parts = [self._exactly(part.strip(), districts) for part in whole.split(" and ")]
        return parts if len(parts) > 1 and all(parts) else []

    def _slip_of(self, name: str, districts: Districts) -> AreaRow | None:
        """The one area whose name differs by a slip, if no other name is nearly as close."""
        if len(name) < 6:
            return None
        allowed = 1 if len(name) < 10 else 2
        near = process.extract(
            name, self._by_name.keys(), scorer=OSA.distance, score_cutoff=allowed + 1, limit=5
        )
        close = [
            (area, distance)
            for spelling, distance, _ in near
            for area in self._by_name[spelling]
            if _is_in(area, districts)
        ]
        if len({area.id for area, _ in close}) != 1 or close[0][1] > allowed:
            return None
        return close[0][0]

    def _alike(self, name: str, districts: Districts) -> list[AreaRow]:
        near = process.extract(
            name, self._by_name.keys(), scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKE, limit=20
        )
        found = {area.id: area for spelling, _, _ in near for area in self._by_name[spelling]}
        return [a for a in found.values() if _is_in(a, districts)]

    def _sure(self, written: str, area: AreaRow) -> AreaMatch:
        is_plain = place_name(written) in (plain_name(area.name), without_spot(place_name(written)))
        if is_plain or place_name(area.name) in plain_name(written):
            return AreaMatch(area)
        return AreaMatch(area, note=f"“{written}” is read as {area.name} ({area.district}).")

    def _doubtful(self, why: str, areas: Sequence[AreaRow], written: str) -> AreaMatch:
        name = place_name(written)
        scored = sorted(
            (
                Candidate(a.id, a.name, a.district, round(fuzz.WRatio(name, place_name(a.name))))
                for a in areas
            ),
            key=lambda candidate: (-candidate.score, candidate.name, candidate.district),
        )
        return AreaMatch(why=why, candidates=tuple(scored[:_PROPOSED]))


def _is_in(area: AreaRow, districts: Districts) -> bool:
    return not districts or area.district_id in districts
