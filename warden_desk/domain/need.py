"""The need of an area: named indicators, each with its weight, made into one score.

For each indicator an area has 0 to 100 points: the share of the other areas that stand behind it.
The place among the others, not the figure itself, so that one extreme parish does not press all
others together. The score is the mean of the points by weight.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite

from warden_desk.domain.errors import Invalid

RESIDENTS = "residents"
"""The figure that counts are divided by; it is no indicator itself."""
MOST_WEIGHT = 100
_KNOWN_PERCENT = 50
"""Of the weight that is known of the best-known area, so much must be known of any."""


class Measure(StrEnum):
    """What the desk can reckon by itself. Stored as they are."""

    ASB = "asb"
    CRIME = "crime"
    OPEN_TASKINGS = "open taskings"
    DAYS_SINCE_VISIT = "days since visit"
    HOURS_BOUGHT = "hours bought"
    BY_HAND = ""

    @property
    def words(self) -> str:
        """What it is reckoned from."""
        return _WORDS[self]


_WORDS = {
    Measure.ASB: "anti-social behaviour of the last twelve months on the desk",
    Measure.CRIME: "crimes of the last twelve months on the desk",
    Measure.OPEN_TASKINGS: "taskings that are open",
    Measure.DAYS_SINCE_VISIT: "days since the last visit",
    Measure.HOURS_BOUGHT: "hours a week that the parish buys",
    Measure.BY_HAND: "figures entered by hand",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator and its weight. `is_more_need`: a higher figure means more need."""

    code: str
    label: str
    measure: Measure = Measure.BY_HAND
    weight: int = 0
    is_more_need: bool = True
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Weighting:
    """How need is weighed from a day on.

    Attributes:
        since: None for the one the program comes with.
        until: the first day it holds no more; None while no other follows.
    """

    indicators: tuple[Indicator, ...]
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether need is weighed so on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)

    @property
    def words(self) -> str:
        """`30 Anti-social behaviour, 20 Open taskings`: what counts, the most first."""
        counted = sorted((one for one in self.indicators if one.weight), key=lambda o: -o.weight)
        return ", ".join(f"{one.weight} {one.label}" for one in counted)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFigure:
    """A figure of an area for an indicator, known from a day on."""

    indicator: str
    area_id: str
    on_date: date
    value: float
    source: str

    def check(self) -> None:
        """See that it can be kept.

        Raises:
            Invalid: it is no number, or nobody said where it comes from.
        """
        if not isfinite(self.value):
            raise Invalid({"value": "Give a number."})
        if not self.source.strip():
            raise Invalid({"source": "Say where the figures come from, as in “Census 2021”."})


@dataclass(frozen=True, slots=True)
class NeedPart:
    """What one indicator gives to a score. Without a value it is left out of the mean."""

    label: str
    value: float | None
    points: float | None
    weight: int
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """An area's need on a day; rank 1 is the greatest. None where no indicator has a figure."""

    area_id: str
    gss_code: str
    name: str
    district: str
    score: float | None
    rank: int | None
    parts: tuple[NeedPart, ...]

    @property
    def id(self) -> str:
        return self.area_id

    @property
    def why(self) -> str:
        """What counts for most in it: `ASB 96, Days since a visit 80`."""
        told = [part for part in self.parts if part.points and part.weight]
        told.sort(key=lambda part: -(part.points or 0) * part.weight)
        return ", ".join(f"{part.label} {part.points:.0f}" for part in told[:2])

    @property
    def sum_words(self) -> str:
        """`(30 × 88 + 15 × 40) ÷ 45 = 72.0`: the formula with this area's numbers."""
        counted = [part for part in self.parts if part.weight and part.points is not None]
        if self.score is None:
            return "There is no score without a figure."
        terms = " + ".join(f"{part.weight} × {part.points:.0f}" for part in counted)
        return f"({terms}) ÷ {sum(part.weight for part in counted)} = {self.score:.1f}"


@dataclass(frozen=True, slots=True)
class Moved:
    """An area's need beside its rank by another weighting; `before` is None where it had none."""

    row: NeedRow
    before: int | None

    @property
    def id(self) -> str:
        return self.row.area_id

    @property
    def up(self) -> int | None:
        """By how many places it moved up; negative for down, None where there is no rank."""
        if self.before is None or self.row.rank is None:
            return None
        return self.before - self.row.rank


def check(indicators: Sequence[Indicator]) -> None:
    """See that a weighting can be used.

    Raises:
        Invalid: a name is missing or there twice, a weight is out of bounds, or all are nought.
    """
    check_names(indicators)
    problems = {
        one.code: f"“{one.label}”: give a weight from 0 to {MOST_WEIGHT}."
        for one in indicators
        if not 0 <= one.weight <= MOST_WEIGHT
    }
    if not problems and not any(one.weight for one in indicators):
        problems["weight"] = "Give at least one indicator a weight."
    if problems:
        raise Invalid(problems)


def check_names(indicators: Sequence[Indicator]) -> None:
    """See that every indicator can be told from the others, also in the columns of a list.

    Raises:
        Invalid: a name is missing, there twice, or means something else.
    """
    said: set[str] = set()
    for one in indicators:
        name = one.label.strip().casefold()
        if not one.code.strip() or not name:
            raise Invalid({"label": "Give the indicator a name."})
        if RESIDENTS in (name, one.code):
            raise Invalid({"label": "“Residents” is what rates are reckoned by, no indicator."})
        if said & {name, one.code}:
            raise Invalid({"label": f"“{one.label}” is there twice."})
        said |= {name, one.code}


def code_for(label: str, known: Sequence[Indicator]) -> str:
    """The code of a new indicator: that of a former one of the same name, whose figures it has."""
    name = label.strip().casefold()
    if former := next((one for one in known if one.label.strip().casefold() == name), None):
        return former.code
    code = re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "indicator"
    taken = {one.code for one in known} | {RESIDENTS}
    while code in taken:
        code = f"{code}-2"
    return code


def formula(indicators: Sequence[Indicator], area: str = "parish", areas: str = "parishes") -> str:
    """How the score comes about, in words."""
    counted = [one for one in indicators if one.weight]
    if not counted:
        return "No indicator has a weight, so there is no score."
    total = sum(one.weight for one in counted)
    parts = [
        f"{one.weight} × {one.label}{'' if one.is_more_need else ' (less is more need)'}"
        for one in counted
    ]
    return (
        f"Score = ({' + '.join(parts)}) ÷ {total}. For each indicator a {area} has "
        f"0 to 100 points: the share of the other {areas} that stand behind it. An indicator "
        f"without a figure for a {area} is left out of that {area}’s score; with less than half of "
        "what is known of others it has none."
    )


def points(values: Mapping[str, float], *, is_more_need: bool) -> dict[str, float]:
    """0 to 100 for each area: the share of the others with less need. Equals have the same."""
    ordered = sorted(values.values() if is_more_need else (-value for value in values.values()))
    others = max(1, len(ordered) - 1)
    sign = 1 if is_more_need else -1
    return {key: 100 * bisect_left(ordered, sign * value) / others for key, value in values.items()}


def scores(
    indicators: Sequence[Indicator],
    values: Mapping[str, Mapping[str, float]],
    area_ids: Collection[str],
) -> dict[str, tuple[float | None, tuple[NeedPart, ...]]]:
    """The score of each area with its parts.

    An area of which far less is known than of the others has none: by one figure alone a parish
    that began yesterday would stand above all.

    Args:
        values: the figures by indicator's code and area.
    """
    wanted = set(area_ids)
    known = {
        one.code: {key: value for key, value in values.get(one.code, {}).items() if key in wanted}
        for one in indicators
    }
    given = {one.code: points(known[one.code], is_more_need=one.is_more_need) for one in indicators}
    parts = {
        key: tuple(
            NeedPart(
                one.label, known[one.code].get(key), given[one.code].get(key), one.weight, one.unit
            )
            for one in indicators
        )
        for key in area_ids
    }
    weights = {key: _known_weight(own) for key, own in parts.items()}
    least = max(1, max(weights.values(), default=0) * _KNOWN_PERCENT / 100)
    return {
        key: (_score(own, weights[key]) if weights[key] >= least else None, own)
        for key, own in parts.items()
    }


def _known_weight(parts: Sequence[NeedPart]) -> int:
    return sum(part.weight for part in parts if part.points is not None)


def _score(parts: Sequence[NeedPart], weight: int) -> float:
    return sum((part.points or 0) * part.weight for part in parts) / weight
