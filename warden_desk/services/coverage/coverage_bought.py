"""Hours that agreements buy, and what was given under them, for any number of periods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.services.coverage_work import Period, Spent, spent_in
from warden_desk.storage.tables import FundingAgreement, FundingArea


@dataclass(frozen=True, slots=True)
class Bought:
    """An agreement's minutes in a period, and what all its areas got together."""

    payer: str
    minutes: int
    given: int


def bought(session: Session, periods: Sequence[Period]) -> list[dict[str, Bought]]:
    """For each period, the agreement of each area that has one, with what was given under it."""
    deals = [_deals(session, period) for period in periods]
    parts = [deal.period for of_period in deals for deal in of_period]
    given = dict(zip(parts, spent_in(session, parts), strict=True))
    return [
        {area: deal.bought(given[deal.period]) for deal in of_period for area in deal.areas}
        for of_period in deals
    ]


@dataclass(frozen=True, slots=True)
class _Deal:
    payer: str
    minutes_a_week: int
    areas: tuple[str, ...]
    period: Period
    """The days of the period on which the agreement held."""

    def bought(self, given: Mapping[str, Spent]) -> Bought:
        since, until = self.period
        return Bought(
            payer=self.payer,
            minutes=self.minutes_a_week * ((until - since).days + 1) // 7,
            given=sum(given[area].done for area in self.areas if area in given),
        )


def _deals(session: Session, period: Period) -> list[_Deal]:
    first, last = period
    query = (
        select(FundingAgreement, FundingArea.area_id)
        .join(FundingArea, FundingArea.agreement_id == FundingAgreement.id)
        .where(
            FundingAgreement.valid_from <= last,
            or_(FundingAgreement.valid_to.is_(None), FundingAgreement.valid_to > first),
        )
        .order_by(FundingAgreement.valid_from, FundingAgreement.id)
    )
    found: dict[str, tuple[FundingAgreement, list[str]]] = {}
    for agreement, area_id in session.execute(query):
        found.setdefault(agreement.id, (agreement, []))[1].append(area_id)
    return [
        _Deal(
            payer=one.payer,
            minutes_a_week=one.minutes_a_week,
            areas=tuple(inside),
            period=(
                max(first, one.valid_from),
                min(last, one.valid_to - timedelta(days=1)) if one.valid_to else last,
            ),
        )
        for one, inside in found.values()
    ]
