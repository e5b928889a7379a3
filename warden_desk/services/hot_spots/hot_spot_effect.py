"""What was counted at a hot-spot before and after its patrols, and what they took."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.hot_spot_effect import Effect, Patrol
from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.months import Month
from warden_desk.services import areas, successions
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage_visits import DONE
from warden_desk.services.coverage_work import spent
from warden_desk.services.hot_spots import hot_spot_counts
from warden_desk.services.incidents import incident_figures
from warden_desk.storage.tables import (
    Area,
    HotSpotEvent,
    Person,
    Shift,
    Stop,
)


def effect(session: Session, spot: HotSpotRow, on: date) -> Effect:
    """What was counted before and after, and the time given there up to a day."""
    here = successions.heirs(session, spot.area_id, on)
    known = incident_figures.on_desk(session)
    after = tuple(month for month in spot.months_after(known) if month <= Month.of(on))
    before = tuple(m for m in known if spot.before_from <= m <= spot.before_to)
    before = tuple(month for month in before if month not in after)
    counts, land = hot_spot_counts.counts(session, spot, here, (*before, *after), on)
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
        land=land,
    )


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
    return sum(hot_spot_counts.in_areas(session, area_ids, kinds, months).values())


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
