"""Who covers which area on a day, and how well."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.coverage import CoverageRow
from warden_desk.services.coverage.coverage_ground import Standing, grounds


def coverage(
    session: Session, on: date, district_ids: Sequence[str] | None = None
) -> list[CoverageRow]:
    """Every parish and unparished area of that day, by district and name; or those of districts."""
    [ground] = grounds(session, [on], district_ids)
    return [_row(standing) for standing in ground.areas]


def _row(standing: Standing) -> CoverageRow:
    area, first = standing.area, standing.first
    return CoverageRow(
        area_id=area.id,
        gss_code=area.gss_code,
        name=area.name,
        district_id=area.district_id,
        district=area.district,
        is_unparished=area.is_unparished,
        state=standing.state,
        primary=first.name if first else "",
        last_visit=standing.last_visit,
        target_days=standing.target_days,
        others=tuple(one.name for one in standing.people if one is not first),
    )
