"""Figures of areas that somebody enters: residents, the share of the elderly, a score of others."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.need import RESIDENTS, NeedFigure
from warden_desk.storage.tables import NeedScore


def residents(session: Session, on: date) -> dict[str, float]:
    """How many people live in each area: the latest count of that day, else the next one after.

    A census is younger than the first police figures, and people do not move that fast.
    """
    query = (
        select(NeedScore.area_id, NeedScore.on_date, NeedScore.value)
        .where(NeedScore.indicator == RESIDENTS, NeedScore.value > 0)
        .order_by(NeedScore.on_date, NeedScore.id)
    )
    found: dict[str, float] = {}
    for area_id, day, value in session.execute(query):
        if day <= on or area_id not in found:
            found[area_id] = value
    return found


def figures(session: Session, indicators: Collection[str], on: date) -> dict[str, dict[str, float]]:
    """The latest figure of each area for each indicator, as known on a day.

    A figure counts from its date; one that is dated later than any day asked for is not known yet.
    """
    query = (
        select(NeedScore.indicator, NeedScore.area_id, NeedScore.value)
        .where(NeedScore.indicator.in_(indicators), NeedScore.on_date <= on)
        .order_by(NeedScore.on_date, NeedScore.id)
    )
    found: dict[str, dict[str, float]] = {}
    for indicator, area_id, value in session.execute(query):
        found.setdefault(indicator, {})[area_id] = value
    return found


def enter(session: Session, entered: Collection[NeedFigure], *, act: Act) -> int:
    """Keep figures; one of the same indicator, area and day is replaced. How many were kept."""
    for one in entered:
        one.check()
        session.execute(
            delete(NeedScore).where(
                NeedScore.indicator == one.indicator,
                NeedScore.area_id == one.area_id,
                NeedScore.on_date == one.on_date,
            )
        )
        session.add(
            NeedScore(
                indicator=one.indicator,
                area_id=one.area_id,
                on_date=one.on_date,
                value=one.value,
                source=one.source.strip(),
                entered_by=act.by,
                entered_at=act.at,
            )
        )
    return len(entered)
