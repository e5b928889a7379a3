"""What was counted at a hot-spot before and after its patrols, and what they took."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.hot_spots import Effect, HotSpotRow, Patrol
from warden_desk.domain.months import Month
from warden_desk.formats.incident_points import of_kinds, within
from warden_desk.services import areas, successions
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage_visits import DONE
from warden_desk.services.coverage_work import spent
from warden_desk.services.incidents import incident_figures, incidents
from warden_desk.storage.tables import (
    Area,
    HotSpotEvent,
    IncidentCount,
    IncidentMonth,
    Person,
    Shift,
    Stop,
)


def effect(session: Session, spot: HotSpotRow, on: date) -> Effect:
    """What was counted before and after, and the time given there up to a day.

    A parish that has been divided since has no count of its own from before that.
    """
    here = successions.heirs(session, spot.area_id, on)
    land = successions.ground(session, here, on)
    known = incident_figures.on_desk(session)
    after = tuple(month for month in spot.months_after(known) if month <= Month.of(on))
    before = tuple(m for m in known if spot.before_from <= m <= spot.before_to)
    before = tuple(month for month in before if month not in after)
    if spot.is_whole_parish and land.since is not None:
        before = tuple(month for month in before if month.first >= land.since)
    counts = _counts(session, spot, land.area_ids, (*before, *after))
    total_before, total_after = (sum(counts[m] for m in side) for side in (before, after))
    until = min(on, spot.acts_to or on)
    patrols = tuple(_patrols(session, spot.id))
    minutes = spent(session, spot.acts_from, until)
    in_parish = max((minutes[key].done for key in here if key in minutes), default=0)
    given = sum(patrol.done or 0 for patrol in patrols if patrol.on_date <= until)
    around = _around(session, here, on)
    return Effect(
        months_before=before,
        months_after=after,
        before=total_before,
        after=total_after,
        counts=tuple(sorted(counts.items())),
        around_before=_total(session, around, spot.kinds, before) - total_before,
        around_after=_total(session, around, spot.kinds, after) - total_after,
        patrols=patrols,
        other_minutes=max(0, in_parish - given),
        small=desk_settings.load(session).small_numbers,
    )


def _counts(
    session: Session, spot: HotSpotRow, parish: Collection[str], months: Sequence[Month]
) -> dict[Month, int]:
    counts = dict.fromkeys(months, 0)
    if spot.is_whole_parish:
        return counts | _in_areas(session, parish, spot.kinds, months)
    east, north = spot.easting, spot.northing
    assert east is not None
    assert north is not None
    for (month, _), part in incidents.packed_points(session, months).items():
        wanted = of_kinds(part, incidents.chosen_kinds(part, spot.kinds))
        counts[month] += len(within(wanted, east, north, spot.radius_m))
    return counts


def _around(session: Session, here: Sequence[str], on: date) -> Sequence[str]:
    """The district of a day; one that was put together since, by the land of its parishes."""
    district = session.scalar(select(Area.parent_id).where(Area.id.in_(here)).limit(1))
    if district is None:
        return ()
    if successions.with_former(session, [district]) == [district]:
        return (district,)
    local = [area.id for area in areas.local_areas(session, on, [district])]
    return successions.ground(session, local, on).area_ids


def _total(
    session: Session, area_ids: Collection[str], kinds: Collection[str], months: Sequence[Month]
) -> int:
    return sum(_in_areas(session, area_ids, kinds, months).values())


def _in_areas(
    session: Session, area_ids: Collection[str], kinds: Collection[str], months: Sequence[Month]
) -> dict[Month, int]:
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


def _patrols(session: Session, hot_spot_id: str) -> list[Patrol]:
    query = (
        select(
            Shift.on_date,
            Person.forename,
            Person.surname,
            Stop.minutes_planned,
            Stop.minutes_done,
            Shift.status,
        )
        .join(Stop, Stop.shift_id == Shift.id)
        .join(Person, Person.id == Shift.person_id)
        .join(HotSpotEvent, HotSpotEvent.event_id == Stop.event_id)
        .where(HotSpotEvent.hot_spot_id == hot_spot_id)
        .order_by(Shift.on_date, Person.surname)
    )
    return [
        Patrol(
            on_date,
            f"{forename} {surname}".strip(),
            planned or 0,
            (done if done is not None else planned or 0) if status in DONE else None,
        )
        for on_date, forename, surname, planned, done, status in session.execute(query)
    ]
