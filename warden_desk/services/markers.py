"""Risk markers: entered by one, approved by another, reviewed within a year."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.domain.markers import MarkerDraft, MarkerRow, MarkerState, state_of
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.storage.tables import RiskMarker


def add(session: Session, draft: MarkerDraft, *, act: Act) -> str:
    """Enter a marker and return its key. It counts once another person has approved it.

    Raises:
        Invalid: something is missing, or the review is more than a year away.
    """
    review_on = draft.check(local_day(act, desk_settings.load(session)))
    marker = RiskMarker(
        kind=draft.kind.strip(),
        control=draft.control.strip(),
        area_id=draft.area_id,
        place=draft.place.strip(),
        reference=draft.reference.strip(),
        evidence_reference=draft.evidence_reference.strip(),
        review_on=review_on,
        entered_by=act.by,
        entered_at=act.at,
    )
    session.add(marker)
    session.flush()
    return marker.id


def approve(session: Session, marker_id: str, *, act: Act) -> None:
    """Let a marker count.

    Raises:
        UserError: who entered it does not approve it, or it was approved already.
        NotFound: it is gone, or has ended.
    """
    marker = _get(session, marker_id)
    if marker.approved_at is not None:
        raise UserError(f"{marker.approved_by} has approved that marker already.")
    if marker.entered_by.strip().casefold() == act.by.strip().casefold():
        raise UserError("Another person than the one who entered a marker approves it.")
    marker.approved_by, marker.approved_at = act.by, act.at


def end(session: Session, marker_id: str, reason: str, *, act: Act) -> None:
    """Take a marker out of use; it stays on record.

    Raises:
        Invalid: no reason is given.
        NotFound: it is gone, or has ended.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why it does not hold any more."})
    marker = _get(session, marker_id)
    marker.ended_by, marker.ended_at, marker.ended_reason = act.by, act.at, reason.strip()


def rows(session: Session, today: date, *, with_ended: bool = False) -> list[MarkerRow]:
    """The markers, the next to be reviewed first; those that ended on request."""
    query = select(RiskMarker).order_by(RiskMarker.review_on, RiskMarker.id)
    markers = session.scalars(query).all()
    called = successions.now_called(session, (marker.area_id for marker in markers), today)
    found = [_row(each, called.get(each.area_id or "", ""), today) for each in markers]
    return [row for row in found if with_ended or row.state is not MarkerState.ENDED]


def _row(marker: RiskMarker, area: str, today: date) -> MarkerRow:
    return MarkerRow(
        id=marker.id,
        kind=marker.kind,
        control=marker.control,
        area=area,
        place=marker.place,
        reference=marker.reference,
        evidence_reference=marker.evidence_reference,
        entered_by=marker.entered_by,
        approved_by=marker.approved_by,
        review_on=marker.review_on,
        state=state_of(
            is_approved=marker.approved_at is not None,
            is_ended=marker.ended_at is not None,
            review_on=marker.review_on,
            today=today,
        ),
    )


def _get(session: Session, marker_id: str) -> RiskMarker:
    marker = session.get(RiskMarker, marker_id)
    if marker is None or marker.ended_at is not None:
        raise NotFound("That marker is not in use any more.")
    return marker
