"""Hot-spots: entered, changed, ended, and what was counted there before and after."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.errors import NotFound
from warden_desk.domain.hot_spots import (
    WHOLE_PARISH,
    Effect,
    HotSpotDraft,
    HotSpotRow,
    HotSpotSheet,
    Patrol,
)
from warden_desk.domain.incidents import Month
from warden_desk.domain.sheets import Imprint
from warden_desk.formats.incident_points import of_kinds, within
from warden_desk.services import settings as desk_settings
from warden_desk.services.coverage_visits import DONE
from warden_desk.services.coverage_work import spent
from warden_desk.services.incidents import incident_figures, incidents
from warden_desk.services.papers import print_log
from warden_desk.storage.tables import (
    Area,
    HotSpot,
    HotSpotEvent,
    IncidentCount,
    IncidentMonth,
    Person,
    Shift,
    Stop,
)

_PARENT = aliased(Area)


def record(session: Session, draft: HotSpotDraft, *, act: Act) -> str:
    """Keep a hot-spot and return its key.

    Raises:
        Invalid: something is missing, or the periods do not fit.
    """
    area_id, first, last, acts_from = draft.check()
    spot = HotSpot(
        name=draft.name.strip(),
        area_id=area_id,
        before_from=first.first,
        before_to=last.first,
        acts_from=acts_from,
        made_by=act.by,
        made_at=act.at,
    )
    _write(spot, draft)
    session.add(spot)
    session.flush()
    return spot.id


def amend(session: Session, hot_spot_id: str, draft: HotSpotDraft, *, act: Act) -> None:
    """Change a hot-spot; the patrols planned for it stay.

    Raises:
        Invalid: as for `record`.
        NotFound: it is gone.
    """
    del act  # the journal says who
    area_id, first, last, acts_from = draft.check()
    spot = _get(session, hot_spot_id)
    spot.name, spot.area_id = draft.name.strip(), area_id
    spot.before_from, spot.before_to, spot.acts_from = first.first, last.first, acts_from
    _write(spot, draft)


def remove(session: Session, hot_spot_id: str, reason: str, *, act: Act) -> None:
    """Put a hot-spot aside with a reason; its patrols stay on their rounds.

    Raises:
        NotFound: it is gone already.
    """
    spot = _get(session, hot_spot_id)
    spot.deleted_at, spot.deleted_reason = act.at, reason.strip()


def rows(session: Session) -> list[HotSpotRow]:
    """All hot-spots, the latest first."""
    patrols = (
        select(func.count())
        .where(HotSpotEvent.hot_spot_id == HotSpot.id)
        .correlate(HotSpot)
        .scalar_subquery()
    )
    query = (
        select(HotSpot, Area.name, _PARENT.name, patrols)
        .join(Area, Area.id == HotSpot.area_id)
        .outerjoin(_PARENT, _PARENT.id == Area.parent_id)
        .where(HotSpot.deleted_at.is_(None))
        .order_by(HotSpot.acts_from.desc(), HotSpot.name, HotSpot.id)
    )
    return [
        _row(spot, area, district or "", count)
        for spot, area, district, count in session.execute(query)
    ]


def row(session: Session, hot_spot_id: str) -> HotSpotRow:
    """One hot-spot.

    Raises:
        NotFound: it is gone.
    """
    found = next((one for one in rows(session) if one.id == hot_spot_id), None)
    if found is None:
        raise NotFound("That hot-spot is not on the desk any more.")
    return found


def find(session: Session, typed: str) -> HotSpotRow:
    """A hot-spot by its key, its number in the list (from 1) or its name.

    Raises:
        NotFound: there is none.
    """
    found = rows(session)
    if typed.isdigit() and 1 <= int(typed) <= len(found):
        return found[int(typed) - 1]
    wanted = typed.strip().casefold()
    match = next((one for one in found if wanted in (one.id, one.name.casefold())), None)
    if match is None:
        raise NotFound(f"There is no hot-spot “{typed}”. See “hotspot list”.")
    return match


def effect(session: Session, spot: HotSpotRow, on: date) -> Effect:
    """What was counted before and after, and the time given there up to a day."""
    known = incident_figures.on_desk(session)
    after = tuple(month for month in spot.months_after(known) if month <= Month.of(on))
    before = tuple(m for m in known if spot.before_from <= m <= spot.before_to)
    before = tuple(month for month in before if month not in after)
    counts = _counts(session, spot, (*before, *after))
    total_before, total_after = (sum(counts[m] for m in side) for side in (before, after))
    until = min(on, spot.acts_to or on)
    patrols = tuple(_patrols(session, spot.id))
    in_parish = spent(session, spot.acts_from, until).get(spot.area_id)
    given = sum(patrol.done or 0 for patrol in patrols if patrol.on_date <= until)
    return Effect(
        months_before=before,
        months_after=after,
        before=total_before,
        after=total_after,
        counts=tuple(sorted(counts.items())),
        around_before=_district(session, spot, before) - total_before,
        around_after=_district(session, spot, after) - total_after,
        patrols=patrols,
        other_minutes=max(0, (in_parish.done if in_parish else 0) - given),
        small=desk_settings.load(session).small_numbers,
    )


def sheet(
    session: Session, hot_spot_id: str, *, today: date, act: Act, is_practice: bool = False
) -> HotSpotSheet:
    """The paper of a hot-spot as of today.

    Raises:
        NotFound: it is gone.
    """
    settings, spot = desk_settings.load(session), row(session, hot_spot_id)
    destroy_by = today + timedelta(days=settings.sheet_destroy_days)
    used = {one.outlines for one in incidents.months(session)}
    return HotSpotSheet(
        row=spot,
        effect=effect(session, spot, today),
        state=spot.state(today),
        outlines=", ".join(sorted(used)),
        imprint=Imprint(
            service=settings.service_name,
            marking=settings.default_marking,
            sensitive_marking=settings.sensitive_marking,
            version="Hot-spot sheet",
            printed_by=act.by,
            printed_at=moment(act.at, settings),
            destroy_by=uk_date(destroy_by),
            is_practice=is_practice,
        ),
    )


def log_print(session: Session, printed: HotSpotSheet, *, act: Act) -> None:
    """Note that the paper was printed, and when it is to be destroyed."""
    days = desk_settings.load(session).sheet_destroy_days
    print_log.note(
        session,
        f"Hot-spot sheet, {printed.row.area}",
        copy_for="",
        destroy_by=act.at.date() + timedelta(days=days),
        act=act,
    )


def _counts(session: Session, spot: HotSpotRow, months: Sequence[Month]) -> dict[Month, int]:
    counts = dict.fromkeys(months, 0)
    if spot.is_whole_parish:
        return counts | _in_areas(session, [spot.area_id], spot.kinds, months)
    east, north = spot.easting, spot.northing
    assert east is not None
    assert north is not None
    for (month, _), part in incidents.packed_points(session, months).items():
        wanted = of_kinds(part, incidents.chosen_kinds(part, spot.kinds))
        counts[month] += len(within(wanted, east, north, spot.radius_m))
    return counts


def _district(session: Session, spot: HotSpotRow, months: Sequence[Month]) -> int:
    district = session.scalar(select(Area.parent_id).where(Area.id == spot.area_id))
    found = _in_areas(session, [district] if district else [], spot.kinds, months)
    return sum(found.values())


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


def _write(spot: HotSpot, draft: HotSpotDraft) -> None:
    point = draft.point()
    spot.easting, spot.northing = point or (None, None)
    spot.radius_m = draft.radius_m if point else None
    spot.kinds = "\n".join(draft.kinds)
    spot.acts_to, spot.wanted = draft.acts_to, draft.wanted.strip()


def _get(session: Session, hot_spot_id: str) -> HotSpot:
    spot = session.get(HotSpot, hot_spot_id)
    if spot is None or spot.deleted_at is not None:
        raise NotFound("That hot-spot is not on the desk any more.")
    return spot


def _row(spot: HotSpot, area: str, district: str, patrols: int) -> HotSpotRow:
    return HotSpotRow(
        id=spot.id,
        name=spot.name,
        area_id=spot.area_id,
        area=area,
        district=district,
        easting=spot.easting,
        northing=spot.northing,
        radius_m=spot.radius_m or WHOLE_PARISH,
        kinds=tuple(spot.kinds.split("\n")) if spot.kinds else (),
        before_from=Month.of(spot.before_from),
        before_to=Month.of(spot.before_to),
        acts_from=spot.acts_from,
        acts_to=spot.acts_to,
        wanted=spot.wanted,
        patrols=patrols,
    )
