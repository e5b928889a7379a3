"""Where something is, from whatever somebody types: a place, a postcode, a grid reference."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.errors import UserError
from warden_desk.domain.names import place_name, plain_name
from warden_desk.domain.places import (
    is_outcode,
    is_postcode,
    parse_grid_reference,
    tidy_postcode,
)
from warden_desk.formats.outlines import INDICATIVE, Outlines, index
from warden_desk.formats.postcodes import PostcodeDirectory
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries
from warden_desk.storage.tables import Tasking

_REMEMBERED = 3_000
_SHOWN = 8
_LEAST_TYPED = 3
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
_GRID = re.compile(r"\b[A-HJ-Za-hj-z]{2}\s?(?:\d{2,5}\s\d{2,5}|(?:\d\d){2,5})\b")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place, and the parish or unparished area it lies in."""

    area: AreaRow
    place: str = ""
    postcode: str = ""
    easting: int | None = None
    northing: int | None = None

    @property
    def words(self) -> str:
        """`Tesco, Ashford (Ashford)`: the parish has its district beside it."""
        where = f"{self.area.name} ({self.area.district})"
        return f"{self.place}, {where}" if self.place else where


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """The place meant; else why it is not clear, and which it could be."""

    found: FoundPlace | None = None
    why: str = ""
    perhaps: tuple[FoundPlace, ...] = ()


class Places:
    """Answers where something is, from memory: nothing is read while somebody types."""

    def __init__(
        self,
        local: Sequence[AreaRow],
        names: dict[str, list[str]],
        remembered: Iterable[tuple[str, str]] = (),
        outlines: Outlines = INDICATIVE,
    ) -> None:
        """`remembered` are places on the desk, the latest first, with the key of their area."""
        self._by_gss = {area.gss_code: area for area in local}
        self._named = [
            (name, area)
            for area in local
            for name in {place_name(n) for n in names.get(area.id, [area.name])}
        ]
        by_id = {area.id: area for area in local}
        known = {(place_name(p), a): FoundPlace(by_id[a], p) for p, a in remembered if a in by_id}
        self._remembered = [
            (set(f"{n} {plain_name(f.area.name)}".split()), f) for (n, _), f in known.items()
        ]
        self._index = index(outlines)
        self._postcodes = PostcodeDirectory()

    def warm(self, postcodes: Iterable[str]) -> None:
        """Read what is needed for postcodes like these, so that the first one typed is no wait."""
        for code in {code[:1]: code for code in postcodes}.values():
            self._postcodes.find(code)

    def find(self, typed: str, districts: Collection[str] = ()) -> PlaceAnswer:
        """What a text means as a place; `districts` are looked in first."""
        if code := _POSTCODE.search(typed):
            return self._at_postcode(code[0], _rest(typed, code))
        if grid := _GRID.search(typed):
            return self._at_grid(grid[0], _rest(typed, grid))
        if is_outcode(typed):
            return PlaceAnswer(why=f"“{typed.strip().upper()}” is half a postcode. Type all of it.")
        remembered = self._recalled(typed, districts)
        if len(remembered) == 1:
            return PlaceAnswer(remembered[0])
        return self._by_name(typed, districts)

    def suggest(self, typed: str, districts: Collection[str] = ()) -> list[FoundPlace]:
        """What somebody who is still typing may mean, likeliest first."""
        if len(typed.strip()) < _LEAST_TYPED:
            return []
        answer = self.find(typed, districts)
        first = [answer.found] if answer.found is not None else list(answer.perhaps)
        found = {each.words: each for each in (*first, *self._recalled(typed, districts))}
        return list(found.values())[:_SHOWN]

    def _at_postcode(self, written: str, place: str) -> PlaceAnswer:
        if not is_postcode(written):
            return PlaceAnswer(why=f"“{written}” is no whole postcode.")
        code = tidy_postcode(written)
        known = self._postcodes.find(code)
        if known is None:
            return PlaceAnswer(why=f"{code} is not in the directory of postcodes. Type the parish.")
        east, north = known.easting, known.northing
        gss = self._index.area_at(east, north) or self._index.area_in_district(
            east, north, known.district
        )
        return self._inside(gss, f"{code} lies outside the county.", place, code, east, north)

    def _at_grid(self, written: str, place: str) -> PlaceAnswer:
        try:
            east, north = parse_grid_reference(written)
        except UserError as refusal:
            return PlaceAnswer(why=str(refusal))
        gss = self._index.area_at(east, north)
        why = f"{written.upper()} lies outside the county, or at sea."
        return self._inside(gss, why, place, "", east, north)

    def _inside(
        self, gss: str | None, why: str, place: str, code: str, east: int, north: int
    ) -> PlaceAnswer:
        area = self._by_gss.get(gss or "")
        if area is None:
            return PlaceAnswer(why=why)
        return PlaceAnswer(FoundPlace(area, place, code, east, north))

    def _recalled(self, typed: str, districts: Collection[str]) -> list[FoundPlace]:
        """Places on the desk that have a word for each word typed."""
        words = plain_name(typed).split()
        found = [
            each
            for known, each in self._remembered
            if words and all(any(k.startswith(w) for k in known) for w in words)
        ]
        return _nearer(found, districts) if len(words) > 1 else []

    def _by_name(self, typed: str, districts: Collection[str]) -> PlaceAnswer:
        """`tesco ash`: an end (or beginning) that names an area; the rest is the place in it.

        Names in full come before their beginnings, the districts looked in first before others.
        """
        words = typed.replace(",", " ").split()
        ways = ((near, whole) for near in (True, False) for whole in (True, False))
        for is_near, is_whole in ways:
            for said, rest in _cuts(words):
                found = self._areas(said, rest, is_whole, districts if is_near else ())
                if is_near and not districts:
                    continue
                if len(found) == 1:
                    return PlaceAnswer(found[0])
                if found:
                    names = " or ".join(each.words for each in found[:3])
                    why = f"“{said}” can be {names}. Type more of it."
                    return PlaceAnswer(why=why, perhaps=tuple(found[:_SHOWN]))
        return PlaceAnswer(
            why=f"“{typed.strip()}” names no parish or town here. Choose the parish."
        )

    def _areas(
        self, said: str, rest: str, is_whole: bool, districts: Collection[str]
    ) -> list[FoundPlace]:
        name = place_name(said)
        if len(name) < _LEAST_TYPED:
            return []
        found: dict[str, FoundPlace] = {}
        for known, area in self._named:
            if districts and area.district_id not in districts:
                continue
            if known == name or (not is_whole and known.startswith(name)):
                # A town without a parish of its own would be lost in the name of its area.
                is_own = place_name(area.name).startswith(name)
                parts = (rest,) if is_own else (rest, known.title())
                place = ", ".join(filter(None, parts))
                found.setdefault(area.id, FoundPlace(area, _capital(place)))
        return list(found.values())


def load(session: Session, on: date) -> Places:
    """All that is needed to answer, read once: some tens of milliseconds, so in a job."""
    local = areas.local_areas(session, on)
    remembered = session.execute(
        select(Tasking.place, Tasking.area_id)
        .where(Tasking.area_id.is_not(None), Tasking.place != "", Tasking.deleted_at.is_(None))
        .order_by(Tasking.id.desc())
        .limit(_REMEMBERED)
    )
    kept = [(place, area_id) for place, area_id in remembered if area_id is not None]
    outlines = boundaries.outlines_on(session, on)
    places = Places(local, areas.names(session, on), kept, outlines)
    codes = select(Tasking.postcode).where(Tasking.postcode != "").order_by(Tasking.id.desc())
    places.warm(session.scalars(codes.limit(_REMEMBERED)))
    return places


def for_typing(session: Session, on: date) -> tuple[Places, list[str]]:
    """Where something may be, and who may have raised it."""
    return load(session, on), requesters(session)


def requesters(session: Session) -> list[str]:
    """Who raised taskings lately, for typing ahead."""
    query = (
        select(Tasking.requester)
        .where(Tasking.requester != "", Tasking.deleted_at.is_(None))
        .order_by(Tasking.id.desc())
        .limit(_REMEMBERED)
    )
    return list(dict.fromkeys(session.scalars(query)))


def _cuts(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What may be the name of an area, and what is left: long names first, ends first."""
    for size in range(len(words), 0, -1):
        yield " ".join(words[-size:]), " ".join(words[:-size])
        if size < len(words):
            yield " ".join(words[:size]), " ".join(words[size:])


def _nearer(found: list[FoundPlace], districts: Collection[str]) -> list[FoundPlace]:
    return [each for each in found if each.area.district_id in districts] or found


def _rest(typed: str, found: re.Match[str]) -> str:
    left = f"{typed[: found.start()]} {typed[found.end() :]}"
    return _capital(" ".join(left.replace(",", " ").split()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
