"""How much each area's need counts in what is owed to it, on any day."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from sqlalchemy.orm import Session

from warden_desk.domain.months import Month
from warden_desk.domain.need import Indicator, Measure
from warden_desk.services.coverage.coverage_ground import Ground
from warden_desk.services.incidents import incident_figures, need, need_figures

_LEAST, _MOST = 0.25, 4.0
"""How much less or more than the middle an area's need may count."""

_OWN = (Measure.DAYS_SINCE_VISIT, Measure.OPEN_TASKINGS)

Weights = Mapping[str, float]


def weights(session: Session, grounds: Sequence[Ground]) -> list[Weights]:
    """The need of every area against the middle one, as it was on each day.

    What follows from the service's own work is left out of the score: the days since a visit, of
    which a debt itself is made, and the taskings that wait. Nothing of an area without a score.
    """
    months = incident_figures.on_desk(session)
    found: list[Weights] = []
    before: Any = None
    for ground in grounds:
        weighting = _weighting(session, ground)
        state = _state(session, ground, weighting, months)
        # Figures come once a month at most, censuses every ten years: most days are alike.
        same = found[-1] if found and state == before else None
        found.append(_weighed(session, ground, weighting) if same is None else same)
        before = state
    return found


def _weighting(session: Session, ground: Ground) -> list[Indicator]:
    return [
        one for one in need.indicators(session, ground.on) if one.weight and one.measure not in _OWN
    ]


def _state(
    session: Session, ground: Ground, weighting: Sequence[Indicator], months: Sequence[Month]
) -> tuple[object, ...]:
    """All that the scores of a day follow from; days that are alike in it have the same."""
    by_hand = [one.code for one in weighting if one.measure is Measure.BY_HAND]
    is_of_the_day = any(one.measure is Measure.HOURS_BOUGHT for one in weighting)
    return (
        weighting,
        need_figures.figures(session, by_hand, ground.on) if by_hand else {},
        [month for month in months if month <= Month.of(ground.on)],
        [one.area.id for one in ground.areas],
        ground.on if is_of_the_day else None,
    )


def _weighed(session: Session, ground: Ground, weighting: Sequence[Indicator]) -> Weights:
    rows = need.scores(session, ground.on, weighting)
    scores = {row.area_id: row.score for row in rows if row.score is not None}
    middle = median(scores.values()) if scores else 0
    if not middle:
        return {}
    return {key: min(_MOST, max(_LEAST, score / middle)) for key, score in scores.items()}
