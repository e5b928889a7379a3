"""Why an area needs somebody: its score with its parts, and what the police recorded there."""

from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.coverage import AreaNeed
from warden_desk.domain.months import Month
from warden_desk.services.incidents import incident_figures, need

_YEAR = 12


def area_need(session: Session, area_id: str, on: date) -> AreaNeed:
    """As known on a day; incidents of the latest year of figures up to then."""
    rows = need.scores(session, on)
    known = [month for month in incident_figures.on_desk(session) if month <= Month.of(on)]
    months = [month for month in known if month > known[-1].plus(-_YEAR)]
    found = incident_figures.summary(session, months) if months else None
    return AreaNeed(
        need=next((row for row in rows if row.area_id == area_id), None),
        ranked=sum(row.rank is not None for row in rows),
        incidents=next((row for row in found.rows if row.area_id == area_id), None)
        if found
        else None,
        months=found.title if found else "",
        compared_with=found.compared_with if found else "",
    )
