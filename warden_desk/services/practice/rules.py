"""Invented risk markers and bought hours, a few of each kind."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.funding import FundingDraft
from warden_desk.domain.markers import MarkerDraft
from warden_desk.services import funding, markers
from warden_desk.services.practice.people import Crew

_LEADER, _SUPERVISOR = "A. Okafor", "M. Quested"
_MARKERS = (
    # kind, what is done, place, days ago, days until review, approved
    ("dog", "phone first", "Bramley Close", 40, 320, True),
    ("violence", "pair", "Old Forge Lane", 90, 200, True),
    ("hazard", "no visit after dark", "Quarry track", 3, 360, False),
    ("dog", "phone first", "Mill View", 350, -3, True),
)
_BOUGHT = (
    # parishes, minutes a week, weeks carried over
    (1, 2 * 60, 4),
    (2, 4 * 60, 0),
)


def add(session: Session, today: date, crews: list[Crew]) -> None:
    """Give the first teams markers and agreements."""
    for crew, number in zip(crews, range(2), strict=False):
        for at, (kind, control, place, ago, until, is_approved) in enumerate(_MARKERS):
            draft = MarkerDraft(
                kind=kind,
                control=control,
                area_id=crew.places[at * 3],
                place=place,
                evidence_reference=f"HS-26-{number * 10 + at + 11:03d}",
                review_on=today + timedelta(days=until),
            )
            key = markers.add(session, draft, act=_act(_LEADER, today - timedelta(days=ago)))
            if is_approved:
                approval = _act(_SUPERVISOR, today - timedelta(days=ago - 1))
                markers.approve(session, key, act=approval)
        _agreements(session, crew, today)


def _agreements(session: Session, crew: Crew, today: date) -> None:
    at = 0
    for count, minutes, carried in _BOUGHT:
        draft = FundingDraft(
            area_ids=tuple(crew.places[at : at + count]),
            minutes_a_week=minutes,
            valid_from=date(today.year, 4, 1) if today.month > 3 else date(today.year - 1, 4, 1),
            carry_weeks=carried,
        )
        funding.add(session, draft, act=_act(_SUPERVISOR, today))
        at += count


def _act(by: str, day: date) -> Act:
    return Act(by=by, at=datetime.combine(day, time(10), tzinfo=UTC))
