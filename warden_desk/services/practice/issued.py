"""Weeks that went to a supervisor: one issued and changed since, one that waits for a signature."""

from datetime import UTC, date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.services.papers import issuing
from warden_desk.services.practice.people import Crew
from warden_desk.storage.tables import Shift

_LEADER, _SUPERVISOR = "A. Okafor", "M. Quested"
_REASON = "Seen and agreed with the team leader"


def add(session: Session, today: date, crews: list[Crew]) -> None:
    """Issue one team's week and change it afterwards; send that of another for sign-off."""
    week = Week.of(today)
    sent = Act(_LEADER, datetime.combine(week.monday, time(7), tzinfo=UTC))
    signed = Act(_SUPERVISOR, datetime.combine(week.monday, time(8), tzinfo=UTC))
    waiting = list(reversed(crews))
    issued = _first_free(session, waiting, week, today, sent)
    if issued is None:
        return
    issuing.sign_off(
        session, issued.team_id, week, today=today, act=signed, reason=_REASON, is_practice=True
    )
    _change(session, issued, week)
    _first_free(session, waiting, week, today, sent)


def _first_free(
    session: Session, waiting: list[Crew], week: Week, today: date, act: Act
) -> Crew | None:
    """Send the week of the first team that no rule stops; it waits no longer in the list."""
    while waiting:
        crew = waiting.pop(0)
        try:
            issuing.send(session, crew.team_id, week, today=today, act=act)
        except UserError:  # something stops its week: the next team's will do
            continue
        session.flush()
        return crew
    return None


def _change(session: Session, crew: Crew, week: Week) -> None:
    """What was planned otherwise after the week was issued."""
    query = (
        select(Shift)
        .where(
            Shift.team_id == crew.team_id,
            Shift.on_date == week.days[3],
            Shift.code == "E",
        )
        .order_by(Shift.person_id)
    )
    shift = session.scalars(query).first()
    if shift is not None and shift.start_minute is not None and shift.end_minute is not None:
        shift.start_minute, shift.end_minute = shift.start_minute + 60, shift.end_minute + 60
    session.flush()
