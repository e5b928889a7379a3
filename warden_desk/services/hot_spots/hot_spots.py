"""Hot-spots: entered, changed, ended, and what was counted there before and after."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import uk_date
from warden_desk.domain.desk_clock import moment
from warden_desk.domain.errors import NotFound
from warden_desk.domain.hot_spot_effect import HotSpotSheet
from warden_desk.domain.hot_spots import WHOLE_PARISH, HotSpotDraft, HotSpotRow
from warden_desk.domain.incidents import outlines_words
from warden_desk.domain.months import Month
from warden_desk.domain.sheets import Imprint
from warden_desk.services import settings as desk_settings
from warden_desk.services.hot_spots import hot_spot_effect
from warden_desk.services.incidents import incidents
from warden_desk.services.papers import print_log
from warden_desk.storage.tables import (
    Area,
    HotSpot,
    HotSpotEvent,
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


def sheet(
    session: Session, hot_spot_id: str, *, today: date, act: Act, is_practice: bool = False
) -> HotSpotSheet:
    """The paper of a hot-spot as of today.

    Raises:
        NotFound: it is gone.
    """
    settings, spot = desk_settings.load(session), row(session, hot_spot_id)
    destroy_by = today + timedelta(days=settings.sheet_destroy_days)
    effect = hot_spot_effect.effect(session, spot, today)
    counted = [one for one in incidents.months(session) if one.month in dict(effect.counts)]
    return HotSpotSheet(
        row=spot,
        effect=effect,
        state=spot.state(today),
        outlines=outlines_words(counted),
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
