"""What police figures say of areas: counts, rates, trends, and where it happens again."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.errors import UserError
from warden_desk.domain.incident_chance import trend
from warden_desk.domain.incidents import (
    AreaIncidents,
    Level,
    MonthRow,
    RepeatLocation,
    outlines_words,
    sum_words,
)
from warden_desk.domain.months import Month, span
from warden_desk.domain.settings import Settings
from warden_desk.formats.incident_points import location_names, tally
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.services.incidents import incident_areas, incidents, need_figures
from warden_desk.services.incidents.incident_areas import KINDS_OF, AreaFacts
from warden_desk.services.incidents.incident_outlines import Grounds
from warden_desk.storage.tables import Area, IncidentCount, IncidentMonth

PER_PERSON, PER_KM2 = "a year for each 1,000 residents", "a year for each km²"
NEAR = "On or near "
"""How the police begin the name of every point; said once, it need not be repeated."""
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Summary:
    """The areas of a level in some months.

    Attributes:
        compared_with: what `before` is, or why there is none.
        files: what became of the rows of these months, force by force.
    """

    months: tuple[Month, ...]
    rows: tuple[AreaIncidents, ...]
    compared_with: str
    files: tuple[MonthRow, ...] = ()

    @property
    def counted_words(self) -> str:
        """What became of the rows, and by which outlines the placed ones were counted."""
        return f"{sum_words(self.files)}. Counted by {self.outlines}."

    @property
    def outlines(self) -> str:
        """By which outlines these months were counted."""
        return outlines_words(self.files)

    @property
    def title(self) -> str:
        return span(self.months[0], self.months[-1])


def on_desk(session: Session) -> tuple[Month, ...]:
    """The months there are figures of, the earliest first."""
    return tuple(dict.fromkeys(row.month for row in incidents.months(session)))


def lately(session: Session, count: int = _MONTHS_A_YEAR) -> tuple[Month, ...]:
    """The months of the desk within the last `count` up to the latest one.

    Raises:
        UserError: there are none.
    """
    known = on_desk(session)
    if not known:
        raise UserError("There are no police figures on the desk yet. Import a month first.")
    return tuple(month for month in known if month > known[-1].plus(-count))


def summary(
    session: Session,
    months: Sequence[Month],
    level: Level = Level.PARISH,
    *,
    of_one_unit: bool = False,
) -> Summary:
    """Every area of a level in these months, by district and name.

    Args:
        of_one_unit: rates that can be ranked together: by land, unless the residents of every
            area are known.

    Raises:
        UserError: no month is given.
    """
    if not months:
        raise UserError("Choose a month the desk has figures of.")
    wanted, settings = tuple(sorted(months)), desk_settings.load(session)
    held = incidents.months(session)
    before, words = _compared({row.month for row in held}, wanted)
    day = wanted[-1].first
    words += _doubt(settings, held, wanted, before)
    now, then = (_as_on(session, day, _counts(session, some, level)) for some in (wanted, before))
    residents = need_figures.residents(session, day)
    listed = incident_areas.listed(session, level, day, now.keys())
    if of_one_unit and not all(area.id in residents for area in listed):
        residents = {}
    maker = _RowMaker(settings, len(wanted), bool(before), residents)
    rows = (maker.row(area, now.get(area.id, {}), then.get(area.id, {})) for area in listed)
    return Summary(wanted, tuple(rows), words, tuple(row for row in held if row.month in wanted))


def repeat_locations(
    session: Session, months: Collection[Month], *, kinds: Collection[str] = (), at_least: int = 0
) -> list[RepeatLocation]:
    """Points in the service's areas with many incidents, the most first.

    Args:
        at_least: so many incidents; 0 for what the settings say for a year.
    """
    settings = desk_settings.load(session)
    least = at_least or settings.repeat_from
    found = _Tally(settings.codes("asb_kinds"))
    for (month, _), part in incidents.packed_points(session, months).items():
        chosen = incidents.chosen_kinds(part, kinds)
        found.add(month, tally(part, chosen), location_names(part))
        found.asb.update(tally(part, chosen & found.asb_numbers(part.kind_names)))
    places = [place for place, count in found.count.items() if count >= least]
    if not places:
        return []
    layer = Grounds(session).on(max(months).first)
    at = layer.areas_at(*(np.asarray(side, dtype=np.int32) for side in zip(*places, strict=True)))
    named = incident_areas.names(session, {key for key in at[Level.PARISH] if key})
    rows = [
        found.row(place, area, *named[area])
        for place, area in zip(places, at[Level.PARISH], strict=True)
        if area is not None
    ]
    return sorted(rows, key=lambda row: (-row.count, row.district, row.area, row.location))


class _Tally:
    """What was counted at each point."""

    def __init__(self, asb_kinds: Collection[str]) -> None:
        self._asb_kinds = asb_kinds
        self.count: Counter[tuple[int, int]] = Counter()
        self.asb: Counter[tuple[int, int]] = Counter()
        self._months: dict[tuple[int, int], set[Month]] = defaultdict(set)
        self._names: dict[tuple[int, int], str] = {}

    def asb_numbers(self, kind_names: Sequence[str]) -> frozenset[int]:
        names = enumerate(kind_names)
        return frozenset(at for at, name in names if name.casefold() in self._asb_kinds)

    def add(
        self,
        month: Month,
        counts: Mapping[tuple[int, int], int],
        names: Mapping[tuple[int, int], str],
    ) -> None:
        self.count.update(counts)
        self._names.update(names)
        for place in counts:
            self._months[place].add(month)

    def row(self, place: tuple[int, int], area_id: str, area: str, district: str) -> RepeatLocation:
        return RepeatLocation(
            easting=place[0],
            northing=place[1],
            location=self._names[place].removeprefix(NEAR),
            area_id=area_id,
            area=area,
            district=district,
            count=self.count[place],
            asb=self.asb[place],
            months=len(self._months[place]),
        )


@dataclass(frozen=True, slots=True)
class _RowMaker:
    settings: Settings
    months: int
    has_before: bool
    residents: Mapping[str, float]

    def row(
        self, area: AreaFacts, now: Mapping[str, int], then: Mapping[str, int]
    ) -> AreaIncidents:
        count, asb = sum(now.values()), self._asb(now)
        before = sum(then.values()) if self.has_before else None
        people, small = self.residents.get(area.id), self.settings.small_numbers
        size = people / 1000 if people else (area.hectares or 0) / 100
        a_year = _MONTHS_A_YEAR / self.months
        return AreaIncidents(
            area_id=area.id,
            gss_code=area.gss_code,
            name=area.name,
            district=area.district,
            count=count,
            asb=asb,
            kinds=dict(sorted(now.items())),
            before=before,
            asb_before=self._asb(then) if self.has_before else None,
            rate=count * a_year / size if size else None,
            asb_rate=asb * a_year / size if size else None,
            rate_unit=(PER_PERSON if people else PER_KM2) if size else "",
            is_small=max(count, before or 0) < small,
            trend="" if before is None else trend(before, count, small=small),
        )

    def _asb(self, counts: Mapping[str, int]) -> int:
        kinds = self.settings.codes("asb_kinds")
        return sum(count for kind, count in counts.items() if kind.casefold() in kinds)


def _compared(known: set[Month], wanted: Sequence[Month]) -> tuple[tuple[Month, ...], str]:
    """The same months a year before if the desk has them all, else as many just before."""
    year_before = tuple(month.plus(-_MONTHS_A_YEAR) for month in wanted)
    if known.issuperset(year_before):
        return year_before, f"the year before ({span(year_before[0], year_before[-1])})"
    just_before = tuple(month.plus(-len(wanted)) for month in wanted)
    if known.issuperset(just_before) and not set(just_before) & set(wanted):
        return just_before, (
            f"the months before ({span(just_before[0], just_before[-1])}): "
            "of a year before there are no figures, so the season shows, too"
        )
    return (), "no figures of a year before, or of the months before, are on the desk"


def _doubt(
    settings: Settings, held: Sequence[MonthRow], wanted: Sequence[Month], before: Sequence[Month]
) -> str:
    """That one side has far fewer rows than the other: then it is not the areas that changed."""
    fewer, more = sorted(
        sum(row.rows for row in held if row.month in side) for side in (before, wanted)
    )
    if not before or 100 * fewer >= settings.whole_month_percent * more:
        return ""
    return f"; with {fewer:,} rows against {more:,}, one of the two may not be whole"


def _counts(session: Session, months: Sequence[Month], level: Level) -> dict[str, dict[str, int]]:
    query = (
        select(IncidentCount.area_id, IncidentCount.kind, func.sum(IncidentCount.count))
        .join(IncidentMonth, IncidentMonth.id == IncidentCount.month_id)
        .join(Area, Area.id == IncidentCount.area_id)
        .where(
            IncidentMonth.month.in_([month.first for month in months]),
            Area.kind.in_(KINDS_OF[level]),
        )
        .group_by(IncidentCount.area_id, IncidentCount.kind)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for area_id, kind, count in session.execute(query):
        found[area_id][kind] = count
    return found


def _as_on(
    session: Session, day: date, counts: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    """Counts of what went whole into an area of the day are that area's."""
    now = successions.only_heirs(session, day)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for area_id, kinds in counts.items():
        found[now.get(area_id, area_id)].update(kinds)
    return {area_id: dict(kinds) for area_id, kinds in found.items()}
