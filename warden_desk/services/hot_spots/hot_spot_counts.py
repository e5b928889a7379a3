"""How many incidents there were at a hot-spot, month by month."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import uk_date
from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import Level
from warden_desk.domain.months import Month
from warden_desk.formats.incident_points import of_kinds, within
from warden_desk.services import areas, successions
from warden_desk.services.boundaries import boundaries
from warden_desk.services.incidents import incidents
from warden_desk.services.incidents.incident_outlines import Grounds
from warden_desk.storage.tables import IncidentCount, IncidentMonth

Counts = dict[Month, int]


def counts(
    session: Session, spot: HotSpotRow, here: Sequence[str], months: Sequence[Month], on: date
) -> tuple[Counts, str]:
    """The incidents of each of these months, and for what land where that is not plain.

    Of a parish that was a part of another before, those months are counted by where the incidents
    were: inside its outline of today. While it has none, the whole parish counts before and after,
    as they could not be compared otherwise.

    Args:
        here: what the hot-spot's parish is on the day.
    """
    found = dict.fromkeys(months, 0)
    if not spot.is_whole_parish:
        return found | _around_a_point(session, spot, months), ""
    together, name = _together(session, here, on)
    land = successions.ground(session, together, on)
    since = land.since or date.min
    inside = [month for month in months if month.first < since]
    found |= _in_outline(session, spot.kinds, here, inside, on)
    after = [month for month in months if month.first >= since]
    found |= in_areas(session, land.area_ids, spot.kinds, after)
    if name:
        return found, f"All of {name} as it was: its parts have no outlines of their own yet."
    if inside:
        return found, f"What lies in its outline of today, also before {uk_date(since)}."
    return found, ""


def in_areas(
    session: Session, area_ids: Collection[str], kinds: Collection[str], months: Sequence[Month]
) -> Counts:
    """Incidents of some kinds, or of all, that were counted for these areas."""
    query = (
        select(IncidentMonth.month, func.sum(IncidentCount.count))
        .join(IncidentCount, IncidentCount.month_id == IncidentMonth.id)
        .where(
            IncidentMonth.month.in_([month.first for month in months]),
            IncidentCount.area_id.in_(area_ids),
        )
        .group_by(IncidentMonth.month)
    )
    if kinds:
        query = query.where(IncidentCount.kind.in_(kinds))
    return {Month.of(first): count for first, count in session.execute(query)}


def _together(session: Session, here: Sequence[str], on: date) -> tuple[Sequence[str], str]:
    """The areas that share an outline with these, and what they were called together."""
    shared = boundaries.sharing(session, on)
    together = {key for each in here for key in shared.get(each, ())} - {*here}
    if not together:
        return here, ""
    whole = areas.by_id(session, successions.undivided(session, [*here, *together]) or "")
    return [*here, *together], whole.name if whole else ""


def _around_a_point(session: Session, spot: HotSpotRow, months: Sequence[Month]) -> Counts:
    east, north = spot.easting, spot.northing
    assert east is not None
    assert north is not None
    found: Counter[Month] = Counter()
    for (month, _), part in incidents.packed_points(session, months).items():
        wanted = of_kinds(part, incidents.chosen_kinds(part, spot.kinds))
        found[month] += len(within(wanted, east, north, spot.radius_m))
    return dict(found)


def _in_outline(
    session: Session,
    kinds: Collection[str],
    area_ids: Collection[str],
    months: Sequence[Month],
    on: date,
) -> Counts:
    """Incidents inside the outlines that areas have on a day, whatever they were counted for."""
    found: Counter[Month] = Counter()
    if not months:
        return found
    ground = Grounds(session).on(on)
    for (month, _), part in incidents.packed_points(session, months).items():
        wanted = of_kinds(part, incidents.chosen_kinds(part, kinds))
        at = ground.areas_at(wanted.eastings, wanted.northings)[Level.PARISH]
        found[month] += sum(key in area_ids for key in at)
    return found
