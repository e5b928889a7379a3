"""Invented police figures of fourteen months, a hot-spot made of them, and how need is weighed."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS
from warden_desk.domain.changes import Act
from warden_desk.domain.degrees import from_place
from warden_desk.domain.hot_spots import HotSpotDraft
from warden_desk.domain.incidents import StreetFiles, StreetMonth, StreetRow
from warden_desk.domain.months import Month
from warden_desk.domain.need import NeedFigure
from warden_desk.domain.places import grid_reference
from warden_desk.services import areas
from warden_desk.services.hot_spots import hot_spots
from warden_desk.services.incidents import (
    incident_figures,
    incident_imports,
    need,
    need_figures,
)
from warden_desk.storage.tables import Area

_FORCE = "Practice Police"
_MONTHS, _LAG = 14, 2
"""The police publish a month about two months later."""
_PLACES = 45
_KINDS = {
    "Anti-social behaviour": 9,
    "Violence and sexual offences": 8,
    "Criminal damage and arson": 4,
    "Shoplifting": 3,
    "Burglary": 2,
    "Vehicle crime": 2,
    "Public order": 2,
}
_ELDERLY = "elderly"
_WEIGHTS = {"asb": 25, _ELDERLY: 25, "crime": 10}
_STREETS = ("High Street", "Parking Area", "Supermarket", "The Green", "Station Road", "Park")


def add(session: Session, dice: random.Random, today: date) -> None:
    """Figures up to two months ago; the busiest point has a hot-spot."""
    act = Act("Practice user", datetime.combine(today, time(9), UTC))
    places = _places(session, dice)
    first = Month.of(today).plus(-_LAG - _MONTHS + 1)
    months = [
        StreetMonth(month, _FORCE, f"{month}-practice-street.csv", _rows(dice, places))
        for month in first.until(first.plus(_MONTHS - 1))
    ]
    plan = incident_imports.plan(session, StreetFiles(tuple(months)))
    incident_imports.take_in(session, plan, act=act)
    _hot_spot(session, today, act)
    _need(session, dice, today, act)


def _need(session: Session, dice: random.Random, today: date, act: Act) -> None:
    """Older people by parish, and a weighting of this year after the one the program comes with."""
    entered = [
        NeedFigure(
            indicator=_ELDERLY,
            area_id=area.id,
            on_date=_first_day(today),
            value=round(dice.gauss(22, 5), 1),
            source="Invented census",
        )
        for area in areas.local_areas(session, today)
    ]
    need_figures.enter(session, entered, act=act)
    wanted = [
        replace(one, weight=_WEIGHTS.get(one.code, one.weight))
        for one in need.indicators(session, today)
    ]
    need.set_indicators(session, wanted, _first_day(today), act=act)


def _first_day(today: date) -> date:
    """Of the financial year, in which weightings are set."""
    return date(today.year - (today < date(today.year, 4, 1)), 4, 1)


def _places(session: Session, dice: random.Random) -> list[tuple[str, float, float]]:
    query = (
        select(Area.centre_easting, Area.centre_northing)
        .where(Area.kind.in_(LOCAL_KINDS), Area.centre_easting.is_not(None))
        .order_by(Area.gss_code)
    )
    centres = [(east or 0, north or 0) for east, north in session.execute(query)]
    found: list[tuple[str, float, float]] = []
    for east, north in dice.sample(centres, _PLACES):
        lat, lon = from_place(east + dice.randint(-200, 200), north + dice.randint(-200, 200))
        found.append((f"On or near {dice.choice(_STREETS)}", round(lon, 6), round(lat, 6)))
    return found


def _rows(dice: random.Random, places: list[tuple[str, float, float]]) -> list[StreetRow]:
    kinds, weights = list(_KINDS), list(_KINDS.values())
    rows: list[StreetRow] = []
    for number, (location, lon, lat) in enumerate(places):
        most = 14 if number < 4 else 4
        chosen = dice.choices(kinds, weights, k=dice.randint(most // 3, most))
        rows += [StreetRow(kind, location, lon, lat) for kind in chosen]
    rows += [StreetRow("Burglary", "No Location", None, None)] * dice.randint(2, 6)
    return rows


def _hot_spot(session: Session, today: date, act: Act) -> None:
    months = incident_figures.lately(session)
    worst = next(iter(incident_figures.repeat_locations(session, months)), None)
    if worst is None:
        return
    draft = HotSpotDraft(
        name=f"{worst.location}, {worst.area}",
        area_id=worst.area_id,
        grid=grid_reference(worst.easting, worst.northing, 10),
        before_from=months[0],
        before_to=months[-4],
        acts_from=months[-3].first,
        wanted="Be seen after school and in the evening; speak with the shops.",
    )
    hot_spots.record(session, draft, act=act)
