"""Maps to hand out: one sheet of what is shown, or an atlas with a page for every part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from warden_desk.domain.coverage_modes import Asked, MapClass, Mode, ModeRow, ModeView
from warden_desk.domain.dates import long_date, plain_date
from warden_desk.domain.map_excerpts import Excerpt, Overlay
from warden_desk.domain.sheets import Imprint

_NAMES = (Mode.WARDEN, Mode.TEAM)
"""Maps whose classes are people or teams: only those that are there stand in the key."""


class Sheet(StrEnum):
    """How the paper lies."""

    FITTING = "fitting"
    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class Per(StrEnum):
    """What gets a page of its own in an atlas."""

    DISTRICT = "district"
    TEAM = "team"
    PARISH = "parish"

    @property
    def several(self) -> str:
        """All of them: "districts"."""
        return "parishes" if self is Per.PARISH else f"{self.value}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRequest:
    """What a map to hand out shall show.

    Attributes:
        district_ids: only these districts; None for all of them.
        scope: what the map calls the part it shows; the county's name if empty.
        with_names: whether people may be named.
        excerpt: only this piece of it; None for the whole.
        codes: only these areas; None for all. Found from the excerpt (`excerpts.resolved`).
    """

    asked: Asked
    district_ids: tuple[str, ...] | None = None
    scope: str = ""
    with_names: bool = False
    excerpt: Excerpt | None = None
    codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedMap:
    """A map to hand out: what it shows and whose lines it is drawn with.

    Attributes:
        scope: the county's, the team's or the district's name.
        view: with the areas of the scope and no others.
        caption: what kind of lines it is drawn with.
        sources: whose they are, each a whole sentence of credit.
        has_names: somebody is named, so that the sheet is marked as sensitive.
        trial: if it shows what has only been tried, in words.
        overlay: what else is seen of a piece of a map; None of a whole one.
    """

    scope: str
    view: ModeView
    caption: str
    sources: tuple[str, ...]
    imprint: Imprint
    has_names: bool = False
    trial: str = ""
    overlay: Overlay | None = None

    @property
    def title(self) -> str:
        """What it shows, and of which part."""
        return f"{self.view.title}: {self.scope}"

    @property
    def days(self) -> str:
        """The day, or the first and the last one."""
        view = self.view
        if view.first == view.on:
            return long_date(view.on)
        return f"{plain_date(view.first)} to {plain_date(view.on)}"

    @property
    def under(self) -> str:
        """The line below the title."""
        words = [self.days, self.imprint.service]
        words += ["practice data, invented"] if self.imprint.is_practice else []
        return " · ".join(word for word in words if word)

    @property
    def marking(self) -> str:
        """How the whole of it is marked."""
        return self.imprint.sensitive_marking if self.is_sensitive else self.imprint.marking

    @property
    def is_sensitive(self) -> bool:
        """Whether somebody is named, or something is shown that is marked so."""
        return self.has_names or (self.overlay is not None and self.overlay.is_sensitive)

    @property
    def counted(self) -> str:
        """Of how many areas: "18 parishes and towns, 7 of them in part"."""
        words = count_words(len(self.view.rows))
        if self.overlay is None or not self.overlay.in_part:
            return words
        if len(self.view.rows) == self.overlay.in_part:
            return f"{words} in part" if len(self.view.rows) == 1 else f"{words}, all in part"
        return f"{words}, {self.overlay.in_part} of them in part"

    @property
    def watermarks(self) -> tuple[str, ...]:
        """What no page of it can be mistaken for."""
        return (
            *(("PRACTICE",) if self.imprint.is_practice else ()),
            *(("WHAT IF",) if self.trial else ()),
        )

    def key(self, rows: Sequence[ModeRow] | None = None) -> list[tuple[MapClass, int]]:
        """The classes with their counts; of people and teams those that are there."""
        counts = self.view.counts(rows)
        is_short = self.view.mode in _NAMES or (self.overlay is not None and self.overlay.only)
        return [
            (one, counts[one.key]) for one in self.view.classes if counts[one.key] or not is_short
        ]

    def only(self, rows: Sequence[ModeRow], scope: str) -> "PrintedMap":
        """The same map of a part of its areas."""
        return replace(self, scope=scope, view=replace(self.view, rows=tuple(rows)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasRequest:
    """Which atlas is wanted."""

    per: Per
    shown: MapRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasPart:
    """What has a page of its own.

    Attributes:
        under: where it belongs: the districts of a team, the district of a parish.
        facts: of a parish, what each of the other maps says of it.
    """

    title: str
    under: str
    rows: tuple[ModeRow, ...]
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """A map in parts, ready to draw.

    Attributes:
        whole: what its overview shows.
        places: every area of the day by its code: its name, and its district's. Those that are in
            no part are neighbours.
    """

    per: Per
    whole: PrintedMap
    parts: tuple[AtlasPart, ...]
    places: Mapping[str, tuple[str, str]]

    @property
    def title(self) -> str:
        """What stands on its first page."""
        return f"{self.whole.title}, by {self.per}"


def count_words(count: int) -> str:
    """Such as "39 parishes and towns"."""
    return "1 parish" if count == 1 else f"{count} parishes and towns"


def listed(names: Sequence[str]) -> str:
    """Such as "Lenham, Charing and Egerton"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def without_names(view: ModeView) -> ModeView:
    """The same map with nobody named: wardens are numbered in the order of their areas."""
    rows = tuple(replace(row, primary="", others=()) for row in view.rows)
    if view.mode is Mode.TEAM:
        return replace(view, rows=rows, classes=tuple(_unled(one) for one in view.classes))
    if view.mode is not Mode.WARDEN:
        return replace(view, rows=rows)
    people = {one.key for one in view.classes if one.look.startswith("hue")}
    there = [key for key in dict.fromkeys(row.key for row in rows) if key in people]
    numbers = {key: f"Warden {number}" for number, key in enumerate(there, start=1)}
    by_key = {one.key: one for one in view.classes}
    numbered = [
        replace(by_key[key], key=label, label=label, mark="") for key, label in numbers.items()
    ]
    rest = [one for one in view.classes if one.key not in people]
    return replace(
        view,
        classes=(*numbered, *rest),
        rows=tuple(
            replace(row, key=numbers[row.key], words=numbers[row.key])
            if row.key in numbers
            else row
            for row in rows
        ),
    )


def _unled(one: MapClass) -> MapClass:
    return replace(one, meaning="") if one.look.startswith("hue") else one
