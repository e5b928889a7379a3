"""What the police publish month by month: months, the rows of a file, and counts of an area."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from warden_desk.domain.months import Month


class StreetRow(NamedTuple):
    """An incident as published. Without a place both degrees are None."""

    kind: str
    location: str
    longitude: float | None
    latitude: float | None
    crime_id: str = ""


@dataclass(frozen=True, slots=True)
class FileFinding:
    """What is wrong with one cell of a file."""

    file_name: str
    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"{self.file_name}, row {self.row}, {self.column}: {self.text}"


@dataclass(frozen=True, slots=True)
class LeftOutFile:
    """A file that holds no incidents, and why it was passed over, as a sentence."""

    file_name: str
    why: str


@dataclass(slots=True)
class StreetMonth:
    """The rows of one month of one force. `unreadable` rows are in the file but not in `rows`."""

    month: Month
    force: str
    file_name: str
    rows: list[StreetRow] = field(default_factory=list[StreetRow])
    unreadable: int = 0

    @property
    def read(self) -> int:
        """How many rows the file has for it."""
        return len(self.rows) + self.unreadable


@dataclass(frozen=True, slots=True)
class StreetFiles:
    """All that was found in the files at hand, the earliest month first."""

    months: tuple[StreetMonth, ...]
    findings: tuple[FileFinding, ...] = ()
    left_out: tuple[LeftOutFile, ...] = ()


class MonthVerdict(StrEnum):
    """What taking in a month does to the desk."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    FEWER = "fewer"
    """So many fewer rows than the desk has that it may be a part of the month: left out."""

    @property
    def is_written(self) -> bool:
        return self in (MonthVerdict.NEW, MonthVerdict.UPDATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """What became of the rows of a month."""

    month: Month
    force: str
    rows: int
    without_place: int
    outside: int
    unreadable: int = 0

    @property
    def placed(self) -> int:
        """How many lie in an area of the service."""
        return self.rows - self.without_place - self.outside - self.unreadable

    @property
    def sentence(self) -> str:
        """`17,792 rows: 14,510 placed, 257 without a place, 3,025 outside the county`."""
        return sum_words([self])


def sum_words(figures: Sequence[MonthFigures]) -> str:
    """What became of the rows of some months together."""
    unreadable = sum(one.unreadable for one in figures)
    parts = [
        f"{sum(one.placed for one in figures):,} placed",
        f"{sum(one.without_place for one in figures):,} without a place",
        f"{sum(one.outside for one in figures):,} outside the county",
        *((f"{unreadable:,} not readable",) if unreadable else ()),
    ]
    return f"{sum(one.rows for one in figures):,} rows: {', '.join(parts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow(MonthFigures):
    """A month on the desk. `outlines` says by which outlines its places were counted."""

    id: str
    file_name: str
    outlines: str
    imported_by: str
    imported_at: datetime


SET_GAP = "; "
"""Between the sets of outlines that a month was counted by: their names have commas."""


def outlines_words(months: Iterable[MonthRow]) -> str:
    """By which sets of outlines some months were counted, each named once."""
    sets = (name for month in months for name in month.outlines.split(SET_GAP))
    return SET_GAP.join(dict.fromkeys(sets))


class Level(StrEnum):
    """The sort of area incidents are counted by. The values are stable: JSON."""

    PARISH = "parish"
    """Parishes and the areas without a parish council."""
    WARD = "ward"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaIncidents:
    """What an area had in the months asked for, and in as many months before.

    Attributes:
        count: all kinds together; `asb` of them is anti-social behaviour.
        before, asb_before: None where those months are not on the desk.
        rate: incidents a year for each 1,000 residents, or for each square kilometre where nobody
            said how many live there; `rate_unit` says which.
        is_small: the numbers are too small to conclude anything from.
    """

    area_id: str
    gss_code: str
    name: str
    district: str
    count: int
    asb: int
    kinds: Mapping[str, int]
    before: int | None = None
    asb_before: int | None = None
    rate: float | None = None
    asb_rate: float | None = None
    rate_unit: str = ""
    is_small: bool = False
    trend: str = ""

    @property
    def id(self) -> str:
        return self.area_id

    @property
    def crime(self) -> int:
        """All that is not anti-social behaviour."""
        return self.count - self.asb


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLocation:
    """A point on the police's map at which incidents were recorded again and again.

    The police move each incident to the nearest of a list of points: it stands for a street, a
    park, a supermarket and what lies around.
    """

    easting: int
    northing: int
    location: str
    area_id: str
    area: str
    district: str
    count: int
    asb: int
    months: int
    """In how many of the months."""

    @property
    def id(self) -> str:
        return f"{self.easting},{self.northing}"


@dataclass(frozen=True, slots=True)
class IncidentPlace:
    """A point and how many incidents it stands for: what a heat layer is drawn from."""

    easting: int
    northing: int
    count: int
