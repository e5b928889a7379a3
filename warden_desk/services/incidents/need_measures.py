"""The figures that need is reckoned from: what the desk knows by itself, and what was entered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind, AreaRow
from warden_desk.domain.incidents import Level
from warden_desk.domain.months import Month
from warden_desk.domain.need import Indicator, Measure
from warden_desk.services import areas
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries_plan
from warden_desk.services.coverage_visits import last_visits
from warden_desk.services.coverage_work import open_taskings
from warden_desk.services.incidents import incident_figures, need_figures
from warden_desk.storage.tables import FundingAgreement, FundingArea

_YEAR = 12
_POLICE = (Measure.ASB, Measure.CRIME)
_Own = dict[Measure, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of areas on a day.

    Attributes:
        own: what the desk reckons, by measure and area.
        entered: what somebody entered, by the indicator's code and area.
        rate_unit: what the rates of police figures are reckoned by.
    """

    own: Mapping[Measure, Mapping[str, float]]
    entered: Mapping[str, Mapping[str, float]]
    rate_unit: str = ""

    def of(self, weighting: Sequence[Indicator]) -> dict[str, Mapping[str, float]]:
        """The figures of each indicator by area."""
        return {
            one.code: self.entered.get(one.code, {})
            if one.measure is Measure.BY_HAND
            else self.own.get(one.measure, {})
            for one in weighting
        }

    def worded(self, weighting: Sequence[Indicator]) -> list[Indicator]:
        """The indicators with their units: what rates are reckoned by is known only here."""
        return [
            replace(one, unit=self.rate_unit) if one.measure in _POLICE and not one.unit else one
            for one in weighting
        ]


def weighed(session: Session, on: date, level: Level = Level.PARISH) -> list[AreaRow]:
    """The areas of a day that are ranked: parishes with the unparished ones, or wards."""
    if level is Level.WARD:
        return boundaries_plan.of_kind(session, AreaKind.WARD, on)
    return areas.local_areas(session, on)


def read(
    session: Session,
    on: date,
    local: Sequence[AreaRow],
    indicators: Collection[Indicator],
    level: Level = Level.PARISH,
) -> Figures:
    """What these indicators need, as known on a day.

    The service's own work is kept by parish: of wards only the figures of the police, and those
    that were entered, are known.
    """
    codes = {one.code for one in indicators if one.measure is Measure.BY_HAND}
    entered = need_figures.figures(session, codes, on)
    measures = {one.measure for one in indicators} - {Measure.BY_HAND}
    own: _Own = {}
    unit = ""
    if measures & {*_POLICE}:
        own, unit = _police(session, on, level)
    if level is Level.PARISH:
        own |= {one: _own(session, one, on, local) for one in measures - {*_POLICE}}
    return Figures(own, entered, unit)


def _police(session: Session, on: date, level: Level) -> tuple[_Own, str]:
    """A year's rates of the months on the desk by that day, and what they are reckoned by.

    By residents where they are known of every area, else by land: the two cannot be ranked
    together.
    """
    known = [month for month in incident_figures.on_desk(session) if month <= Month.of(on)]
    months = [month for month in known if month > known[-1].plus(-_YEAR)]
    if not months:
        return {}, ""
    rows = incident_figures.summary(session, months, level, of_one_unit=True).rows
    found: _Own = {
        Measure.ASB: {row.area_id: row.asb_rate for row in rows if row.asb_rate is not None},
        Measure.CRIME: {
            row.area_id: row.rate - row.asb_rate
            for row in rows
            if row.rate is not None and row.asb_rate is not None
        },
    }
    return found, next((row.rate_unit for row in rows if row.rate_unit), "")


def _own(
    session: Session, measure: Measure, on: date, local: Sequence[AreaRow]
) -> Mapping[str, float]:
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
