"""What parishes bought for a month, and what they get of it."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import month_end
from warden_desk.domain.funding import FundingMonth
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import funding
from warden_desk.services.week import week_plans
from warden_desk.storage.tables import FundingArea

_WORKED = (ShiftStatus.WORKED, ShiftStatus.CHANGED)


def rows(session: Session, today: date) -> list[FundingMonth]:
    """The agreements that hold in the month of a day, by payer, with what they come to."""
    first, last = today.replace(day=1), month_end(today.year, today.month)
    held = [
        row
        for row in funding.rows(session)
        if row.valid_from <= last and (row.valid_to is None or row.valid_to > first)
    ]
    areas: dict[str, set[str]] = {row.id: set() for row in held}
    query = select(FundingArea.agreement_id, FundingArea.area_id)
    for agreement_id, area_id in session.execute(query.where(FundingArea.agreement_id.in_(areas))):
        areas[agreement_id].add(area_id)
    every = {key for keys in areas.values() for key in keys}
    planned = week_plans.given(session, every, first, last)
    done = week_plans.given(session, every, first, last, statuses=_WORKED)
    found: list[FundingMonth] = []
    for row in held:
        since = max(first, row.valid_from)
        until = last if row.valid_to is None else min(last, row.valid_to - timedelta(days=1))
        found.append(
            FundingMonth(
                agreement=row,
                bought=row.minutes_a_week * ((until - since).days + 1) // 7,
                planned=_sum(planned, areas[row.id], since, until),
                done=_sum(done, areas[row.id], since, until),
            )
        )
    return found


def _sum(minutes: dict[tuple[str, date], int], areas: set[str], first: date, last: date) -> int:
    return sum(
        given for (area, day), given in minutes.items() if area in areas and first <= day <= last
    )
