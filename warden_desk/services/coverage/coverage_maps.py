"""The coverage of a day as a map to hand out."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.coverage import CoverageMap
from warden_desk.domain.dates import plain_date, uk_date
from warden_desk.domain.sheets import Imprint
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage.coverage import coverage
from warden_desk.storage.tables import Area


def coverage_map(
    session: Session,
    on: date,
    *,
    act: Act,
    district_ids: Sequence[str] | None = None,
    scope: str = "",
    is_practice: bool = False,
) -> CoverageMap:
    """The map of some districts, or of all of them.

    Args:
        scope: what the map calls the part it shows; the county's name if empty.
    """
    caption, sources = lines_of(session, on)
    return CoverageMap(
        on=on,
        scope=scope or _county(session, on),
        rows=tuple(coverage(session, on, district_ids)),
        caption=caption,
        sources=sources,
        imprint=_imprint(session, on, act, is_practice=is_practice),
    )


def lines_of(session: Session, on: date) -> tuple[str, tuple[str, ...]]:
    """What the outlines of a day are, in words for the map's corner, and whose they are."""
    # Before the first day of any set the indicative areas are drawn all the same.
    found = boundaries.set_on(session, on) or next(
        (row for row in boundaries.sets(session) if row.is_indicative), None
    )
    if found is None:
        return "", ()
    caption = found.name
    if found.is_indicative:
        caption = f"{caption}: drawn from postcodes, not the legal boundaries"
    return caption, tuple(filter(None, (_sentence(found.source), _sentence(found.licence))))


def _sentence(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text


def _county(session: Session, on: date) -> str:
    query = select(Area.name).where(Area.kind == AreaKind.COUNTY, on_day(Area, on))
    return session.scalars(query).first() or "all parishes"


def _imprint(session: Session, on: date, act: Act, *, is_practice: bool) -> Imprint:
    settings = desk_settings.load(session)
    printed = act.at.astimezone(ZoneInfo(settings.zone))
    return Imprint(
        service=settings.service_name,
        marking=settings.default_marking,
        sensitive_marking=settings.sensitive_marking,
        version=f"Coverage on {uk_date(on)}",
        printed_by=act.by,
        printed_at=f"{plain_date(printed.date())}, {printed:%H:%M}",
        is_practice=is_practice,
    )
