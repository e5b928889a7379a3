"""The need of areas on a day, by the weighting that held then."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain import need
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Measure, NeedRow, Weighting
from warden_desk.paths import resource
from warden_desk.services.areas import on_day
from warden_desk.services.incidents import need_measures
from warden_desk.storage.tables import NeedIndicator


def indicators(session: Session, on: date) -> list[Indicator]:
    """The weighting that holds on a day; the one the program comes with until somebody set one."""
    query = select(NeedIndicator).where(on_day(NeedIndicator, on)).order_by(NeedIndicator.position)
    return [_indicator(row) for row in session.scalars(query)] or _usual()


def weightings(session: Session) -> list[Weighting]:
    """Every weighting there was, is and will be, the latest first."""
    query = select(NeedIndicator).order_by(NeedIndicator.valid_from, NeedIndicator.position)
    by_day: dict[date, list[NeedIndicator]] = {}
    for row in session.scalars(query):
        by_day.setdefault(row.valid_from, []).append(row)
    found = [Weighting(tuple(_usual()), None, next(iter(by_day), None))]
    for since, rows in by_day.items():
        found.append(Weighting(tuple(map(_indicator, rows)), since, rows[0].valid_to))
    return found[::-1]


def set_indicators(session: Session, wanted: Sequence[Indicator], since: date, *, act: Act) -> None:
    """Weigh need so from a day on; what held before stays true for the days before.

    Raises:
        Invalid: the weighting cannot be used.
    """
    del act  # the journal says who
    need.check(wanted)
    for row in session.scalars(
        select(NeedIndicator).where(
            NeedIndicator.valid_to.is_(None) | (NeedIndicator.valid_to > since)
        )
    ):
        if row.valid_from >= since:
            session.delete(row)
        else:
            row.valid_to = since
    session.flush()
    session.add_all(
        NeedIndicator(
            code=one.code,
            label=one.label.strip(),
            measure=one.measure,
            weight=one.weight,
            is_more_need=one.is_more_need,
            unit=one.unit,
            position=position,
            valid_from=since,
        )
        for position, one in enumerate(wanted)
    )
    session.flush()


def scores(
    session: Session,
    on: date,
    weighting: Sequence[Indicator] | None = None,
    level: Level = Level.PARISH,
) -> list[NeedRow]:
    """Every parish and unparished area of a day, or every ward, the greatest need first.

    Args:
        weighting: another one than that of the day, to see what it would do.
    """
    chosen = list(weighting) if weighting is not None else indicators(session, on)
    local = need_measures.weighed(session, on, level)
    figures = need_measures.read(session, on, local, chosen, level)
    return ranked(figures.worded(chosen), figures.of(chosen), local)


def ranked(
    weighting: Sequence[Indicator],
    found: Mapping[str, Mapping[str, float]],
    local: Sequence[AreaRow],
) -> list[NeedRow]:
    """As `scores`, of figures that were read before: a preview while somebody types a weight."""
    scored = need.scores(weighting, found, [area.id for area in local])
    order = sorted(local, key=lambda area: -_or_least(scored[area.id][0]))
    above = [scored[area.id][0] for area in order]
    return [
        NeedRow(
            area_id=area.id,
            gss_code=area.gss_code,
            name=area.name,
            district=area.district,
            score=(score := scored[area.id][0]),
            rank=None if score is None else above.index(score) + 1,
            parts=scored[area.id][1],
        )
        for area in order
    ]


def _indicator(row: NeedIndicator) -> Indicator:
    return Indicator(
        code=row.code,
        label=row.label,
        measure=Measure(row.measure),
        weight=row.weight,
        is_more_need=row.is_more_need,
        unit=row.unit,
    )


def _or_least(score: float | None) -> float:
    return -1 if score is None else score


def _usual() -> list[Indicator]:
    """The weighting the program comes with (`resources/need.toml`)."""
    rows = tomllib.loads(resource("need.toml").read_text("utf-8"))["indicators"]
    return [replace(Indicator(**row), measure=Measure(row.get("measure", ""))) for row in rows]
