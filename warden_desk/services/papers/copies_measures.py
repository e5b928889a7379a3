"""Control measures as a copy tells them: what to do, never why.

A marker that nobody has approved, or that is past its review, is not silently left out: it says to
ask first.
"""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.services import successions
from warden_desk.storage.tables import RiskMarker

UNDER_REVIEW = "marker under review, call the team leader first"


def of_areas(session: Session, areas: Mapping[str, str], on: date) -> tuple[str, ...]:
    """What to mind in these areas (names by key), by name.

    Of a single address no more is said than that there is one: the address stays at the desk.
    """
    before = successions.former(session)
    now: dict[str, list[str]] = {}
    for key in areas:
        for each in (key, *before.get(key, ())):
            now.setdefault(each, []).append(key)
    query = select(RiskMarker).where(
        RiskMarker.ended_at.is_(None), RiskMarker.area_id.in_(now), RiskMarker.reference == ""
    )
    found = [
        f"{areas[key]}{_where(marker)}: {_control(marker, on)}"
        for marker in session.scalars(query)
        for key in now[marker.area_id or ""]
    ]
    return tuple(sorted(dict.fromkeys(found)))


def of_references(
    session: Session, references: Collection[str], on: date
) -> dict[str, tuple[str, ...]]:
    """What to mind with cases and subjects, by their references in small letters."""
    wanted = {reference.casefold() for reference in references if reference}
    if not wanted:
        return {}
    query = select(RiskMarker).where(RiskMarker.ended_at.is_(None), RiskMarker.reference != "")
    found: dict[str, tuple[str, ...]] = {}
    for marker in session.scalars(query):
        key = marker.reference.casefold()
        if key in wanted:
            said = f"Control measure: {_control(marker, on)}"
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), said)))
    return found


def _where(marker: RiskMarker) -> str:
    return ", at one address there (ask which)" if marker.place else ""


def _control(marker: RiskMarker, on: date) -> str:
    is_live = marker.approved_at is not None and on <= marker.review_on
    return marker.control if is_live else UNDER_REVIEW
