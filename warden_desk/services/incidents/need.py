"""The need of the parishes on a day, by the weighting that held then."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain import need
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.incidents import Level, Month
from warden_desk.domain.need import Indicator, Measure, NeedRow
from warden_desk.paths import resource
from warden_desk.services import areas
from warden_desk.services.areas import on_day
from warden_desk.services.coverage_visits import last_visits
from warden_desk.services.coverage_work import open_taskings
from warden_desk.services.incidents import incident_figures, need_figures
from warden_desk.storage.tables import FundingAgreement, FundingArea, NeedIndicator

_YEAR = 12


def indicators(session: Session, on: date) -> list[Indicator]:
    """The weighting that holds on a day; the one the program comes with until somebody set one."""
    query = select(NeedIndicator).where(on_day(NeedIndicator, on)).order_by(NeedIndicator.position)
    rows = [
        Indicator(
            code=row.code,
            label=row.label,
            measure=Measure(row.measure),
            weight=row.weight,
            is_more_need=row.is_more_need,
            unit=row.unit,
        )
        for row in session.scalars(query)
    ]
    return rows or _usual()


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
    session: Session, on: date, weighting: Sequence[Indicator] | None = None
) -> list[NeedRow]:
    """Every parish and unparished area of a day, the greatest need first.

    Args:
        weighting: another one than that of the day, to see what it would do.
    """
    chosen = list(weighting) if weighting is not None else indicators(session, on)
    return ranked(chosen, values(session, chosen, on), areas.local_areas(session, on))


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


def values(
    session: Session, weighting: Sequence[Indicator], on: date
) -> dict[str, Mapping[str, float]]:
    """The figures of each indicator by area, as known on a day."""
    by_hand = [one.code for one in weighting if one.measure is Measure.BY_HAND]
    found: dict[str, Mapping[str, float]] = {**need_figures.figures(session, by_hand, on)}
    measures = {one.measure for one in weighting}
    police = _police(session, on) if measures & {Measure.ASB, Measure.CRIME} else {}
    for one in weighting:
        if one.measure in police:
            found[one.code] = police[one.measure]
        elif one.measure is not Measure.BY_HAND:
            found[one.code] = _own(session, one.measure, on)
    return found


def _police(session: Session, on: date) -> dict[Measure, Mapping[str, float]]:
    """A year's rates of the months on the desk by that day.

    By residents where they are known of every parish, else by land: the two cannot be ranked
    together.
    """
    known = [month for month in incident_figures.on_desk(session) if month <= Month.of(on)]
    months = [month for month in known if month > known[-1].plus(-_YEAR)]
    if not months:
        return {Measure.ASB: {}, Measure.CRIME: {}}
    rows = incident_figures.summary(session, months, Level.PARISH, of_one_unit=True).rows
    return {
        Measure.ASB: {row.area_id: row.asb_rate for row in rows if row.asb_rate is not None},
        Measure.CRIME: {
            row.area_id: row.rate - row.asb_rate
            for row in rows
            if row.rate is not None and row.asb_rate is not None
        },
    }


def _own(session: Session, measure: Measure, on: date) -> Mapping[str, float]:
    local = areas.local_areas(session, on)
    if measure is Measure.OPEN_TASKINGS:
        waiting = open_taskings(session, on)
        return {a.id: float(waiting[a.id].count) if a.id in waiting else 0.0 for a in local}
    if measure is Measure.DAYS_SINCE_VISIT:
        visited = last_visits(session, on)
        return {key: float((on - day).days) for key, day in visited.items()}
    bought = _bought(session, on)
    return {area.id: bought.get(area.id, 0.0) for area in local}


def _bought(session: Session, on: date) -> dict[str, float]:
    """Hours a week that each parish buys; several that buy together share them evenly."""
    query = (
        select(FundingArea.agreement_id, FundingArea.area_id, FundingAgreement.minutes_a_week)
        .join(FundingAgreement, FundingAgreement.id == FundingArea.agreement_id)
        .where(on_day(FundingAgreement, on))
    )
    rows = session.execute(query).all()
    parts = [agreement for agreement, _, _ in rows]
    found: dict[str, float] = {}
    for agreement, area_id, minutes in rows:
        found[area_id] = found.get(area_id, 0.0) + minutes / 60 / parts.count(agreement)
    return found


def _or_least(score: float | None) -> float:
    return -1 if score is None else score


def _usual() -> list[Indicator]:
    """The weighting the program comes with (`resources/need.toml`)."""
    rows = tomllib.loads(resource("need.toml").read_text("utf-8"))["indicators"]
    return [replace(Indicator(**row), measure=Measure(row.get("measure", ""))) for row in rows]
