"""How much each area's need counts in what is owed to it, on any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.months import Month
from warden_desk.domain.need import RESIDENTS, Indicator, Measure, Weighting
from warden_desk.services.coverage.coverage_ground import Ground
from warden_desk.services.incidents import incident_figures, need
from warden_desk.storage.tables import NeedScore

_LEAST, _MOST = 0.25, 4.0
"""How much less or more than the middle an area's need may count."""

_OWN = (Measure.DAYS_SINCE_VISIT, Measure.OPEN_TASKINGS)

Weights = Mapping[str, float]


def weights(session: Session, grounds: Sequence[Ground]) -> list[Weights]:
    """The need of every area against the middle one, as it was on each day.

    What follows from the service's own work is left out of the score: the days since a visit, of
    which a debt itself is made, and the taskings that wait. Nothing of an area without a score.
    """
    known = _Known.read(session)
    found: dict[_State, Weights] = {}
    # Figures come once a month at most, censuses every ten years: most days are alike.
    states = [known.state(ground) for ground in grounds]
    for ground, state in zip(grounds, states, strict=True):
        if state not in found:
            found[state] = _weighed(session, ground, state) if state.has_figures else {}
    return [found[state] for state in states]


@dataclass(frozen=True, slots=True)
class _State:
    """All that the scores of a day follow from; days that are alike in it have the same."""

    weighting: tuple[Indicator, ...]
    by_hand: tuple[tuple[str, date], ...]
    months: tuple[Month, ...]
    areas: tuple[str, ...]
    on: date | None
    """The day itself, where hours bought count: they change with every agreement."""

    @property
    def has_figures(self) -> bool:
        """Whether anything is known to weigh."""
        return bool(self.by_hand or self.months or self.on)


@dataclass(frozen=True, slots=True)
class _Known:
    """Every weighting there was, and the days from which figures are known."""

    weightings: Sequence[Weighting]
    by_hand: Sequence[tuple[str, date]]
    months: Sequence[Month]

    @classmethod
    def read(cls, session: Session) -> Self:
        query = select(NeedScore.indicator, NeedScore.on_date).distinct()
        rows = sorted((code, day) for code, day in session.execute(query))
        return cls(need.weightings(session), rows, incident_figures.on_desk(session))

    def state(self, ground: Ground) -> _State:
        """What counts on a day."""
        weighting = tuple(
            one for one in self._held(ground.on) if one.weight and one.measure not in _OWN
        )
        codes = {one.code for one in weighting if one.measure is Measure.BY_HAND} | {RESIDENTS}
        is_of_the_day = any(one.measure is Measure.HOURS_BOUGHT for one in weighting)
        month = Month.of(ground.on)
        return _State(
            weighting=weighting,
            by_hand=tuple(
                (code, day) for code, day in self.by_hand if code in codes and day <= ground.on
            ),
            months=tuple(each for each in self.months if each <= month),
            areas=tuple(one.area.id for one in ground.areas),
            on=ground.on if is_of_the_day else None,
        )

    def _held(self, on: date) -> Sequence[Indicator]:
        """The weighting of a day; the one the program comes with, which is the last, if none is."""
        held = next((one for one in self.weightings if one.holds(on)), self.weightings[-1])
        return held.indicators


def _weighed(session: Session, ground: Ground, state: _State) -> Weights:
    rows = need.scores(session, ground.on, state.weighting)
    scores = {row.area_id: row.score for row in rows if row.score is not None}
    middle = median(scores.values()) if scores else 0
    if not middle:
        return {}
    return {key: min(_MOST, max(_LEAST, score / middle)) for key, score in scores.items()}
