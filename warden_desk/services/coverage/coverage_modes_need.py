"""Maps of need: the score of every area, and what the police recorded there."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from warden_desk.domain.coverage_modes import (
    FIFTHS,
    NONE_RECORDED,
    UNKNOWN,
    Asked,
    MapClass,
    ModeRow,
    ModeView,
    fifth_of,
)
from warden_desk.domain.incidents import AreaIncidents
from warden_desk.domain.months import Month, span
from warden_desk.domain.need import NeedRow
from warden_desk.services.coverage.coverage_ground import Ground, Standing
from warden_desk.services.incidents import incident_figures
from warden_desk.services.incidents import need as need_scores

_DAYS_A_MONTH = 30
_NEED_NOTE = "Fifths of all parishes by their score. The page of need says how it is weighed."
_NO_FIGURES = "No police figures are on the desk up to this day. Import a month first."


def need(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """The score by the weighting of the day."""
    found: list[ModeView] = []
    for ground in grounds:
        scored = {row.area_id: row for row in need_scores.scores(session, ground.on)}
        count = sum(row.rank is not None for row in scored.values())
        rows = tuple(_scored(one, scored.get(one.area.id), count) for one in ground.areas)
        found.append(_view(asked, ground, rows, _NEED_NOTE))
    return found


def incidents(session: Session, asked: Asked, grounds: Sequence[Ground]) -> list[ModeView]:
    """Recorded incidents of the latest months there are figures of, up to the day."""
    return [_recorded(session, asked, ground) for ground in grounds]


def _scored(one: Standing, row: NeedRow | None, count: int) -> ModeRow:
    if row is None or row.score is None or row.rank is None:
        return one.row(UNKNOWN.key, UNKNOWN.label, -1)
    words = f"{row.score:.0f} points, rank {row.rank} of {count}"
    return one.row(fifth_of(row.rank, count), words, row.score)


def _recorded(session: Session, asked: Asked, ground: Ground) -> ModeView:
    months = _months(session, asked, ground)
    if not months:
        rows = tuple(one.row(UNKNOWN.key, UNKNOWN.label, -1) for one in ground.areas)
        return _view(asked, ground, rows, _NO_FIGURES)
    summary = incident_figures.summary(session, months)
    recorded = {row.area_id: row for row in summary.rows}
    order = sorted((row for row in summary.rows if row.count), key=_rate, reverse=True)
    ranks: dict[str, int] = {}
    above = [_rate(row) for row in order]
    for row in order:
        ranks[row.area_id] = above.index(_rate(row)) + 1
    rows = tuple(
        _counted(one, recorded.get(one.area.id), ranks, len(order)) for one in ground.areas
    )
    note = f"Police figures of {span(months[0], months[-1])}, in fifths by rate."
    return _view(
        asked, ground, rows, f"{note} Small numbers go up and down by chance.", NONE_RECORDED
    )


def _months(session: Session, asked: Asked, ground: Ground) -> tuple[Month, ...]:
    known = [m for m in incident_figures.on_desk(session) if m <= Month.of(ground.on)]
    count = max(1, round(asked.days_back / _DAYS_A_MONTH))
    return tuple(month for month in known if month > known[-1].plus(-count))


def _rate(row: AreaIncidents) -> float:
    return float(row.count) if row.rate is None else row.rate


def _counted(
    one: Standing, row: AreaIncidents | None, ranks: Mapping[str, int], count: int
) -> ModeRow:
    if row is None:
        return one.row(UNKNOWN.key, UNKNOWN.label, -1)
    if not row.count:
        return one.row(NONE_RECORDED.key, NONE_RECORDED.label, 0)
    parts = [f"{row.count} recorded"]
    if row.rate is not None:
        parts.append(f"{row.rate:.1f} {row.rate_unit}")
    if row.trend and not row.is_small:
        parts.append(row.trend)
    return one.row(fifth_of(ranks[row.area_id], count), ", ".join(parts), _rate(row))


def _view(
    asked: Asked, ground: Ground, rows: tuple[ModeRow, ...], note: str, *further: MapClass
) -> ModeView:
    return asked.view(
        ground.on,
        (*FIFTHS, *further, UNKNOWN),
        rows,
        note=note,
    )
