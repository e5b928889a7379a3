"""Parishes near a parish, for what is done to several at once."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS
from warden_desk.domain.errors import UserError
from warden_desk.formats.neighbours import neighbours
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.storage.tables import Area

METRES = 1000


def beside(session: Session, codes: list[str], on: date) -> list[str]:
    """The GSS codes of these areas and of all that border on one of them, as drawn on a day."""
    borders = neighbours(boundaries.outlines_on(session, on).topology())
    found = dict.fromkeys(codes)
    for code in codes:
        found |= dict.fromkeys(sorted(borders.get(code, ())))
    return list(found)


def within(session: Session, code: str, kilometres: float, on: date) -> list[str]:
    """The GSS codes of areas whose middle lies no farther from the middle of this one.

    Raises:
        UserError: it is not known where that is.
    """
    query = select(Area.gss_code, Area.centre_easting, Area.centre_northing).where(
        Area.kind.in_(LOCAL_KINDS), on_day(Area, on)
    )
    middles = {
        found: complex(easting, northing)
        for found, easting, northing in session.execute(query)
        if easting is not None and northing is not None
    }
    if code not in middles:
        raise UserError("It is not known where the middle of this parish is.")
    here, far = middles[code], kilometres * METRES
    return sorted(each for each, middle in middles.items() if abs(middle - here) <= far)
